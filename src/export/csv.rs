//! Comma-separated values (RFC 4180), in UTF-8.

/// The text of a table as it is being written, cell by cell.
pub(super) struct Rows {
    text: String,
    cells: usize,
}

impl Rows {
    /// An empty table. Excel takes a file for UTF-8 only when it begins with a byte order mark.
    pub(super) fn new(mark: &str) -> Rows {
        Rows { text: mark.to_owned(), cells: 0 }
    }

    /// Adds a cell to the row.
    pub(super) fn cell(&mut self, value: &str) {
        if self.cells > 0 {
            self.text.push(',');
        }
        self.cells += 1;
        let plain = !value.contains(['"', ',', '\n', '\r']) && !value.starts_with(' ') && !value.ends_with(' ');
        if plain {
            self.text.push_str(value);
            return;
        }
        self.text.push('"');
        for (place, part) in value.split('"').enumerate() {
            if place > 0 {
                self.text.push_str("\"\"");
            }
            self.text.push_str(part);
        }
        self.text.push('"');
    }

    /// Ends the row.
    pub(super) fn end(&mut self) {
        self.text.push_str("\r\n");
        self.cells = 0;
    }

    /// The whole text.
    pub(super) fn finish(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn what_would_break_a_row_is_quoted() {
        let mut rows = Rows::new("");
        for cell in ["a", "", "b, c", "«ё» \"q\"", "x\ny", " z"] {
            rows.cell(cell);
        }
        rows.end();
        assert_eq!(
            String::from_utf8(rows.finish()).as_deref(),
            Ok("a,,\"b, c\",\"«ё» \"\"q\"\"\",\"x\ny\",\" z\"\r\n")
        );
    }
}
