//! Which record a row of a list is.

use super::edit_distance::edit_distance;
use super::listed_table::ListedRow;
use super::name_form::NameForm;
use super::record_names::{RecordNames, places};
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::text::folding::fold_name;

/// Why a row may be a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchReason {
    /// A person has decided it.
    Decision,
    /// They have the same identifier.
    Identifier,
    /// They have the same name.
    Name,
    /// They have the same name without the legal form.
    BareName,
    /// Their names have the same words in other forms or in another order.
    Words,
    /// One is the abbreviation of the other.
    Abbreviation,
    /// Their names differ by slips of a hand.
    Slips,
    /// Their names have most words in common.
    MostWords,
}

/// A record that a row may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The record.
    pub record: RecordIx,
    /// Why.
    pub reason: MatchReason,
}

/// What is found for a row.
pub(super) enum MatchResult {
    /// One record, for certain.
    Certain(Candidate),
    /// Records that it may be.
    Doubtful(Vec<Candidate>),
    /// None.
    Nothing,
}

/// The number of letters of a name whose slips are no other name.
const LONG_NAME: usize = 12;

/// The number of letters from which an abbreviation is one of few.
const LONG_ABBREVIATION: usize = 4;

/// The largest number of candidates that are named.
const MAX_CANDIDATES: usize = 5;

/// Looks for the record of a row: by what is the most certain first.
pub(super) fn find(model: &SiteModel, names: &RecordNames, row: &ListedRow) -> MatchResult {
    for (scheme, id) in &row.identifiers {
        if let Some(record) = names.identifiers.get(&(scheme.clone(), id.clone())) {
            return MatchResult::Certain(Candidate {
                record: *record,
                reason: MatchReason::Identifier,
            });
        }
    }
    let forms: Vec<NameForm> = row.names.iter().map(|name| names.forms.of(name)).collect();
    type Lookup = fn(&RecordNames, &NameForm) -> Vec<RecordIx>;
    let lookups: [(MatchReason, Lookup); 3] = [
        (MatchReason::Name, RecordNames::of_name),
        (MatchReason::BareName, RecordNames::of_bare_name),
        (MatchReason::Words, RecordNames::of_stems),
    ];
    for (reason, lookup) in lookups {
        let found = union(forms.iter().map(|form| lookup(names, form)));
        if let Some(found) = decide(model, row, &found, reason) {
            return found;
        }
    }
    if let Some(found) = by_slips(model, names, row, &forms) {
        return found;
    }
    if let Some(found) = by_abbreviation(model, names, row, &forms) {
        return found;
    }
    by_most_words(names, &forms)
}

