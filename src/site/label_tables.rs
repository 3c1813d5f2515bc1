//! `[labels.CODE]`: the labels of the vocabulary in a language, each by the path of its key.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::toml_report::TomlReport;
use crate::diagnostic::Code;

/// The table of the labels by language.
pub(super) const LABELS: &str = "labels";

/// The keys that hold a label, and the tables whose entries are labels.
const KEYS: [&str; 8] = [
    "label",
    "title",
    "count",
    "inverse_label",
    "description",
    "licence",
    "text",
    "credit",
];
const TABLES: [&str; 4] = ["choices", "titles", "roles", "statuses"];

/// The labels that a site states by language, before they are added to the settings.
pub(super) struct LabelTables<'t>(Option<Spanned<DeValue<'t>>>);

impl<'t> LabelTables<'t> {
    /// Takes the labels out of the tables of a site.
    pub(super) fn take(site: &mut DeTable<'t>) -> LabelTables<'t> {
        LabelTables(site.remove(LABELS))
    }

    /// Adds the labels to the tables of the settings, where these have none in the language. `first` is the language of a label
    /// that is a text alone. Reports labels of no key.
    pub(super) fn add_to(self, settings: &mut DeTable<'t>, first: &str, report: &TomlReport) {
        let Some(languages) = self.0 else {
            return;
        };
        let at = languages.span();
        let DeValue::Table(languages) = languages.into_inner() else {
            report_value(report, LABELS, &at);
            return;
        };
        for (code, labels) in languages {
            let (name, at) = (code.get_ref().to_string(), code.span());
            let DeValue::Table(labels) = labels.into_inner() else {
                report_value(report, &format!("{LABELS}.{name}"), &at);
                continue;
            };
            if report.languages_of(&name, |_| false).is_empty() {
                report.report_language(&name, &at);
                continue;
            }
            for (path, label) in labels {
                let is_added = is_label(path.get_ref())
                    && insert(settings, path.get_ref(), &code, label, first);
                if !is_added {
                    let key = format!("{LABELS}.{name}.\"{}\"", path.get_ref());
                    report.report(Code::UnknownSetting, &path.span(), &[("key", &key)]);
                }
            }
        }
    }
}

fn report_value(report: &TomlReport, key: &str, at: &std::ops::Range<usize>) {
    let (ru, en) = ("таблица подписей", "a table of labels");
    let facts = [("key", key), ("expected", ru), ("expected_en", en)];
    report.report(Code::BadSetting, at, &facts);
}

/// Whether a path is that of a label.
fn is_label(path: &str) -> bool {
    let mut parts = path.rsplit('.');
    let last = parts.next().unwrap_or_default();
    KEYS.contains(&last) || parts.next().is_some_and(|table| TABLES.contains(&table))
}

/// Adds a label to the value of a path. Returns whether there is such a value.
fn insert<'t>(
    settings: &mut DeTable<'t>,
    path: &str,
    code: &Spanned<Cow<'t, str>>,
    label: Spanned<DeValue<'t>>,
    first: &str,
) -> bool {
    let (name, rest) = match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let Some(value) = settings.get_mut(name) else {
        return false;
    };
    let span = value.span();
    match (value.get_mut(), rest) {
        (DeValue::Table(table), Some(rest)) => insert(table, rest, code, label, first),
        (DeValue::Table(texts), None) => {
            // A label of the vocabulary is replaced, and one that stands in its place stays.
            let known = texts.get(&**code.get_ref());
            let is_stated = known.is_some_and(|text| !text.span().is_empty() && !is_blank(text));
            if !is_stated && !is_blank(&label) {
                // A map keeps the key that it has, and the place of this one is needed.
                texts.remove(&**code.get_ref());
                texts.insert(key(code, &label), label);
            }
            true
        }
        (DeValue::String(text), None) => {
            let mut texts = DeTable::default();
            let own = Spanned::new(span.clone(), DeValue::String(std::mem::take(text)));
            texts.insert(Spanned::new(span, Cow::Owned(first.to_owned())), own);
            if code.get_ref() != first && !is_blank(&label) {
                texts.insert(key(code, &label), label);
            }
            *value.get_mut() = DeValue::Table(texts);
            true
        }
        _ => false,
    }
}

/// The key of a label among the texts of its value. Mistakes in the label are reported at the label.
fn key<'t>(code: &Spanned<Cow<'t, str>>, label: &Spanned<DeValue<'t>>) -> Spanned<Cow<'t, str>> {
    Spanned::new(label.span(), code.get_ref().clone())
}

/// Whether a label, or each of its forms, is blank.
fn is_blank(label: &Spanned<DeValue<'_>>) -> bool {
    match label.get_ref() {
        DeValue::String(text) => text.trim().is_empty(),
        DeValue::Table(forms) => forms.values().all(is_blank),
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => false,
    }
}
