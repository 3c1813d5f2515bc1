//! The accessible name and description of a chart.

/// The title and description of a chart for screen readers.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// Begins every id in the chart, so it must be unique in the page: `map`, `timeline-2`.
    pub prefix: &'a str,
    /// The name of the figure: «Кластеры по регионам».
    pub title: &'a str,
    /// What it shows, in a sentence or two; may be empty.
    pub description: &'a str,
}
