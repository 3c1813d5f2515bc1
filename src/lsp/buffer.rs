//! The text of a file that is open in the editor.

use serde_json::Value;

use super::position::{ByteOrderMark, PositionEncoding, TextLines, TextPosition};

/// The text of an open file, as the client has it.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The address that the client uses.
    pub uri: String,
    /// The version of the text.
    pub version: i64,
    /// The text.
    pub text: String,
}

impl Buffer {
    /// Applies the changes of `textDocument/didChange` in order. One without a range replaces the whole text.
    pub fn apply(&mut self, changes: &[Value], encoding: PositionEncoding) {
        for change in changes {
            let Some(text) = change.get("text").and_then(Value::as_str) else {
                continue;
            };
            let range = change.get("range").filter(|range| !range.is_null());
            let Some(range) = range else {
                text.clone_into(&mut self.text);
                continue;
            };
            let lines = TextLines::new(&self.text, ByteOrderMark::Counted);
            let offset = |name: &str| {
                let position = range.get(name).and_then(TextPosition::from_json)?;
                Some(lines.offset(&self.text, position, encoding))
            };
            if let (Some(start), Some(end)) = (offset("start"), offset("end")) {
                self.text.replace_range(start..end.max(start), text);
            }
        }
    }
}
