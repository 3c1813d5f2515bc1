//! The sections of the quality page: check findings and inferred claims.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::atlas::RecordIx;
use crate::check::{FindingTarget, claims, is_sourced};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{QUALITY_CODES, SiteModel};
use crate::record::{Date, Status};
use crate::render::locale_style::LocaleStyle;
use crate::text::MessageLanguage;

/// The maximum number of items in a section; the heading has the total.
const MAX_ITEMS: usize = 1_000;

/// One line of a section.
struct QualityItem {
    record: RecordIx,
    /// The part of the record.
    target: FindingTarget,
    /// The message of the finding.
    text: Option<String>,
}

/// The sections: inferred claims, then the findings of each code.
pub(super) fn sections(context: &Arc<PageContext>) -> Value {
    let message_language = if context.style == LocaleStyle::Russian {
        MessageLanguage::Ru
    } else {
        MessageLanguage::En
    };
    let mut sections = vec![inferred(context)];
    for code in QUALITY_CODES {
        let found = context
            .model
            .findings()
            .iter()
            .filter(|finding| finding.diagnostic.code == code);
        let found: Vec<QualityItem> = found
            .filter_map(|finding| {
                let facts = !finding.diagnostic.facts.is_empty();
                let text =
                    facts.then(|| finding_message(context, &finding.diagnostic, message_language));
                Some(QualityItem {
                    record: finding.record?,
                    target: finding.target,
                    text,
                })
            })
            .collect();
        let title = context
            .model
            .message(context.language, &format!("quality-{}", code.rule().name))
            .cloned();
        let title = title.unwrap_or_else(|| code.rule().message.get(message_language).into());
        sections.push(section(context, code.rule().name, &title, found));
    }
    sections.into_iter().collect()
}

/// The message of a finding with dates in the page's language.
fn finding_message(
    context: &PageContext,
    diagnostic: &Diagnostic,
    message_language: MessageLanguage,
) -> String {
    let mut diagnostic = diagnostic.clone();
    for (_, value) in diagnostic
        .facts
        .iter_mut()
        .filter(|(fact, _)| *fact == "date")
    {
        if let Ok(date) = Date::parse(value) {
            *value = context.style.date(date);
        }
    }
    match diagnostic.facts.first() {
        // A formatted date («предположительно июль 2017 г.») does not fit into the sentence of the diagnostic.
        Some((_, date)) if diagnostic.code == Code::PlannedPast => {
            context.message("planned_for").replace("{date}", date)
        }
        _ => diagnostic.message(message_language),
    }
}

/// The section of fields, figures and relations with the status `Inferred`.
fn inferred(context: &Arc<PageContext>) -> Value {
    let model = &context.model;
    let mut found = Vec::new();
    let mut push = |record: RecordIx, target: FindingTarget| {
        found.push(QualityItem {
            record,
            target,
            text: None,
        });
    };
    for ix in model.atlas.indices() {
        let record = model.atlas.record(ix);
        let facts = record
            .fields
            .iter()
            .filter(|fact| fact.status() == Status::Inferred);
        facts.for_each(|fact| push(ix, FindingTarget::Field(fact.field)));
        let figures = record
            .observations
            .iter()
            .filter(|figure| figure.provenance.status == Status::Inferred);
        figures.for_each(|figure| push(ix, FindingTarget::Figure(figure.of)));
    }
    for (index, relation) in model.atlas.relations.iter().enumerate() {
        if relation
            .details
            .as_ref()
            .is_some_and(|p| p.provenance.status == Status::Inferred)
        {
            push(relation.from, FindingTarget::Relation(index));
        }
    }
    let title = context.message("quality-inferred");
    section(context, "inferred", &title, found)
}

fn section(
    context: &Arc<PageContext>,
    id: &str,
    title: &str,
    mut found: Vec<QualityItem>,
) -> Value {
    let count = found.len();
    found.sort_by_key(|item| context.model.atlas.rank(context.language, item.record));
    found.truncate(MAX_ITEMS);
    let note = context
        .model
        .message(context.language, &format!("quality-{id}-note"))
        .cloned();
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
        ("title", Value::from(title)),
        ("note", optional(note)),
        ("count", Value::from(count)),
        ("items", found.into_iter().map(item).collect()),
    ])
}

/// The label of the part of a record, and the other record of a relation.
fn target_label(context: &PageContext, target: FindingTarget) -> (Option<&str>, Option<RecordIx>) {
    let SiteModel { site, atlas, .. } = &*context.model;
    let vocabulary = &site.vocabulary;
    match target {
        FindingTarget::Record => (None, None),
        FindingTarget::Field(field) => (
            Some(vocabulary.field(field).label.text(context.language)),
            None,
        ),
        FindingTarget::Figure(figure) => (
            Some(vocabulary.figure(figure).label.text(context.language)),
            None,
        ),
        FindingTarget::Relation(index) => {
            let relation = &atlas.relations[index];
            (
                Some(
                    vocabulary
                        .relation(relation.relation)
                        .label
                        .text(context.language),
                ),
                Some(relation.to),
            )
        }
    }
}

/// The number of claims, the number with a source, and the share in percent.
pub(super) fn score(context: &PageContext) -> Value {
    let model = &context.model;
    let (mut all, mut sourced) = (0usize, 0usize);
    for ix in model.atlas.indices() {
        let covered = is_sourced(&model.site, model.atlas.record(ix));
        for claim in claims(&model.site, &model.atlas, ix) {
            all += 1;
            sourced += usize::from(claim.sourced || covered);
        }
    }
    let share = if all == 0 {
        100.0
    } else {
        100.0 * sourced as f64 / all as f64
    };
    map([
        ("claims", Value::from(all)),
        ("sourced", Value::from(sourced)),
        ("share", Value::from(share)),
    ])
}
