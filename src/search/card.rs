//! Cards and texts: what is shown of a hit.

use rayon::prelude::*;

use super::Document;
use super::posting::write_number;
use super::shard::{Draft, Folder, Shard, quoted, write_escaped};

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
pub(super) fn files(folder: &Folder, documents: &[&Document]) -> Cards {
    let each = |size: fn(&Document) -> usize, least: usize, most: usize| {
        let total: usize = documents.iter().map(|document| size(document)).sum();
        let files = (total / folder.size(least, total, most)).max(1);
        documents.len().div_ceil(files).max(1)
    };
    let text_each = each(|document| document.summary.len() + document.text.len(), TEXTS, MOST_TEXTS);
    let card_size = |document: &Document| document.name.len() + document.url.len() + 32;
    let card_each = each(card_size, CARDS, MOST_CARDS);

    let (texts, places): (Vec<Shard>, Vec<Vec<(u32, u32)>>) = documents
        .par_chunks(text_each)
        .enumerate()
        .map(|(number, documents)| {
            let room: usize = documents.iter().map(|document| document.summary.len() + document.text.len() + 8).sum();
            let mut draft = folder.draft(format!("t{number}"), room + room / 32);
            let places = write_texts(documents, &mut draft);
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

/// Writes the texts as an array; where in it each string begins and how long it is, quotes included.
fn write_texts(documents: &[&Document], draft: &mut Draft) -> Vec<(u32, u32)> {
    let mut places = Vec::with_capacity(documents.len());
    for document in documents {
        draft.bytes.push(if draft.length() == 0 { b'[' } else { b',' });
        let start = draft.length();
        draft.bytes.push(b'"');
        write_escaped(&document.summary, &mut draft.bytes);
        draft.bytes.extend_from_slice(b"\\n");
        write_escaped(&document.text, &mut draft.bytes);
        draft.bytes.push(b'"');
        places.push((start as u32, (draft.length() - start) as u32));
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
