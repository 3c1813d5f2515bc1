//! XLSX, XLS and ODS files.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Reader, SheetVisible, Xls, Xlsx, open_workbook_from_rs};

use super::limits::{CellCounter, MAX_COLUMNS, too_many_cells};
use super::sheet::{CellForm, Sheet, SheetCell, SheetRow, Workbook};
use super::sheet_fault::SheetFault;
use super::spreadsheet_cell::{of_data, of_data_ref, of_percent};
use super::unpacked_size::{check_repetitions, check_unpacked_size, is_open_document, unreadable};
use super::xls_extent::check_extent;

type Bytes<'b> = Cursor<&'b [u8]>;

/// Reads a workbook. Its format is known by its content.
pub(super) fn read(bytes: &[u8], cells: &mut CellCounter) -> Result<Workbook, SheetFault> {
    // The signature of compound files, in which old workbooks are.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        check_extent(bytes)?;
        let book: Xls<Bytes<'_>> = open(bytes)?;
        return read_ranges(book, cells);
    }
    check_unpacked_size(bytes)?;
    if is_open_document(bytes) {
        check_repetitions(bytes)?;
        let book: Ods<Bytes<'_>> = open(bytes)?;
        return read_ranges(book, cells);
    }
    read_xlsx(open(bytes)?, cells)
}

fn open<'b, R: Reader<Bytes<'b>>>(bytes: &'b [u8]) -> Result<R, SheetFault> {
    open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())
}

/// Returns the names of the visible sheets, and of the hidden ones.
fn sheet_names<'b, R: Reader<Bytes<'b>>>(book: &R) -> (Vec<String>, Vec<String>) {
    let (visible, hidden): (Vec<_>, Vec<_>) = book
        .sheets_metadata()
        .iter()
        .partition(|sheet| sheet.visible == SheetVisible::Visible);
    let names =
        |sheets: Vec<&calamine::Sheet>| sheets.iter().map(|sheet| sheet.name.clone()).collect();
    (names(visible), names(hidden))
}

/// Reads a workbook whose sheets are ranges in memory.
fn read_ranges<'b, R: Reader<Bytes<'b>>>(
    mut book: R,
    cells: &mut CellCounter,
) -> Result<Workbook, SheetFault> {
    let (names, hidden) = sheet_names(&book);
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).map_err(|_| unreadable())?;
        let formulas = book.worksheet_formula(&name).unwrap_or_default();
        let (first, left) = range.start().unwrap_or_default();
        let mut rows = Vec::with_capacity(range.height());
        for (index, values) in (0..).zip(range.rows()) {
            let mut row = SheetRow {
                number: first + index + 1,
                cells: vec![SheetCell::default(); left as usize],
            };
            for (column, value) in (left..).zip(values) {
                let formula = formulas.get_value((first + index, column));
                let is_formula = formula.is_some_and(|formula| !formula.is_empty());
                row.cells.push(match value {
                    Data::Empty if is_formula => uncalculated(),
                    value => of_data(value),
                });
            }
            cells.add(&row)?;
            rows.push(row);
        }
        sheets.extend(Sheet::from_rows(&name, rows));
    }
    Ok(Workbook {
        sheets,
        hidden,
        encoding: None,
    })
}

fn uncalculated() -> SheetCell {
    SheetCell {
        text: String::new(),
        form: CellForm::Uncalculated,
    }
}

/// Reads a workbook cell by cell: a sheet with two distant cells is no large one.
fn read_xlsx(mut book: Xlsx<Bytes<'_>>, cells: &mut CellCounter) -> Result<Workbook, SheetFault> {
    let (names, hidden) = sheet_names(&book);
    let mut sheets = Vec::new();
    for name in names {
        let mut rows = BTreeMap::new();
        // A sheet of charts has no cells.
        if book.worksheet_cells_reader(&name).is_err() {
            continue;
        }
        read_values(&mut book, &name, &mut rows)?;
        mark_uncalculated(&mut book, &name, &mut rows)?;
        for row in rows.values() {
            cells.add(row)?;
        }
        sheets.extend(Sheet::from_rows(&name, rows.into_values().collect()));
    }
    Ok(Workbook {
        sheets,
        hidden,
        encoding: None,
    })
}

fn read_values(
    book: &mut Xlsx<Bytes<'_>>,
    sheet: &str,
    rows: &mut BTreeMap<u32, SheetRow>,
) -> Result<(), SheetFault> {
    let mut reader = book
        .worksheet_cells_reader(sheet)
        .map_err(|_| unreadable())?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| unreadable())? {
        let style = reader.styles().get(style);
        let format = style.and_then(|style| style.number_format.as_ref());
        let is_percent = format.is_some_and(|format| format.format_code.contains('%'));
        let value = match cell.get_value() {
            DataRef::Float(number) if is_percent => of_percent(*number),
            value => of_data_ref(value),
        };
        put(rows, cell.get_position(), value)?;
    }
    Ok(())
}

/// Marks the formulas without a value.
fn mark_uncalculated(
    book: &mut Xlsx<Bytes<'_>>,
    sheet: &str,
    rows: &mut BTreeMap<u32, SheetRow>,
) -> Result<(), SheetFault> {
    let mut reader = book
        .worksheet_cells_reader(sheet)
        .map_err(|_| unreadable())?;
    while let Some(record) = reader
        .next_cell_with_formula_metadata()
        .map_err(|_| unreadable())?
    {
        if record.formula.is_some() && record.value == DataRef::Empty {
            put(rows, record.pos, uncalculated())?;
        }
    }
    Ok(())
}

/// Puts a cell at its place.
fn put(
    rows: &mut BTreeMap<u32, SheetRow>,
    (row, column): (u32, u32),
    value: SheetCell,
) -> Result<(), SheetFault> {
    if value == SheetCell::default() {
        return Ok(());
    }
    let column = column as usize;
    if column >= MAX_COLUMNS {
        return Err(too_many_cells());
    }
    let row = rows.entry(row).or_insert_with(|| SheetRow {
        number: row + 1,
        cells: Vec::new(),
    });
    if row.cells.len() <= column {
        row.cells.resize(column + 1, SheetCell::default());
    }
    row.cells[column] = value;
    Ok(())
}
