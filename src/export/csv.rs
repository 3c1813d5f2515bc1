//! Comma-separated values (RFC 4180), in UTF-8.

use super::text::Text;
use crate::escape;

/// What separates the values of one cell.
pub(super) const BETWEEN: &str = " | ";

/// The text of a table as it is being written, row by row.
pub(super) struct Rows<'a> {
    text: Text<'a>,
}

impl<'a> Rows<'a> {
    /// An empty table.
    pub(super) fn new(text: Text<'a>) -> Rows<'a> {
        Rows { text }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, write: impl FnOnce(&mut Row<'_>)) {
        write(&mut Row { text: &mut self.text, empty: true });
        self.text.push_str("\r\n");
        self.text.pass();
    }

    /// Passes on what is left.
    pub(super) fn finish(self) {
        self.text.finish();
    }
}

/// A row as it is being written, cell by cell.
pub(super) struct Row<'r> {
    text: &'r mut String,
    empty: bool,
}

impl Row<'_> {
    /// Adds a cell to the row. A text that a spreadsheet would take for a formula begins with an apostrophe.
    pub(super) fn cell(&mut self, value: &str) {
        self.comma();
        if is_formula(value) {
            return cell(self.text, &format!("'{value}"));
        }
        cell(self.text, value);
    }

    /// Adds a cell with several values.
    pub(super) fn several<'v>(&mut self, mut values: impl Iterator<Item = &'v str>) {
        match (values.next(), values.next()) {
            (None, _) => self.cell(""),
            (Some(only), None) => self.cell(only),
            (Some(first), Some(second)) => {
                let mut joined = [first, BETWEEN, second].concat();
                for value in values {
                    joined.push_str(BETWEEN);
                    joined.push_str(value);
                }
                self.cell(&joined);
            }
        }
    }

    /// Adds cells that were written before.
    pub(super) fn cells(&mut self, cells: &str) {
        self.comma();
        self.text.push_str(cells);
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.empty) {
            self.text.push(',');
        }
    }
}

/// Adds cells that stand in many rows to a text, to be written once.
pub(super) fn cells(text: &mut String, write: impl FnOnce(&mut Row<'_>)) {
    write(&mut Row { text, empty: true });
}

fn cell(text: &mut String, value: &str) {
    let special = |byte: u8| escape::is_one(byte, [b'"', b',', b'\n', b'\r']);
    let padded = value.starts_with(' ') || value.ends_with(' ');
    if !padded && escape::plain(value, special) == value.len() {
        return text.push_str(value);
    }
    text.push('"');
    escape::copy(text, value, |byte| byte == b'"', |text, _| text.push_str("\"\""));
    text.push('"');
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
    let operator = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\u{2212}') || "＝＋－＠﹦﹢﹣﹫⁼⁺⁻".contains(c);
    rest.starts_with(operator) && !(rest.len() == text.len() && is_number(text))
}

/// A sign, digits, and behind a dot or comma more digits.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = text.strip_prefix(['+', '-']).unwrap_or(text);
    amount.split_once(['.', ',']).map_or(digits(amount), |(whole, part)| digits(whole) && digits(part))
}

/// Characters without a width, byte order marks among them.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{Rows, Text, cells};

    /// The row that some cells make.
    fn row(cells: &[&str]) -> String {
        let mut made = Vec::new();
        let mut to = |piece: &[u8]| made.extend_from_slice(piece);
        let mut rows = Rows::new(Text::new(&mut to));
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
            assert!(row.trim_start_matches('"').starts_with('\''), "{formula:?}: {row:?}");
        }
        let cells = ["-12,5", "-12.5", "+12", "-0", "12-13", "— а", "a=1", "", " a", "\u{feff}a", "'=1"];
        assert_eq!(row(&cells), "\"-12,5\",-12.5,+12,-0,12-13,— а,a=1,,\" a\",\u{feff}a,'=1\r\n");
    }

    #[test]
    fn cells_can_be_written_before_their_row() {
        let mut made = String::new();
        cells(&mut made, |row| {
            row.several(["a", "b,", "c"].into_iter());
            row.several([].into_iter());
        });
        assert_eq!(made, "\"a | b, | c\",");
        let mut whole = Vec::new();
        let mut to = |piece: &[u8]| whole.extend_from_slice(piece);
        let mut rows = Rows::new(Text::new(&mut to));
        rows.row(|row| {
            row.cell("");
            row.cells(&made);
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
