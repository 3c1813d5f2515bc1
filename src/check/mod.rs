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

use rayon::prelude::*;

use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Plan;
use crate::record::{Body, Date, Day, Record, Value};
use crate::site::{FieldIx, FigureIx, Site};
use crate::source::SourcePath;

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

/// A rule, by what it looks at.
enum Rule {
    /// The fields, figures and relations of all records.
    Facts(fn(Subject<'_>, &mut Vec<Finding>)),
    /// One text, which stands in the file of a path.
    Text(fn(Subject<'_>, &Body, &SourcePath) -> Vec<Diagnostic>),
}

/// The rules with the codes that they speak of.
const RULES: [(Rule, &[Code]); 9] = [
    (Rule::Facts(founded_after::find), &[Code::FoundedAfter]),
    (Rule::Facts(date_order::find), &[Code::DateOrder]),
    (Rule::Facts(contradiction::find), &[Code::Contradiction]),
    (Rule::Facts(no_source::find), &[Code::NoSource]),
    (Rule::Facts(no_place::find), &[Code::NoRegion, Code::NoSector]),
    (Rule::Facts(no_translation::find), &[Code::NoTranslation]),
    (Rule::Facts(planned_past::find), &[Code::PlannedPast]),
    (Rule::Facts(not_checked::find), &[Code::NotChecked]),
    (Rule::Text(missing_asset::find), &[Code::MissingAsset]),
];

/// What this site wants to hear of what is wrong with facts.
pub fn facts(subject: Subject<'_>) -> Vec<Diagnostic> {
    let of_rule = |(rule, codes): &(Rule, &[Code])| match rule {
        Rule::Facts(_) if wants(subject.site, codes) => rule.all(subject),
        _ => Vec::new(),
    };
    let found: Vec<Vec<Finding>> = RULES.par_iter().map(of_rule).collect();
    found.into_iter().flatten().map(|finding| finding.diagnostic).collect()
}

/// What this site wants to hear of what is wrong with texts.
pub fn texts(subject: Subject<'_>) -> Vec<Finding> {
    let wanted = RULES.iter().filter(|(rule, codes)| matches!(rule, Rule::Text(_)) && wants(subject.site, codes));
    wanted.flat_map(|(rule, _)| rule.all(subject)).collect()
}

/// What of that is wrong with the texts of one record.
pub fn texts_of(subject: Subject<'_>, record: RecordIx) -> Vec<Finding> {
    let wanted = RULES.iter().filter(|(_, codes)| wants(subject.site, codes));
    wanted.flat_map(|(rule, _)| rule.of_texts(subject, record)).collect()
}

/// Everything that the rules find, whether or not the site wants to hear of it.
pub fn findings(subject: Subject<'_>) -> Vec<Finding> {
    RULES.iter().flat_map(|(rule, _)| rule.all(subject)).collect()
}

fn wants(site: &Site, codes: &[Code]) -> bool {
    codes.iter().any(|code| site.wants(*code))
}

impl Rule {
    /// Everything that it finds.
    fn all(&self, subject: Subject<'_>) -> Vec<Finding> {
        match self {
            Rule::Facts(find) => {
                let mut found = Vec::new();
                find(subject, &mut found);
                found
            }
            Rule::Text(find) => {
                let records: Vec<RecordIx> = subject.atlas.each().collect();
                let of_record = |record: &RecordIx| self.of_texts(subject, *record);
                let mut found: Vec<Finding> = records.par_iter().flat_map_iter(of_record).collect();
                let prose = subject.atlas.prose.values().flat_map(|prose| find(subject, &prose.body, &prose.at.path));
                found.extend(prose.map(|diagnostic| Finding { record: None, about: About::Record, diagnostic }));
                found
            }
        }
    }

    /// What it finds in the texts of one record.
    fn of_texts(&self, subject: Subject<'_>, record: RecordIx) -> Vec<Finding> {
        let Rule::Text(find) = self else { return Vec::new() };
        let said = subject.atlas.record(record);
        let found = said.bodies.iter().flat_map(|(_, body)| find(subject, body, &said.at.path));
        found.map(|diagnostic| Finding { record: Some(record), about: About::Record, diagnostic }).collect()
    }
}

/// The date in a record's field, and where it stands.
fn date(site: &Site, record: &Record, key: &str) -> Option<(Date, crate::diagnostic::Span)> {
    let fact = record.fact(site.vocabulary.field_of(record.kind, key)?)?;
    match fact.value {
        Value::Date(date) => Some((date, fact.span)),
        _ => None,
    }
}
