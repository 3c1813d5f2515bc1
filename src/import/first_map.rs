//! What a table seems to hold, and a first map of it.

use std::fmt::Write;

use crate::diagnostic::toml_string;
use crate::export::{FieldPart, RecordPart, all_columns};
use crate::model::SiteModel;
use crate::record::YamlTree;
use crate::site::{FieldType, KindIx};
use crate::spreadsheet::Sheet;
use crate::text::folding::fold_name;

use super::value_check::mistakes;

/// Usual names of columns with the exported columns that they seem to be.
const USUAL_NAMES: &str = include_str!("usual_names.txt");

/// The number of values that are looked at.
const PROBED: usize = 200;

/// What is known of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSurvey {
    /// The name.
    pub name: String,
    /// The share of rows that have a value, in percent.
    pub filled: usize,
    /// The first different values.
    pub samples: Vec<String>,
    /// The exported column that it seems to be. `None`: none is like it.
    pub guess: Option<String>,
}

/// Looks at the columns of a table that may hold records of a kind.
pub fn survey(model: &SiteModel, kind: KindIx, sheet: &Sheet) -> Vec<ColumnSurvey> {
    let columns = all_columns(model, kind);
    let mut taken: Vec<String> = Vec::new();
    let named = sheet
        .columns
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty());
    let surveys = named.map(|(place, name)| {
        let texts = sheet.rows.iter().filter_map(|row| row.cells.get(place));
        let texts: Vec<&str> = texts
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        let mut samples: Vec<String> = Vec::new();
        for text in texts.iter().take(PROBED) {
            if samples.len() < 3 && !samples.iter().any(|known| known == text) {
                samples.push((*text).to_owned());
            }
        }
        let guess = by_name(model, kind, name, &columns)
            .or_else(|| by_value(model, kind, &texts, &columns))
            .filter(|guess| {
                matches!(guess.as_str(), "aliases" | "sectors") || !taken.contains(guess)
            });
        taken.extend(guess.clone());
        ColumnSurvey {
            name: name.clone(),
            filled: texts.len() * 100 / sheet.rows.len().max(1),
            samples,
            guess,
        }
    });
    surveys.collect()
}

type Columns = [(crate::export::Column, RecordPart)];

/// Guesses by the name of the column, by the label of a field, or by usual names.
fn by_name(model: &SiteModel, kind: KindIx, name: &str, columns: &Columns) -> Option<String> {
    let code = model.site.code(crate::site::Language::DEFAULT);
    if let Some((column, _)) = columns.iter().find(|(column, _)| column.name == name) {
        return Some(column.name.clone());
    }
    let folded = fold_name(&name.replace('_', " "));
    let is_scheme = |scheme: &crate::site::Scheme| {
        fold_name(&scheme.id) == folded
            || scheme
                .label
                .iter()
                .any(|(_, label)| fold_name(label) == folded)
    };
    let vocabulary = &model.site.vocabulary;
    if let Some(scheme) = vocabulary.schemes.iter().find(|scheme| is_scheme(scheme)) {
        return Some(format!("ids_{}", scheme.id));
    }
    let labelled = columns.iter().find(|(_, part)| match part {
        RecordPart::Field(field, FieldPart::Whole | FieldPart::In(_) | FieldPart::Amount) => {
            let labels = &vocabulary.field(*field).label;
            labels.iter().any(|(_, label)| fold_name(label) == folded)
        }
        _ => false,
    });
    let usual = || {
        let lines = USUAL_NAMES
            .lines()
            .filter_map(|line| line.split_once(" = "));
        let mut named = lines.filter(|(usual, _)| fold_name(usual) == folded);
        named.next().map(|(_, column)| column.replace('*', code))
    };
    let _ = kind;
    let found = labelled
        .map(|(column, _)| column.name.clone())
        .or_else(usual)?;
    columns
        .iter()
        .any(|(column, _)| column.name == found)
        .then_some(found)
}

