//! The data of a timeline.

use std::borrow::Cow;

use crate::chart::KindStyle;
use crate::text::Day;
use crate::text::LangText;

/// The free space at both ends of the axis, in pixels.
pub const EDGE: f64 = 10.0;

/// Events on one axis.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    /// The width in pixels: 720 for a column of text, 1000 for a page of its own.
    pub width: f64,
    /// The events in descending importance; those beyond `limit` are only counted.
    pub events: Vec<TimelineEvent<'a>>,
    /// The greatest number of events that are drawn.
    pub limit: usize,
    /// The abbreviations of the months: «янв», «фев» …
    pub months: [&'a str; 12],
}

/// An event with its first and last day.
#[derive(Debug, Clone)]
pub struct TimelineEvent<'a> {
    /// The name.
    pub label: LangText<'a>,
    /// The tooltip: full name and formatted date.
    pub hint: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
    /// The kind, for the colour.
    pub kind: KindStyle<'a>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Whether the days are the bounds of an imprecise date («2017», «около 2015») and not a duration.
    pub vague: bool,
    /// Whether the event has no end; `until` is only where the drawing stops.
    pub open: bool,
}

impl TimelineEvent<'_> {
    /// The start and the end in years, in ascending order; the end includes the last day.
    pub fn ends(&self) -> (f64, f64) {
        let (from, until) = (self.from.fractional_year(), self.until.fractional_year());
        (from.min(until), from.max(until) + 0.9 / 366.0)
    }
}
