//! `[reconcile.NAME]` of `site.toml`: lists of others that a page shows beside the records of a kind.

use super::localized::Localized;
use super::toml_reader::TableReader;
use super::vocabulary::{KindIx, Vocabulary};
use crate::diagnostic::{Location, Span};
use crate::source::SourcePath;

/// The limit of lists.
const MAX_LISTS: usize = 20;

/// The columns of a list by their meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListColumns {
    /// Columns with identifiers: the scheme and the name of the column.
    pub keys: Vec<(String, String)>,
    /// Columns with names.
    pub names: Vec<String>,
    /// Columns with places.
    pub places: Vec<String>,
    /// Columns that are compared: the exported column and the name of the column.
    pub values: Vec<(String, String)>,
}

/// A list of somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSettings {
    /// The name of its page, and of the file of decisions.
    pub id: String,
    /// The title for readers.
    pub title: Localized,
    /// The table, in `reconcile/`.
    pub table: SourcePath,
    /// The location of its name.
    pub at: Location,
    /// The kind of the records.
    pub kind: KindIx,
    /// What the columns mean.
    pub columns: ListColumns,
}

/// Reads the lists. One without a table, a kind or a column that tells rows apart is reported and left out.
pub(super) fn read(site: &TableReader<'_>, vocabulary: &Vocabulary) -> Vec<ListSettings> {
    let lists = site.tables_up_to("reconcile", MAX_LISTS);
    let lists = lists.into_iter().filter_map(|(id, table)| {
        let list = read_list(id, &table, vocabulary);
        table.finish();
        list
    });
    lists.collect()
}

fn read_list(id: &str, table: &TableReader<'_>, vocabulary: &Vocabulary) -> Option<ListSettings> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_name = !id.is_empty() && id.bytes().all(is_plain);
    if !is_name {
        table.report_name(
            "строчные латинские буквы, цифры и дефисы",
            "lower-case Latin letters, digits and hyphens",
        );
    }
    let columns = read_columns(table);
    let title = table.localized("title");
    let file = table.text("table");
    let kind = table.text("kind");
    let found = kind.and_then(|kind| vocabulary.kind_named(kind));
    if let Some(kind) = kind.filter(|_| found.is_none()) {
        let known = vocabulary.kinds.iter().map(|kind| &*kind.id);
        table.report_unknown_name(kind, &table.span_of("kind"), known);
    }
    if file.is_none() {
        table.report_value(
            "table",
            "файл таблицы в reconcile/",
            "a file of a table in reconcile/",
        );
    }
    if kind.is_none() {
        table.report_value("kind", "вид записей", "a kind of records");
    }
    let has_names = !columns.keys.is_empty() || !columns.names.is_empty();
    if !has_names {
        table.report_value("name", "столбец с названием", "a column with names");
    }
    let name = file?.trim_start_matches('/');
    let name = name.strip_prefix("reconcile/").unwrap_or(name);
    (is_name && has_names).then_some(ListSettings {
        id: id.to_owned(),
        title: title.unwrap_or_else(|| Localized::plain(id)),
        table: SourcePath::new(&format!("reconcile/{name}")),
        at: Location {
            path: table.path().clone(),
            span: Span::new(table.span_of("table")),
        },
        kind: found?,
        columns,
    })
}

fn read_columns(table: &TableReader<'_>) -> ListColumns {
    let texts = |key| -> Vec<String> {
        match table.is_list(key) {
            true => table
                .texts(key)
                .into_iter()
                .map(|(text, _)| text.to_owned())
                .collect(),
            false => table.text(key).map(str::to_owned).into_iter().collect(),
        }
    };
    let pairs = |key| {
        let entries = table.text_entries(key).into_iter();
        entries.map(|((name, _), (column, _))| (name.to_owned(), column.to_owned()))
    };
    ListColumns {
        keys: pairs("key").collect(),
        names: texts("name"),
        places: texts("place"),
        values: pairs("value").collect(),
    }
}
