//! The quality page: how the claims of the atlas are known, and the findings of the rules.

use std::cmp::Reverse;
use std::sync::Arc;

use minijinja::value::Value;

use super::claim_list::{claim_row, part_label, segments};
use super::context::PageContext;
use super::static_map::{map, optional};
use crate::atlas::{Claim, ClaimPart, PartCounts, RecordIx};
use crate::check::{Finding, FindingTarget};
use crate::diagnostic::Diagnostic;
use crate::model::{QUALITY_CODES, SiteModel};
use crate::record::{Date, Quantity};
use crate::render::locale_words::fill;
use crate::site::Facet;
use crate::text::noun_case::capitalised;

/// The maximum number of items in a list; the heading has the total.
const MAX_ITEMS: usize = 1_000;

/// The maximum number of bars of the regions, and of the sources.
const MAX_BARS: usize = 200;

/// One line of a section.
struct QualityItem {
    record: RecordIx,
    /// The part of the record.
    target: FindingTarget,
    /// The message of the finding.
    text: Option<Value>,
}

/// The number of claims and the segments of the bar of all claims.
pub(super) fn score(context: &PageContext) -> Value {
    let counts = context.model.claim_index().total;
    map([
        ("claims", Value::from(counts.total())),
        ("segments", segments(context, &counts)),
    ])
}

/// The parts of the bar that have claims, each with its list.
pub(super) fn parts(context: &Arc<PageContext>) -> Value {
    let model = &context.model;
    let mut records: Vec<RecordIx> = model.atlas.indices().collect();
    model.atlas.sort(context.language, &mut records);
    let mut listed: [Vec<Claim>; ClaimPart::ALL.len()] = Default::default();
    for ix in records {
        for claim in model.atlas.claims(ix, &model.site) {
            let list = &mut listed[model.atlas.claim_part(claim, &model.site) as usize];
            if list.len() < MAX_ITEMS {
                list.push(claim);
            }
        }
    }
    let counts = model.claim_index().total;
    let parts = ClaimPart::ALL.iter().zip(listed);
    parts
        .filter(|((_, part), _)| counts.of(*part) > 0)
        .map(|((id, part), claims)| {
            let rows = claims.iter().map(|claim| claim_row(context, *claim, None));
            let note = context.words(&format!("part_{id}_note"));
            let key = format!("part_{id}");
            let title = capitalised(&context.message(&key));
            map([
                ("title", context.worded(title, &key)),
                ("id", Value::from(*id)),
                ("label", part_label(context, *part)),
                ("note", note),
                ("count", Value::from(counts.of(*part))),
                ("items", rows.collect()),
            ])
        })
        .collect()
}

/// The bars of the kinds, of the regions and of the sources with the most claims.
pub(super) fn bars(context: &Arc<PageContext>) -> Value {
    let model = &context.model;
    let index = model.claim_index();
    let kinds = model.site.vocabulary.each_kind();
    let kinds = kinds.filter(|kind| index.kinds[kind.index()].total() > 0);
    let kinds = kinds.map(|kind| {
        let counts = &index.kinds[kind.index()];
        bar(context, Some(context.kind(kind)), None, counts)
    });
    let of_records = |counts: Vec<(RecordIx, PartCounts)>| -> Value {
        let mut counts = counts;
        counts.sort_by_key(|(record, counts)| {
            let rank = model.atlas.rank(context.language, *record);
            (Reverse(counts.total()), rank)
        });
        let shown = counts.iter().take(MAX_BARS);
        shown
            .map(|(record, counts)| bar(context, None, Some(context.record(*record)), counts))
            .collect()
    };
    let is_region = |record: &RecordIx| {
        let kind = model.site.vocabulary.kind(model.atlas.kind(*record));
        kind.facet == Some(Facet::Region)
    };
    let regions = index.facets.iter().filter(|(record, _)| is_region(record));
    let regions = regions.map(|(region, counts)| (*region, *counts)).collect();
    let sources = index.sources.iter();
    let sources = sources.map(|(source, of_source)| (*source, of_source.counts));
    map([
        ("kinds", kinds.collect()),
        ("regions", of_records(regions)),
        ("sources", of_records(sources.collect())),
    ])
}

