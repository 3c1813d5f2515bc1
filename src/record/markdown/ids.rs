//! Anchors of a text: the ids of its headings and of its raw HTML.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::record::url::is_invisible;

/// Ids that begin so are the page's own.
pub(in crate::record) const RESERVED_PREFIX: &str = "atlas-";

/// Where on a page a text stands, so that the ids of two texts of one page differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::record) struct IdScope(String);

impl IdScope {
    /// A text that is a value of a field, the first or a later one.
    pub(in crate::record) fn field(field: &str, place: usize) -> Self {
        IdScope(if place == 0 { format!("{field}.") } else { format!("{field}.{place}.") })
    }

    /// What the ids of headings and raw HTML begin with: nothing, where the text is the page's main one.
    pub(in crate::record) fn heading_prefix(&self) -> String {
        if self.0.is_empty() { String::new() } else { format!("{RESERVED_PREFIX}text-{}", self.0) }
    }

    /// What the ids of footnotes begin with.
    pub(in crate::record) fn footnote_prefix(&self) -> String {
        format!("{RESERVED_PREFIX}fn-{}", self.0)
    }
}

/// The ids of a text, each once. None has the prefix of its scope yet.
#[derive(Default)]
pub(in crate::record) struct IdRegistry {
    /// The ids that are taken, and the number after which the next of the same name is called.
    taken: HashMap<String, usize, RandomState>,
    /// The ids that are not as they were written.
    pub(in crate::record) renamed: Vec<RenamedId>,
}

/// An id that could not stay as it was written.
pub(in crate::record) struct RenamedId {
    /// As it was written.
    pub(in crate::record) written: String,
    /// As it is.
    pub(in crate::record) id: String,
}

impl IdRegistry {
    /// The id of a heading, made of the letters of its words.
    pub(in crate::record) fn add_heading(&mut self, words: &str) -> String {
        let id = slug(words);
        let id = if id.is_empty() { "section" } else { &id };
        if !id.starts_with(RESERVED_PREFIX) {
            return self.add(id);
        }
        let renamed = self.add(&format!("section-{id}"));
        self.renamed.push(RenamedId { written: id.to_owned(), id: renamed.clone() });
        renamed
    }

    /// An id of raw HTML, as it is written where it can be.
    pub(in crate::record) fn add_raw(&mut self, written: &str) -> String {
        let plain = !written.is_empty() && !written.contains(|c: char| c.is_whitespace() || is_invisible(c));
        let id = if plain { written.to_owned() } else { slug(written) };
        let id = match &*id {
            "" => self.add("section"),
            id if id.starts_with(RESERVED_PREFIX) => self.add(&format!("section-{id}")),
            id => self.add(id),
        };
        if id != written {
            self.renamed.push(RenamedId { written: written.to_owned(), id: id.clone() });
        }
        id
    }

    /// Takes an id, with a number where the text has it already.
    fn add(&mut self, id: &str) -> String {
        let mut candidate = id.to_owned();
        let mut number = self.taken.get(id).copied().unwrap_or(0);
        while self.taken.contains_key(&candidate) {
            number += 1;
            candidate = format!("{id}-{number}");
        }
        if number > 0 {
            self.taken.insert(id.to_owned(), number);
        }
        self.taken.entry(candidate.clone()).or_insert(0);
        candidate
    }
}

/// Letters, digits and hyphens of a text.
fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        if c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c) {
            id.push(c);
        } else if (c.is_whitespace() || c == '-' || c == '–' || c == '—') && !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}