/// Guesses by the values: addresses, and identifiers whose checksums are right.
fn by_value(model: &SiteModel, kind: KindIx, texts: &[&str], columns: &Columns) -> Option<String> {
    let probed = &texts[..texts.len().min(PROBED)];
    if probed.len() < 3 {
        return None;
    }
    let mut distinct: Vec<&&str> = probed.iter().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 3 {
        return None;
    }
    let most = |is_one: &dyn Fn(&str) -> bool| {
        let count = probed.iter().filter(|text| is_one(text)).count();
        count * 10 >= probed.len() * 9
    };
    let checked = model.site.vocabulary.schemes.iter().find(|scheme| {
        scheme.check.is_some()
            && most(&|text| {
                let text = text.rsplit('/').next().unwrap_or(text);
                let ids = YamlTree::Map(vec![(scheme.id.clone(), YamlTree::scalar(text))]);
                mistakes(&model.site, kind, &[("ids".to_owned(), ids)]).is_empty()
            })
    });
    if let Some(scheme) = checked {
        return Some(format!("ids_{}", scheme.id));
    }
    let is_web = |text: &str| text.starts_with("http") || text.starts_with("www.");
    let of_type = |wanted: &FieldType| {
        let found = columns.iter().find(|(_, part)| match part {
            RecordPart::Field(field, FieldPart::Whole) => {
                model.site.vocabulary.field(*field).value == *wanted
            }
            _ => false,
        });
        found.map(|(column, _)| column.name.clone())
    };
    if most(&is_web) {
        return of_type(&FieldType::Url);
    }
    if most(&|text| text.contains('@') && !text.contains(' ')) {
        return of_type(&FieldType::Email);
    }
    None
}

/// Writes a first map: guessed columns as they are, the others as comments.
pub fn first_map(
    model: &SiteModel,
    kind: KindIx,
    sheet: &Sheet,
    columns: &[ColumnSurvey],
) -> String {
    let mut map = format!(
        "kind = {}\n",
        toml_string(&model.site.vocabulary.kind(kind).id)
    );
    if !sheet.name.is_empty() {
        let _ = writeln!(map, "sheet = {}", toml_string(&sheet.name));
    }
    let identifier = columns.iter().find(|column| {
        let is_one = column
            .guess
            .as_deref()
            .is_some_and(|guess| guess.starts_with("ids_"));
        is_one && column.filled == 100
    });
    match identifier {
        Some(column) => {
            let _ = writeln!(map, "key = {}", toml_string(&column.name));
        }
        None => map.push_str("# key = \"…\"\n"),
    }
    map.push_str(
        "# list = \"…\"\n# sources = [\"…\"]\n# constants = { status = \"…\" }\n\n[columns]\n",
    );
    for column in columns {
        let name = toml_string(&column.name);
        let samples: Vec<String> = column.samples.iter().map(|text| sample(text)).collect();
        let _ = writeln!(map, "# {} %: {}", column.filled, samples.join("; "));
        let separator = [" | ", ";"]
            .into_iter()
            .find(|separator| column.samples.iter().any(|text| text.contains(separator)));
        let is_path = column.name.ends_with("path") && column.guess.as_deref() == Some("sectors");
        let _ = match (&column.guess, separator) {
            (Some(guess), _) if is_path => writeln!(
                map,
                "{name} = {{ to = {}, split = \"|\", path = \"/\", make = true }}",
                toml_string(guess)
            ),
            (Some(guess), Some(separator)) => writeln!(
                map,
                "{name} = {{ to = {}, split = {} }}",
                toml_string(guess),
                toml_string(separator)
            ),
            (Some(guess), None) => writeln!(map, "{name} = {}", toml_string(guess)),
            (None, _) => writeln!(map, "# {name} = \"…\""),
        };
    }
    map.push_str("\n# [[relations]]\n# column = \"…\"\n# relation = \"part_of\"\n# by = \"name_…\"\n# qualifiers = { role = \"…\" }\n");
    map
}

/// Returns the beginning of a value in one line.
fn sample(text: &str) -> String {
    let line: String = text
        .chars()
        .take(40)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    line
}
