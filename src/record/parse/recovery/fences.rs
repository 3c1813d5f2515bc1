//! Finds the front matter of a file whose fences are broken.

use std::ops::Range;

use super::line::{Line, is_dash, key, lines};

/// Where fields without a closing fence end, and where the text after them begins.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::record) struct FieldsEnd {
    pub fields: usize,
    pub text: usize,
}

/// Returns where the fields end that no fence closes: after the last line with a known key and what belongs to it, or at a
/// line of dashes.
pub(in crate::record) fn fields_end(
    text: &str,
    part: Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> FieldsEnd {
    let mut end = part.start;
    let mut is_within = false;
    for line in lines(text, part) {
        if line.is_dashes() {
            return FieldsEnd {
                fields: line.range.start,
                text: line.range.end,
            };
        }
        let is_key = line.indent() == 0 && line.key().is_some_and(is_known);
        let belongs = line.indent() > 0 || line.is_item() || line.is_closing();
        is_within = is_key || (is_within && (belongs || line.is_empty()));
        if is_within && !line.is_empty() {
            end = line.range.end;
        }
    }
    FieldsEnd {
        fields: end,
        text: end,
    }
}

/// Returns the fields and the text of a file whose opening fence is misspelled or missing. `None` if it has no fields.
pub(in crate::record) fn misspelled_fences(
    text: &str,
    start: usize,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<(Range<usize>, Range<usize>)> {
    let mut all = lines(text, start..text.len());
    let first = all.next()?;
    let bare = first
        .text
        .trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
    let fields = if bare.is_empty() && !first.content().is_empty() {
        let second = all.next()?;
        let bare = second.content().trim_start_matches(is_dash);
        key(bare).filter(|key| is_known(key))?;
        second.range.start
    } else {
        key(bare).filter(|key| is_known(key))?;
        first.range.start + first.text.len() - bare.len()
    };
    let closing = all.find(Line::is_dashes)?;
    Some((fields..closing.range.start, closing.range.end..text.len()))
}
