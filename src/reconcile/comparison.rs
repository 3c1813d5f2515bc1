//! Compares the rows of a list with the records of a kind.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::decisions::{Decision, Decisions};
use super::listed_table::ListedRow;
use super::matching::{Candidate, MatchReason, MatchResult, find};
use super::record_names::RecordNames;
use super::row_outcome::{Comparison, RowOutcome, RowResult, ValueDifference};
use crate::atlas::RecordIx;
use crate::export::{record_columns, table_cells};
use crate::model::SiteModel;
use crate::plan::Table;
use crate::site::{KindIx, Language};
use crate::text::folding::fold_name;

/// How a list is compared.
pub struct ReconcileOptions<'o> {
    /// The kind of the records.
    pub kind: KindIx,
    /// What people have decided.
    pub decisions: &'o Decisions,
}

/// Compares the rows of a list with the records of a kind.
pub fn reconcile(
    model: &SiteModel,
    rows: Vec<ListedRow>,
    options: &ReconcileOptions<'_>,
) -> Comparison {
    let names = RecordNames::new(model, options.kind);
    let mut found: Vec<MatchResult> = rows
        .iter()
        .map(|row| decided(model, row, options).unwrap_or_else(|| find(model, &names, row)))
        .collect();
    let ignored: Vec<bool> = rows
        .iter()
        .map(|row| {
            matches!(
                options.decisions.rows.get(&row.key),
                Some(Decision::Ignored(_))
            )
        })
        .collect();
    doubt_shared_records(&mut found);
    let present = PresentValues::new(model, options.kind);
    let mut seen: BTreeSet<RecordIx> = BTreeSet::new();
    let mut results = Vec::new();
    for ((row, found), ignored) in rows.into_iter().zip(found).zip(ignored) {
        let outcome = match found {
            _ if ignored => RowOutcome::Ignored,
            MatchResult::Nothing => RowOutcome::OnlyThere,
            MatchResult::Doubtful(candidates) => {
                // A record that may be in the list is not missing from it.
                seen.extend(candidates.iter().map(|candidate| candidate.record));
                RowOutcome::Doubtful(candidates)
            }
            MatchResult::Certain(candidate) => {
                seen.insert(candidate.record);
                let id = &model.atlas.record(candidate.record).id;
                let differences = present.differences(id, &row);
                match differences.is_empty() {
                    true => RowOutcome::Same(candidate),
                    false => RowOutcome::Differs(candidate, differences),
                }
            }
        };
        results.push(RowResult { row, outcome });
    }
    let only_here = model.atlas.of_kind(options.kind).iter().copied();
    let mut only_here: Vec<RecordIx> = only_here.filter(|record| !seen.contains(record)).collect();
    model.atlas.sort(Language::DEFAULT, &mut only_here);
    Comparison {
        rows: results,
        only_here,
    }
}

/// The exported values of the records of a kind.
struct PresentValues {
    columns: Vec<String>,
    rows: HashMap<String, Vec<String>>,
}

impl PresentValues {
    fn new(model: &SiteModel, kind: KindIx) -> PresentValues {
        let exported = table_cells(model, Table::Kind(kind));
        let columns = record_columns(model, kind).into_iter();
        let rows = exported.rows.into_iter();
        PresentValues {
            columns: columns.map(|(column, _)| column.name).collect(),
            rows: rows.map(|row| (row[0].clone(), row)).collect(),
        }
    }

    /// Returns the values of a row that the record does not have.
    fn differences(&self, id: &str, row: &ListedRow) -> Vec<ValueDifference> {
        let present = |column: &String| {
            let place = self.columns.iter().position(|known| known == column)?;
            Some(self.rows.get(id)?[place].as_str())
        };
        let values = row.values.iter().filter_map(|(column, there)| {
            let here = present(column).unwrap_or_default();
            (!is_same(here, there)).then(|| ValueDifference {
                column: column.clone(),
                here: here.to_owned(),
                there: there.clone(),
            })
        });
        values.collect()
    }
}

fn decided(
    model: &SiteModel,
    row: &ListedRow,
    options: &ReconcileOptions<'_>,
) -> Option<MatchResult> {
    match options.decisions.rows.get(&row.key)? {
        Decision::Record(id) => Some(MatchResult::Certain(Candidate {
            record: model.atlas.by_id(id)?,
            reason: MatchReason::Decision,
        })),
        Decision::Ignored(_) => Some(MatchResult::Nothing),
    }
}

/// Two rows are not one record: what is less certain than the other is in doubt, and both if they are alike.
fn doubt_shared_records(found: &mut [MatchResult]) {
    let mut by_record: BTreeMap<RecordIx, Vec<usize>> = BTreeMap::new();
    for (index, found) in found.iter().enumerate() {
        if let MatchResult::Certain(candidate) = found {
            by_record.entry(candidate.record).or_default().push(index);
        }
    }
    for rows in by_record.into_values().filter(|rows| rows.len() > 1) {
        let reason = |index: &usize| match &found[*index] {
            MatchResult::Certain(candidate) => candidate.reason,
            MatchResult::Doubtful(_) | MatchResult::Nothing => MatchReason::MostWords,
        };
        let best = rows.iter().map(reason).min();
        let certain: Vec<usize> = rows
            .iter()
            .copied()
            .filter(|row| Some(reason(row)) == best)
            .collect();
        for row in rows {
            if certain.len() == 1 && certain[0] == row {
                continue;
            }
            if let MatchResult::Certain(candidate) = &found[row] {
                found[row] = MatchResult::Doubtful(vec![*candidate]);
            }
        }
    }
}

/// Whether two values are the same but for spaces, case, quotes and the end of an address.
fn is_same(here: &str, there: &str) -> bool {
    let plain = |text: &str| {
        let text = text
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        fold_name(text.trim_start_matches("www.").trim_end_matches('/'))
    };
    let number = |text: &str| text.trim().parse::<f64>().ok();
    plain(here) == plain(there) || number(here).is_some() && number(here) == number(there)
}
