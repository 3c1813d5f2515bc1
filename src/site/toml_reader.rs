//! A typed reader of a TOML table. It reports type errors and, in `finish`, unknown keys.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::toml_report::TomlReport;
use crate::diagnostic::{Code, join_names};
use crate::source::SourcePath;
use crate::text;

/// Limit of entries in tables and lists with free names.
pub(super) const MAX_NAMES: usize = 1000;

/// A text with its span.
pub(super) type SpannedText<'t> = (&'t str, Range<usize>);

/// An item of a list of texts and tables.
pub(super) enum ListItem<'t> {
    /// A text with its span.
    Text(&'t str, Range<usize>),
    /// A table.
    Table(TableReader<'t>),
}

/// A table, and the keys that were read.
pub(super) struct TableReader<'t> {
    pub(super) report: &'t TomlReport,
    pub(super) entries: &'t DeTable<'t>,
    /// The span of the table; empty in the default vocabulary.
    pub(super) span: Range<usize>,
    name: String,
    known: RefCell<Vec<&'static str>>,
}

impl<'t> TableReader<'t> {
    pub(super) fn root(report: &'t TomlReport, table: &'t DeTable<'t>) -> TableReader<'t> {
        TableReader {
            report,
            entries: table,
            span: 0..0,
            name: String::new(),
            known: RefCell::default(),
        }
    }

    /// Returns the value of a key, and marks the key as known. Blank text is no value.
    pub(super) fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.mark_known(key);
        let value = self.entries.get(key)?;
        (!is_blank(value)).then_some(value)
    }

