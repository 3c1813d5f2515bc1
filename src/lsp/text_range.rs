//! Ranges of the protocol.

use serde_json::{Value, json};

use super::position::{PositionEncoding, TextLines, TextPosition};
use crate::diagnostic::Span;

/// A text with its lines, for positions in it.
pub(super) struct PositionedText<'t> {
    pub(super) text: &'t str,
    pub(super) lines: TextLines,
    pub(super) encoding: PositionEncoding,
}

impl PositionedText<'_> {
    /// Returns the range of a span.
    pub(super) fn range(&self, span: Span) -> Value {
        json!({"start": self.position(span.start as usize).to_json(), "end": self.position(span.end as usize).to_json()})
    }

    pub(super) fn position(&self, offset: usize) -> TextPosition {
        self.lines.position(self.text, offset, self.encoding)
    }

    /// Returns the span of a range. `None`: it is none.
    pub(super) fn span(&self, range: &Value) -> Option<Span> {
        let offset = |name: &str| {
            let position = TextPosition::from_json(range.get(name)?)?;
            Some(self.lines.offset(self.text, position, self.encoding))
        };
        let (start, end) = (offset("start")?, offset("end")?);
        Some(Span::new(start..end.max(start)))
    }
}
