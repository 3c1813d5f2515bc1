//! The plain values that a timeline is drawn from.

use std::borrow::Cow;

use crate::chart::day::Day;

/// Free space at both ends of the axis.
pub const EDGE: f64 = 10.0;

/// Events on one axis.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    /// 720 for a column of text, 1000 for a page of its own; on a phone a list is better.
    pub width: f64,
    /// Those beyond `limit` are only counted, so the more important ones come first.
    pub events: Vec<TimelineEvent<'a>>,
    /// How many are drawn.
    pub limit: usize,
    /// Short names: «янв», «фев» …
    pub months: [&'a str; 12],
}

/// What happened from the first to the last day.
#[derive(Debug, Clone)]
pub struct TimelineEvent<'a> {
    /// Its name.
    pub label: Cow<'a, str>,
    /// The whole name and the date in words.
    pub hint: Cow<'a, str>,
    /// Its page; empty where there is none.
    pub href: Cow<'a, str>,
    /// The id of its kind, for its colour.
    pub kind: Cow<'a, str>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// The days are bounds of a date that is not known better («2017», «около 2015»), not a duration.
    pub vague: bool,
    /// It goes on: `until` is only where the drawing stops.
    pub open: bool,
}

impl TimelineEvent<'_> {
    /// Beginning and end in years, in order, the last day included.
    pub fn ends(&self) -> (f64, f64) {
        let (from, until) = (self.from.years(), self.until.years());
        (from.min(until), from.max(until) + 0.9 / 366.0)
    }
}
