//! Result cards and texts: the data that is displayed for a hit.

use rayon::prelude::*;

use super::document::Document;
use super::postings::write_number;
use super::shards::{Shard, ShardFolder, ShardWriter, quoted};
use super::snippets::TextDigest;

/// Shards split by document: the card of document `d` is in shard `d / each` at index `d % each`.
pub(super) struct ShardedByDocument {
    pub each: usize,
    pub shards: Vec<Shard>,
}

pub(super) struct Cards {
    pub cards: ShardedByDocument,
    pub texts: ShardedByDocument,
}

// The least size of a shard in bytes and the approximate greatest number of shards: see [`ShardFolder::shard_size`].
const CARDS: usize = 3 << 10;
const TEXTS: usize = 6 << 10;
const MOST_CARDS: usize = 144;
const MOST_TEXTS: usize = 64;

/// Builds the shards of cards and texts. A card has title, address, further names, offset and length of its text, and a status that is not `Stated`; a text
/// is summary and text as one JSON string. Over HTTP the page fetches the string by a range request, from `file://` it
/// loads the whole shard.
///
/// `order` has the original index of each document, `texts` the digest of its text.
pub(super) fn build_shards(
    folder: &ShardFolder,
    documents: &[&Document],
    order: &[u32],
    texts: &[TextDigest],
) -> Cards {
    let each = |total: usize, least: usize, most: usize| {
        let files = (total / folder.shard_size(least, total, most)).max(1);
        documents.len().div_ceil(files).max(1)
    };
    let text_each = each(
        texts.iter().map(|text| text.plain as usize).sum(),
        TEXTS,
        MOST_TEXTS,
    );
    let card_size = |document: &&Document| document.name.len() + document.url.len() + 32;
    let card_each = each(documents.iter().map(card_size).sum(), CARDS, MOST_CARDS);

    let shard = |(number, (texts, order)): (usize, (&[TextDigest], &[u32]))| {
        let hashes: Vec<u64> = texts.iter().map(|text| text.hash).collect();
        folder.text_shard(&format!("t{number}"), order.to_vec(), &hashes)
    };
    let shards = texts
        .chunks(text_each)
        .zip(order.chunks(text_each))
        .enumerate()
        .map(shard)
        .collect();
    let offsets: Vec<(u32, u32)> = texts.chunks(text_each).flat_map(text_offsets).collect();
    let cards = documents
        .par_chunks(card_each)
        .zip(offsets.par_chunks(card_each))
        .enumerate()
        .map(|(number, (documents, offsets))| {
            let mut writer = folder.shard_writer(format!("c{number}"), CARDS);
            write_cards(documents, offsets, &mut writer);
            writer.finish("")
        })
        .collect();
    Cards {
        cards: ShardedByDocument {
            each: card_each,
            shards: cards,
        },
        texts: ShardedByDocument {
            each: text_each,
            shards,
        },
    }
}

/// The offset and the length, quotes included, of each text's string in the array of its shard, in bytes.
fn text_offsets(texts: &[TextDigest]) -> impl Iterator<Item = (u32, u32)> {
    texts.iter().scan(1, |next, text| {
        let place = *next;
        *next += text.length + 1;
        Some((place, text.length))
    })
}

fn write_cards(documents: &[&Document], offsets: &[(u32, u32)], writer: &mut ShardWriter) {
    for (document, &(start, length)) in documents.iter().zip(offsets) {
        let names = [document.name]
            .into_iter()
            .chain(document.aliases.iter().copied());
        let aliases: Vec<String> = names
            .filter(|name| *name != document.title)
            .map(quoted)
            .collect();
        let aliases = if aliases.is_empty() {
            "0".to_owned()
        } else {
            format!("[{}]", aliases.join(","))
        };
        let separator = if writer.length() == 0 { '[' } else { ',' };
        let row = format!(
            "{separator}[{},{},{aliases},\"",
            quoted(document.title),
            quoted(document.url)
        );
        writer.text.push_str(&row);
        write_number(start, &mut writer.text);
        write_number(length, &mut writer.text);
        writer.text.push('"');
        if let Some(status) = document.status {
            writer.text.push(',');
            writer.text.push_str(&quoted(status));
        }
        writer.text.push(']');
    }
    writer.text.push(']');
}

#[cfg(test)]
mod tests {
    use super::{TextDigest, text_offsets};

    #[test]
    fn strings_follow_each_other_with_a_character_between() {
        let texts = [3, 5, 2].map(|length| TextDigest {
            length,
            hash: 0,
            plain: 0,
        });
        assert_eq!(
            text_offsets(&texts).collect::<Vec<_>>(),
            [(1, 3), (5, 5), (11, 2)]
        );
    }
}
