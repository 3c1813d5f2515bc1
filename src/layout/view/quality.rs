//! What is uncertain, missing or contradictory, for the quality page.

use std::sync::Arc;

use minijinja::value::Value;

use super::{PageContext, map, optional};
use crate::atlas::RecordIx;
use crate::check::{claims, is_sourced};
use crate::diagnostic::{Code, Diagnostic, Speech};
use crate::layout::format::Style;
use crate::record::{Date, Status};

/// The most items that a section lists; the rest is counted.
const MOST: usize = 200;

/// What the page shows of each code, in its order.
const SECTIONS: [Code; 7] = [
    Code::NoSource,
    Code::Contradiction,
    Code::PlannedPast,
    Code::NoRegion,
    Code::NoSector,
    Code::NoTranslation,
    Code::NotChecked,
];

/// The sections of the page: findings by code, and what the editors inferred.
pub(super) fn sections(context: &Arc<PageContext>) -> Value {
    let speech = if context.style == Style::Russian { Speech::Ru } else { Speech::En };
    let mut sections = vec![inferred(context)];
    for code in SECTIONS {
        let found = context.world.findings().iter().filter(|finding| finding.diagnostic.code == code);
        let found: Vec<(RecordIx, Option<String>)> = found
            .filter_map(|finding| {
                let facts = !finding.diagnostic.facts.is_empty();
                Some((finding.record?, facts.then(|| spoken(context, &finding.diagnostic, speech))))
            })
            .collect();
        let title = context.world.words(context.language, &format!("quality-{}", code.rule().name)).cloned();
        let title = title.unwrap_or_else(|| code.rule().message.in_(speech).into());
        sections.push(section(context, code.rule().name, &title, found));
    }
    sections.into_iter().collect()
}

/// What a finding says, its date in the words of the page.
fn spoken(context: &PageContext, diagnostic: &Diagnostic, speech: Speech) -> String {
    let mut diagnostic = diagnostic.clone();
    for (_, value) in diagnostic.facts.iter_mut().filter(|(fact, _)| *fact == "date") {
        if let Ok(date) = Date::parse(value) {
            *value = context.style.date(date);
        }
    }
    diagnostic.message(speech)
}

/// Relations and fields that no source states and the editors concluded.
fn inferred(context: &Arc<PageContext>) -> Value {
    let world = &context.world;
    let vocabulary = &world.site.vocabulary;
    let mut found = Vec::new();
    for ix in world.atlas.each() {
        let record = world.atlas.record(ix);
        for fact in &record.facts {
            if fact.claim.as_ref().is_some_and(|claim| claim.status == Status::Inferred) {
                found.push((ix, Some(vocabulary.field(fact.field).label.text(context.language).to_owned())));
            }
        }
    }
    for relation in &world.atlas.relations {
        if relation.particulars.as_ref().is_some_and(|p| p.claim.status == Status::Inferred) {
            let label = vocabulary.relation(relation.relation).label.text(context.language);
            let other = world.atlas.record(relation.to).title(context.language).0;
            found.push((relation.from, Some(format!("{label}: {other}"))));
        }
    }
    let title = context.words("quality-inferred");
    section(context, "inferred", &title, found)
}

fn section(context: &Arc<PageContext>, id: &str, title: &str, mut found: Vec<(RecordIx, Option<String>)>) -> Value {
    let count = found.len();
    found.sort_by_key(|(record, _)| context.world.atlas.rank(context.language, *record));
    found.truncate(MOST);
    let note = context.world.words(context.language, &format!("quality-{id}-note")).cloned();
    let item = |(record, text)| map([("record", context.record(record)), ("text", optional(text))]);
    map([
        ("id", Value::from(id)),
        ("title", Value::from(title)),
        ("note", optional(note)),
        ("count", Value::from(count)),
        ("items", found.into_iter().map(item).collect()),
    ])
}

/// How many claims the atlas makes, and how many of them name a source.
pub(super) fn score(context: &PageContext) -> Value {
    let world = &context.world;
    let (mut all, mut sourced) = (0usize, 0usize);
    for ix in world.atlas.each() {
        let covered = is_sourced(&world.site, world.atlas.record(ix));
        for (_, _, own) in claims(&world.site, &world.atlas, ix) {
            all += 1;
            sourced += usize::from(own || covered);
        }
    }
    let share = if all == 0 { 100.0 } else { 100.0 * sourced as f64 / all as f64 };
    map([("claims", Value::from(all)), ("sourced", Value::from(sourced)), ("share", Value::from(share))])
}
