//! Reads localized texts and plural forms from TOML tables.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use icu_plurals::PluralCategory;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::language::{ENGLISH, Language, own_codes};
use super::localized::{Localized, Plurals};
use super::plural_rule::{plural_category, plural_forms_diagnostic};
use super::setting_text::TextForm;
use super::toml_reader::{MAX_NAMES, TableReader};
use crate::diagnostic::{Code, Location, Span};

impl<'t> TableReader<'t> {
    /// Reads a text, or a table of texts by language.
    pub(super) fn localized(&self, key: &'static str) -> Option<Localized> {
        let value = self.value(key)?;
        self.localized_value(key, value)
    }

    fn localized_value(&self, key: &str, value: &Spanned<DeValue<'t>>) -> Option<Localized> {
        let mut texts = match value.get_ref() {
            DeValue::String(text) => Localized::plain(text),
            DeValue::Table(table) => self.texts_by_language(key, table)?,
            _ => {
                let (ru, en) = (
                    "текст или { ru = \"…\", en = \"…\" }",
                    "a text or { ru = \"…\", en = \"…\" }",
                );
                self.report_type(key, &value.span(), ru, en);
                return None;
            }
        };
        let form = |text: &Arc<str>| TextForm {
            category: None,
            text: text.clone(),
        };
        let forms = texts.iter();
        let forms = forms.map(|(language, text)| (language, vec![form(text)]));
        let path = self.full_key(key);
        self.report.add_text(path, &value.span(), forms.collect());
        texts.drop_spare(self.report.languages().len());
        Some(texts)
    }

    /// Reads a table of texts by language. `None` if all are blank.
    fn texts_by_language(&self, key: &str, table: &DeTable<'t>) -> Option<Localized> {
        let mut texts = Localized::default();
        for (code, text) in table {
            let is_own = |known: &str| {
                let own = table.get(known).and_then(|text| text.get_ref().as_str());
                own.is_some_and(|text| !text.trim().is_empty())
            };
            let languages = self.languages_of(code.get_ref(), &code.span(), is_own);
            match text.get_ref().as_str() {
                Some(text) if text.trim().is_empty() => {}
                Some(_) if languages.is_empty() => {
                    self.report_language(code.get_ref(), &code.span());
                }
                Some(text) => languages
                    .into_iter()
                    .for_each(|language| texts.set(language, text)),
                None => self.report_type(key, &text.span(), "текст в кавычках", "a text in quotes"),
            }
        }
        if texts.is_empty() {
            // None of the site's languages, and no English.
            let mut any = table.values().filter_map(|text| text.get_ref().as_str());
            let any = any.find(|text| !text.trim().is_empty());
            return any.map(Localized::plain);
        }
        Some(texts)
    }

    /// The languages that take a text. English texts of the default vocabulary, whose spans are empty, are kept for sites without
    /// pages in English.
    fn languages_of(
        &self,
        code: &str,
        at: &Range<usize>,
        has_own: impl Fn(&str) -> bool,
    ) -> Vec<Language> {
        let mut languages = self.report.languages_of(code, has_own);
        let is_spare = code == ENGLISH && at.is_empty();
        if is_spare && !self.report.languages().contains(&ENGLISH) {
            languages.push(Language::ENGLISH);
        }
        languages
    }

    /// Reports a language that the site lacks. The default vocabulary, whose spans are empty, has languages that a site need
    /// not have.
    fn report_language(&self, code: &str, at: &Range<usize>) {
        if !at.is_empty() {
            self.report.report_language(code, at);
        }
    }

    /// Reports plural forms of the site that lack one of its languages.
    fn check_plurals(&self, key: &str, table: &DeTable<'_>, at: &Range<usize>) {
        let languages = self.report.languages();
        let missing = languages
            .into_iter()
            .find(|code| !own_codes(code).any(|own| table.contains_key(own)));
        if let Some(code) = missing.filter(|_| !at.is_empty()) {
            let key = format!("{}.{code}", self.full_key(key));
            let example = format!("{code} = {{ one = \"…\", other = \"…\" }}");
            self.report(
                Code::MissingSetting,
                at,
                &[("key", &key), ("example", &example)],
            );
        }
    }

    /// Reports plural forms of the site that the language has not, or lacks.
    fn check_forms(
        &self,
        key: &str,
        code: &Spanned<Cow<'_, str>>,
        forms: &[(PluralCategory, Arc<str>)],
    ) {
        let categories: Vec<PluralCategory> = forms.iter().map(|(category, _)| *category).collect();
        let at = Location {
            path: self.path().clone(),
            span: Span::new(code.span()),
        };
        let key = format!("{}.{}", self.full_key(key), code.get_ref());
        let found = plural_forms_diagnostic(code.get_ref(), &key, &categories, at);
        self.report.extend(found);
    }

    /// Reads plural forms by language.
    pub(super) fn plurals(&self, key: &'static str) -> Option<Plurals> {
        let value = self.value(key)?;
        let (ru, en) = (
            "{ ru = { one = \"…\", few = \"…\", many = \"…\" }, en = { one = \"…\", other = \"…\" } }",
            "{ ru = { one = \"…\", few = \"…\", many = \"…\" }, en = { one = \"…\", other = \"…\" } }",
        );
        let Some(table) = value.get_ref().as_table() else {
            self.report_type(key, &value.span(), ru, en);
            return None;
        };
        let mut plurals = Plurals::default();
        for (code, forms) in table {
            let is_own = |known: &str| table.get(known).is_some_and(has_forms);
            let languages = self.languages_of(code.get_ref(), &code.span(), is_own);
            if languages.is_empty() {
                self.report_language(code.get_ref(), &code.span());
                continue;
            }
            let mut found = Vec::new();
            for (name, form) in forms.get_ref().as_table().into_iter().flatten() {
                match (plural_category(name.get_ref()), form.get_ref().as_str()) {
                    (Some(_), Some(form)) if form.trim().is_empty() => {}
                    (Some(category), Some(form)) => found.push((category, Arc::from(form))),
                    _ => self.report_type(key, &name.span(), ru, en),
                }
            }
            if found.is_empty() {
                continue;
            }
            if !code.span().is_empty() {
                self.check_forms(key, code, &found);
            }
            for language in languages {
                plurals.set(language, found.clone());
            }
        }
        let path = self.full_key(key);
        self.report
            .add_text(path, &value.span(), plurals.text_forms());
        self.check_plurals(key, table, &value.span());
        Some(plurals)
    }

    /// Reads the localized texts of a table with free keys, with the spans of the keys.
    pub(super) fn localized_entries(
        &self,
        key: &'static str,
    ) -> Vec<(&'t str, Range<usize>, Localized)> {
        let Some(outer) = self.table(key) else {
            return Vec::new();
        };
        let read = |(name, value): (&'t Spanned<Cow<'t, str>>, &'t Spanned<DeValue<'t>>)| {
            Some((
                &**name.get_ref(),
                name.span(),
                outer.localized_value(name.get_ref(), value)?,
            ))
        };
        self.check_count(key, outer.entries.len(), MAX_NAMES, &outer.span);
        outer
            .entries
            .iter()
            .take(MAX_NAMES)
            .filter_map(read)
            .collect()
    }
}

/// Whether a table of plural forms has one that is not blank.
fn has_forms(forms: &Spanned<DeValue<'_>>) -> bool {
    let forms = forms.get_ref().as_table().into_iter().flatten();
    let mut texts = forms.filter_map(|(_, form)| form.get_ref().as_str());
    texts.any(|text| !text.trim().is_empty())
}
