//! What a table of somebody else comes to: tables of the atlas.

use super::account::CellRemark;
use super::table_map::{ColumnRule, MissingRecord, RelationRule};
use crate::export::RecordPart;
use crate::site::{Direction, KindIx};
use crate::spreadsheet::Sheet;

/// A cell of the table of somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellPlace {
    /// The number of its row, from 1.
    pub(super) row: u32,
    /// The place of its column.
    pub(super) column: usize,
}

/// A thing of the table: the rows that have its key.
pub(super) struct MappedThing {
    pub(super) key: String,
    pub(super) id: String,
    /// The first of its rows.
    pub(super) row: u32,
    /// The values by the place of their column in `TableMapper::columns`.
    pub(super) cells: Vec<String>,
}

/// A table of the atlas whose rows have the numbers of those of the table of somebody else.
pub(super) struct MappedSheet {
    pub(super) sheet: Sheet,
    /// The place of the column of somebody else that the values of each column come from.
    pub(super) origins: Vec<usize>,
}

/// A sheet of records that are made for values.
pub(super) struct MadeSheet {
    pub(super) kind: KindIx,
    pub(super) form: MissingRecord,
    pub(super) cells: MappedSheet,
}

/// What a table of somebody else comes to.
pub(super) struct MappedTable {
    /// The key of each row of `records`.
    pub(super) keys: Vec<String>,
    pub(super) records: MappedSheet,
    /// The relations, by the columns that state them.
    pub(super) relations: Vec<MappedSheet>,
    /// The records that the table names and the atlas lacks.
    pub(super) made: Vec<MadeSheet>,
    pub(super) remarks: Vec<CellRemark>,
    /// What needs no decision.
    pub(super) notes: Vec<CellRemark>,
    /// Columns that the map does not name.
    pub(super) unmapped: Vec<CellRemark>,
    /// The lines that `site.toml` lacks.
    pub(super) site_lines: Vec<String>,
    /// The rows that were read.
    pub(super) rows: usize,
    /// The rows that belong to a thing of an earlier row.
    pub(super) joined: usize,
}

/// A record that is made for a value.
pub(super) struct MadeRecord {
    pub(super) kind: KindIx,
    pub(super) id: String,
    pub(super) name: String,
    /// The exported column by which the table names it, and its value there.
    pub(super) known_by: Option<(String, String)>,
    /// The record of which it is a part.
    pub(super) above: Option<String>,
    /// The first cell that names it.
    pub(super) at: CellPlace,
    pub(super) form: MissingRecord,
}

/// A column with its targets.
pub(super) struct Target<'m> {
    pub(super) rule: &'m ColumnRule,
    pub(super) column: usize,
    pub(super) until: Option<usize>,
    /// Places in the mapped columns.
    pub(super) to: Vec<(usize, RecordPart)>,
}

/// A column that states relations.
pub(super) struct RelationColumn<'m> {
    pub(super) rule: &'m RelationRule,
    pub(super) column: usize,
    /// The name of the relation.
    pub(super) relation: String,
    /// The side of the record of the row.
    pub(super) side: Direction,
    /// The kind of the records that are made. `None`: none are.
    pub(super) made: Option<KindIx>,
    /// The column with the names of the records that are made.
    pub(super) named: Option<usize>,
    /// The keys of qualifiers with their columns.
    pub(super) qualifiers: Vec<(&'m str, Vec<usize>)>,
}
