//! The import of a table of somebody else by its map.

use super::changed_cells::drop_known;
use super::edited_tables::{ImportPlan, TableFile, announce, plan};
use super::imported_values::ImportedValues;
use super::mapped_table::{MappedSheet, MappedTable};
use super::record_id::id_of_name;
use super::set_value::set_key;
use super::table_import::{ImportOptions, ImportedSheet, TableImport, TextCells};
use super::table_map::{MissingRecord, TableMap};
use super::table_mapper::TableMapper;
use crate::export::sheet_name;
use crate::pipeline::Snapshot;
use crate::plan::Table;
use crate::record::YamlTree;
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::source::SourcePath;
use crate::spreadsheet::Sheet;

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
    options: ImportOptions<'_>,
) -> Result<ImportPlan, Refusal> {
    let model = &before.model;
    let sheet = chosen_sheet(file, map)?;
    let mapper = TableMapper::new(model, map, sheet, &file.stem)?;
    let kind = model.site.vocabulary.kind_named(&map.kind);
    let mut mapped = mapper.map(last, options.done)?;
    let beside = ImportedValues::write(&mapped.records.sheet, &mapped.keys);
    let mut import = TableImport::new(before, options);
    if let Some(kind) = kind {
        let conflicts = drop_known(&mut mapped.records, before, kind, last);
        mapped.remarks.extend(conflicts);
    }
    import.account.problems.append(&mut mapped.remarks);
    import.account.notes.append(&mut mapped.notes);
    import.account.unmapped.append(&mut mapped.unmapped);
    import.account.site_lines.append(&mut mapped.site_lines);
    import.account.mapped_rows = Some((mapped.rows, mapped.joined));
    read(&mut import, &mapped, kind);
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

fn read(import: &mut TableImport<'_>, mapped: &MappedTable, kind: Option<KindIx>) {
    let model = import.model();
    let title = |kind: KindIx| sheet_name(model, Table::Kind(kind));
    let records = imported(&mapped.records, &kind.map_or_else(String::new, title));
    let made = mapped.made.iter();
    let made: Vec<ImportedSheet<'_>> = made
        .map(|made| imported(&made.cells, &title(made.kind)))
        .collect();
    for sheet in made.iter().chain([&records]) {
        announce(import, sheet);
    }
    for (of, sheet) in mapped.made.iter().zip(&made) {
        import.read_records(sheet, of.kind);
        if of.form == MissingRecord::Drafted {
            mark_drafts(import, sheet.sheet);
        }
    }
    if let Some(kind) = kind {
        import.read_records(&records, kind);
    }
    for relations in &mapped.relations {
        let title = sheet_name(model, Table::Relations);
        if !relations.sheet.rows.is_empty() {
            import.read_relations(&imported(relations, &title));
        }
    }
}

/// Returns a sheet as the import reads it. `title` says what is made of the table.
fn imported<'m>(cells: &'m MappedSheet, title: &str) -> ImportedSheet<'m> {
    ImportedSheet {
        title: format!("{} → {title}", cells.sheet.name),
        name: cells.sheet.name.clone(),
        sheet: &cells.sheet,
        origins: &cells.origins,
        encoding: None,
        texts: TextCells::Written,
    }
}

/// Makes drafts of the new records of a sheet.
fn mark_drafts(import: &mut TableImport<'_>, sheet: &Sheet) {
    for id in sheet.rows.iter().filter_map(|row| row.cells.first()) {
        if let Some(new) = import.new_record(&id.text) {
            set_key(
                &mut new.record.main.new,
                "draft",
                Some(YamlTree::scalar("true")),
            );
        }
    }
}
