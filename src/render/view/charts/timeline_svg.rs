//! Rendering of dated records as a timeline.

use super::timeline_days::{days, is_open, is_vague};
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::chart::timeline::model::{Timeline, TimelineEvent};
use crate::record::{self, Date, FieldValue, Status};
use crate::render::view::context::PageContext;
use crate::render::view::kind::kind_style;

/// The date or period of a record; `None` if it has none.
pub(super) fn event_date(context: &PageContext, ix: RecordIx) -> Option<Date> {
    event_field(context, ix).map(|(date, _)| date)
}

/// The date or period of a record and its field; `None` if it has none.
fn event_field(context: &PageContext, ix: RecordIx) -> Option<(Date, &FieldValue)> {
    let found = context.model.atlas.record(ix);
    let known = &context.model.site.vocabulary.kind(found.kind).known;
    known.dates().find_map(|field| {
        let fact = found.field(field)?;
        match fact.value_in(context.language) {
            record::Value::Date(date) => Some((*date, fact)),
            _ => None,
        }
    })
}

/// Whether a record or its date is planned, proposed or inferred.
pub(super) fn is_doubtful(context: &PageContext, ix: RecordIx) -> bool {
    let date = event_field(context, ix).map_or(Status::Stated, |(_, fact)| fact.status());
    [date, context.model.atlas.record(ix).status] != [Status::Stated; 2]
}

/// Renders events to SVG. If there are more than `limit`, the newest are drawn.
pub(super) fn timeline_svg(
    context: &PageContext,
    caption: &Caption<'_>,
    width: f64,
    events: &[(RecordIx, Date)],
    limit: usize,
) -> String {
    let model = &context.model;
    let event = |(ix, date): &(RecordIx, Date)| {
        let found = model.atlas.record(*ix);
        let (from, until) = days(*date, model.today);
        let status = event_field(context, *ix).map_or(Status::Stated, |(_, fact)| fact.status());
        let when = context.date_lang_text(*date);
        let when = when.and(context.status_lang_text(status));
        let name = context.localized_lang_text(&found.name);
        let name = name.and(context.status_lang_text(found.status));
        TimelineEvent {
            label: context.record_lang_text(*ix),
            hint: name.and(", ").and(when),
            href: context.record_url(*ix).into(),
            kind: kind_style(model.site.vocabulary.kind(found.kind)),
            from,
            until,
            vague: is_vague(*date) || [status, found.status] != [Status::Stated; 2],
            open: is_open(*date),
        }
    };
    let mut short = [""; 12];
    for (slot, name) in short.iter_mut().zip(context.style.short_months()) {
        *slot = name;
    }
    let start = events.len().saturating_sub(limit);
    let drawn = events[start..]
        .iter()
        .chain(&events[..start])
        .map(event)
        .collect();
    Timeline {
        width,
        events: drawn,
        limit,
        months: short,
    }
    .svg(caption)
}
