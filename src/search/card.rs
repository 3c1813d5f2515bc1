//! Cards and texts: what is shown of a hit.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Document;
use super::posting::write_number;
use super::reading::Texts;
use super::shard::{Draft, Folder, Shard, quoted};

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
pub(super) fn files(folder: &Folder, documents: &[&Document], texts: Vec<Texts>) -> Cards {
    let each = |total: usize, least: usize, most: usize| {
        let files = (total / folder.size(least, total, most)).max(1);
        documents.len().div_ceil(files).max(1)
    };
    let text_each = each(texts.iter().map(|texts| texts.plain).sum(), TEXTS, MOST_TEXTS);
    let card_size = |document: &&Document| document.name.len() + document.url.len() + 32;
    let card_each = each(documents.iter().map(card_size).sum(), CARDS, MOST_CARDS);

    let lengths: Vec<u32> = texts.iter().flat_map(|texts| &texts.lengths).copied().collect();
    let (texts, places): (Vec<Shard>, Vec<Vec<(u32, u32)>>) = shares(texts, text_each)
        .into_par_iter()
        .zip(lengths.par_chunks(text_each))
        .enumerate()
        .map(|(number, (texts, lengths))| {
            let room: usize = lengths.iter().map(|length| *length as usize + 1).sum();
            let mut draft = folder.draft(format!("t{number}"), room + 1);
            let places = write_texts(texts, lengths, &mut draft);
            (draft.finish(""), places)
        })
        .unzip();
    let places = places.concat();
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
    Cards { cards: Cut { each: card_each, shards: cards }, texts: Cut { each: text_each, shards: texts } }
}

/// Strings of JSON, one after the other, that a stretch shares with whom it has others for.
type Share = (Arc<Vec<u8>>, Range<usize>);

/// The strings of so many documents each. What a stretch holds goes as soon as all of it is written elsewhere.
fn shares(texts: Vec<Texts>, each: usize) -> Vec<Vec<Share>> {
    let (mut shares, mut open, mut room) = (Vec::new(), Vec::new(), each);
    for Texts { bytes, lengths, .. } in texts {
        let (bytes, mut start, mut rest) = (Arc::new(bytes), 0, &lengths[..]);
        while !rest.is_empty() {
            let (now, later) = rest.split_at(room.min(rest.len()));
            let end = start + now.iter().map(|length| *length as usize).sum::<usize>();
            open.push((bytes.clone(), start..end));
            (start, rest, room) = (end, later, room - now.len());
            if room == 0 {
                shares.push(std::mem::take(&mut open));
                room = each;
            }
        }
    }
    if !open.is_empty() {
        shares.push(open);
    }
    shares
}

/// Writes the texts as an array; where in it each string begins and how long it is, quotes included.
fn write_texts(texts: Vec<Share>, lengths: &[u32], draft: &mut Draft) -> Vec<(u32, u32)> {
    let mut places = Vec::with_capacity(lengths.len());
    let mut lengths = lengths.iter();
    for (bytes, range) in texts {
        let mut rest = &bytes[range];
        while !rest.is_empty()
            && let Some(length) = lengths.next()
        {
            let (string, after) = rest.split_at(*length as usize);
            draft.bytes.push(if draft.length() == 0 { b'[' } else { b',' });
            places.push((draft.length() as u32, *length));
            draft.bytes.extend_from_slice(string);
            rest = after;
        }
    }
    draft.bytes.push(b']');
    places
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
    use super::*;

    #[test]
    fn texts_are_cut_by_document_wherever_stretches_end() {
        let strings = ["\"a\"", "\"bb\"", "\"\"", "\"c\"", "\"dd\"", "\"e\"", "\"f\""];
        let stretch = |strings: &[&str]| Texts {
            bytes: strings.concat().into_bytes(),
            lengths: strings.iter().map(|string| string.len() as u32).collect(),
            plain: 0,
        };
        let folder = Folder::new("ru", strings.len());
        for each in 1..=8 {
            let texts = vec![stretch(&strings[..3]), stretch(&strings[3..4]), stretch(&strings[4..])];
            let shares = shares(texts, each);
            assert_eq!(shares.len(), strings.len().div_ceil(each));
            for (share, expected) in shares.into_iter().zip(strings.chunks(each)) {
                let lengths: Vec<u32> = expected.iter().map(|string| string.len() as u32).collect();
                let mut draft = folder.draft("t".to_owned(), 0);
                let start = draft.bytes.len();
                let places = write_texts(share, &lengths, &mut draft);
                let written = String::from_utf8_lossy(&draft.bytes[start..]).into_owned();
                assert_eq!(written, format!("[{}]", expected.join(",")));
                let found: Vec<&str> =
                    places.iter().map(|(at, length)| &written[*at as usize..(*at + *length) as usize]).collect();
                assert_eq!(found, expected);
            }
        }
    }
}
