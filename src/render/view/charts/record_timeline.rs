//! The timeline on a record page.

use std::collections::BTreeSet;

use minijinja::value::Value;

use super::network_node::is_network_edge;
use super::svg_value::svg_value;
use super::timeline_svg::{event_date, timeline_svg};
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::record::Date;
use crate::render::view::context::PageContext;

/// A record with at most this many dates has no timeline.
const TOO_FEW: usize = 3;

/// The maximum number of dates that are drawn.
const MOST: usize = 24;

/// A timeline of a record and the records that it has relations with; none for few dates.
pub(in crate::render::view) fn record_timeline(context: &PageContext, ix: RecordIx) -> Value {
    let atlas = &context.model.atlas;
    let mut seen = BTreeSet::from([ix]);
    let mut events: Vec<(RecordIx, Date)> = event_date(context, ix)
        .map(|date| (ix, date))
        .into_iter()
        .collect();
    for edge in atlas.edges(ix) {
        let relation = &atlas.relations[edge.relation as usize];
        let other = relation.at(edge.side.other());
        if is_network_edge(context, relation)
            && seen.insert(other)
            && let Some(date) = event_date(context, other)
        {
            events.push((other, date));
        }
    }
    if events.len() <= TOO_FEW {
        return Value::from(());
    }
    events.sort_by_key(|(record, date)| (date.first_day(), date.last_day(), *record));
    let name = context.short_name_lang_text(ix);
    let title = context.message_lang_text("timeline_of");
    let caption = Caption {
        prefix: "atlas-timeline",
        title: title.filled("{name}", &name),
        description: "".into(),
    };
    svg_value(timeline_svg(context, &caption, 720.0, &events, MOST))
}
