//! Finds names of records in a text, in any word form.

use std::ops::Range;

use super::name_forms::name_forms;
use super::name_trie::NameTrie;
use crate::atlas::{Atlas, RecordIx};
use crate::search::{StemmedWord, WordStems};
use crate::site::{Language, Site};

/// Finds the names of the records of an atlas in texts of one language.
pub struct MentionFinder {
    stems: WordStems,
    names: NameTrie,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// The record.
    pub record: RecordIx,
    /// The bytes of the name, with its quotation marks.
    pub range: Range<usize>,
}

impl MentionFinder {
    /// Reads the names of all records but sources and, unless the settings ask for them, regions and sectors.
    pub fn new(atlas: &Atlas, site: &Site, language: Language) -> MentionFinder {
        let stems = WordStems::new(site.code(language));
        let mut names = NameTrie::new();
        let vocabulary = &site.vocabulary;
        let sources = &vocabulary.relation(vocabulary.known.sources).to;
        for ix in atlas.indices() {
            let record = atlas.record(ix);
            let kind = vocabulary.kind(record.kind);
            let is_facet = kind.facet.is_some() && !site.mentions.facets;
            if is_facet
                || sources.contains(&record.kind)
                || site.mentions.ignores_record(&record.id)
            {
                continue;
            }
            for form in name_forms(record, language, site, &stems) {
                names.insert(&form, ix);
            }
        }
        MentionFinder { stems, names }
    }

    /// Returns the names in a text, in order: of those that begin at one word the longest. A name that several records have
    /// is left out.
    pub fn find(&self, text: &str) -> Vec<FoundName> {
        let words = self.stems.words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest(text, &words, at) {
                Some((length, records)) => {
                    if let [record] = records {
                        let range = words[at].range.start..words[at + length - 1].range.end;
                        let range = with_quotes(text, range);
                        let record = *record;
                        found.push(FoundName { record, range });
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Returns the number of words of the longest name that begins at a word, and its records.
    fn longest(
        &self,
        text: &str,
        words: &[StemmedWord],
        start: usize,
    ) -> Option<(usize, &[RecordIx])> {
        let mut best = None;
        let mut steps = vec![0];
        for (length, word) in words[start..].iter().enumerate() {
            if length > 0 {
                let between = &text[words[start + length - 1].range.end..word.range.start];
                if !is_within_name(between) {
                    break;
                }
            }
            let own = &text[word.range.clone()];
            steps = steps
                .iter()
                .flat_map(|step| self.names.next(*step, own, &word.stem))
                .collect();
            if steps.is_empty() {
                break;
            }
            for step in &steps {
                let records = self.names.records(*step);
                // A name of one word is a name only with a capital letter.
                let is_name = length > 0 || own.chars().next().is_some_and(char::is_uppercase);
                if !records.is_empty() && is_name {
                    best = Some((length + 1, records));
                }
            }
        }
        best
    }
}

/// Whether what stands between two words can stand within a name: spaces, quotation marks, hyphens, dashes, dots of
/// initials.
fn is_within_name(between: &str) -> bool {
    let is_sign = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '«' | '»' | '„' | '“' | '”' | '"' | '-' | '‑' | '–' | '—' | '.'
            )
    };
    between.chars().all(is_sign) && !between.contains("\n\n") && between.matches('.').count() <= 1
}

/// Returns a range with the quotation marks that belong to it.
fn with_quotes(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    for (open, close) in [('«', '»'), ('„', '“'), ('“', '”'), ('"', '"')] {
        let follows = text[range.end..].starts_with(close);
        let is_open = match open == close {
            true => own.matches(open).count() % 2 == 1,
            false => own.matches(open).count() > own.matches(close).count(),
        };
        if is_open && follows {
            return range.start..range.end + close.len_utf8();
        }
        if follows && text[..range.start].ends_with(open) {
            return range.start - open.len_utf8()..range.end + close.len_utf8();
        }
    }
    range
}
