//! `map.toml`: where the columns of a table of somebody else go.

/// The map of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableMap {
    /// The kind of the records.
    pub kind: String,
    /// The sheet. `None`: the first one.
    pub sheet: Option<String>,
    /// The name of the list files of new records. `None`: that of the table.
    pub list: Option<String>,
    /// The column whose value is the same in all rows of one thing. `None`: each row is a thing.
    pub key: Option<String>,
    /// The column that ids are made of. `None`: the name.
    pub id: Option<String>,
    /// The sources of the records that are new.
    pub sources: Vec<String>,
    /// The columns.
    pub columns: Vec<ColumnRule>,
    /// Values that every new record has, by the names of exported columns.
    pub constants: Vec<(String, String)>,
    /// The columns that name other records.
    pub relations: Vec<RelationRule>,
}

/// Where a column goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnRule {
    /// The name of the column.
    pub column: String,
    /// The names of exported columns. Several take the parts of a cell.
    pub to: Vec<String>,
    /// What stands between several values of a cell.
    pub split: Option<String>,
    /// Whether only the first of several values is taken.
    pub first: bool,
    /// What stands in the atlas for values of the table. A value without an entry is left out if `only` is set.
    pub values: Vec<(String, String)>,
    /// Whether values without an entry are left out.
    pub only: bool,
    /// The column that holds the end of an interval that begins in this one.
    pub until: Option<String>,
    /// What stands between the parts of a path: each is a part of the one before. `None`: a value is one name.
    pub path: Option<String>,
    /// What is done for a value that names no record.
    pub make: MissingRecord,
}

/// What is done for a value that names no record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingRecord {
    /// It is reported.
    #[default]
    Reported,
    /// A record is made.
    Made,
    /// A draft is made, which an editor completes.
    Drafted,
}

/// A column that names another record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RelationRule {
    /// The name of the column.
    pub column: String,
    /// The key of the relation at the record of the row.
    pub relation: String,
    /// The kind of the other record. `None`: any that the relation allows.
    pub kind: Option<String>,
    /// The exported column in which the other record has the value. `None`: id or name.
    pub by: Option<String>,
    /// What stands between several values of a cell.
    pub split: Option<String>,
    /// The qualifiers: the key, and the column or columns with the value.
    pub qualifiers: Vec<(String, Vec<String>)>,
    /// Texts that follow the values of qualifiers, such as a currency.
    pub units: Vec<(String, String)>,
    /// What stands in the atlas for values of qualifiers.
    pub values: Vec<(String, String)>,
    /// What is done for a value that names no record.
    pub make: MissingRecord,
    /// The column with the name of a record that is made. `None`: the value is its name.
    pub name: Option<String>,
}
