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

/// Returns the addition of a text to a list of texts, `list` at the top of a file or `table.list`. Table and list are begun
/// if they are not there. `None`: they are written in another form.
pub(super) fn add_to_list(text: &str, list: &str, item: &str) -> Option<TextEdit> {
    let (root, _) = DeTable::parse_recoverable(text);
    let item = serde_json::to_string(item).ok()?;
    let (holder, key) = match list.split_once('.') {
        None => (Some(root.get_ref()), list),
        Some((table, key)) => {
            let table = root.get_ref().get(table);
            (table.and_then(|table| table.get_ref().as_table()), key)
        }
    };
    let Some(known) = holder.and_then(|holder| holder.get(key)) else {
        let (table, key) = list.split_once('.')?;
        return add_to_table(text, table, &format!("{key} = [{item}]"));
    };
    let DeValue::Array(items) = known.get_ref() else {
        return None;
    };
    let last = items.iter().map(|item| item.span().end).max();
    let (at, comma) = match last {
        Some(end) => (end, ", "),
        None => (known.span().start + 1, ""),
    };
    Some(TextEdit::new(at..at, format!("{comma}{item}")))
}
