//! Rules over a linked atlas, one file a rule.
//!
//! A rule looks at the whole and says what it found; whether that is an error, a warning or only a line of the quality
//! page is the site's choice. The quality page shows what the rules find even where a report does not.

mod contradiction;
mod date_order;
mod founded_after;
mod missing_asset;
mod no_place;
mod no_source;
mod no_translation;
mod not_checked;
mod planned_past;

use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Plan;
use crate::record::{Date, Day, Record, Value};
use crate::site::{FieldIx, FigureIx, Site};

pub use no_source::{claims, is_sourced};

/// What the rules look at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The settings.
    pub site: &'a Site,
    /// The records.
    pub atlas: &'a Atlas,
    /// The pages.
    pub plan: &'a Plan,
    /// The day for which the atlas is built.
    pub today: Day,
}

/// One thing that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The record that it is about; none for a text that is no record.
    pub record: Option<RecordIx>,
    /// What of the record it is about.
    pub about: About,
    /// What it is.
    pub diagnostic: Diagnostic,
}

/// What of a record a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The record itself, or what the words of the finding name.
    Record,
    /// One of its fields.
    Field(FieldIx),
    /// One of its figures.
    Figure(FigureIx),
    /// A relation that starts from it, by its place in [`Atlas::relations`].
    Relation(usize),
}

/// What of a record a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Its fields, figures and relations.
    Facts,
    /// Its texts.
    Texts,
}

type Rule = fn(Subject<'_>, &mut Vec<Finding>);

/// The rules with what they read and the codes that they speak of.
const RULES: [(Rule, Reads, &[Code]); 9] = [
    (founded_after::find, Reads::Facts, &[Code::FoundedAfter]),
    (date_order::find, Reads::Facts, &[Code::DateOrder]),
    (contradiction::find, Reads::Facts, &[Code::Contradiction]),
    (no_source::find, Reads::Facts, &[Code::NoSource]),
    (no_place::find, Reads::Facts, &[Code::NoRegion, Code::NoSector]),
    (no_translation::find, Reads::Facts, &[Code::NoTranslation]),
    (planned_past::find, Reads::Facts, &[Code::PlannedPast]),
    (not_checked::find, Reads::Facts, &[Code::NotChecked]),
    (missing_asset::find, Reads::Texts, &[Code::MissingAsset]),
];

/// What the rules that read something find, of what this site wants to hear.
pub fn check(subject: Subject<'_>, what: Reads) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (rule, reads, codes) in RULES {
        if reads == what && codes.iter().any(|code| subject.site.wants(*code)) {
            rule(subject, &mut found);
        }
    }
    found.into_iter().map(|finding| finding.diagnostic).collect()
}

/// Everything that the rules find, whether or not the site wants to hear of it.
pub fn findings(subject: Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (rule, ..) in RULES {
        rule(subject, &mut found);
    }
    found
}

/// The date in a record's field, and where it stands.
fn date(site: &Site, record: &Record, key: &str) -> Option<(Date, crate::diagnostic::Span)> {
    let fact = record.fact(site.vocabulary.field_of(record.kind, key)?)?;
    match fact.value {
        Value::Date(date) => Some((date, fact.span)),
        _ => None,
    }
}
