//! A table of `site.toml`, read key by key: each reading says what it expects, and what nobody read is reported.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Language;
use super::language::{LanguageName, Localized, Plurals, plural_category};
use crate::diagnostic::{Code, Collector, Diagnostic, Location, Span, join_names, suggest_name};
use crate::source::SourcePath;

/// The most names of a table, and texts of a list, that the site chooses itself.
const MOST_NAMES: usize = 1000;

/// Collects what is wrong while a file of settings is read.
pub(super) struct Report {
    path: SourcePath,
    languages: Vec<LanguageName>,
    diagnostics: RefCell<Collector>,
}

impl Report {
    pub(super) fn new(path: SourcePath) -> Report {
        Report { path, languages: Vec::new(), diagnostics: RefCell::default() }
    }

    /// The same report, for tables that hold texts in these languages.
    pub(super) fn speaking(mut self, languages: &[LanguageName]) -> Report {
        self.languages = languages.to_vec();
        self
    }

    pub(super) fn say(&self, code: Code, span: &Range<usize>, facts: &[(&'static str, &str)]) {
        let at = Location { path: self.path.clone(), span: Span::new(span.clone()) };
        let start = Diagnostic::new(code, at);
        let diagnostic = facts.iter().fold(start, |diagnostic, (fact, value)| diagnostic.with(fact, *value));
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner().finish()
    }

    /// The nearest of some names to what was written, unless much is wrong with the file already.
    fn near<'n>(&self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        suggest_name(written, names, self.diagnostics.borrow().len())
    }

    fn language(&self, code: &str) -> Option<Language> {
        self.languages.iter().position(|name| name.code == code).map(|i| Language::new(i as u8))
    }
}

/// A text and where it stands.
pub(super) type Placed<'t> = (&'t str, Range<usize>);

/// One table and where it stands.
pub(super) struct Section<'t> {
    report: &'t Report,
    table: &'t DeTable<'t>,
    /// The span of the key that opens it.
    pub(super) span: Range<usize>,
    name: String,
    known: RefCell<Vec<&'static str>>,
}

impl<'t> Section<'t> {
    pub(super) fn root(report: &'t Report, table: &'t DeTable<'t>) -> Section<'t> {
        Section { report, table, span: 0..0, name: String::new(), known: RefCell::default() }
    }

    fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.tolerate(key);
        self.table.get(key)
    }

    fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn expected(&self, key: &str, at: &Range<usize>, ru: &str, en: &str) {
        self.report.say(Code::BadSetting, at, &[("key", &self.full(key)), ("expected", ru), ("expected_en", en)]);
    }

