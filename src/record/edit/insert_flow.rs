//! Insertions into lists and maps in brackets.

use super::document::YamlDocument;
use super::model::TextEdit;
use crate::diagnostic::Span;

impl YamlDocument<'_> {
    /// Adds a part to a list or a map in brackets. `parts` are the spans of its parts.
    pub(super) fn insert_flow_part(
        &self,
        collection: Span,
        parts: &[Span],
        written: &str,
    ) -> Vec<TextEdit> {
        let Some(last) = parts.last() else {
            let inside = collection.start as usize + 1;
            return vec![TextEdit::new(inside..inside, written)];
        };
        let end = last.end as usize;
        let start = last.start as usize;
        let next = self.skip_blank(end);
        let has_comma = self.text[next..self.yaml.end].starts_with(',');
        let line_end = self.line_end(if has_comma { next } else { end });
        let is_own_line = self.begins_line(start) && line_end < collection.end as usize;
        if !is_own_line {
            let separator = if self.begins_line(start) {
                let indent = " ".repeat(self.column(start));
                format!(",{}{indent}", self.newline())
            } else {
                ", ".to_owned()
            };
            return vec![TextEdit::new(end..end, format!("{separator}{written}"))];
        }
        let indent = " ".repeat(self.column(start));
        let line = format!("{}{indent}{written}", self.newline());
        match has_comma {
            true => vec![TextEdit::new(line_end..line_end, format!("{line},"))],
            false if line_end == end => vec![TextEdit::new(end..end, format!(",{line}"))],
            false => vec![
                TextEdit::new(end..end, ","),
                TextEdit::new(line_end..line_end, line),
            ],
        }
    }
}
