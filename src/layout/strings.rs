//! The words of the interface, from `layouts/strings.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules, PluralRulesOptions};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span};
use crate::site::plural_category;
use crate::source::SourcePath;

/// The words of the interface in every language that the file has.
#[derive(Debug, Default)]
pub struct Strings {
    languages: HashMap<String, HashMap<String, Words>>,
}

#[derive(Debug)]
enum Words {
    Plain(Arc<str>),
    Plural(Vec<(PluralCategory, Arc<str>)>),
}

impl Strings {
    pub(super) fn read(text: &str, path: &SourcePath) -> Checked<Strings> {
        let mut strings = Strings::default();
        let mut diagnostics = Vec::new();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = Location { path: path.clone(), span: Span::new(error.span().unwrap_or(0..0)) };
            diagnostics.push(Diagnostic::new(Code::BadToml, at).with("words", error.message()));
        }
        for (code, words) in table.get_ref() {
            let mut all = HashMap::new();
            for (key, value) in words.get_ref().as_table().into_iter().flatten() {
                let words = match value.get_ref() {
                    DeValue::String(text) => Some(Words::Plain(Arc::from(&**text))),
                    DeValue::Table(forms) => plural(forms).map(Words::Plural),
                    _ => None,
                };
                match words {
                    Some(words) => drop(all.insert(key.get_ref().to_string(), words)),
                    None => {
                        let at = Location { path: path.clone(), span: Span::new(value.span()) };
                        let diagnostic = Diagnostic::new(Code::BadStrings, at).with("key", &**key.get_ref());
                        let (ru, en) = (
                            "нужен текст или формы one, few, many, other",
                            "a text or the forms one, few, many, other are needed",
                        );
                        diagnostics.push(diagnostic.with("words", ru).with("words_en", en));
                    }
                }
            }
            strings.languages.insert(code.get_ref().to_string(), all);
        }
        Checked { value: strings, diagnostics }
    }

    /// Takes over the words that others have and these lack.
    pub(super) fn fill(&mut self, others: Strings) {
        for (code, words) in others.languages {
            let own = self.languages.entry(code).or_default();
            for (key, words) in words {
                own.entry(key).or_insert(words);
            }
        }
    }

    /// All words of a language whose keys begin with a prefix, without it; the forms of a plural as `key.few`.
    pub fn flat(&self, code: &str, prefix: &str) -> Vec<(String, String)> {
        let mut found = BTreeMap::new();
        // What a language lacks, English and Russian give.
        for code in ["ru", "en", code] {
            for (key, words) in self.languages.get(code).into_iter().flatten() {
                let Some(key) = key.strip_prefix(prefix) else { continue };
                match words {
                    Words::Plain(text) => drop(found.insert(key.to_owned(), text.to_string())),
                    Words::Plural(forms) => {
                        found.retain(|known: &String, _| known.split_once('.').is_none_or(|(known, _)| known != key));
                        for (category, text) in forms {
                            found.insert(format!("{key}.{}", plural_name(*category)), text.to_string());
                        }
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// The words of a key for a language, or in English, or in Russian; with a number, its plural form.
    pub fn get(&self, code: &str, key: &str, number: Option<f64>) -> Option<&Arc<str>> {
        let (code, words) =
            [code, "en", "ru"].into_iter().find_map(|code| Some((code, self.languages.get(code)?.get(key)?)))?;
        match words {
            Words::Plain(text) => Some(text),
            Words::Plural(forms) => {
                let category = category(code, number.unwrap_or(0.0));
                let form = forms.iter().find(|(known, _)| *known == category);
                let form = form.or_else(|| forms.iter().find(|(known, _)| *known == PluralCategory::Other));
                form.or(forms.last()).map(|(_, text)| text)
            }
        }
    }
}

fn plural(forms: &DeTable<'_>) -> Option<Vec<(PluralCategory, Arc<str>)>> {
    forms
        .iter()
        .map(|(name, form)| Some((plural_category(name.get_ref())?, Arc::from(form.get_ref().as_str()?))))
        .collect()
}

/// CLDR's name of a plural category.
fn plural_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// The plural category of a number in a language, by CLDR; `other` for a language that CLDR does not know.
pub(super) fn category(code: &str, number: f64) -> PluralCategory {
    let options = PluralRulesOptions::default().with_type(PluralRuleType::Cardinal);
    let rules = code.parse::<Locale>().ok().and_then(|locale| PluralRules::try_new(locale.into(), options).ok());
    let Some(rules) = rules else { return PluralCategory::Other };
    if number.fract() == 0.0 && number >= 0.0 {
        return rules.category_for(number as u64);
    }
    // CLDR's `other` is what fractions take in the languages whose integers have `few` and `many`.
    PluralCategory::Other
}
