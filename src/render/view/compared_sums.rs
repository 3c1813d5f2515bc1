//! What a region or sector has, as rows of the comparison page: its records by kind, where they are most, and how many
//! of their claims are inferred.

use std::sync::Arc;

use super::context::PageContext;
use super::date::record_date;
use super::members::crossing_cells;
use crate::atlas::{ClaimPart, RecordIx};
use crate::plan::PageKind;
use crate::record::Date;
use crate::site::{Facet, KindIx, SortOrder};
use crate::text::LangText;
use crate::text::json::{self, Object};

/// The maximum number of records that a row names.
const NAMED: usize = 5;

/// A row: label, text, address, and records or fields that it names.
struct Sum<'a> {
    label: LangText<'a>,
    text: LangText<'a>,
    url: String,
    named: Vec<(LangText<'a>, String)>,
}

/// Writes the rows of a region or sector; nothing for other records.
pub(super) fn write_sums(context: &Arc<PageContext>, ix: RecordIx, row: &mut Object<'_>) {
    let model = &context.model;
    let Some(facet) = model.site.vocabulary.kind(model.atlas.kind(ix)).facet else {
        return;
    };
    let members = model.atlas.facets.members(ix);
    let own = context.record_link(ix).address().to_owned();
    let mut sums = vec![Sum {
        label: context.message_lang_text("all_records"),
        text: context.total_lang_text(members),
        url: own.clone(),
        named: Vec::new(),
    }];
    let kinds = members.chunk_by(|a, b| model.atlas.kind(*a) == model.atlas.kind(*b));
    sums.extend(kinds.map(|records| of_kind(context, &own, records)));
    sums.extend(leading(context, ix, facet));
    sums.extend(inferred(context, ix));
    json::list(row.key("sums"), sums, |out, sum| {
        out.push('[');
        for text in [&sum.label, &sum.text] {
            text.write_json(out);
            out.push(',');
        }
        json::string(out, &sum.url);
        out.push(',');
        json::list(out, sum.named, |out, (name, url)| {
            out.push('[');
            name.write_json(out);
            out.push(',');
            json::string(out, &url);
            out.push(']');
        });
        out.push(']');
    });
}

/// The records of one kind; the newest agreements, and people, are named.
fn of_kind<'a>(context: &'a PageContext, own: &str, records: &[RecordIx]) -> Sum<'a> {
    let model = &context.model;
    let kind = model.atlas.kind(records[0]);
    let found = model.site.vocabulary.kind(kind);
    let mut named = records.to_vec();
    model.atlas.sort(context.language, &mut named);
    if is_agreement(context, kind) {
        named.sort_by_key(|ix| std::cmp::Reverse(record_date(context, *ix).map(Date::first_day)));
    } else if found.sort_order != SortOrder::Surname {
        named.clear();
    }
    Sum {
        label: context.localized_lang_text(&found.title),
        text: context.total_lang_text(records),
        url: format!("{own}#atlas-kind-{}", found.id),
        named: named
            .into_iter()
            .take(NAMED)
            .map(|ix| {
                let title = context.record_with_status_lang_text(ix);
                (title, context.record_link(ix).address().to_owned())
            })
            .collect(),
    }
}

/// Whether records of a kind have parties for which somebody signs.
fn is_agreement(context: &PageContext, kind: KindIx) -> bool {
    let relations = &context.model.site.vocabulary.relations;
    let mut signed = relations
        .iter()
        .filter(|relation| relation.signatory.is_some());
    signed.any(|relation| relation.from.contains(&kind))
}

/// The sectors of a region, or the regions of a sector, with most records.
fn leading(context: &PageContext, ix: RecordIx, facet: Facet) -> Option<Sum<'_>> {
    let cells = crossing_cells(context, ix);
    let label = match facet {
        Facet::Region => "leading_sectors",
        Facet::Sector => "leading_regions",
    };
    let named = cells
        .iter()
        .take(NAMED)
        .map(|(other, (region, sector), records)| {
            let page = PageKind::Cell(*region, *sector);
            let page = context.model.plan.page(&page, context.language);
            let url = page.map_or(String::new(), |page| page.address.as_str().to_owned());
            let title = context.record_with_status_lang_text(*other);
            (title.and(": ").and(context.total_lang_text(records)), url)
        });
    (!cells.is_empty()).then(|| Sum {
        label: context.message_lang_text(label),
        text: LangText::plain(""),
        url: String::new(),
        named: named.collect(),
    })
}

/// The share of inferences among the claims of the records of a region or sector.
fn inferred(context: &PageContext, ix: RecordIx) -> Option<Sum<'_>> {
    let counts = context.model.claim_index().facets.get(&ix)?;
    let (part, all) = (counts.of(ClaimPart::Inferred), counts.total());
    let number = |count: usize| context.style.number(count as f64);
    let share = context
        .style
        .percent(100.0 * part as f64 / all.max(1) as f64);
    let text = context.message_lang_text("part_of_claims");
    let text = text
        .filled("{share}", &share.into())
        .filled("{n}", &number(part).into());
    Some(Sum {
        label: context.message_lang_text("inferred_share"),
        text: text.filled("{all}", &number(all).into()),
        url: String::new(),
        named: Vec::new(),
    })
}
