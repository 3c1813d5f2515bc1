//! The term tables: the merged postings of all threads, split into shards.

use rayon::prelude::*;

use super::index_input::IndexInput;
use super::indexer::IndexedDocuments;
use super::postings::{PostingList, RankedPostings, write_postings};
use super::shards::{Shard, ShardFolder};
use super::synonyms;
use super::term_counts::{NAME_BITS, WORD_BITS};

/// The shards of the term tables.
pub(super) struct Terms {
    pub names: Vec<Shard>,
    pub words: Vec<Shard>,
    pub endings: Vec<Shard>,
    pub accents: Vec<Shard>,
    /// See [`synonyms::lines`].
    pub synonyms: Vec<String>,
}

// The least size of a shard in bytes and the approximate greatest number of shards: see [`ShardFolder::shard_size`].
const NAMES: usize = 8 << 10;
const WORDS: usize = 16 << 10;
const ENDINGS: usize = 8 << 10;
const ACCENTS: usize = 8 << 10;
const MOST_NAMES: usize = 18;
const MOST_WORDS: usize = 64;
const MOST_ENDINGS: usize = 14;
const MOST_ACCENTS: usize = 14;

pub(super) fn build_shards(
    folder: &ShardFolder,
    indexed: &IndexedDocuments,
    input: IndexInput<'_>,
) -> Terms {
    let (terms, ranks) = ranked(&indexed.terms);
    let of = |list: fn(&super::indexer::DocumentChunk) -> &PostingList| {
        let lists = indexed
            .chunks
            .iter()
            .map(|chunk| (list(chunk), &*ranks[chunk.thread]));
        RankedPostings::new(lists, terms.len())
    };
    let ((names, words), endings) = rayon::join(
        || {
            rayon::join(
                || {
                    split(
                        folder,
                        'n',
                        NAMES,
                        MOST_NAMES,
                        &encode(&terms, &of(|chunk| &chunk.names), NAME_BITS),
                    )
                },
                || {
                    split(
                        folder,
                        'w',
                        WORDS,
                        MOST_WORDS,
                        &encode(&terms, &of(|chunk| &chunk.words), WORD_BITS),
                    )
                },
            )
        },
        || endings(folder, &terms),
    );
    Terms {
        names,
        words,
        endings,
        accents: accents(folder, &indexed.accents),
        synonyms: synonyms::lines(input.language, &terms, input.synonyms),
    }
}

/// The distinct terms of all threads in byte order, and for each thread the ranks of its terms.
fn ranked(threads: &[Vec<(String, u32)>]) -> (Vec<&str>, Vec<Vec<u32>>) {
    let of_thread = |(thread, terms)| {
        let terms: &Vec<(String, u32)> = terms;
        terms
            .iter()
            .map(move |(term, number)| (term.as_str(), thread, *number as usize))
    };
    let mut all: Vec<(&str, usize, usize)> =
        threads.iter().enumerate().flat_map(of_thread).collect();
    // The sort is adaptive, and the terms of each thread are already sorted.
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

/// Entries `term postings` of a block of terms; blocks are encoded in parallel.
struct EntryBlock<'t> {
    text: String,
    ends: Vec<(&'t str, usize)>,
}

/// The number of terms in a block.
const BLOCK: usize = 256;

fn encode<'t>(terms: &[&'t str], postings: &RankedPostings, bits: u32) -> Vec<EntryBlock<'t>> {
    let block = |(number, terms): (usize, &[&'t str])| {
        let mut block = EntryBlock {
            text: String::new(),
            ends: Vec::new(),
        };
        for (place, term) in terms.iter().enumerate() {
            let postings = postings.get(number * BLOCK + place);
            if postings.is_empty() {
                continue;
            }
            block.text.push_str(term);
            block.text.push(' ');
            write_postings(postings, bits, &mut block.text);
            block.ends.push((term, block.text.len()));
        }
        block
    };
    terms.par_chunks(BLOCK).enumerate().map(block).collect()
}

fn split(
    folder: &ShardFolder,
    letter: char,
    least: usize,
    most: usize,
    blocks: &[EntryBlock],
) -> Vec<Shard> {
    let total: usize = blocks.iter().map(|block| block.text.len()).sum();
    let entries = blocks.iter().flat_map(|block| {
        let mut start = 0;
        block
            .ends
            .iter()
            .map(move |&(term, end)| (term, &block.text[std::mem::replace(&mut start, end)..end]))
    });
    folder.split(letter, folder.shard_size(least, total, most), entries)
}

/// The shards of reversed terms, for typo correction: a misspelled word usually has a correct beginning or a correct
/// end. Beginnings are looked up in the two other tables, ends here. Numbers and words of up to three letters are not
/// corrected and left out.
fn endings(folder: &ShardFolder, terms: &[&str]) -> Vec<Shard> {
    let long = |term: &str| term.chars().nth(3).is_some() && !term.chars().any(char::is_numeric);
    let of_term = |term: &&str| term.chars().rev().collect::<String>();
    let mut backwards: Vec<String> = terms
        .par_iter()
        .filter(|term| long(term))
        .map(of_term)
        .collect();
    backwards.par_sort_unstable();
    let total: usize = backwards.iter().map(String::len).sum();
    let entries = backwards.iter().map(|term| (term.as_str(), term.as_str()));
    folder.split(
        'e',
        folder.shard_size(ENDINGS, total, MOST_ENDINGS),
        entries,
    )
}

/// The shards of words written without their accents: entries `term meant,meant`, from a sorted list of pairs.
fn accents(folder: &ShardFolder, pairs: &[(String, String)]) -> Vec<Shard> {
    let entries: Vec<(&str, String)> = pairs
        .chunk_by(|(one, _), (other, _)| one == other)
        .filter_map(|same| {
            let meant: Vec<&str> = same.iter().map(|(_, meant)| meant.as_str()).collect();
            let (bare, _) = same.first()?;
            Some((bare.as_str(), format!("{bare} {}", meant.join(","))))
        })
        .collect();
    let total: usize = entries.iter().map(|(_, entry)| entry.len()).sum();
    let entries = entries.iter().map(|(bare, entry)| (*bare, entry.as_str()));
    folder.split(
        'a',
        folder.shard_size(ACCENTS, total, MOST_ACCENTS),
        entries,
    )
}
