//! A column of a table: name, title, type and constraints.

use super::csv::CsvRow;
use crate::model::SiteModel;
use crate::site::{Language, Localized};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in the header row.
    pub name: String,
    /// The title for readers.
    pub title: String,
    /// The type of Table Schema (<https://datapackage.org/standard/table-schema/#field-types>).
    pub of_type: &'static str,
    /// The allowed values; empty means any value of the type.
    pub choices: Vec<String>,
    /// Whether every cell has a value.
    pub required: bool,
}

impl Column {
    pub(super) fn new(name: impl Into<String>, title: &str, of_type: &'static str) -> Column {
        Column {
            name: name.into(),
            title: title.to_owned(),
            of_type,
            choices: Vec::new(),
            required: false,
        }
    }

    pub(super) fn required(mut self) -> Column {
        self.required = true;
        self
    }

    pub(super) fn one_of<'c>(mut self, choices: impl IntoIterator<Item = &'c str>) -> Column {
        self.choices = choices.into_iter().map(str::to_owned).collect();
        self
    }
}

/// The title of a column in each language of the site, by a key of the interface messages: «Страница / page».
pub(super) fn title(model: &SiteModel, key: &str) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for language in model.site.each_language() {
        let title = model.message(language, key).map_or(key, |title| title);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join(" / ")
}

/// One column per language of the site, for a translated text.
pub(super) fn in_each_language(model: &SiteModel, name: &str, title: &str) -> Vec<Column> {
    let column = |language: Language| {
        Column::new(
            format!("{name}_{}", model.site.code(language)),
            title,
            "string",
        )
    };
    model.site.each_language().map(column).collect()
}

/// Writes one cell per language of the site with the translations of a text.
pub(super) fn localized_cells(model: &SiteModel, text: &Localized, row: &mut CsvRow<'_>) {
    for language in model.site.each_language() {
        row.cell(text.exact(language).map_or("", |text| text));
    }
}