/// The bar of a kind or of a record.
fn bar(
    context: &PageContext,
    kind: Option<Value>,
    record: Option<Value>,
    counts: &PartCounts,
) -> Value {
    map([
        ("kind", optional(kind)),
        ("record", optional(record)),
        ("claims", Value::from(counts.total())),
        ("segments", segments(context, counts)),
    ])
}

/// The findings of each rule that finds something.
pub(super) fn sections(context: &Arc<PageContext>) -> Value {
    let mut sections = Vec::new();
    for code in QUALITY_CODES {
        let found = context
            .model
            .findings()
            .iter()
            .filter(|finding| finding.diagnostic.code == code);
        let found: Vec<QualityItem> = found
            .filter_map(|finding| {
                Some(QualityItem {
                    record: finding.record?,
                    target: finding.target,
                    text: finding_message(context, finding),
                })
            })
            .collect();
        if found.is_empty() {
            continue;
        }
        sections.push(section(context, code.rule().name, found));
    }
    sections.into_iter().collect()
}

/// What a finding says beyond its heading, by the message `quality-RULE-item`; `None` if that says nothing.
fn finding_message(context: &PageContext, finding: &Finding) -> Option<Value> {
    let Diagnostic { code, facts, .. } = &finding.diagnostic;
    let key = format!("quality-{}-item", code.rule().name);
    let message = context.model.message(context.language, &key)?;
    let shown = |(fact, value): &(&'static str, String)| match *fact {
        "date" => Date::parse(value).map(|date| context.style.date(date)).ok(),
        "values" => {
            let values = value.split(" / ").filter_map(Quantity::parse);
            let values: Vec<String> = values.map(|value| context.style.quantity(value)).collect();
            Some(values.join(" / "))
        }
        _ => None,
    };
    let values = facts
        .iter()
        .map(|fact| (fact.0, shown(fact).unwrap_or_else(|| fact.1.clone())));
    let values: Vec<(&str, String)> = values.collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    Some(context.worded(fill(message, &values), &key))
}

fn section(context: &Arc<PageContext>, id: &str, mut found: Vec<QualityItem>) -> Value {
    let count = found.len();
    found.sort_by_key(|item| context.model.atlas.rank(context.language, item.record));
    found.truncate(MAX_ITEMS);
    let note = format!("quality-{id}-note");
    let has_note = context.model.message(context.language, &note).is_some();
    let note = has_note.then(|| context.words(&note));
    let title = format!("quality-{id}");
    let title = match context.model.message(context.language, &title) {
        Some(_) => context.words(&title),
        None => Value::from(id),
    };
    let item = |item: QualityItem| {
        let (claim, other) = target_label(context, item.target);
        map([
            ("record", context.record(item.record)),
            ("claim", optional(claim)),
            ("other", optional(other.map(|other| context.record(other)))),
            ("text", optional(item.text)),
        ])
    };
    map([
        ("id", Value::from(id)),
        ("title", title),
        ("note", optional(note)),
        ("count", Value::from(count)),
        ("items", found.into_iter().map(item).collect()),
    ])
}

/// The label of the part of a record, and the other record of a relation.
fn target_label(context: &PageContext, target: FindingTarget) -> (Option<Value>, Option<RecordIx>) {
    let SiteModel { site, atlas, .. } = &*context.model;
    let vocabulary = &site.vocabulary;
    match target {
        FindingTarget::Record => (None, None),
        FindingTarget::Field(field) => {
            let label = &vocabulary.field(field).label;
            (Some(context.marked_text(label)), None)
        }
        FindingTarget::Figure(figure) => {
            let label = &vocabulary.figure(figure).label;
            (Some(context.marked_text(label)), None)
        }
        FindingTarget::Relation(index) => {
            let relation = &atlas.relations[index];
            let label = &vocabulary.relation(relation.relation).label;
            (Some(context.marked_text(label)), Some(relation.to))
        }
    }
}
