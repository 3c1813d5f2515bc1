//! Reading: every document once, by all threads, which count its terms.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Document;
use super::count::Counter;
use super::posting::Log;
use super::text::Read;

/// How many documents a thread reads before it takes others.
const STRETCH: usize = 64;

/// All documents, read.
pub(super) struct Reading {
    /// In the order of the documents.
    pub stretches: Vec<Stretch>,
    /// By thread: its terms in the order of their bytes, each with its number in the thread's logs.
    pub terms: Vec<Vec<(String, u32)>>,
}

/// Some consecutive documents, read by one thread.
pub(super) struct Stretch {
    pub thread: usize,
    /// The postings of names and of other words, by the thread's numbers of terms.
    pub names: Log,
    pub words: Log,
    /// What is known of each text.
    pub texts: Vec<Read>,
}

/// Reads all documents, which were given at the places of `order`. `texts` passes on the texts of some, by these places.
pub(super) fn read(
    documents: &[&Document],
    order: &[u32],
    texts: &(impl Fn(&[u32], &mut dyn FnMut(&str, &str)) + Sync),
) -> Reading {
    let next = AtomicUsize::new(0);
    // Every thread stems its own vocabulary, so each takes stretches as long as there are any.
    let thread = |thread: usize| {
        let (mut counter, mut stretches) = (Counter::new(), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let first = number * STRETCH;
            if first >= documents.len() {
                break;
            }
            let last = documents.len().min(first + STRETCH);
            let (mut place, mut read) = (first, Vec::with_capacity(STRETCH));
            texts(&order[first..last], &mut |summary, text| {
                counter.count(place as u32, documents[place], text);
                read.push(Read::of(summary, text));
                place += 1;
            });
            let (names, words) = counter.take();
            stretches.push((number, Stretch { thread, names, words, texts: read }));
        }
        (stretches, counter.into_terms())
    };
    let threads = (0..rayon::current_num_threads()).into_par_iter().with_max_len(1);
    let (stretches, terms): (Vec<_>, Vec<_>) = threads.map(thread).unzip();
    let mut stretches: Vec<(usize, Stretch)> = stretches.into_iter().flatten().collect();
    stretches.sort_by_key(|(number, _)| *number);
    Reading { stretches: stretches.into_iter().map(|(_, stretch)| stretch).collect(), terms }
}
