//! Removal from lists and maps in brackets.

use super::document::YamlDocument;
use super::model::TextEdit;
use crate::diagnostic::Span;

impl YamlDocument<'_> {
    /// Removes one of several parts of a list or a map in brackets.
    pub(super) fn remove_flow_part(&self, parts: &[Span], index: usize) -> Vec<TextEdit> {
        let part = parts[index];
        let (start, end) = (part.start as usize, part.end as usize);
        let next = self.skip_blank(end);
        let has_comma = self.text[next..self.yaml.end].starts_with(',');
        let after = if has_comma { next + 1 } else { end };
        if has_comma && self.begins_line(start) && self.ends_line(after) {
            // Its lines are its own.
            let start = self.start_with_comments(start, index == 0);
            return vec![TextEdit::new(start..self.next_line(after), "")];
        }
        match index.checked_sub(1).map(|before| parts[before]) {
            Some(before) if !has_comma || index + 1 == parts.len() => {
                let from = before.end as usize;
                let is_joined = self.text[from..start].trim() == ",";
                match is_joined {
                    true => vec![TextEdit::new(from..end, "")],
                    // A comment stands between both.
                    false => {
                        let comma = self.skip_blank(from);
                        let own = self.line_start(start).max(comma + 1);
                        vec![
                            TextEdit::new(comma..comma + 1, ""),
                            TextEdit::new(own..end, ""),
                        ]
                    }
                }
            }
            _ => {
                let spaces = &self.text[after..self.yaml.end];
                let blank = spaces.len() - spaces.trim_start_matches([' ', '\t']).len();
                vec![TextEdit::new(start..after + blank, "")]
            }
        }
    }
}
