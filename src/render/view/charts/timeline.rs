//! The timeline page of the atlas or of one year.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::value::Value;

use super::svg_value::svg_value;
use super::timeline_days::{is_open, is_vague};
use super::timeline_svg::{event_date, is_doubtful, timeline_svg};
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::chart::bars::{Bar, Bars};
use crate::plan::{MAX_TIMELINE_ROWS, PageKind};
use crate::record::Date;
use crate::render::view::context::PageContext;
use crate::render::view::split::with_split;
use crate::render::view::static_map::{map, optional};

/// The maximum number of events in the chart; the list has all.
const MAX_DRAWN: usize = 60;

/// The data of the timeline page, or of the page of one year.
pub(in crate::render::view) fn timeline(context: &Arc<PageContext>, year: Option<i32>) -> Value {
    let model = &context.model;
    let dated_records = model.plan.dated_records(context.language);
    let dated = records_by_year(context);
    let shown = dated_records
        .iter()
        .filter(|(date, _)| year.is_none_or(|year| date.year() == year));
    let events: Vec<(RecordIx, Date)> = shown.map(|(date, record)| (*record, *date)).collect();
    let total = events.len();
    let listed = year.is_some() || total <= MAX_TIMELINE_ROWS;
    let link = |year: i32| context.url(&PageKind::Timeline(Some(year)));
    let years = dated
        .iter()
        .rev()
        .filter(|(of, _)| year.is_none_or(|year| year == **of));
    let year_row = |(year, dated): (&i32, &Vec<RecordIx>)| {
        let in_year = events
            .iter()
            .filter(|(_, date)| listed && date.year() == *year);
        let records: Vec<RecordIx> = in_year.map(|(record, _)| *record).collect();
        year_value(context, (*year, dated), link(*year), &records)
    };
    let is_vague_event =
        |(record, date): &(RecordIx, Date)| is_vague(*date) || is_doubtful(context, *record);
    let figure = || event_chart(context, &events);
    map([
        ("figure", svg_value(listed.then(figure).unwrap_or_default())),
        (
            "bars",
            optional((!listed).then(|| by_year(context, &dated, &link))),
        ),
        ("total", Value::from(total)),
        (
            "split",
            context.marked_split(events.iter().map(|(record, _)| *record)),
        ),
        (
            "rest",
            Value::from(if listed {
                total.saturating_sub(MAX_DRAWN)
            } else {
                0
            }),
        ),
        ("vague", Value::from(events.iter().any(is_vague_event))),
        (
            "marked",
            Value::from(context.has_inferred(events.iter().map(|(record, _)| *record))),
        ),
        (
            "open",
            Value::from(events.iter().any(|(_, date)| is_open(*date))),
        ),
        (
            "kinds",
            kinds(context, events.iter().map(|(record, _)| *record)),
        ),
        ("years", years.map(year_row).collect()),
    ])
}

/// The chart of events as SVG.
fn event_chart(context: &Arc<PageContext>, events: &[(RecordIx, Date)]) -> String {
    let title = context.title();
    let description = context.message("timeline_twin");
    let caption = Caption {
        prefix: "atlas-timeline",
        title: &title,
        description: &description,
    };
    timeline_svg(context, &caption, 1000.0, events, MAX_DRAWN)
}

/// A year with its number of events, its page and the records to list.
fn year_value(
    context: &Arc<PageContext>,
    (year, dated): (i32, &[RecordIx]),
    url: Option<String>,
    records: &[RecordIx],
) -> Value {
    map([
        ("year", Value::from(year)),
        ("count", Value::from(dated.len())),
        ("split", context.marked_split(dated.iter().copied())),
        ("url", optional(url)),
        ("months", months(context, records)),
    ])
}

/// The dated records by year.
fn records_by_year(context: &PageContext) -> BTreeMap<i32, Vec<RecordIx>> {
    let mut years: BTreeMap<i32, Vec<RecordIx>> = BTreeMap::new();
    for (date, record) in context.model.plan.dated_records(context.language) {
        years.entry(date.year()).or_default().push(*record);
    }
    years
}

/// The kinds of some records, for the legend.
fn kinds(context: &Arc<PageContext>, records: impl Iterator<Item = RecordIx>) -> Value {
    let kinds: BTreeSet<_> = records
        .map(|record| context.model.atlas.kind(record))
        .collect();
    kinds.into_iter().map(|kind| context.kind(kind)).collect()
}

/// Records grouped by month, the latest first. A record without a month is in a group without a name.
fn months(context: &Arc<PageContext>, records: &[RecordIx]) -> Value {
    let mut months: BTreeMap<u8, Vec<RecordIx>> = BTreeMap::new();
    for record in records.iter().rev() {
        let month = event_date(context, *record).and_then(|date| date.from().or(date.to())?.month);
        months.entry(month.unwrap_or(0)).or_default().push(*record);
    }
    let names = context.style.months();
    let month = |(month, records): (&u8, &Vec<RecordIx>)| {
        let name = month
            .checked_sub(1)
            .and_then(|month| names.get(usize::from(month)));
        map([
            ("name", optional(name.map(|name| Value::from(*name)))),
            ("records", context.records(records.iter().copied())),
        ])
    };
    months.iter().rev().map(month).collect()
}

fn by_year(
    context: &PageContext,
    dated: &BTreeMap<i32, Vec<RecordIx>>,
    link: &dyn Fn(i32) -> Option<String>,
) -> Value {
    let bar = |(year, records): (&i32, &Vec<RecordIx>)| Bar {
        label: year.to_string().into(),
        hint: with_split(
            format!("{year}: {}", records.len()),
            context.split(records.iter().copied()),
        )
        .into(),
        href: link(*year)
            .unwrap_or_else(|| format!("#atlas-year-{year}"))
            .into(),
        value: records.len() as f64,
        written: context.style.number(records.len() as f64).into(),
    };
    let title = context.message("by_year");
    let caption = Caption {
        prefix: "atlas-years",
        title: &title,
        description: "",
    };
    svg_value(
        Bars {
            width: 360.0,
            bars: dated.iter().map(bar).collect(),
        }
        .svg(&caption),
    )
}
