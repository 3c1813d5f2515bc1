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

use crate::atlas::{Atlas, RecordIx, Relation};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::record::{Body, Date, Record, Value};
use crate::site::{FieldIx, FigureIx, Site};
use crate::source::SourcePath;
use crate::text::Day;

pub use no_source::{claims, is_sourced};

/// What the rules look at.
#[derive(Clone, Copy)]
pub struct CheckContext<'a> {
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
    pub target: FindingTarget,
    /// What it is.
    pub diagnostic: Diagnostic,
}

/// What of a record a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingTarget {
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
    /// The fields and figures of a record.
    Record(fn(CheckContext<'_>, RecordIx, &Record, &mut Vec<Finding>)),
    /// A relation, by its place in [`Atlas::relations`].
    Relation(fn(CheckContext<'_>, usize, &Relation, &mut Vec<Finding>)),
    /// One text, which stands in the file of a path.
    Text(fn(CheckContext<'_>, &Body, &SourcePath) -> Vec<Diagnostic>),
}

/// The rules with the codes that they speak of.
const RULES: [(Rule, &[Code]); 11] = [
    (Rule::Relation(founded_after::of_relation), &[Code::FoundedAfter]),
    (Rule::Record(date_order::of_record), &[Code::DateOrder]),
    (Rule::Relation(date_order::of_relation), &[Code::DateOrder]),
    (Rule::Record(contradiction::of_record), &[Code::Contradiction]),
    (Rule::Record(no_source::of_record), &[Code::NoSource]),
    (Rule::Record(no_place::of_record), &[Code::NoRegion, Code::NoSector]),
    (Rule::Record(no_translation::of_record), &[Code::NoTranslation]),
    (Rule::Record(planned_past::of_record), &[Code::PlannedPast]),
    (Rule::Relation(planned_past::of_relation), &[Code::PlannedPast]),
    (Rule::Record(not_checked::of_record), &[Code::NotChecked]),
    (Rule::Text(missing_asset::find), &[Code::MissingAsset]),
];

/// How many records or relations are looked at in one go.
const STRETCH: usize = 512;

/// What this site wants to hear of what is wrong with facts.
pub fn facts(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let wanted = RULES.iter().filter(|(_, codes)| wants(context.site, codes)).map(|(rule, _)| rule);
    of_facts(context, wanted).into_iter().map(|finding| finding.diagnostic).collect()
}

/// Everything that rules find wrong with facts and report under some codes, whether or not the site wants to hear of it.
pub fn findings(context: CheckContext<'_>, codes: &[Code]) -> Vec<Finding> {
    let speaks = |(_, of_rule): &&(Rule, &[Code])| of_rule.iter().any(|code| codes.contains(code));
    of_facts(context, RULES.iter().filter(speaks).map(|(rule, _)| rule))
}

/// What some rules find in all records, then in all relations. Every record is looked at once, by one rule after another
/// while it is at hand.
fn of_facts<'r>(context: CheckContext<'_>, rules: impl Iterator<Item = &'r Rule>) -> Vec<Finding> {
    let (mut of_record, mut of_relation) = (Vec::new(), Vec::new());
    for rule in rules {
        match rule {
            Rule::Record(find) => of_record.push(find),
            Rule::Relation(find) => of_relation.push(find),
            Rule::Text(_) => {}
        }
    }
    let atlas = context.atlas;
    let records = stretches(if of_record.is_empty() { 0 } else { atlas.records.len() }, |place, found| {
        let ix = RecordIx::new(place);
        of_record.iter().for_each(|find| find(context, ix, atlas.record(ix), found));
    });
    let relations = stretches(if of_relation.is_empty() { 0 } else { atlas.relations.len() }, |place, found| {
        of_relation.iter().for_each(|find| find(context, place, &atlas.relations[place], found));
    });
    records.into_iter().chain(relations).collect()
}

/// What this site wants to hear of what is wrong with texts.
pub fn texts(context: CheckContext<'_>) -> Vec<Finding> {
    let wanted = RULES.iter().filter(|(_, codes)| wants(context.site, codes));
    wanted.flat_map(|(rule, _)| rule.of_all_texts(context)).collect()
}

/// What of that is wrong with the texts of one record.
pub fn texts_of(context: CheckContext<'_>, record: RecordIx) -> Vec<Finding> {
    let wanted = RULES.iter().filter(|(_, codes)| wants(context.site, codes));
    wanted.flat_map(|(rule, _)| rule.of_texts(context, record)).collect()
}

fn wants(site: &Site, codes: &[Code]) -> bool {
    codes.iter().any(|code| site.is_rule_enabled(*code))
}

impl Rule {
    /// Everything that it finds in texts.
    fn of_all_texts(&self, context: CheckContext<'_>) -> Vec<Finding> {
        let Rule::Text(find) = self else { return Vec::new() };
        let mut found = stretches(context.atlas.records.len(), |place, found| {
            found.extend(self.of_texts(context, RecordIx::new(place)));
        });
        let prose = context.atlas.free_pages.values().flat_map(|prose| find(context, &prose.body, &prose.at.path));
        found.extend(prose.map(|diagnostic| Finding { record: None, target: FindingTarget::Record, diagnostic }));
        found
    }

    /// What it finds in the texts of one record.
    fn of_texts(&self, context: CheckContext<'_>, record: RecordIx) -> Vec<Finding> {
        let Rule::Text(find) = self else { return Vec::new() };
        let said = context.atlas.record(record);
        let found = said.bodies.iter().flat_map(|(_, body)| find(context, body, &said.at.path));
        found.map(|diagnostic| Finding { record: Some(record), target: FindingTarget::Record, diagnostic }).collect()
    }
}

/// What is found at so many places, looked at side by side, in their order.
fn stretches(places: usize, look: impl Fn(usize, &mut Vec<Finding>) + Sync) -> Vec<Finding> {
    let of_stretch = |stretch: usize| {
        let mut found = Vec::new();
        (stretch * STRETCH..places.min((stretch + 1) * STRETCH)).for_each(|place| look(place, &mut found));
        found
    };
    (0..places.div_ceil(STRETCH)).into_par_iter().flat_map_iter(of_stretch).collect()
}

/// The date in a record's field, and where it stands.
fn date(site: &Site, record: &Record, key: &str) -> Option<(Date, crate::diagnostic::Span)> {
    let fact = record.field(site.vocabulary.field_of(record.kind, key)?)?;
    match fact.value {
        Value::Date(date) => Some((date, fact.span)),
        _ => None,
    }
}
