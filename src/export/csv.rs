//! A CSV writer (RFC 4180) for UTF-8.

use crate::text::chunk_writer::ChunkWriter;
use crate::text::escape;

/// The separator between the values of one cell.
pub const VALUE_SEPARATOR: &str = " | ";

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
        write(&mut CsvRow {
            text: self.out.text(),
            empty: true,
        });
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
    escape::escape_into(
        text,
        value,
        |byte| byte == b'"',
        |text, _| text.push_str("\"\""),
    );
    text.push('"');
}

/// Returns a cell that no spreadsheet takes for a formula.
pub fn as_plain_cell(text: &str) -> String {
    match is_formula(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// Returns a cell without the apostrophe in front of what would be a formula.
pub fn without_apostrophe(cell: &str) -> &str {
    let formula = cell.strip_prefix('\'').filter(|text| is_formula(text));
    formula.unwrap_or(cell)
}

/// Whether a spreadsheet may run a text that it opens (<https://owasp.org/www-community/attacks/CSV_Injection>). Excel and
/// Google Sheets calculate `-1-1` and `7-495` behind a plus, so only a text that is wholly a number is none.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    // Programs drop such characters before they look at a cell.
    let dropped = |c: char| c.is_whitespace() || c.is_control() || is_ignored(c);
    let rest = text.trim_start_matches(dropped);
    let operator = |c: char| {
        matches!(c, '=' | '+' | '-' | '@' | '\u{2212}') || "＝＋－＠﹦﹢﹣﹫⁼⁺⁻".contains(c)
    };
    rest.starts_with(operator) && !(rest.len() == text.len() && is_number(text))
}

/// A sign, digits, and behind a dot or comma more digits.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = text.strip_prefix(['+', '-']).unwrap_or(text);
    amount
        .split_once(['.', ','])
        .map_or(digits(amount), |(whole, part)| {
            digits(whole) && digits(part)
        })
}

/// Characters without a width, byte order marks among them.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
        let formulas = [
            "=1+1",
            "@a",
            "-a",
            "-1-1",
            "+7+8",
            "+7-495-123",
            "+7 (495) 123-45-67",
            "-",
            "-.5",
            "-1e5",
            "-1.5.2",
            "--1",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            "﹦1",
            "−1−1",
            " =1",
            "\u{a0}=1",
            "\u{3000}＝1",
            "\t1",
            "\r1",
            "\n1",
            "\n=1",
            " -12",
            "\u{feff}=1",
            "\u{200b}=1",
            "\u{200e}\u{2060} @a",
            "\u{ad}-1",
            "\u{1}=1",
            "\u{85}=1",
            "\u{2028}+1",
        ];
        for formula in formulas {
            let row = row(&[formula]);
            assert!(
                row.trim_start_matches('"').starts_with('\''),
                "{formula:?}: {row:?}"
            );
        }
        let cells = [
            "-12,5",
            "-12.5",
            "+12",
            "-0",
            "12-13",
            "— а",
            "a=1",
            "",
            " a",
            "\u{feff}a",
            "'=1",
        ];
        assert_eq!(
            row(&cells),
            "\"-12,5\",-12.5,+12,-0,12-13,— а,a=1,,\" a\",\u{feff}a,'=1\r\n"
        );
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
        assert_eq!(
            row(&cells),
            "a,,\"b, c\",\"«ё» \"\"q\"\"\",\"x\ny\",\" z\"\r\n"
        );
    }
}
