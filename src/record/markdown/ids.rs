//! The ids of headings and raw HTML of a text.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::record::url::is_invisible;

/// The prefix of the ids of the page itself.
pub(in crate::record) const RESERVED_PREFIX: &str = "atlas-";

/// The prefix that distinguishes the ids of several texts on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::record) struct IdScope(String);

impl IdScope {
    /// The scope of value number `index` of a field.
    pub(in crate::record) fn field(field: &str, index: usize) -> Self {
        IdScope(if index == 0 {
            format!("{field}.")
        } else {
            format!("{field}.{index}.")
        })
    }

    /// Returns the prefix of the ids of headings and raw HTML; empty for the body of the page.
    pub(in crate::record) fn heading_prefix(&self) -> String {
        if self.0.is_empty() {
            String::new()
        } else {
            format!("{RESERVED_PREFIX}text-{}", self.0)
        }
    }

    /// Returns the prefix of the ids of references to footnotes.
    pub(in crate::record) fn reference_prefix(&self) -> String {
        format!("{RESERVED_PREFIX}fnref-{}", self.0)
    }

    /// Returns the prefix of the ids of footnotes.
    pub(in crate::record) fn footnote_prefix(&self) -> String {
        format!("{RESERVED_PREFIX}fn-{}", self.0)
    }
}

/// The unique ids of a text, without the prefix of its scope.
#[derive(Default)]
pub(in crate::record) struct IdRegistry {
    /// The used ids, each with the last number that was appended to it.
    used: HashMap<String, usize, RandomState>,
    /// The number of headings with each anchor as GitHub spells it.
    github: HashMap<String, usize, RandomState>,
    /// The renamed ids.
    pub(in crate::record) renamed: Vec<RenamedId>,
}

/// An id that was renamed because it is reserved, invalid or used already.
pub(in crate::record) struct RenamedId {
    /// The id in the file.
    pub(in crate::record) original: String,
    /// The id on the page.
    pub(in crate::record) id: String,
}

impl IdRegistry {
    /// Returns the id of a heading: the slug of its own id, else of its text.
    pub(in crate::record) fn add_heading(&mut self, own: Option<&str>, words: &str) -> String {
        let id = slug(own.unwrap_or(words));
        let id = if id.is_empty() { "section" } else { &id };
        if !id.starts_with(RESERVED_PREFIX) {
            let added = self.add(id);
            if own.is_some() && added != id {
                self.renamed.push(RenamedId {
                    original: id.to_owned(),
                    id: added.clone(),
                });
            }
            return added;
        }
        let renamed = self.add(&format!("section-{id}"));
        self.renamed.push(RenamedId {
            original: id.to_owned(),
            id: renamed.clone(),
        });
        renamed
    }

    /// Returns the id of an element of raw HTML; renamed only if necessary.
    pub(in crate::record) fn add_raw(&mut self, original: &str) -> String {
        let plain = !original.is_empty()
            && !original.contains(|c: char| c.is_whitespace() || is_invisible(c));
        let id = if plain {
            original.to_owned()
        } else {
            slug(original)
        };
        let id = match &*id {
            "" => self.add("section"),
            id if id.starts_with(RESERVED_PREFIX) => self.add(&format!("section-{id}")),
            id => self.add(id),
        };
        if id != original {
            self.renamed.push(RenamedId {
                original: original.to_owned(),
                id: id.clone(),
            });
        }
        id
    }

    /// Returns the anchor of a heading as GitHub spells it. `None` if it is the id of the heading.
    pub(in crate::record) fn add_github(&mut self, words: &str, id: &str) -> Option<Box<str>> {
        let anchor = github_slug(words);
        let count = self.github.entry(anchor.clone()).or_insert(0);
        let anchor = match *count {
            0 => anchor,
            number => format!("{anchor}-{number}"),
        };
        *count += 1;
        (anchor != id && !anchor.is_empty()).then(|| anchor.into())
    }

    /// Registers an id. A number is appended if it is used already.
    fn add(&mut self, id: &str) -> String {
        let mut candidate = id.to_owned();
        let mut number = self.used.get(id).copied().unwrap_or(0);
        while self.used.contains_key(&candidate) {
            number += 1;
            candidate = format!("{id}-{number}");
        }
        if number > 0 {
            self.used.insert(id.to_owned(), number);
        }
        self.used.entry(candidate.clone()).or_insert(0);
        candidate
    }
}

/// Returns the slug of a text as GitHub makes it: every space becomes a hyphen, and other signs are left out.
fn github_slug(text: &str) -> String {
    let is_kept = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | '-')
            || unicode_normalization::char::is_combining_mark(c)
    };
    let lower = text.to_lowercase();
    let letters = lower.chars().filter_map(|c| match c {
        ' ' | '\n' => Some('-'),
        c => is_kept(c).then_some(c),
    });
    letters.collect()
}

/// Returns the slug of a text: lowercase letters, digits and hyphens.
pub(in crate::record) fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        if c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c) {
            id.push(c);
        } else if (c.is_whitespace() || c == '-' || c == '–' || c == '—')
            && !id.ends_with('-')
            && !id.is_empty()
        {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}
