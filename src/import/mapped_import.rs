//! The import of a table of somebody else by its map.

use std::collections::HashMap;

use super::account::CellRemark;
use super::clean_value::is_same_value;
use super::edited_tables::{ImportPlan, TableFile, announce, plan};
use super::imported_values::ImportedValues;
use super::mapped_table::{MappedTable, TableMapper};
use super::record_cells::cell_type;
use super::record_id::id_of_name;
use super::table_import::{ImportedSheet, LostZeros, TableImport, TextCells};
use super::table_map::TableMap;
use crate::export::{RecordPart, all_columns, record_columns, table_cells};
use crate::pipeline::Snapshot;
use crate::plan::Table;
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::source::SourcePath;
use crate::spreadsheet::{Sheet, SheetCell};

/// Returns the path of the file that keeps the values of the last import of a table.
pub fn values_path(map: &TableMap, stem: &str) -> SourcePath {
    let list = map.list.as_deref().unwrap_or(stem);
    let name = match id_of_name(list) {
        name if name.is_empty() => "import".to_owned(),
        name => name,
    };
    // Tables of several kinds can give one list.
    SourcePath::new(&format!("import/{name}-{}.csv", map.kind))
}

/// Plans the import of a table of somebody else. `last` holds the values of its last import.
pub fn import_mapped_table(
    before: &Snapshot,
    file: &TableFile,
    map: &TableMap,
    last: &ImportedValues,
    zeros: LostZeros,
) -> Result<ImportPlan, Refusal> {
    let model = &before.model;
    let sheet = chosen_sheet(file, map)?;
    let mapper = TableMapper::new(model, map, sheet)?;
    let kind = model.site.vocabulary.kind_named(&map.kind);
    let mut mapped = mapper.map(last)?;
    let beside = ImportedValues::write(&mapped.records, &mapped.keys);
    let mut import = TableImport::new(before, zeros);
    if let Some(kind) = kind {
        let conflicts = drop_known(&mut mapped.records, before, kind, last);
        mapped.remarks.extend(conflicts);
    }
    import.account.problems.append(&mut mapped.remarks);
    import.account.notes.append(&mut mapped.notes);
    import.account.homeless.append(&mut mapped.homeless);
    import.account.site_lines.append(&mut mapped.site_lines);
    import.account.mapped_rows = Some((mapped.rows, mapped.joined));
    read(&mut import, &mapped, kind, &file.stem);
    let list = map.list.as_deref().unwrap_or(&file.stem);
    let mut planned = plan(import, list)?;
    planned.beside = Some((values_path(map, &file.stem), beside));
    Ok(planned)
}

/// Returns the sheet that a map names, or the first one.
pub fn chosen_sheet<'f>(file: &'f TableFile, map: &TableMap) -> Result<&'f Sheet, Refusal> {
    let mut sheets = file.book.sheets.iter();
    let found = match &map.sheet {
        Some(name) => sheets.find(|sheet| sheet.name == *name),
        None => sheets.next(),
    };
    found.ok_or_else(|| Refusal::new("в файле нет такой таблицы", "the file has no such table"))
}

fn read(import: &mut TableImport<'_>, mapped: &MappedTable, kind: Option<KindIx>, stem: &str) {
    let of = |sheet| ImportedSheet {
        name: stem.to_owned(),
        sheet,
        encoding: None,
        texts: TextCells::Written,
    };
    let (records, relations) = (of(&mapped.records), of(&mapped.relations));
    mapped
        .made
        .values()
        .for_each(|sheet| announce(import, &of(sheet)));
    announce(import, &records);
    for (kind, sheet) in &mapped.made {
        import.read_records(&of(sheet), *kind);
    }
    if let Some(kind) = kind {
        import.read_records(&records, kind);
    }
    if !mapped.relations.rows.is_empty() {
        import.read_relations(&relations);
    }
}

/// Empties the cells that need no edit: those that the table has not changed since its last import. What both the table
/// and an editor have changed is a conflict, and is emptied, too.
fn drop_known(
    sheet: &mut Sheet,
    before: &Snapshot,
    kind: KindIx,
    last: &ImportedValues,
) -> Vec<CellRemark> {
    let model = &before.model;
    let exported = table_cells(model, Table::Kind(kind));
    let rows: HashMap<&str, &Vec<String>> = exported
        .rows
        .iter()
        .map(|row| (row[0].as_str(), row))
        .collect();
    let used = record_columns(model, kind);
    let parts: HashMap<String, RecordPart> = all_columns(model, kind)
        .into_iter()
        .map(|(column, part)| (column.name, part))
        .collect();
    let mut conflicts = Vec::new();
    let columns = sheet.columns.clone();
    let name = sheet.name.clone();
    for row in &mut sheet.rows {
        let id = row
            .cells
            .first()
            .map_or(String::new(), |cell| cell.text.clone());
        let Some(present) = rows.get(id.as_str()) else {
            continue;
        };
        for (place, column) in columns.iter().enumerate().skip(1) {
            let Some(cell) = row
                .cells
                .get_mut(place)
                .filter(|cell| !cell.text.is_empty())
            else {
                continue;
            };
            let part = parts.get(column).copied();
            let wanted = part.map_or(super::cell_reading::CellType::Any, |part| {
                cell_type(&model.site, part)
            });
            let here = used.iter().position(|(known, _)| known.name == *column);
            let here = here.map_or("", |here| present[here].as_str());
            let base = last.value(&id, column);
            let is_same = |text: &str| is_same_value(text, here, wanted);
            let new = cell.text.clone();
            let is_text = matches!(part, Some(RecordPart::Text(_)));
            if base == Some(&new) || is_same(&new) {
                *cell = SheetCell::default();
            } else if !(here.is_empty() || base.is_some_and(&is_same)) || is_text {
                *cell = SheetCell::default();
                // The table shows a text without its markup: nothing can be said of it.
                if base.is_none() && is_text {
                    continue;
                }
                let at = crate::spreadsheet::CellAddress {
                    sheet: name.clone(),
                    row: row.number,
                    column: u32::try_from(place).unwrap_or(u32::MAX),
                };
                conflicts.push(conflict(at, &id, column, here, &new));
            }
        }
    }
    conflicts
}

fn conflict(
    at: crate::spreadsheet::CellAddress,
    id: &str,
    column: &str,
    here: &str,
    there: &str,
) -> CellRemark {
    let short = |text: &str| text.chars().take(80).collect::<String>();
    let (here, there) = (short(here), short(there));
    CellRemark {
        at,
        column: column.to_owned(),
        words: Refusal::new(
            format!("решите сами: в атласе у {id} «{here}», в таблице «{there}»; не изменено"),
            format!(
                "decide: the atlas has `{here}` for {id}, the table has `{there}`; left as it is"
            ),
        ),
    }
}
