//! Comma-separated values (RFC 4180), in UTF-8.

use super::text::{Text, replace_into};

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

    /// Adds a cell to the row.
    pub(super) fn cell(&mut self, value: &str) {
        if self.cells > 0 {
            self.text.push(',');
        }
        self.cells += 1;
        let special = value.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
        let plain = !special && !value.starts_with(' ') && !value.ends_with(' ');
        if plain {
            self.text.push_str(value);
            return;
        }
        self.text.push('"');
        replace_into(&mut self.text, value, |byte| (byte == b'"').then_some("\"\""));
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

#[cfg(test)]
mod tests {
    use super::{Rows, Text};

    #[test]
    fn what_would_break_a_row_is_quoted() {
        let mut made = Vec::new();
        let mut to = |piece: &[u8]| made.extend_from_slice(piece);
        let mut rows = Rows::new(Text::new(&mut to));
        for cell in ["a", "", "b, c", "«ё» \"q\"", "x\ny", " z"] {
            rows.cell(cell);
        }
        rows.end();
        rows.finish();
        assert_eq!(String::from_utf8(made).as_deref(), Ok("a,,\"b, c\",\"«ё» \"\"q\"\"\",\"x\ny\",\" z\"\r\n"));
    }
}
