//! The rows of a list, with what tells which record each is.

use crate::diagnostic::did_you_mean;
use crate::site::ListColumns;
use crate::spreadsheet::{CellAddress, Sheet, SheetFault, SheetRow};

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRow {
    /// The address of its first name.
    pub at: CellAddress,
    /// What tells it apart from the others in the next list, too: its first identifier, else its name.
    pub key: String,
    /// The identifiers: scheme and value.
    pub identifiers: Vec<(String, String)>,
    /// The names.
    pub names: Vec<String>,
    /// The places.
    pub places: Vec<String>,
    /// The values that are compared: the exported column and the text.
    pub values: Vec<(String, String)>,
}

/// What stands between several values of one cell.
const SEPARATORS: [char; 3] = ['|', ';', '\n'];

/// Returns the rows of a list. Those without a name and an identifier are left out.
pub fn listed_rows(sheet: &Sheet, columns: &ListColumns) -> Result<Vec<ListedRow>, SheetFault> {
    let place = |name: &String| {
        sheet.column(name).ok_or_else(|| {
            let near = did_you_mean(name, sheet.columns.iter().map(String::as_str)).unwrap_or("…");
            SheetFault::new(
                format!("в таблице нет столбца «{name}»; возможно, {near}?"),
                format!("the table has no column `{name}`; did you mean {near}?"),
            )
        })
    };
    type Named = Result<Vec<(String, usize)>, SheetFault>;
    let named = |pairs: &[(String, String)]| -> Named {
        pairs
            .iter()
            .map(|(to, name)| Ok((to.clone(), place(name)?)))
            .collect()
    };
    let keys = named(&columns.keys)?;
    let values = named(&columns.values)?;
    let names: Vec<usize> = columns.names.iter().map(place).collect::<Result<_, _>>()?;
    let places: Vec<usize> = columns.places.iter().map(place).collect::<Result<_, _>>()?;
    let rows = sheet.rows.iter().filter_map(|row| {
        let identifiers = identifiers(row, &keys);
        let names_of = several(row, &names);
        let key = identifiers.first().map(|(_, id)| id).or(names_of.first());
        Some(ListedRow {
            at: sheet.address(row, names.first().copied().unwrap_or(0)),
            key: key.cloned()?,
            identifiers,
            names: names_of,
            places: several(row, &places),
            values: pairs(row, &values),
        })
    });
    Ok(rows.collect())
}

fn text(row: &SheetRow, place: usize) -> &str {
    row.cells.get(place).map_or("", |cell| cell.text.trim())
}

/// Returns the values of some cells.
fn several(row: &SheetRow, places: &[usize]) -> Vec<String> {
    let cells = places
        .iter()
        .flat_map(|place| text(row, *place).split(SEPARATORS));
    let cells = cells.map(str::trim).filter(|text| !text.is_empty());
    cells.map(str::to_owned).collect()
}

/// Returns the cells that are not empty, with what they are.
fn pairs(row: &SheetRow, named: &[(String, usize)]) -> Vec<(String, String)> {
    let pairs = named
        .iter()
        .map(|(to, place)| (to.clone(), text(row, *place).to_owned()));
    pairs.filter(|(_, text)| !text.is_empty()).collect()
}

/// Returns the identifiers with their schemes. Of an address it is the last part: `https://ror.org/010pmpe69`.
fn identifiers(row: &SheetRow, keys: &[(String, usize)]) -> Vec<(String, String)> {
    let mut identifiers = Vec::new();
    for (scheme, text) in pairs(row, keys) {
        for id in text.split(SEPARATORS) {
            let id = id.trim().rsplit('/').next().unwrap_or_default();
            identifiers.push((scheme.clone(), id.to_owned()));
        }
    }
    identifiers
}
