//! What happened when: the timeline of the atlas, of a year, of a record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::value::Value;

use super::{drawing, is_tie};
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::chart::bars::{Bar, Bars};
use crate::chart::timeline::model::{Timeline, TimelineEvent};
use crate::layout::view::status::with_status;
use crate::layout::view::{PageContext, map, optional};
use crate::page::{CHRONICLE, Subject};
use crate::record::{self, Date, End, Fact, Moment, Status};
use crate::text::Day;

/// How many happenings are drawn; the list names all.
const DRAWN: usize = 60;

/// With fewer dates around it a record has no timeline.
const LEAST: usize = 3;

/// How many dates around a record are drawn.
const AROUND: usize = 24;

/// The timeline's page, or that of one of its years.
pub(in crate::layout::view) fn chronicle(context: &Arc<PageContext>, year: Option<u16>) -> Value {
    let world = &context.world;
    let happenings = &world.plan.happenings;
    let mut counts: BTreeMap<u16, u32> = BTreeMap::new();
    for (date, _) in happenings {
        *counts.entry(date.year()).or_default() += 1;
    }
    let all: Vec<_> = happenings.iter().filter(|(date, _)| year.is_none_or(|year| date.year() == year)).collect();
    let total = all.len();
    let listed = year.is_some() || total <= CHRONICLE;
    let title = context.title();
    let description = context.words("timeline_twin");
    let caption = Caption { prefix: "atlas-timeline", title: &title, description: &description };
    let events: Vec<(RecordIx, Date)> = all.iter().map(|(date, record)| (*record, *date)).collect();
    let drawn = if listed { timeline(context, &caption, 1000.0, &events, DRAWN) } else { String::new() };
    let link = |year: u16| context.url(&Subject::Timeline(Some(year)));
    let bars = if !listed { by_year(context, &counts, &link) } else { Value::from(()) };
    let year_of = |year: &u16, count: &u32| {
        let of: Vec<RecordIx> = if listed {
            all.iter().filter(|(date, _)| date.year() == *year).map(|(_, record)| *record).collect()
        } else {
            Vec::new()
        };
        map([
            ("year", Value::from(*year)),
            ("count", Value::from(*count)),
            ("url", optional(link(*year))),
            ("months", months(context, &of)),
        ])
    };
    let years = counts.iter().rev().filter(|(of, _)| year.is_none_or(|year| year == **of));
    map([
        ("figure", drawing(drawn)),
        ("bars", bars),
        ("total", Value::from(total)),
        ("rest", Value::from(if listed { total.saturating_sub(DRAWN) } else { 0 })),
        ("vague", Value::from(all.iter().any(|(date, record)| is_vague(*date) || is_doubtful(context, *record)))),
        ("open", Value::from(all.iter().any(|(date, _)| is_open(*date)))),
        ("kinds", kinds(context, all.iter().map(|(_, record)| *record))),
        ("years", years.map(|(year, count)| year_of(year, count)).collect()),
    ])
}

/// The kinds of some records, for a legend.
fn kinds(context: &Arc<PageContext>, records: impl Iterator<Item = RecordIx>) -> Value {
    let kinds: BTreeSet<_> = records.map(|record| context.world.atlas.kind(record)).collect();
    kinds.into_iter().map(|kind| context.kind(kind)).collect()
}

/// Records under the months of their dates, the newest first; those without a month under none.
fn months(context: &Arc<PageContext>, records: &[RecordIx]) -> Value {
    let mut months: BTreeMap<u8, Vec<RecordIx>> = BTreeMap::new();
    for record in records.iter().rev() {
        let month = own_date(context, *record).and_then(|date| date.from().or(date.to())?.month);
        months.entry(month.unwrap_or(0)).or_default().push(*record);
    }
    let names = month_names(&context.words("months"));
    let month = |(month, records): (&u8, &Vec<RecordIx>)| {
        let name = month.checked_sub(1).and_then(|month| names.get(usize::from(month)));
        map([
            ("name", optional(name.map(|name| Value::from(name.as_str())))),
            ("records", context.records(records.iter().copied())),
        ])
    };
    months.iter().rev().map(month).collect()
}

fn by_year(context: &PageContext, counts: &BTreeMap<u16, u32>, link: &dyn Fn(u16) -> Option<String>) -> Value {
    let bar = |(year, count): (&u16, &u32)| Bar {
        label: year.to_string().into(),
        hint: format!("{year}: {count}").into(),
        href: link(*year).unwrap_or_else(|| format!("#atlas-year-{year}")).into(),
        kind: "".into(),
        value: f64::from(*count),
        written: context.style.number(f64::from(*count)).into(),
    };
    let title = context.words("by_year");
    let caption = Caption { prefix: "atlas-years", title: &title, description: "" };
    drawing(Bars { width: 360.0, bars: counts.iter().map(bar).collect() }.svg(&caption))
}

