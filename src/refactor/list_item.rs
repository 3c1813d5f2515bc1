//! The text of a record in a list, and as a file of its own.

/// Returns lines without the indentation of an item. Its first line begins behind the hyphen.
pub(super) fn outdented(lines: &str, indent: usize) -> String {
    let mut out = String::with_capacity(lines.len());
    for (number, line) in lines.split_inclusive('\n').enumerate() {
        let blank = line.len() - line.trim_start_matches(' ').len();
        out.push_str(if number == 0 {
            line
        } else {
            &line[blank.min(indent)..]
        });
    }
    out
}

/// Returns lines as an item of a list, whose hyphen stands at a column.
pub(super) fn as_item(lines: &str, column: usize) -> String {
    let pad = " ".repeat(column);
    let mut out = String::with_capacity(lines.len());
    for (number, line) in lines.split_inclusive('\n').enumerate() {
        match (number, line.trim().is_empty()) {
            (0, _) => out.push_str(&format!("{pad}- {line}")),
            (_, true) => out.push_str(line),
            (_, false) => out.push_str(&format!("{pad}  {line}")),
        }
    }
    out
}

/// Returns a text as the value of a key in a block: `text: |`.
pub(super) fn as_block(key: &str, text: &str) -> String {
    let text = text.trim_end_matches(['\n', '\r', ' ']);
    let start = text.len() - text.trim_start_matches(['\n', '\r']).len();
    let mut out = format!("{key}: |\n");
    // A first line that begins with a space needs a number.
    if text[start..].starts_with(' ') {
        out = format!("{key}: |2\n");
    }
    for line in text[start..].lines() {
        match line.trim().is_empty() {
            true => out.push('\n'),
            false => out.push_str(&format!("  {line}\n")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_outdented_and_comes_back() {
        let lines = "id: a\nname: b\nlist:\n  - c\n";
        let item = as_item(lines, 2);
        assert_eq!(item, "  - id: a\n    name: b\n    list:\n      - c\n");
        assert_eq!(outdented(&item[4..], 4), lines);
        assert_eq!(as_block("text", "\nа\n\n б\n"), "text: |\n  а\n\n   б\n");
    }
}
