//! The indexer: counts the terms of every document once, in parallel.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::document::Document;
use super::postings::PostingList;
use super::snippets::TextDigest;
use super::term_counts::TermCounter;

/// The number of documents that a thread takes at a time.
const CHUNK: usize = 64;

/// The postings and text digests of all documents.
pub(super) struct IndexedDocuments {
    /// The chunks in the order of the documents.
    pub chunks: Vec<DocumentChunk>,
    /// The terms of each thread in byte order, each with its number in the lists of that thread.
    pub terms: Vec<Vec<(String, u32)>>,
    /// The terms of words written without their accents, sorted, each with the term that is meant.
    pub accents: Vec<(String, String)>,
}

/// Consecutive documents that were indexed by one thread.
pub(super) struct DocumentChunk {
    pub thread: usize,
    /// The postings of names. Terms are numbers of the thread's dictionary.
    pub names: PostingList,
    /// The postings of all other words.
    pub words: PostingList,
    /// The digest of each text.
    pub texts: Vec<TextDigest>,
}

/// Indexes all documents in the language with that code. `order` has the original index of each document; `texts` expects these indices.
pub(super) fn index_documents(
    language: &str,
    documents: &[&Document],
    order: &[u32],
    texts: &(impl Fn(&[u32], &mut dyn FnMut(&str, &str)) + Sync),
) -> IndexedDocuments {
    let next = AtomicUsize::new(0);
    // Every thread has its own dictionary, so a thread takes chunks until none is left.
    let thread = |thread: usize| {
        let (mut counter, mut chunks) = (TermCounter::new(language), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let first = number * CHUNK;
            if first >= documents.len() {
                break;
            }
            let last = documents.len().min(first + CHUNK);
            let (mut place, mut read) = (first, Vec::with_capacity(CHUNK));
            texts(&order[first..last], &mut |summary, text| {
                counter.add_document(place as u32, documents[place], text);
                read.push(TextDigest::new(summary, text));
                place += 1;
            });
            let (names, words) = counter.take_postings();
            chunks.push((
                number,
                DocumentChunk {
                    thread,
                    names,
                    words,
                    texts: read,
                },
            ));
        }
        (chunks, counter.into_learnt())
    };
    let threads = (0..rayon::current_num_threads())
        .into_par_iter()
        .with_max_len(1);
    let (chunks, learnt): (Vec<_>, Vec<_>) = threads.map(thread).unzip();
    let mut chunks: Vec<(usize, DocumentChunk)> = chunks.into_iter().flatten().collect();
    chunks.sort_by_key(|(number, _)| *number);
    let (terms, accents): (Vec<_>, Vec<_>) = learnt
        .into_iter()
        .map(|learnt| (learnt.terms, learnt.accents))
        .unzip();
    let mut accents = accents.concat();
    accents.par_sort_unstable();
    accents.dedup();
    IndexedDocuments {
        accents,
        chunks: chunks.into_iter().map(|(_, chunk)| chunk).collect(),
        terms,
    }
}
