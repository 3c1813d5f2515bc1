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

/// Reads all documents. `text` writes the plain text of one, by its place, into a buffer that is empty.
pub(super) fn read(documents: &[&Document], text: &(impl Fn(usize, &mut String) + Sync)) -> Reading {
    let next = AtomicUsize::new(0);
    // Every thread stems its own vocabulary, so each takes stretches as long as there are any.
    let thread = |thread: usize| {
        let (mut counter, mut buffer, mut stretches) = (Counter::new(), String::new(), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let first = number * STRETCH;
            let Some(rest) = documents.get(first..).filter(|rest| !rest.is_empty()) else { break };
            let mut texts = Vec::with_capacity(STRETCH);
            for (place, document) in rest.iter().take(STRETCH).enumerate() {
                buffer.clear();
                text(first + place, &mut buffer);
                counter.count((first + place) as u32, document, &buffer);
                texts.push(Read::of(document.summary, &buffer));
            }
            let (names, words) = counter.take();
            stretches.push((number, Stretch { thread, names, words, texts }));
        }
        (stretches, counter.into_terms())
    };
    let threads = (0..rayon::current_num_threads()).into_par_iter().with_max_len(1);
    let (stretches, terms): (Vec<_>, Vec<_>) = threads.map(thread).unzip();
    let mut stretches: Vec<(usize, Stretch)> = stretches.into_iter().flatten().collect();
    stretches.sort_by_key(|(number, _)| *number);
    Reading { stretches: stretches.into_iter().map(|(_, stretch)| stretch).collect(), terms }
}
