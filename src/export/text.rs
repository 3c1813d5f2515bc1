//! The text of a file on its way out.

use std::ops::{Deref, DerefMut};

/// From this size on, what has been written is passed on.
const PIECE: usize = 1 << 16;

/// A text that is passed on in pieces while it is being written, so that no large file ever stands in memory.
pub(super) struct Text<'a> {
    text: String,
    to: &'a mut dyn FnMut(&[u8]),
}

impl<'a> Text<'a> {
    /// An empty text, whose pieces go to `to`.
    pub(super) fn new(to: &'a mut dyn FnMut(&[u8])) -> Text<'a> {
        Text { text: String::with_capacity(PIECE + PIECE / 8), to }
    }

    /// Passes on what has been written, if it is enough to be worth it. Writers call it between two rows.
    pub(super) fn pass(&mut self) {
        if self.text.len() >= PIECE {
            (self.to)(self.text.as_bytes());
            self.text.clear();
        }
    }

    /// Passes on the rest.
    pub(super) fn finish(self) {
        (self.to)(self.text.as_bytes());
    }
}

impl Deref for Text<'_> {
    type Target = String;

    fn deref(&self) -> &String {
        &self.text
    }
}

impl DerefMut for Text<'_> {
    fn deref_mut(&mut self) -> &mut String {
        &mut self.text
    }
}
