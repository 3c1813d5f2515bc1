//! The lists that `site.toml` names, beside the records of the atlas.

use super::comparison::{ReconcileOptions, reconcile};
use super::decisions::Decisions;
use super::listed_table::listed_rows;
use super::row_outcome::{Comparison, RowOutcome, ValueDifference};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::export::{RecordPart, record_columns};
use crate::model::{ComparedList, DifferingRecord, DoubtfulRow, SiteModel};
use crate::site::{KindIx, ListSettings, Localized};
use crate::source::{SourcePath, Tree};
use crate::spreadsheet::{SheetFault, read_workbook};
use crate::text::MessageLanguage;

/// Compares each list that `site.toml` names. `None` stands for one that cannot be read, which is reported.
pub fn compare_site_lists(model: &SiteModel, tree: &Tree) -> Checked<Vec<Option<ComparedList>>> {
    let mut diagnostics = Vec::new();
    let lists = model.site.lists.iter().map(|list| {
        let found = compare(model, tree, list);
        let found = found.map_err(|fault| diagnostics.push(unreadable(list, &fault)));
        found.ok()
    });
    let value = lists.collect();
    Checked { value, diagnostics }
}

fn unreadable(list: &ListSettings, fault: &SheetFault) -> Diagnostic {
    Diagnostic::new(Code::BadSetting, list.at.clone())
        .with("key", format!("reconcile.{}", list.id))
        .with("expected", fault.words(MessageLanguage::Ru))
        .with("expected_en", fault.words(MessageLanguage::En))
}

fn compare(
    model: &SiteModel,
    tree: &Tree,
    list: &ListSettings,
) -> Result<ComparedList, SheetFault> {
    let file = tree.file(list.table.as_str()).ok_or_else(|| {
        SheetFault::new(
            format!("файл {}, которого нет", list.table),
            format!("the file {}, which is missing", list.table),
        )
    })?;
    let book = read_workbook(list.table.as_str(), file.bytes(), None)?;
    let sheet = book.sheets.first();
    let sheet = sheet.ok_or_else(|| SheetFault::new("таблица не пустая", "a table with rows"))?;
    let rows = listed_rows(sheet, &list.columns)?;
    let path = SourcePath::new(&format!("reconcile/{}.toml", list.id));
    let decisions = tree.file(path.as_str()).and_then(|file| file.text().ok());
    let decisions = decisions.map_or_else(|| Ok(Decisions::default()), Decisions::read)?;
    let options = ReconcileOptions {
        kind: list.kind,
        decisions: &decisions,
    };
    let found = reconcile(model, rows, &options);
    Ok(compared_list(model, list.kind, found))
}

/// Returns a comparison as a page shows it.
fn compared_list(model: &SiteModel, kind: KindIx, found: Comparison) -> ComparedList {
    let columns = record_columns(model, kind);
    let label = |name: &str| {
        let known = columns.iter().find(|(column, _)| column.name == name);
        match known {
            Some((_, RecordPart::Field(field, _))) => {
                model.site.vocabulary.field(*field).label.clone()
            }
            Some(_) | None => Localized::plain(name),
        }
    };
    let value = |found: ValueDifference| (label(&found.column), found.here, found.there);
    let mut list = ComparedList {
        rows: found.rows.len(),
        only_here: found.only_here,
        ..ComparedList::default()
    };
    for result in found.rows {
        let name = result.row.names.first().unwrap_or(&result.row.key).clone();
        match result.outcome {
            RowOutcome::Same(_) => list.same += 1,
            RowOutcome::Differs(candidate, values) => list.differing.push(DifferingRecord {
                record: candidate.record,
                values: values.into_iter().map(value).collect(),
            }),
            RowOutcome::OnlyThere => list.only_there.push(name),
            RowOutcome::Doubtful(candidates) => {
                let candidates = candidates.iter().map(|candidate| candidate.record);
                let candidates = candidates.collect();
                list.doubtful.push(DoubtfulRow { name, candidates });
            }
            RowOutcome::Ignored => {}
        }
    }
    list
}
