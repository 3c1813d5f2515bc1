//! The three tables of terms: counted in parallel, merged, cut into shards.

use rayon::prelude::*;

use super::Document;
use super::count::{Counter, NAME_BITS, Part, WORD_BITS};
use super::posting::{Posting, write_postings};
use super::shard::{Folder, Shard};

/// The shards of the three term tables.
pub(super) struct Terms {
    pub names: Vec<Shard>,
    pub words: Vec<Shard>,
    pub endings: Vec<Shard>,
}

/// Bytes of a shard at least, and about how many shards there are at most: see [`Folder::size`].
const NAMES: usize = 8 << 10;
const WORDS: usize = 16 << 10;
const ENDINGS: usize = 8 << 10;
const MOST_NAMES: usize = 18;
const MOST_WORDS: usize = 64;
const MOST_ENDINGS: usize = 14;

pub(super) fn files(folder: &Folder, documents: &[&Document]) -> Terms {
    // One part a thread: a part stems its own vocabulary, so more parts would stem more.
    let size = documents.len().div_ceil(rayon::current_num_threads()).max(64);
    let parts: Vec<Part> = documents
        .par_chunks(size)
        .enumerate()
        .map(|(part, documents)| Counter::new((part * size) as u32).count(documents))
        .collect();
    let merged = merge(&parts);
    let ((names, words), endings) = rayon::join(
        || {
            rayon::join(
                || {
                    cut(
                        folder,
                        'n',
                        NAMES,
                        MOST_NAMES,
                        &encode(&merged, |(part, rank)| parts[part].names.of(rank), NAME_BITS),
                    )
                },
                || {
                    cut(
                        folder,
                        'w',
                        WORDS,
                        MOST_WORDS,
                        &encode(&merged, |(part, rank)| parts[part].words.of(rank), WORD_BITS),
                    )
                },
            )
        },
        || endings(folder, &merged),
    );
    Terms { names, words, endings }
}

/// A term of the whole atlas, with the parts that have it and its rank there.
struct Merged<'p> {
    term: &'p str,
    places: Vec<(usize, u32)>,
}

fn merge(parts: &[Part]) -> Vec<Merged<'_>> {
    let mut next = vec![0usize; parts.len()];
    let mut merged = Vec::with_capacity(parts.iter().map(|part| part.terms.len()).max().unwrap_or(0));
    let head = |next: &[usize], part: usize| parts[part].terms.get(next[part]).map(String::as_str);
    while let Some(term) = (0..parts.len()).filter_map(|part| head(&next, part)).min() {
        let places: Vec<(usize, u32)> = (0..parts.len())
            .filter(|&part| head(&next, part) == Some(term))
            .map(|part| (part, next[part] as u32))
            .collect();
        for &(part, _) in &places {
            next[part] += 1;
        }
        merged.push(Merged { term, places });
    }
    merged
}

/// Entries `term postings`, in blocks that were written in parallel.
struct Block<'m> {
    bytes: Vec<u8>,
    ends: Vec<(&'m str, usize)>,
}

fn encode<'m, 'p>(
    merged: &'m [Merged<'m>],
    postings: impl Fn((usize, u32)) -> &'p [Posting] + Sync,
    bits: u32,
) -> Vec<Block<'m>> {
    let block = |terms: &'m [Merged<'m>]| {
        let mut block = Block { bytes: Vec::new(), ends: Vec::new() };
        for Merged { term, places } in terms {
            let lists = || places.iter().map(|&place| postings(place));
            if lists().all(<[Posting]>::is_empty) {
                continue;
            }
            block.bytes.extend_from_slice(term.as_bytes());
            block.bytes.push(b' ');
            write_postings(lists(), bits, &mut block.bytes);
            block.ends.push((term, block.bytes.len()));
        }
        block
    };
    merged.par_chunks(256).map(block).collect()
}

fn cut(folder: &Folder, letter: char, least: usize, most: usize, blocks: &[Block]) -> Vec<Shard> {
    let total: usize = blocks.iter().map(|block| block.bytes.len()).sum();
    let entries = blocks.iter().flat_map(|block| {
        let mut start = 0;
        block.ends.iter().map(move |&(term, end)| (term, &block.bytes[std::mem::replace(&mut start, end)..end]))
    });
    folder.cut(letter, folder.size(least, total, most), entries)
}

/// Terms spelled backwards. A word with a mistake has either its beginning or its end right; the beginning leads to it
/// in the two other tables, the end here. Numbers and the shortest words are not corrected, so they are not here.
fn endings(folder: &Folder, merged: &[Merged]) -> Vec<Shard> {
    let long = |term: &str| term.chars().nth(3).is_some() && !term.chars().any(char::is_numeric);
    let mut backwards: Vec<String> = merged
        .par_iter()
        .filter(|merged| long(merged.term))
        .map(|merged| merged.term.chars().rev().collect::<String>())
        .collect();
    backwards.par_sort_unstable();
    let total: usize = backwards.iter().map(String::len).sum();
    let entries = backwards.iter().map(|term| (term.as_str(), term.as_bytes()));
    folder.cut('e', folder.size(ENDINGS, total, MOST_ENDINGS), entries)
}
