//! The accessible name and description of a chart.

use crate::text::LangText;

/// The title and description of a chart for screen readers.
#[derive(Debug, Clone)]
pub struct Caption<'a> {
    /// The prefix of every id in the chart; it must be unique in the page: `map`, `timeline-2`.
    pub prefix: &'a str,
    /// The name of the chart: «Кластеры по регионам».
    pub title: LangText<'a>,
    /// A description of one or two sentences; may be empty.
    pub description: LangText<'a>,
}
