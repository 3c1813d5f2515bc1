//! A block of raw HTML with the places of its lines.

use std::ops::Range;

/// A block of raw HTML, which the parser gives line by line.
#[derive(Default)]
pub(in crate::record) struct RawBlock {
    pub(super) html: String,
    /// The offset of each line in the block, and in the source.
    lines: Vec<(usize, usize)>,
}

impl RawBlock {
    /// Adds a line.
    pub(super) fn push(&mut self, html: &str, range: &Range<usize>) {
        self.lines.push((self.html.len(), range.start));
        self.html.push_str(html);
    }

    /// Returns the range in the source of a range of the block.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let offset = |at: usize| {
            let passed = self.lines.partition_point(|(line, _)| *line <= at);
            let (line, source) = self.lines[passed.saturating_sub(1)];
            source + at - line
        };
        let start = offset(range.start);
        start..offset(range.end.saturating_sub(1)).max(start) + 1
    }
}
