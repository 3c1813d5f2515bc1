//! Reads localized texts and plural forms from TOML tables.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::language::{ENGLISH, Language};
use super::localized::{Localized, Plurals, plural_category};
use super::toml_reader::{MAX_NAMES, TableReader};
use crate::diagnostic::Code;

impl<'t> TableReader<'t> {
    /// Reads a text, or a table of texts by language.
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
                    match (
                        self.language_of(code.get_ref(), &code.span()),
                        text.get_ref().as_str(),
                    ) {
                        (_, Some(text)) if text.trim().is_empty() => {}
                        (Some(language), Some(text)) => texts.set(language, text),
                        (None, Some(_)) => self.report_language(code.get_ref(), &code.span()),
                        (_, None) => self.report_type(
                            key,
                            &text.span(),
                            "текст в кавычках",
                            "a text in quotes",
                        ),
                    }
                }
                if texts.is_empty() {
                    // None of the site's languages, and no English.
                    let mut any = table.values().filter_map(|text| text.get_ref().as_str());
                    let any = any.find(|text| !text.trim().is_empty());
                    return any.map(Localized::plain);
                }
                texts.drop_spare(self.report.languages().len());
                Some(texts)
            }
            _ => {
                let (ru, en) = (
                    "текст или { ru = \"…\", en = \"…\" }",
                    "a text or { ru = \"…\", en = \"…\" }",
                );
                self.report_type(key, &value.span(), ru, en);
                None
            }
        }
    }

    /// The language of a text. English texts of the default vocabulary, whose spans are empty, are kept for sites without pages in
    /// English.
    fn language_of(&self, code: &str, at: &Range<usize>) -> Option<Language> {
        let known = self.report.language(code);
        known.or((code == ENGLISH && at.is_empty()).then_some(Language::ENGLISH))
    }

    /// Reports a language that the site lacks. The default vocabulary, whose spans are empty, has languages that a site need
    /// not have.
    fn report_language(&self, code: &str, at: &Range<usize>) {
        if at.is_empty() {
            return;
        }
        let known = self.report.languages();
        let near = self.suggest(code, known.iter().copied());
        let known = known.join(", ");
        let mut facts = vec![("language", code), ("known", &*known)];
        facts.extend(near.as_deref().map(|near| ("near", near)));
        self.report(Code::UnknownLanguage, at, &facts);
    }

    /// Reports plural forms of the site that lack one of its languages.
    fn check_plurals(&self, key: &str, table: &DeTable<'_>, at: &Range<usize>) {
        let languages = self.report.languages();
        let missing = languages
            .into_iter()
            .find(|code| !table.contains_key(*code));
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
            let Some(language) = self.language_of(code.get_ref(), &code.span()) else {
                self.report_language(code.get_ref(), &code.span());
                continue;
            };
            let mut found = Vec::new();
            for (name, form) in forms.get_ref().as_table().into_iter().flatten() {
                match (plural_category(name.get_ref()), form.get_ref().as_str()) {
                    (Some(category), Some(form)) => found.push((category, Arc::from(form))),
                    _ => self.report_type(key, &name.span(), ru, en),
                }
            }
            plurals.set(language, found);
        }
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