    /// Returns a key with the names of the tables above: `host.name`.
    pub(super) fn full_key(&self, key: &str) -> String {
        if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        }
    }

    /// Reports that a value has the wrong type.
    pub(super) fn report_type(&self, key: &str, at: &Range<usize>, ru: &str, en: &str) {
        self.report.report(
            Code::BadSetting,
            at,
            &[
                ("key", &self.full_key(key)),
                ("expected", ru),
                ("expected_en", en),
            ],
        );
    }

    /// Reports a diagnostic at the value of a key.
    pub(super) fn report_key(&self, code: Code, key: &'static str, facts: &[(&'static str, &str)]) {
        self.report.report(code, &self.span_of(key), facts);
    }

    /// Reports an invalid name of the table. `ru` and `en` describe valid names.
    pub(super) fn report_name(&self, ru: &str, en: &str) {
        let facts = [("key", &*self.name), ("expected", ru), ("expected_en", en)];
        self.report(Code::BadSetting, &self.span, &facts);
    }

    /// Reports an invalid value of a key, which is named without its tables. `ru` and `en` describe valid values.
    pub(super) fn report_bad_key(&self, key: &'static str, ru: &str, en: &str) {
        self.report_key(
            Code::BadSetting,
            key,
            &[("key", key), ("expected", ru), ("expected_en", en)],
        );
    }

    /// Reports an invalid value of a key, which is named with its tables. `ru` and `en` describe valid values.
    pub(super) fn report_value(&self, key: &'static str, ru: &str, en: &str) {
        self.report_type(key, &self.span_of(key), ru, en);
    }

    /// Returns the span of the value of a key, or of the table if the key is missing.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.entries
            .get(key)
            .map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// Returns the path of the file.
    pub(super) fn path(&self) -> &SourcePath {
        self.report.path()
    }

    /// Reports a diagnostic at a span.
    pub(super) fn report(&self, code: Code, span: &Range<usize>, facts: &[(&'static str, &str)]) {
        self.report.report(code, span, facts);
    }

    /// Returns the most similar name (see [`crate::diagnostic::suggest_name`]).
    pub(super) fn suggest<'n>(
        &self,
        written: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<String> {
        self.report.suggest(written, names)
    }

    /// Reports a name that is none of `names`, with these.
    pub(super) fn report_unknown_name<'n>(
        &self,
        name: &str,
        at: &Range<usize>,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let names: Vec<&str> = names.into_iter().collect();
        let near = self.suggest(name, names.iter().copied());
        let known = join_names(names);
        let mut facts = vec![("name", name), ("known", &known)];
        facts.extend(near.as_deref().map(|near| ("near", near)));
        self.report(Code::UnknownVocabulary, at, &facts);
    }

    /// Marks a key as known.
    pub(super) fn mark_known(&self, key: &'static str) {
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
        }
    }

    /// Reads a text.
    pub(super) fn text(&self, key: &'static str) -> Option<&'t str> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.report_type(key, &value.span(), "текст в кавычках", "a text in quotes");
        }
        text
    }

    /// Reads a whole number that is not negative.
    pub(super) fn count(&self, key: &'static str) -> Option<u32> {
        let value = self.value(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            self.report_type(key, &value.span(), "целое число", "a whole number");
        }
        number
    }

    /// Reads a number.
    pub(super) fn number(&self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        let number = number(value);
        if number.is_none() {
            self.report_type(key, &value.span(), "число", "a number");
        }
        number
    }

    /// Reads a list of `N` numbers.
    pub(super) fn numbers<const N: usize>(&self, key: &'static str) -> Option<[f64; N]> {
        let value = self.value(key)?;
        let numbers: Option<Vec<f64>> = value
            .get_ref()
            .as_array()
            .map(|items| items.iter().filter_map(number).collect());
        let found = numbers.and_then(|numbers| <[f64; N]>::try_from(numbers).ok());
        if found.is_none() {
            self.report_type(
                key,
                &value.span(),
                &format!("список чисел, всего {N}"),
                &format!("a list of {N} numbers"),
            );
        }
        found
    }

    /// Reads `true` or `false`; `false` if the key is missing.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        self.optional_flag(key).unwrap_or(false)
    }

    /// Reads `true` or `false`; `None` if the key is missing.
    pub(super) fn optional_flag(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.report_type(key, &value.span(), "true или false", "true or false");
        }
        flag
    }

    /// Reads a list of texts.
    pub(super) fn texts(&self, key: &'static str) -> Vec<SpannedText<'t>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.report_type(
                key,
                &value.span(),
                "список текстов: [\"…\", \"…\"]",
                "a list of texts: [\"…\", \"…\"]",
            );
            return Vec::new();
        };
        self.check_count(key, items.len(), MAX_NAMES, &value.span());
        let mut texts = Vec::new();
        for item in items.iter().take(MAX_NAMES) {
            match item.get_ref().as_str() {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => texts.push((text, item.span())),
                None => self.report_type(key, &item.span(), "текст в кавычках", "a text in quotes"),
            }
        }
        texts
    }

    /// Reads a list of texts and tables, at most `most`. `None` if the key is missing or no list.
    pub(super) fn list(&self, key: &'static str, most: usize) -> Option<Vec<ListItem<'t>>> {
        let value = self.value(key)?;
        let (ru, en) = ("список: [\"…\", { … }]", "a list: [\"…\", { … }]");
        let Some(items) = value.get_ref().as_array() else {
            self.report_type(key, &value.span(), ru, en);
            return None;
        };
        self.check_count(key, items.len(), most, &value.span());
        let mut found = Vec::new();
        for item in items.iter().take(most) {
            match item.get_ref() {
                DeValue::String(text) if text.trim().is_empty() => {}
                DeValue::String(text) => found.push(ListItem::Text(text, item.span())),
                _ => {
                    let table = self.open_table(key, item.span(), item);
                    found.extend(table.map(ListItem::Table));
                }
            }
        }
        Some(found)
    }

    /// Reads a nested table.
    pub(super) fn table(&self, key: &'static str) -> Option<TableReader<'t>> {
        let value = self.value(key)?;
        self.open_table(key, value.span(), value)
    }

    /// Reports more entries than the limit.
    pub(super) fn check_count(&self, key: &str, names: usize, most: usize, at: &Range<usize>) {
        if names > most {
            let (ru, en) = (
                format!("не больше {most} имён, а их {names}"),
                format!("at most {most} names, not {names}"),
            );
            self.report_type(key, at, &ru, &en);
        }
    }

    /// Reads the nested tables of a table with free keys.
    pub(super) fn tables(&self, key: &'static str) -> Vec<(&'t str, TableReader<'t>)> {
        self.tables_up_to(key, MAX_NAMES)
    }

    /// Reads at most `most` nested tables of a table with free keys.
    pub(super) fn tables_up_to(
        &self,
        key: &'static str,
        most: usize,
    ) -> Vec<(&'t str, TableReader<'t>)> {
        let Some(outer) = self.table(key) else {
            return Vec::new();
        };
        self.check_count(key, outer.entries.len(), most, &outer.span);
        let open = |(name, value): (&'t Spanned<_>, &'t Spanned<DeValue<'t>>)| {
            let name: &'t std::borrow::Cow<'t, str> = name.get_ref();
            Some((&**name, outer.open_table(name, value.span(), value)?))
        };
        outer.entries.iter().take(most).filter_map(open).collect()
    }

    /// Reads the keys and texts of a table with free keys.
    pub(super) fn text_entries(
        &self,
        key: &'static str,
    ) -> Vec<(SpannedText<'t>, SpannedText<'t>)> {
        let Some(outer) = self.table(key) else {
            return Vec::new();
        };
        self.check_count(key, outer.entries.len(), MAX_NAMES, &outer.span);
        let mut found = Vec::new();
        for (name, value) in outer.entries.iter().take(MAX_NAMES) {
            match value.get_ref().as_str() {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => found.push(((&**name.get_ref(), name.span()), (text, value.span()))),
                None => outer.report_type(
                    name.get_ref(),
                    &value.span(),
                    "текст в кавычках",
                    "a text in quotes",
                ),
            }
        }
        found
    }

    /// Whether the value of a key is a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.entries
            .get(key)
            .is_some_and(|value| value.get_ref().is_array())
    }

    fn open_table(
        &self,
        key: &str,
        span: Range<usize>,
        value: &'t Spanned<DeValue<'t>>,
    ) -> Option<TableReader<'t>> {
        let Some(table) = value.get_ref().as_table() else {
            self.report_type(key, &span, "таблица", "a table");
            return None;
        };
        Some(TableReader {
            report: self.report,
            entries: table,
            span,
            name: self.full_key(key),
            known: RefCell::default(),
        })
    }

    /// Reports the keys that were not read.
    pub(super) fn finish(self) {
        let known = self.known.borrow();
        for key in self.entries.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let full = self.full_key(name);
                let all = join_names(known.iter().copied());
                let near = self.suggest(name, known.iter().copied());
                let mut facts = vec![("key", full.as_str()), ("known", all.as_str())];
                facts.extend(near.as_deref().map(|near| ("near", near)));
                self.report
                    .report(Code::UnknownSetting, &key.span(), &facts);
            }
        }
    }
}

fn number(value: &Spanned<DeValue<'_>>) -> Option<f64> {
    let written = match value.get_ref() {
        DeValue::Integer(number) => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    written
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// Whether a value is a text without a visible character.
fn is_blank(value: &Spanned<DeValue<'_>>) -> bool {
    value.get_ref().as_str().is_some_and(text::is_blank)
}