fn union(lists: impl Iterator<Item = Vec<RecordIx>>) -> Vec<RecordIx> {
    let mut all: Vec<RecordIx> = lists.flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Decides between records: the only one is certain, or the only one at the place of the row.
fn decide(
    model: &SiteModel,
    row: &ListedRow,
    found: &[RecordIx],
    reason: MatchReason,
) -> Option<MatchResult> {
    let candidates = |records: &[RecordIx]| {
        let records = records.iter().take(MAX_CANDIDATES);
        records
            .map(|record| Candidate {
                record: *record,
                reason,
            })
            .collect::<Vec<_>>()
    };
    match found {
        [] => None,
        [record] => Some(MatchResult::Certain(Candidate {
            record: *record,
            reason,
        })),
        several => {
            let here: Vec<RecordIx> = several
                .iter()
                .copied()
                .filter(|record| is_at_place(model, row, *record) == Some(true))
                .collect();
            Some(match here[..] {
                [record] => MatchResult::Certain(Candidate { record, reason }),
                _ => MatchResult::Doubtful(candidates(several)),
            })
        }
    }
}

/// Whether a record is at the place of a row. `None`: one of them has none.
fn is_at_place(model: &SiteModel, row: &ListedRow, record: RecordIx) -> Option<bool> {
    let wanted: Vec<String> = row.places.iter().map(|place| fold_name(place)).collect();
    let own = places(model, record);
    if wanted.is_empty() || own.is_empty() {
        return None;
    }
    Some(wanted.iter().any(|place| own.contains(place)))
}

/// Finds names that differ by slips. Digits never do: «Школа № 5» is not «Школа № 6».
fn by_slips(
    model: &SiteModel,
    names: &RecordNames,
    row: &ListedRow,
    forms: &[NameForm],
) -> Option<MatchResult> {
    let mut found: Vec<(usize, RecordIx)> = Vec::new();
    for form in forms {
        let letters: Vec<char> = form.bare.chars().collect();
        let limit = match letters.len() {
            0..6 => continue,
            6..LONG_NAME => 1,
            length => 1 + length / 20,
        };
        for index in names.similar(form) {
            let name = &names.names[index];
            let digits = |letters: &[char]| -> Vec<char> {
                letters
                    .iter()
                    .copied()
                    .filter(char::is_ascii_digit)
                    .collect()
            };
            if digits(&letters) != digits(&name.letters) {
                continue;
            }
            if let Some(distance) = edit_distance(&letters, &name.letters, limit)
                && are_words_near(&form.bare, &name.form.bare)
            {
                found.push((distance, name.record));
            }
        }
    }
    found.sort_unstable();
    let least = found.first()?.0;
    let nearest = union(
        found
            .iter()
            .filter(|(distance, _)| *distance == least)
            .map(|(_, record)| vec![*record]),
    );
    let is_short = forms
        .iter()
        .all(|form| form.bare.chars().count() < LONG_NAME);
    let elsewhere = nearest
        .iter()
        .any(|record| is_at_place(model, row, *record) == Some(false));
    let all = union(found.iter().map(|(_, record)| vec![*record]));
    if is_short || elsewhere || all.len() > 1 && nearest.len() > 1 {
        let reason = MatchReason::Slips;
        let all = all.into_iter().take(MAX_CANDIDATES);
        return Some(MatchResult::Doubtful(
            all.map(|record| Candidate { record, reason }).collect(),
        ));
    }
    decide(model, row, &nearest, MatchReason::Slips)
}

/// Whether no word differs by so much that it is another: «Северный» is not «Южный».
fn are_words_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    if one.len() != other.len() {
        return true;
    }
    one.iter().zip(&other).all(|(one, other)| {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let length = one.len().max(other.len());
        edit_distance(&one, &other, 1 + length / 8).is_some()
    })
}

fn by_abbreviation(
    model: &SiteModel,
    names: &RecordNames,
    row: &ListedRow,
    forms: &[NameForm],
) -> Option<MatchResult> {
    let words = forms.iter().filter(|form| !form.bare.contains(' '));
    let found = union(words.clone().map(|form| names.of_abbreviation(&form.bare)));
    let is_long = words
        .clone()
        .any(|form| form.bare.chars().count() >= LONG_ABBREVIATION);
    if found.is_empty() {
        return None;
    }
    let reason = MatchReason::Abbreviation;
    let elsewhere = found
        .iter()
        .any(|record| is_at_place(model, row, *record) == Some(false));
    match is_long && !elsewhere {
        true => decide(model, row, &found, reason),
        false => {
            let found = found.into_iter().take(MAX_CANDIDATES);
            Some(MatchResult::Doubtful(
                found.map(|record| Candidate { record, reason }).collect(),
            ))
        }
    }
}

/// Finds names with which a name shares most of its rare words: never certain.
fn by_most_words(names: &RecordNames, forms: &[NameForm]) -> MatchResult {
    let total = names.names.len().max(1) as f64;
    let weight = |stem: &String| (total / (1.0 + names.frequency(stem) as f64)).ln().max(0.1);
    let mut found: Vec<(f64, RecordIx)> = Vec::new();
    for form in forms {
        for index in names.similar(form) {
            let name = &names.names[index];
            let common = form
                .stems
                .iter()
                .filter(|stem| name.form.stems.contains(stem));
            let common: f64 = common.map(weight).sum();
            let own: f64 = form.stems.iter().map(weight).sum();
            let theirs: f64 = name.form.stems.iter().map(weight).sum();
            let share = common / (own + theirs - common).max(0.1);
            if share >= 0.5 {
                found.push((share, name.record));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut candidates: Vec<Candidate> = Vec::new();
    for (_, record) in found {
        if candidates.len() < MAX_CANDIDATES
            && !candidates.iter().any(|known| known.record == record)
        {
            candidates.push(Candidate {
                record,
                reason: MatchReason::MostWords,
            });
        }
    }
    match candidates.is_empty() {
        true => MatchResult::Nothing,
        false => MatchResult::Doubtful(candidates),
    }
}
