//! The address of a cell.

use std::fmt;

/// The address of a cell, as spreadsheets write it: `Organizations!F14`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellAddress {
    /// The name of the sheet; empty for a file that has none.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl CellAddress {
    /// Returns the letters of a column: `A`, `Z`, `AA`.
    pub fn letters(column: u32) -> String {
        let mut letters = Vec::new();
        let mut rest = column.saturating_add(1);
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.sheet.is_empty() {
            write!(to, "{}!", self.sheet)?;
        }
        write!(to, "{}{}", CellAddress::letters(self.column), self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_as_in_a_spreadsheet() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(CellAddress::letters(column), letters);
        }
        let address = CellAddress {
            sheet: "Организации".to_owned(),
            row: 14,
            column: 5,
        };
        assert_eq!(address.to_string(), "Организации!F14");
    }
}
