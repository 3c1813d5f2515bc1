//! Comma-separated values (RFC 4180), in UTF-8.

use super::text::Text;
use crate::escape;

/// The text of a table as it is being written, cell by cell.
pub(super) struct Rows<'a> {
    text: Text<'a>,
    cells: usize,
}

impl<'a> Rows<'a> {
    /// An empty table.
    pub(super) fn new(text: Text<'a>) -> Rows<'a> {
        Rows { text, cells: 0 }
    }

    /// Adds a cell to the row. A text that a spreadsheet would take for a formula begins with an apostrophe.
    pub(super) fn cell(&mut self, value: &str) {
        if self.cells > 0 {
            self.text.push(',');
        }
        self.cells += 1;
        let guarded;
        let value = if is_formula(value) {
            guarded = format!("'{value}");
            &guarded
        } else {
            value
        };
        let special = |byte: u8| (byte == b'"') | (byte == b',') | (byte == b'\n') | (byte == b'\r');
        let special = escape::plain(value, special) < value.len();
        let plain = !special && !value.starts_with(' ') && !value.ends_with(' ');
        if plain {
            self.text.push_str(value);
            return;
        }
        self.text.push('"');
        escape::copy(&mut self.text, value, |byte| byte == b'"', |text, _| text.push_str("\"\""));
        self.text.push('"');
    }

    /// Ends the row.
    pub(super) fn end(&mut self) {
        self.text.push_str("\r\n");
        self.cells = 0;
        self.text.pass();
    }

    /// Passes on what is left.
    pub(super) fn finish(self) {
        self.text.finish();
    }
}

/// Whether a spreadsheet may run a text that it opens
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). Numbers and telephones are none.
fn is_formula(text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || " +-().,%\u{a0}".contains(c);
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !text.chars().all(number)
}

#[cfg(test)]
mod tests {
    use super::{Rows, Text};

    /// The row that some cells make.
    fn row(cells: &[&str]) -> String {
        let mut made = Vec::new();
        let mut to = |piece: &[u8]| made.extend_from_slice(piece);
        let mut rows = Rows::new(Text::new(&mut to));
        for cell in cells {
            rows.cell(cell);
        }
        rows.end();
        rows.finish();
        String::from_utf8(made).expect("text")
    }

    #[test]
    fn no_cell_is_a_formula() {
        let cells = ["=1+1", "@a", "-a", "+7 (495) 123-45-67", "-12,5", "— а"];
        assert_eq!(row(&cells), "'=1+1,'@a,'-a,+7 (495) 123-45-67,\"-12,5\",— а\r\n");
    }

    #[test]
    fn what_would_break_a_row_is_quoted() {
        let cells = ["a", "", "b, c", "«ё» \"q\"", "x\ny", " z"];
        assert_eq!(row(&cells), "a,,\"b, c\",\"«ё» \"\"q\"\"\",\"x\ny\",\" z\"\r\n");
    }
}
