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
use crate::render::view::static_map::{map, optional};
use crate::text::LangText;

/// The maximum number of events in the chart; the list has all.
const MAX_DRAWN: usize = 60;

/// What the timeline page, or the page of one year, draws and lists.
struct TimelinePage<'a> {
    context: &'a Arc<PageContext>,
    year: Option<i32>,
    /// All dated records by year.
    dated: BTreeMap<i32, Vec<RecordIx>>,
    /// Those of the page, in the order of their dates.
    events: Vec<(RecordIx, Date)>,
}

impl<'a> TimelinePage<'a> {
    fn new(context: &'a Arc<PageContext>, year: Option<i32>) -> TimelinePage<'a> {
        let dated_records = context.model.plan.dated_records(context.language);
        let shown = dated_records
            .iter()
            .filter(|(date, _)| year.is_none_or(|year| date.year() == year));
        TimelinePage {
            context,
            year,
            dated: records_by_year(context),
            events: shown.map(|(date, record)| (*record, *date)).collect(),
        }
    }

    fn records(&self) -> impl Iterator<Item = RecordIx> {
        self.events.iter().map(|(record, _)| *record)
    }

    /// Whether there are more events than a chart of events shows.
    fn is_crowded(&self) -> bool {
        self.events.len() > MAX_DRAWN
    }

    /// Whether the page lists its events; years of a long timeline have pages of their own.
    fn is_listed(&self) -> bool {
        self.year.is_some() || self.events.len() <= MAX_TIMELINE_ROWS
    }

    /// Whether events are drawn one by one.
    fn is_drawn(&self) -> bool {
        self.is_listed() && (self.year.is_none() || !self.is_crowded())
    }

    fn url(&self, year: i32) -> Option<String> {
        self.context.url(&PageKind::Timeline(Some(year)))
    }

    /// The chart of events as SVG; empty where they are too many.
    fn figure(&self) -> String {
        match self.is_drawn() {
            true => event_chart(self.context, &self.events),
            false => String::new(),
        }
    }

    /// The numbers of a crowded timeline by year or month as SVG.
    fn bars(&self) -> String {
        match self.year {
            _ if !self.is_crowded() => String::new(),
            Some(year) => by_month(self.context, year, &self.events),
            None => by_year(self.context, &self.dated, &|year| self.url(year)),
        }
    }

    fn years(&self) -> Value {
        let years = self.dated.iter().rev();
        let years = years.filter(|(of, _)| self.year.is_none_or(|year| year == **of));
        let year_row = |(year, dated): (&i32, &Vec<RecordIx>)| {
            let in_year = self
                .events
                .iter()
                .filter(|(_, date)| self.is_listed() && date.year() == *year);
            let records: Vec<RecordIx> = in_year.map(|(record, _)| *record).collect();
            year_value(self.context, (*year, dated), self.url(*year), &records)
        };
        years.map(year_row).collect()
    }
}

/// The drawing of a timeline as a file of its own, with the records on it.
pub(super) fn timeline_drawing(
    context: &Arc<PageContext>,
    year: Option<i32>,
) -> (String, Vec<RecordIx>) {
    let page = TimelinePage::new(context, year);
    match page.is_crowded() {
        true => (page.bars(), Vec::new()),
        false => (page.figure(), page.records().collect()),
    }
}

/// The data of the timeline page, or of the page of one year.
pub(in crate::render::view) fn timeline(context: &Arc<PageContext>, year: Option<i32>) -> Value {
    let page = TimelinePage::new(context, year);
    let is_vague_event =
        |(record, date): &(RecordIx, Date)| is_vague(*date) || is_doubtful(context, *record);
    let rest = match page.is_drawn() {
        true => page.events.len().saturating_sub(MAX_DRAWN),
        false => 0,
    };
    let mut events = page.events.iter();
    map([
        ("figure", svg_value(page.figure())),
        ("bars", svg_value(page.bars())),
        ("total", Value::from(page.events.len())),
        ("split", context.marked_split(page.records())),
        ("rest", Value::from(rest)),
        ("marked", Value::from(context.has_inferred(page.records()))),
        (
            "open",
            Value::from(page.events.iter().any(|(_, date)| is_open(*date))),
        ),
        ("vague", Value::from(events.any(is_vague_event))),
        ("kinds", kinds(context, page.records())),
        ("years", page.years()),
    ])
}

/// The chart of events as SVG.
fn event_chart(context: &Arc<PageContext>, events: &[(RecordIx, Date)]) -> String {
    let caption = Caption {
        prefix: "atlas-timeline",
        title: context.title_lang_text(),
        description: context.message_lang_text("timeline_twin"),
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
        let month = month_of(context, *record);
        months.entry(month).or_default().push(*record);
    }
    let names = context.style.months();
    let month = |(month, records): (&u8, &Vec<RecordIx>)| {
        let name = month
            .checked_sub(1)
            .and_then(|month| names.get(usize::from(month)));
        map([
            ("number", Value::from(*month)),
            ("name", optional(name.map(|name| Value::from(*name)))),
            ("records", context.records(records.iter().copied())),
        ])
    };
    months.iter().rev().map(month).collect()
}

/// The numbers of records by year, each of which leads to its list.
fn by_year(
    context: &PageContext,
    dated: &BTreeMap<i32, Vec<RecordIx>>,
    link: &dyn Fn(i32) -> Option<String>,
) -> String {
    let bars = dated.iter().map(|(year, records)| {
        let href = link(*year).unwrap_or_else(|| format!("#atlas-year-{year}"));
        bar(context, year.to_string().into(), href, records)
    });
    bar_chart(context, "by_year", bars.collect())
}

/// The numbers of records of a year by month, each of which leads to its list.
fn by_month(context: &PageContext, year: i32, events: &[(RecordIx, Date)]) -> String {
    let mut months: BTreeMap<u8, Vec<RecordIx>> = BTreeMap::new();
    for (record, _) in events {
        let month = month_of(context, *record);
        months.entry(month).or_default().push(*record);
    }
    let names = context.style.months();
    let named = (1..).zip(names.into_iter().map(LangText::from));
    let unknown = [(0, context.message_lang_text("no_month"))];
    let all = named.chain(unknown.into_iter().filter(|_| months.contains_key(&0)));
    let bars = all.map(|(month, name)| {
        let records = months.get(&month).map_or(&[][..], Vec::as_slice);
        let href = match records.is_empty() {
            true => String::new(),
            false => format!("#atlas-month-{year}-{month}"),
        };
        bar(context, name, href, records)
    });
    bar_chart(context, "by_month", bars.collect())
}

fn bar<'a>(
    context: &'a PageContext,
    label: LangText<'a>,
    href: String,
    records: &[RecordIx],
) -> Bar<'a> {
    let count = context.style.number(records.len() as f64);
    Bar {
        hint: label
            .clone()
            .and(format!(": {count}"))
            .and(context.split_lang_text(records.iter().copied())),
        label,
        href: href.into(),
        value: records.len() as f64,
        written: count.into(),
    }
}

fn bar_chart(context: &PageContext, title: &str, bars: Vec<Bar<'_>>) -> String {
    let caption = Caption {
        prefix: "atlas-bars",
        title: context.message_lang_text(title),
        description: "".into(),
    };
    Bars { width: 360.0, bars }.svg(&caption)
}

/// The month of a record, or 0.
fn month_of(context: &PageContext, ix: RecordIx) -> u8 {
    let date = event_date(context, ix);
    let month = date.and_then(|date| date.from().or(date.to())?.month);
    month.unwrap_or(0)
}
