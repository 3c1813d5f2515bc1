//! Table rows with more cells than the header, whose last cells no page shows.

use std::ops::Range;

/// Returns the cells of a row beyond the number of columns, if they have text.
pub(super) fn excess_cells(text: &str, start: usize, columns: usize) -> Option<Range<usize>> {
    let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
    let line = line.trim_end();
    let bytes = line.as_bytes();
    let first = line.len() - line.trim_start().len();
    let first = first + usize::from(bytes.get(first) == Some(&b'|'));
    let mut cells = 1;
    for at in first..line.len() {
        if bytes[at] == b'|' && bytes[at - at.min(1)] != b'\\' {
            if cells == columns {
                let is_blank = line[at..].trim_matches(['|', ' ', '\t']).is_empty();
                return (!is_blank).then(|| start + at..start + line.len());
            }
            cells += 1;
        }
    }
    None
}
