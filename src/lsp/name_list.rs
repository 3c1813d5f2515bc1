//! The names of all records, as they are looked for while they are typed.

use std::sync::Arc;

use super::transliteration::{other_layout, skeleton};
use crate::atlas::{Atlas, RecordIx};
use crate::record::Record;
use crate::site::Localized;
use crate::text::folding::fold_name;

/// The number of records of the version before among which an unchanged one is looked for.
const LOOK_AHEAD: usize = 64;

/// The length from which on the last letters of a word may be another ending, in characters.
const MIN_INFLECTED: usize = 5;

/// The number of letters of an ending.
const MAX_ENDING: usize = 3;

/// The names of all records, by their indexes. Versions share the names of unchanged records.
#[derive(Default)]
pub(super) struct NameList(Vec<Arc<NameEntry>>);

/// The names of a record.
struct NameEntry {
    record: Arc<Record>,
    /// The id and the folded names, each on a line.
    names: Box<str>,
    /// The same in Latin letters.
    skeletons: Box<str>,
}

/// How well a record fits what is typed; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameMatch {
    /// A name or the id is what is typed.
    Whole,
    /// One begins with it.
    Beginning,
    /// The words of one begin with what is typed.
    Words,
    /// A word is another form of what is typed.
    Inflected,
    /// In another alphabet or layout.
    Respelled,
    /// It is within a word.
    Inside,
}

impl NameList {
    pub(super) fn new(atlas: &Atlas, before: Option<&NameList>) -> NameList {
        let known = before.map_or(&[][..], |before| &before.0);
        let mut at = 0;
        let entries = atlas.records.iter().map(|record| {
            let ahead = &known[at.min(known.len())..];
            let same = ahead
                .iter()
                .take(LOOK_AHEAD)
                .position(|entry| Arc::ptr_eq(&entry.record, record));
            match same {
                Some(skipped) => {
                    at += skipped + 1;
                    ahead[skipped].clone()
                }
                None => Arc::new(NameEntry::new(record)),
            }
        });
        NameList(entries.collect())
    }

    /// Returns the records that fit what is typed, the best first, and of equals in the order of `rank`.
    pub(super) fn find(
        &self,
        typed: &str,
        is_allowed: impl Fn(RecordIx) -> bool,
        rank: impl Fn(RecordIx) -> u32,
    ) -> Vec<(RecordIx, NameMatch)> {
        let query = NameQuery::new(typed);
        let records = self.0.iter().enumerate();
        let records = records.map(|(index, entry)| (RecordIx::new(index), entry));
        let fits = records.filter(|(record, _)| is_allowed(*record));
        let fits = fits.filter_map(|(record, entry)| Some((record, query.fits(entry)?)));
        let mut found: Vec<_> = fits.collect();
        found.sort_by_cached_key(|(record, fit)| (*fit, rank(*record)));
        let found = found.into_iter();
        found.map(|(record, (fit, _))| (record, fit)).collect()
    }
}

impl NameEntry {
    fn new(record: &Arc<Record>) -> NameEntry {
        let mut names = format!("\n{}\n", record.id.to_lowercase());
        let texts = [&record.name, &record.short]
            .into_iter()
            .chain(&record.aliases);
        let texts = texts.flat_map(Localized::iter).map(|(_, name)| &**name);
        let foreign = record.foreign_names.iter().map(|name| &*name.text);
        let former = record.aka.iter().map(|name| &*name.text);
        for name in texts.chain(foreign).chain(former) {
            names.push_str(&fold_name(name));
            names.push('\n');
        }
        NameEntry {
            record: record.clone(),
            skeletons: skeleton(&names).into(),
            names: names.into(),
        }
    }
}

/// What is typed, in all its spellings.
struct NameQuery {
    folded: String,
    words: Vec<String>,
    inflected: Vec<String>,
    other_layout: Vec<String>,
    skeletons: Vec<String>,
}

impl NameQuery {
    fn new(typed: &str) -> NameQuery {
        let folded = fold_name(typed);
        let words = words(&folded);
        let stem = |word: &String| {
            let length = word.chars().count();
            let kept = if length < MIN_INFLECTED {
                length
            } else {
                (length - MAX_ENDING).max(MIN_INFLECTED - 1)
            };
            word.chars().take(kept).collect()
        };
        let skeletons = words.iter().map(|word| skeleton(word));
        let skeletons = skeletons.filter(|word| word.len() > 1).collect();
        NameQuery {
            inflected: words.iter().map(stem).collect(),
            other_layout: self::words(&fold_name(&other_layout(typed))),
            skeletons,
            folded,
            words,
        }
    }

    /// Returns how well a record fits, and how well it does in the spelling in which it does.
    fn fits(&self, entry: &NameEntry) -> Option<(NameMatch, NameMatch)> {
        if self.words.is_empty() {
            return Some((NameMatch::Words, NameMatch::Words));
        }
        if let Some(fit) = fit(&entry.names, &self.folded, &self.words) {
            return Some((fit, fit));
        }
        if have_words(&entry.names, &self.inflected) {
            return Some((NameMatch::Inflected, NameMatch::Inflected));
        }
        let skeleton = self.skeletons.join(" ");
        let by_sound = fit(&entry.skeletons, &skeleton, &self.skeletons);
        let by_keys = fit(
            &entry.names,
            &self.other_layout.join(" "),
            &self.other_layout,
        );
        if let Some(fit) = by_sound.or(by_keys) {
            return Some((NameMatch::Respelled, fit));
        }
        let is_inside = entry.names.contains(&self.folded);
        is_inside.then_some((NameMatch::Inside, NameMatch::Inside))
    }
}

/// Returns how well names fit a text and its words. `None`: they do not.
fn fit(names: &str, text: &str, words: &[String]) -> Option<NameMatch> {
    if words.is_empty() {
        return None;
    }
    let line = format!("\n{text}");
    let mut places = names.match_indices(&line).peekable();
    if places.peek().is_some() {
        let is_whole = places.any(|(at, _)| names[at + line.len()..].starts_with('\n'));
        return Some(match is_whole {
            true => NameMatch::Whole,
            false => NameMatch::Beginning,
        });
    }
    have_words(names, words).then_some(NameMatch::Words)
}

fn words(folded: &str) -> Vec<String> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether all words are beginnings of words of one name.
fn have_words(names: &str, words: &[String]) -> bool {
    // Most names have not even the first word.
    let Some(first) = words.first().filter(|first| names.contains(first.as_str())) else {
        return false;
    };
    let begins = |name: &str, word: &str| {
        let mut places = name.match_indices(word);
        places.any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
    };
    let mut names = names.lines();
    names.any(|name| begins(name, first) && words.iter().all(|word| begins(name, word)))
}
