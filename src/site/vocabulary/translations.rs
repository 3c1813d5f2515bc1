//! The labels of the default vocabulary in the languages that `default.toml` does not hold.

use std::collections::HashSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::site::language::own_codes;
use crate::site::language_name::LanguageName;

/// The tables of labels by language. Each has the tables of `default.toml`, with a text in the place of `{ ru = …, en = … }`.
const LANGUAGES: [(&str, &str); 5] = [
    ("de", include_str!("languages/de.toml")),
    ("es", include_str!("languages/es.toml")),
    ("fr", include_str!("languages/fr.toml")),
    ("kk", include_str!("languages/kk.toml")),
    ("tt", include_str!("languages/tt.toml")),
];

/// The table of plural forms.
const COUNT: &str = "count";

/// Adds the labels of a site's languages to the default vocabulary. A language with a region (`de-AT`) has those of the language
/// without it.
pub(in crate::site) fn add_translations(defaults: &mut DeTable<'_>, languages: &[LanguageName]) {
    let codes = languages.iter();
    let codes: HashSet<&str> = codes
        .flat_map(|language| own_codes(&language.code))
        .collect();
    for (code, text) in LANGUAGES.iter().filter(|(code, _)| codes.contains(code)) {
        if let Ok(labels) = DeTable::parse(text) {
            add(defaults, labels.into_inner(), code);
        }
    }
}

/// Adds the texts of `labels` to the tables of the same names, under a language.
fn add<'t>(defaults: &mut DeTable<'t>, labels: DeTable<'t>, code: &'static str) {
    for (key, value) in labels {
        let Some(known) = defaults.get_mut(&**key.get_ref()) else {
            continue;
        };
        let DeValue::Table(known) = known.get_mut() else {
            continue;
        };
        let is_text = matches!(value.get_ref(), DeValue::String(_));
        match value.into_inner() {
            DeValue::Table(labels) if key.get_ref() != COUNT => add(known, labels, code),
            text_or_forms if is_text || key.get_ref() == COUNT => {
                let language = Spanned::new(0..0, code.into());
                known.insert(language, Spanned::new(0..0, text_or_forms));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use toml::de::{DeTable, DeValue};

    use super::LANGUAGES;

    /// The paths of all texts in a language; `code` is none where a table has the texts of one language only.
    fn labels(table: &DeTable<'_>, code: Option<&str>, path: &str, found: &mut Vec<String>) {
        for (key, value) in table {
            let path = format!("{path}/{}", key.get_ref());
            match (value.get_ref(), code) {
                (DeValue::Table(inner), Some(code)) => match inner.get(code) {
                    Some(_) => found.push(path),
                    None => labels(inner, Some(code), &path, found),
                },
                (DeValue::Table(_), None) if path.ends_with("/count") => found.push(path),
                (DeValue::Table(inner), None) => labels(inner, None, &path, found),
                (DeValue::String(_), None) => found.push(path),
                _ => {}
            }
        }
        found.sort();
    }

    #[test]
    fn every_language_has_all_labels_and_no_other() {
        let parse = |text: &'static str| DeTable::parse(text).expect("TOML").into_inner();
        let mut english = Vec::new();
        labels(
            &parse(include_str!("default.toml")),
            Some("en"),
            "",
            &mut english,
        );
        assert!(english.len() > 200, "{} labels", english.len());
        for (code, text) in LANGUAGES {
            let mut own = Vec::new();
            labels(&parse(text), None, "", &mut own);
            assert_eq!(own, english, "{code}");
        }
    }
}
