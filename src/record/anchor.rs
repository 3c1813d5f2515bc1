//! Anchors of a text: the ids of its headings and of its raw HTML.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// Ids that begin so are the page's own.
pub(super) const RESERVED: &str = "atlas-";

/// Where on a page a text stands, so that the ids of two texts of one page differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct IdScope(String);

impl IdScope {
    /// A text that is a value of a field, the first or a later one.
    pub(super) fn field(field: &str, place: usize) -> Self {
        IdScope(if place == 0 { format!("{field}.") } else { format!("{field}.{place}.") })
    }

    /// What the ids of headings and raw HTML begin with: nothing, where the text is the page's main one.
    pub(super) fn heading_prefix(&self) -> String {
        if self.0.is_empty() { String::new() } else { format!("{RESERVED}text-{}", self.0) }
    }

    /// What the ids of footnotes begin with.
    pub(super) fn footnote_prefix(&self) -> String {
        format!("{RESERVED}fn-{}", self.0)
    }
}

/// The ids of a text, each once. None has the prefix of its scope yet.
#[derive(Default)]
pub(super) struct Anchors {
    /// The ids that are taken, and the number after which the next of the same name is called.
    taken: HashMap<String, usize, RandomState>,
    /// The ids that are not as they were written.
    pub(super) renamed: Vec<Renamed>,
}

/// An id that could not stay as it was written.
pub(super) struct Renamed {
    /// As it was written.
    pub(super) written: String,
    /// As it is.
    pub(super) id: String,
}

impl Anchors {
    /// The id of a heading, made of the letters of its words.
    pub(super) fn add_heading(&mut self, words: &str) -> String {
        let id = slug(words);
        let id = if id.is_empty() { "section" } else { &id };
        if !id.starts_with(RESERVED) {
            return self.add(id);
        }
        let renamed = self.add(&format!("section-{id}"));
        self.renamed.push(Renamed { written: id.to_owned(), id: renamed.clone() });
        renamed
    }

    /// An id of raw HTML, as it is written where it can be.
    pub(super) fn add_raw(&mut self, written: &str) -> String {
        let plain =
            !written.is_empty() && !written.contains(|c: char| c.is_whitespace() || super::address::is_hidden(c));
        let id = if plain { written.to_owned() } else { slug(written) };
        let id = match &*id {
            "" => self.add("section"),
            id if id.starts_with(RESERVED) => self.add(&format!("section-{id}")),
            id => self.add(id),
        };
        if id != written {
            self.renamed.push(Renamed { written: written.to_owned(), id: id.clone() });
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