/// What happened around a record: its own dates and those of what it is tied to; none where they are few.
pub(in crate::layout::view) fn of_record(context: &PageContext, ix: RecordIx) -> Value {
    let atlas = &context.world.atlas;
    let mut seen = BTreeSet::from([ix]);
    let mut events: Vec<(RecordIx, Date)> = own_date(context, ix).map(|date| (ix, date)).into_iter().collect();
    for edge in atlas.edges(ix) {
        let relation = &atlas.relations[edge.relation as usize];
        let other = relation.at(edge.side.other());
        if is_tie(context, relation)
            && seen.insert(other)
            && let Some(date) = own_date(context, other)
        {
            events.push((other, date));
        }
    }
    if events.len() <= LEAST {
        return Value::from(());
    }
    events.sort_by_key(|(record, date)| (date.first_day(), date.last_day(), *record));
    let name = atlas.record(ix).title(context.language).0;
    let title = context.words("timeline_of").replace("{name}", name);
    let caption = Caption { prefix: "atlas-timeline", title: &title, description: "" };
    drawing(timeline(context, &caption, 720.0, &events, AROUND))
}

/// The date or period of a record.
fn own_date(context: &PageContext, ix: RecordIx) -> Option<Date> {
    dated(context, ix).map(|(date, _)| date)
}

/// The date or period of a record, and the field that says it.
fn dated(context: &PageContext, ix: RecordIx) -> Option<(Date, &Fact)> {
    let found = context.world.atlas.record(ix);
    ["date", "run", "founded"].iter().find_map(|key| {
        let fact = found.fact(context.world.site.vocabulary.field_of(found.kind, key)?)?;
        match fact.value {
            record::Value::Date(date) => Some((date, fact)),
            _ => None,
        }
    })
}

/// Whether nobody states the date of a record: it is planned, proposed or inferred.
fn is_doubtful(context: &PageContext, ix: RecordIx) -> bool {
    dated(context, ix).is_some_and(|(_, fact)| fact.status() != Status::Stated)
}

fn timeline(
    context: &PageContext,
    caption: &Caption<'_>,
    width: f64,
    events: &[(RecordIx, Date)],
    limit: usize,
) -> String {
    let world = &context.world;
    let event = |(ix, date): &(RecordIx, Date)| {
        let found = world.atlas.record(*ix);
        let (from, until) = days(*date, world.today);
        let status = dated(context, *ix).map_or(Status::Stated, |(_, fact)| fact.status());
        let when = with_status(context, context.style.date(*date), status);
        TimelineEvent {
            label: found.title(context.language).0.to_string().into(),
            hint: format!("{}, {when}", found.name.text(context.language)).into(),
            href: context.record_url(*ix).into(),
            kind: world.site.vocabulary.kind(found.kind).id.as_str().into(),
            from,
            until,
            vague: is_vague(*date) || status != Status::Stated,
            open: is_open(*date),
        }
    };
    let months = month_names(&context.words("months_short"));
    let mut short = [""; 12];
    for (slot, name) in short.iter_mut().zip(&months) {
        *slot = name.as_str();
    }
    // The newest are drawn where not all can be.
    let start = events.len().saturating_sub(limit);
    let drawn = events[start..].iter().chain(&events[..start]).map(event).collect();
    Timeline { width, events: drawn, limit, months: short }.svg(caption)
}

fn month_names(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// Whether a date is known only roughly, so that its days are bounds and no duration.
fn is_vague(date: Date) -> bool {
    let rough = |moment: Option<Moment>| moment.is_some_and(|moment| !moment.is_certain());
    match date {
        Date::On(moment) => moment.day.is_none() || !moment.is_certain(),
        Date::Between(_, End::Unknown) => true,
        Date::Between(from, to) => from.moment().is_none() || rough(from.moment()) || rough(to.moment()),
    }
}

/// Whether a date goes on.
fn is_open(date: Date) -> bool {
    matches!(date, Date::Between(End::At(_), End::Open))
}

/// The days between which a date is drawn. What goes on is drawn up to today; of what has an end that nobody knows, only
/// the end that is known.
pub(super) fn days(date: Date, today: Day) -> (Day, Day) {
    match date {
        Date::Between(End::At(from), End::Open) => (from.first_day(), today.max(from.last_day())),
        Date::Between(End::At(known), End::Unknown) | Date::Between(End::Open | End::Unknown, End::At(known)) => {
            (known.first_day(), known.last_day())
        }
        _ => (date.first_day(), date.last_day()),
    }
}
