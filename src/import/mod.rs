//! IMPORT: edited tables come back into the files of an atlas, and tables of others become records.
//!
//! A cell is an edit only if it differs from the atlas. What a spreadsheet may have made of a value is named, and never taken
//! without a word.

mod account;
mod record_files;
mod record_id;
mod tree_change;
mod set_value;
mod value_check;
mod cell_reading;
mod table_import;
mod record_cells;
mod record_row;
mod checked_row;
mod record_sheet;
mod row_matching;
mod matched_rows;
mod claim_cells;
mod relation_sheet;
mod figure_sheet;
mod new_records;
mod edited_tables;
mod table_map;
mod map_reader;
mod clean_value;
mod imported_values;
mod mapped_table;
mod table_mapper;
mod mapped_cells;
mod site_line;
mod column_target;
mod made_record;
mod other_records;
mod mapped_relations;
mod relation_column;
mod mapped_records;
mod changed_cells;
mod mapped_import;
mod first_map;

pub use account::{CellChange, CellRemark, ImportAccount, SheetAccount};
pub use edited_tables::{ImportPlan, SheetRole, TableFile, exported_table, import_edited_tables};
pub use first_map::{ColumnSurvey, first_map, survey};
pub use imported_values::ImportedValues;
pub use mapped_import::{chosen_sheet, import_mapped_table, values_path};
pub use table_import::{ImportOptions, LostZeros};
pub use table_map::{ColumnRule, MissingRecord, RelationRule, TableMap};
