//! A CSV writer (RFC 4180) for UTF-8.

use crate::text::chunk_writer::ChunkWriter;
use crate::text::escape;

/// The separator between the values of one cell.
pub(super) const VALUE_SEPARATOR: &str = " | ";

/// A writer of a table.
pub(super) struct CsvWriter<'a> {
    out: ChunkWriter<'a>,
}

impl<'a> CsvWriter<'a> {
    /// An empty table.
    pub(super) fn new(out: ChunkWriter<'a>) -> CsvWriter<'a> {
        CsvWriter { out }
    }

    /// Writes a row.
    pub(super) fn row(&mut self, write: impl FnOnce(&mut CsvRow<'_>)) {
        write(&mut CsvRow { text: self.out.text(), empty: true });
        self.out.push_str("\r\n");
        self.out.flush_if_full();
    }

    /// Flushes the rest.
    pub(super) fn finish(self) {
        self.out.finish();
    }
}

/// A writer of one row.
pub(super) struct CsvRow<'r> {
    text: &'r mut String,
    empty: bool,
}

impl CsvRow<'_> {
    /// Writes a cell. A text that a spreadsheet would evaluate as a formula gets an apostrophe in front.
    pub(super) fn cell(&mut self, value: &str) {
        self.comma();
        if is_formula(value) {
            return cell(self.text, &format!("'{value}"));
        }
        cell(self.text, value);
    }

    /// Writes a cell with several values.
    pub(super) fn multi_value_cell<'v>(&mut self, mut values: impl Iterator<Item = &'v str>) {
        match (values.next(), values.next()) {
            (None, _) => self.cell(""),
            (Some(only), None) => self.cell(only),
            (Some(first), Some(second)) => {
                let mut joined = [first, VALUE_SEPARATOR, second].concat();
                for value in values {
                    joined.push_str(VALUE_SEPARATOR);
                    joined.push_str(value);
                }
                self.cell(&joined);
            }
        }
    }

    /// Writes cells that are CSV already.
    pub(super) fn raw_cells(&mut self, cells: &str) {
        self.comma();
        self.text.push_str(cells);
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.empty) {
            self.text.push(',');
        }
    }
}

/// Appends cells to a text, for rows that repeat them.
pub(super) fn write_cells(text: &mut String, write: impl FnOnce(&mut CsvRow<'_>)) {
    write(&mut CsvRow { text, empty: true });
}

fn cell(text: &mut String, value: &str) {
    let special = |byte: u8| escape::is_one_of(byte, [b'"', b',', b'\n', b'\r']);
    let padded = value.starts_with(' ') || value.ends_with(' ');
    if !padded && escape::find_special(value, special) == value.len() {
        return text.push_str(value);
    }
    text.push('"');
    escape::escape_into(text, value, |byte| byte == b'"', |text, _| text.push_str("\"\""));
    text.push('"');
}

/// Whether a spreadsheet may evaluate a text as a formula
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). Numbers and phone numbers are not formulas.
fn is_formula(text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || " +-().,%\u{a0}".contains(c);
    matches!(text.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) && !text.chars().all(number)
}

#[cfg(test)]
mod tests {
    use super::{ChunkWriter, CsvWriter, write_cells};

    /// The row that some cells make.
    fn row(cells: &[&str]) -> String {
        let mut made = Vec::new();
        let mut to = |piece: &[u8]| made.extend_from_slice(piece);
        let mut rows = CsvWriter::new(ChunkWriter::new(&mut to));
        rows.row(|row| cells.iter().for_each(|cell| row.cell(cell)));
        rows.finish();
        String::from_utf8(made).expect("text")
    }

    #[test]
    fn no_cell_is_a_formula() {
        let cells = ["=1+1", "@a", "-a", "+7 (495) 123-45-67", "-12,5", "— а"];
        assert_eq!(row(&cells), "'=1+1,'@a,'-a,+7 (495) 123-45-67,\"-12,5\",— а\r\n");
    }

    #[test]
    fn cells_can_be_written_before_their_row() {
        let mut made = String::new();
        write_cells(&mut made, |row| {
            row.multi_value_cell(["a", "b,", "c"].into_iter());
            row.multi_value_cell([].into_iter());
        });
        assert_eq!(made, "\"a | b, | c\",");
        let mut whole = Vec::new();
        let mut to = |piece: &[u8]| whole.extend_from_slice(piece);
        let mut rows = CsvWriter::new(ChunkWriter::new(&mut to));
        rows.row(|row| {
            row.cell("");
            row.raw_cells(&made);
        });
        rows.finish();
        assert_eq!(whole, b",\"a | b, | c\",\r\n");
    }

    #[test]
    fn what_would_break_a_row_is_quoted() {
        let cells = ["a", "", "b, c", "«ё» \"q\"", "x\ny", " z"];
        assert_eq!(row(&cells), "a,,\"b, c\",\"«ё» \"\"q\"\"\",\"x\ny\",\" z\"\r\n");
    }
}
