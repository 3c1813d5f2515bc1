//! The three tables of terms: what all threads have counted brought together, cut into shards.

use rayon::prelude::*;

use super::count::{NAME_BITS, WORD_BITS};
use super::posting::{Log, Ranked, write_postings};
use super::reading::Reading;
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

pub(super) fn files(folder: &Folder, reading: &Reading) -> Terms {
    let (terms, ranks) = ranked(&reading.terms);
    let of = |log: fn(&super::reading::Stretch) -> &Log| {
        let logs = reading.stretches.iter().map(|stretch| (log(stretch), &*ranks[stretch.thread]));
        Ranked::new(logs, terms.len())
    };
    let ((names, words), endings) = rayon::join(
        || {
            rayon::join(
                || cut(folder, 'n', NAMES, MOST_NAMES, &encode(&terms, &of(|stretch| &stretch.names), NAME_BITS)),
                || cut(folder, 'w', WORDS, MOST_WORDS, &encode(&terms, &of(|stretch| &stretch.words), WORD_BITS)),
            )
        },
        || endings(folder, &terms),
    );
    Terms { names, words, endings }
}

/// The terms of all threads in the order of their bytes, and by thread the rank of each of its terms.
fn ranked(threads: &[Vec<(String, u32)>]) -> (Vec<&str>, Vec<Vec<u32>>) {
    let of_thread = |(thread, terms)| {
        let terms: &Vec<(String, u32)> = terms;
        terms.iter().map(move |(term, number)| (term.as_str(), thread, *number as usize))
    };
    let mut all: Vec<(&str, usize, usize)> = threads.iter().enumerate().flat_map(of_thread).collect();
    // Each thread's terms are in order already, which this sort makes use of.
    all.sort();
    let mut terms: Vec<&str> = Vec::with_capacity(all.len());
    let mut ranks: Vec<Vec<u32>> = threads.iter().map(|terms| vec![0; terms.len()]).collect();
    for (term, thread, number) in all {
        if terms.last() != Some(&term) {
            terms.push(term);
        }
        ranks[thread][number] = terms.len() as u32 - 1;
    }
    (terms, ranks)
}

/// Entries `term postings`, in blocks that were written in parallel.
struct Block<'t> {
    bytes: Vec<u8>,
    ends: Vec<(&'t str, usize)>,
}

/// How many terms are written in one go.
const BLOCK: usize = 256;

fn encode<'t>(terms: &[&'t str], postings: &Ranked, bits: u32) -> Vec<Block<'t>> {
    let block = |(number, terms): (usize, &[&'t str])| {
        let mut block = Block { bytes: Vec::new(), ends: Vec::new() };
        for (place, term) in terms.iter().enumerate() {
            let postings = postings.of(number * BLOCK + place);
            if postings.is_empty() {
                continue;
            }
            block.bytes.extend_from_slice(term.as_bytes());
            block.bytes.push(b' ');
            write_postings(postings, bits, &mut block.bytes);
            block.ends.push((term, block.bytes.len()));
        }
        block
    };
    terms.par_chunks(BLOCK).enumerate().map(block).collect()
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
fn endings(folder: &Folder, terms: &[&str]) -> Vec<Shard> {
    let long = |term: &str| term.chars().nth(3).is_some() && !term.chars().any(char::is_numeric);
    let of_term = |term: &&str| term.chars().rev().collect::<String>();
    let mut backwards: Vec<String> = terms.par_iter().filter(|term| long(term)).map(of_term).collect();
    backwards.par_sort_unstable();
    let total: usize = backwards.iter().map(String::len).sum();
    let entries = backwards.iter().map(|term| (term.as_str(), term.as_bytes()));
    folder.cut('e', folder.size(ENDINGS, total, MOST_ENDINGS), entries)
}
