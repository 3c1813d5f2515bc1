//! A text with cuts and insertions, which knows the offsets of the original.

use std::borrow::Cow;
use std::ops::Range;

/// A change of a text: the bytes of `range` are replaced by `with`.
pub(super) struct TextChange {
    pub(super) range: Range<usize>,
    pub(super) with: &'static str,
}

/// A changed text.
pub(super) struct EditedText<'t> {
    pub(super) text: Cow<'t, str>,
    /// From each offset of the changed text on, the offset of the original.
    shifts: Vec<(usize, usize)>,
}

impl<'t> EditedText<'t> {
    /// Applies changes, which are sorted and do not overlap.
    pub(super) fn new(text: &'t str, changes: &[TextChange]) -> EditedText<'t> {
        if changes.is_empty() {
            return EditedText {
                text: Cow::Borrowed(text),
                shifts: Vec::new(),
            };
        }
        let mut changed = String::with_capacity(text.len() + changes.len());
        let (mut shifts, mut from) = (Vec::with_capacity(changes.len()), 0);
        for TextChange { range, with } in changes {
            changed.push_str(&text[from..range.start]);
            changed.push_str(with);
            shifts.push((changed.len(), range.end));
            from = range.end;
        }
        changed.push_str(&text[from..]);
        EditedText {
            text: Cow::Owned(changed),
            shifts,
        }
    }

    /// Returns the range of the original for a range of the changed text.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.original_offset(range.start);
        start..self.original_offset(range.end).max(start)
    }

    fn original_offset(&self, offset: usize) -> usize {
        let passed = self.shifts.partition_point(|(at, _)| *at <= offset);
        match passed.checked_sub(1).map(|last| self.shifts[last]) {
            Some((at, original)) => original + (offset - at),
            None => offset,
        }
    }
}
