//! Edits of a TOML file that keep its form.

use toml::de::{DeTable, DeValue};

use crate::record::TextEdit;

/// Returns the addition of a line to a table, which is begun at the end of the file if there is none.
/// `None`: the table is written in braces or by dotted keys.
pub(super) fn add_to_table(text: &str, table: &str, line: &str) -> Option<TextEdit> {
    let (root, _) = DeTable::parse_recoverable(text);
    let Some(value) = root.get_ref().get(table) else {
        return Some(add_at_end(text, &format!("[{table}]\n{line}\n")));
    };
    add_below_header(text, value.span().start, line)
}

/// Returns the addition of a line below the header of a table. `None`: no header begins there.
pub(super) fn add_below_header(text: &str, header: usize, line: &str) -> Option<TextEdit> {
    let rest = text.get(header..)?;
    if !rest.starts_with('[') {
        return None;
    }
    let end = header + rest.find('\n').unwrap_or(rest.len());
    let end = end - usize::from(text[..end].ends_with('\r'));
    Some(TextEdit::new(end..end, format!("\n{line}")))
}

/// Returns the addition of a table to the end of a file.
pub(super) fn add_at_end(text: &str, table: &str) -> TextEdit {
    let newline = match text {
        "" => "",
        _ if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    TextEdit::new(text.len()..text.len(), format!("{newline}{table}"))
}

/// Returns the addition of a text to a list of texts at the top of a file. `None`: there is no such list.
pub(super) fn add_to_list(text: &str, key: &str, item: &str) -> Option<TextEdit> {
    let (root, _) = DeTable::parse_recoverable(text);
    let list = root.get_ref().get(key)?;
    let DeValue::Array(items) = list.get_ref() else {
        return None;
    };
    let last = items.iter().map(|item| item.span().end).max();
    let (at, comma) = match last {
        Some(end) => (end, ", "),
        None => (list.span().start + 1, ""),
    };
    Some(TextEdit::new(at..at, format!("{comma}\"{item}\"")))
}
