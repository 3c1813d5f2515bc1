//! Cards and texts: what is shown of a hit.

use rayon::prelude::*;

use super::Document;
use super::posting::write_number;
use super::shard::{Draft, Folder, Shard, quoted};
use super::text::Read;

/// Shards cut by document: the card of document `d` is in shard `d / each`, at place `d % each`.
pub(super) struct Cut {
    pub each: usize,
    pub shards: Vec<Shard>,
}

pub(super) struct Cards {
    pub cards: Cut,
    pub texts: Cut,
}

/// Bytes of a shard at least, and about how many shards there are at most: see [`Folder::size`].
const CARDS: usize = 3 << 10;
const TEXTS: usize = 6 << 10;
const MOST_CARDS: usize = 144;
const MOST_TEXTS: usize = 64;

/// A card is name, address, aliases and the place of its text; a text is summary and text as one string of JSON. A
/// server that answers a range request sends the one string at that place; from the disk, the whole shard is loaded.
///
/// `order` has the place at which each document was given, and `texts` what is known of its text.
pub(super) fn files(folder: &Folder, documents: &[&Document], order: &[u32], texts: &[Read]) -> Cards {
    let each = |total: usize, least: usize, most: usize| {
        let files = (total / folder.size(least, total, most)).max(1);
        documents.len().div_ceil(files).max(1)
    };
    let text_each = each(texts.iter().map(|text| text.plain as usize).sum(), TEXTS, MOST_TEXTS);
    let card_size = |document: &&Document| document.name.len() + document.url.len() + 32;
    let card_each = each(documents.iter().map(card_size).sum(), CARDS, MOST_CARDS);

    let shard = |(number, (texts, order)): (usize, (&[Read], &[u32]))| {
        let hashes: Vec<u64> = texts.iter().map(|text| text.hash).collect();
        folder.texts(&format!("t{number}"), order.to_vec(), &hashes)
    };
    let shards = texts.chunks(text_each).zip(order.chunks(text_each)).enumerate().map(shard).collect();
    let places: Vec<(u32, u32)> = texts.chunks(text_each).flat_map(places).collect();
    let cards = documents
        .par_chunks(card_each)
        .zip(places.par_chunks(card_each))
        .enumerate()
        .map(|(number, (documents, places))| {
            let mut draft = folder.draft(format!("c{number}"), CARDS);
            write_cards(documents, places, &mut draft);
            draft.finish("")
        })
        .collect();
    Cards { cards: Cut { each: card_each, shards: cards }, texts: Cut { each: text_each, shards } }
}

/// Where in their array the strings of some texts begin, with how long they are, quotes included.
fn places(texts: &[Read]) -> impl Iterator<Item = (u32, u32)> {
    texts.iter().scan(1, |next, text| {
        let place = *next;
        *next += text.length + 1;
        Some((place, text.length))
    })
}

fn write_cards(documents: &[&Document], places: &[(u32, u32)], draft: &mut Draft) {
    for (document, &(start, length)) in documents.iter().zip(places) {
        let aliases: Vec<String> = document.aliases.iter().map(|alias| quoted(alias)).collect();
        let aliases = if aliases.is_empty() { "0".to_owned() } else { format!("[{}]", aliases.join(",")) };
        let separator = if draft.length() == 0 { '[' } else { ',' };
        let row = format!("{separator}[{},{},{aliases},\"", quoted(document.name), quoted(document.url));
        draft.bytes.extend_from_slice(row.as_bytes());
        write_number(start, &mut draft.bytes);
        write_number(length, &mut draft.bytes);
        draft.bytes.extend_from_slice(b"\"]");
    }
    draft.bytes.push(b']');
}

#[cfg(test)]
mod tests {
    use super::{Read, places};

    #[test]
    fn strings_follow_each_other_with_a_character_between() {
        let texts = [3, 5, 2].map(|length| Read { length, hash: 0, plain: 0 });
        assert_eq!(places(&texts).collect::<Vec<_>>(), [(1, 3), (5, 5), (11, 2)]);
    }
}