    /// Reports something about a key of this table.
    pub(super) fn say(&self, code: Code, key: &'static str, facts: &[(&'static str, &str)]) {
        self.report.say(code, &self.place_of(key), facts);
    }

    /// Reports that a key of this table should hold something else.
    pub(super) fn expect(&self, key: &'static str, ru: &str, en: &str) {
        self.expected(key, &self.place_of(key), ru, en);
    }

    /// Where a key's value stands, or the table where it is not written.
    pub(super) fn place_of(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// The file of settings.
    pub(super) fn path(&self) -> &SourcePath {
        &self.report.path
    }

    /// Reports something about a place.
    pub(super) fn report(&self, code: Code, span: &Range<usize>, facts: &[(&'static str, &str)]) {
        self.report.say(code, span, facts);
    }

    /// The nearest of some names to what was written, unless much is wrong with the file already.
    pub(super) fn near<'n>(&self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        self.report.near(written, names)
    }

    /// Counts a key as known that another room reads.
    pub(super) fn tolerate(&self, key: &'static str) {
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
        }
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str) -> Option<&'t str> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.expected(key, &value.span(), "текст в кавычках", "a text in quotes");
        }
        text
    }

    /// A whole number that is not negative.
    pub(super) fn count(&self, key: &'static str) -> Option<u32> {
        let value = self.value(key)?;
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            self.expected(key, &value.span(), "целое число", "a whole number");
        }
        number
    }

    /// A number, whole or not.
    pub(super) fn number(&self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        let number = number(value);
        if number.is_none() {
            self.expected(key, &value.span(), "число", "a number");
        }
        number
    }

    /// A list of just so many numbers.
    pub(super) fn numbers<const N: usize>(&self, key: &'static str) -> Option<[f64; N]> {
        let value = self.value(key)?;
        let numbers: Option<Vec<f64>> =
            value.get_ref().as_array().map(|items| items.iter().filter_map(number).collect());
        let found = numbers.and_then(|numbers| <[f64; N]>::try_from(numbers).ok());
        if found.is_none() {
            self.expected(key, &value.span(), &format!("список чисел, всего {N}"), &format!("a list of {N} numbers"));
        }
        found
    }

    /// `true` or `false`; absent is `false`.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        self.switch(key).unwrap_or(false)
    }

    /// `true` or `false`, where it is written.
    pub(super) fn switch(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.expected(key, &value.span(), "true или false", "true or false");
        }
        flag
    }

    /// A list of texts with their places.
    pub(super) fn texts(&self, key: &'static str) -> Vec<(&'t str, Range<usize>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.expected(key, &value.span(), "список текстов: [\"…\", \"…\"]", "a list of texts: [\"…\", \"…\"]");
            return Vec::new();
        };
        self.few(key, items.len(), MOST_NAMES, &value.span());
        let mut texts = Vec::new();
        for item in items.iter().take(MOST_NAMES) {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text, item.span())),
                None => self.expected(key, &item.span(), "текст в кавычках", "a text in quotes"),
            }
        }
        texts
    }

    /// A text, or a text for each language.
    pub(super) fn localized(&self, key: &'static str) -> Option<Localized> {
        let value = self.value(key)?;
        self.localized_value(key, value)
    }

    fn localized_value(&self, key: &str, value: &Spanned<DeValue<'t>>) -> Option<Localized> {
        match value.get_ref() {
            DeValue::String(text) => Some(Localized::plain(text)),
            DeValue::Table(table) => {
                let mut texts = Localized::default();
                for (code, text) in table {
                    match (self.report.language(code.get_ref()), text.get_ref().as_str()) {
                        (Some(language), Some(text)) => texts.set(language, text),
                        // The default vocabulary speaks languages that a site need not have.
                        (None, Some(_)) => {}
                        (_, None) => self.expected(key, &text.span(), "текст в кавычках", "a text in quotes"),
                    }
                }
                if texts.is_empty() {
                    // Not one of the site's languages: a label in another one beats none, and more people read English.
                    let any =
                        table.get("en").into_iter().chain(table.values()).find_map(|text| text.get_ref().as_str());
                    return any.map(Localized::plain);
                }
                Some(texts)
            }
            _ => {
                let (ru, en) = ("текст или { ru = \"…\", en = \"…\" }", "a text or { ru = \"…\", en = \"…\" }");
                self.expected(key, &value.span(), ru, en);
                None
            }
        }
    }

    /// The forms after a number, for each language.
    pub(super) fn plurals(&self, key: &'static str) -> Option<Plurals> {
        let value = self.value(key)?;
        let (ru, en) = (
            "{ ru = { one = \"…\", few = \"…\", many = \"…\" }, en = { one = \"…\", other = \"…\" } }",
            "{ ru = { one = \"…\", few = \"…\", many = \"…\" }, en = { one = \"…\", other = \"…\" } }",
        );
        let Some(table) = value.get_ref().as_table() else {
            self.expected(key, &value.span(), ru, en);
            return None;
        };
        let mut plurals = Plurals::default();
        for (code, forms) in table {
            let Some(language) = self.report.language(code.get_ref()) else { continue };
            let mut found = Vec::new();
            for (name, form) in forms.get_ref().as_table().into_iter().flatten() {
                match (plural_category(name.get_ref()), form.get_ref().as_str()) {
                    (Some(category), Some(form)) => found.push((category, Arc::from(form))),
                    _ => self.expected(key, &name.span(), ru, en),
                }
            }
            plurals.set(language, found);
        }
        Some(plurals)
    }

    /// A table inside this one.
    pub(super) fn section(&self, key: &'static str) -> Option<Section<'t>> {
        let value = self.value(key)?;
        self.open(key, value.span(), value)
    }

    /// Reports more names than there can be.
    fn few(&self, key: &str, names: usize, most: usize, at: &Range<usize>) {
        if names > most {
            let (ru, en) =
                (format!("не больше {most} имён, а их {names}"), format!("at most {most} names, not {names}"));
            self.expected(key, at, &ru, &en);
        }
    }

    /// The tables inside a table whose keys are names of the site's own choice.
    pub(super) fn named(&self, key: &'static str) -> Vec<(&'t str, Section<'t>)> {
        self.named_few(key, MOST_NAMES)
    }

    /// So many of the tables inside a table whose keys are names of the site's own choice.
    pub(super) fn named_few(&self, key: &'static str, most: usize) -> Vec<(&'t str, Section<'t>)> {
        let Some(outer) = self.section(key) else { return Vec::new() };
        self.few(key, outer.table.len(), most, &outer.span);
        let open = |(name, value): (&'t Spanned<_>, &'t Spanned<DeValue<'t>>)| {
            let name: &'t std::borrow::Cow<'t, str> = name.get_ref();
            Some((&**name, outer.open(name, value.span(), value)?))
        };
        outer.table.iter().take(most).filter_map(open).collect()
    }

    /// The values of a table whose keys are names of the site's own choice, and where each key stands.
    pub(super) fn localized_names(&self, key: &'static str) -> Vec<(&'t str, Range<usize>, Localized)> {
        let Some(outer) = self.section(key) else { return Vec::new() };
        let read = |(name, value): (&'t Spanned<std::borrow::Cow<'t, str>>, &'t Spanned<DeValue<'t>>)| {
            Some((&**name.get_ref(), name.span(), outer.localized_value(name.get_ref(), value)?))
        };
        self.few(key, outer.table.len(), MOST_NAMES, &outer.span);
        outer.table.iter().take(MOST_NAMES).filter_map(read).collect()
    }

    /// The texts of a table whose keys are names of the site's own choice, with the places of key and value.
    pub(super) fn text_names(&self, key: &'static str) -> Vec<(Placed<'t>, Placed<'t>)> {
        let Some(outer) = self.section(key) else { return Vec::new() };
        self.few(key, outer.table.len(), MOST_NAMES, &outer.span);
        let mut found = Vec::new();
        for (name, value) in outer.table.iter().take(MOST_NAMES) {
            match value.get_ref().as_str() {
                Some(text) => found.push(((&**name.get_ref(), name.span()), (text, value.span()))),
                None => outer.expected(name.get_ref(), &value.span(), "текст в кавычках", "a text in quotes"),
            }
        }
        found
    }

    /// Whether a key is written at all, and is a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    fn open(&self, key: &str, span: Range<usize>, value: &'t Spanned<DeValue<'t>>) -> Option<Section<'t>> {
        let Some(table) = value.get_ref().as_table() else {
            self.expected(key, &span, "таблица", "a table");
            return None;
        };
        Some(Section { report: self.report, table, span, name: self.full(key), known: RefCell::default() })
    }

    /// Reports the keys that nobody read.
    pub(super) fn finish(self) {
        let known = self.known.borrow();
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let full = self.full(name);
                let all = join_names(known.iter().copied());
                let near = self.near(name, known.iter().copied());
                let mut facts = vec![("key", full.as_str()), ("known", all.as_str())];
                facts.extend(near.as_deref().map(|near| ("near", near)));
                self.report.say(Code::UnknownSetting, &key.span(), &facts);
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
    written.parse().ok().filter(|number: &f64| number.is_finite())
}
