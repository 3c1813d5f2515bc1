//! The message catalogue of the interface, from `layouts/strings.toml`, with plural forms by CLDR.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use icu_plurals::PluralCategory;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span};
use crate::site::{
    Facet, Site, TextForm, fallback_codes, own_codes, plural_category, plural_category_for,
    plural_name,
};
use crate::source::SourcePath;
use crate::text::is_blank;

/// The interface messages by language and key. A message that a language lacks is that of the site's first language, or else
/// the English one.
#[derive(Debug, Default)]
pub struct Messages {
    languages: HashMap<String, HashMap<String, Message>>,
    /// The code of the site's first language; empty while it is unknown.
    first_language: String,
    /// The codes of the languages with their places, in the order of the codes.
    places: Vec<(String, Span)>,
}

#[derive(Debug)]
enum Message {
    Plain(Arc<str>),
    Plural(Vec<(PluralCategory, Arc<str>)>),
}

impl Message {
    /// Whether there is nothing to show.
    fn is_blank(&self) -> bool {
        match self {
            Message::Plain(text) => is_blank(text),
            Message::Plural(forms) => forms.is_empty(),
        }
    }

    /// The text, or the plural form of a number by the rule of a language. `None` if there are no forms.
    fn form(&self, code: &str, number: Option<f64>) -> Option<&Arc<str>> {
        let forms = match self {
            Message::Plain(text) => return Some(text),
            Message::Plural(forms) => forms,
        };
        let category = plural_category_for(code, number.unwrap_or(0.0));
        let of = |wanted| forms.iter().find(|(known, _)| *known == wanted);
        let form = of(category).or_else(|| of(PluralCategory::Other));
        form.or(forms.last()).map(|(_, text)| text)
    }
}

impl Messages {
    /// Parses a catalogue. Blank messages are absent. Reports TOML errors and values that are neither a text nor plural forms, at `path`.
    pub fn parse(text: &str, path: &SourcePath) -> Checked<Messages> {
        let mut messages = Messages::default();
        let mut diagnostics = Vec::new();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = Location {
                path: path.clone(),
                span: Span::new(error.span().unwrap_or(0..0)),
            };
            diagnostics.push(Diagnostic::new(Code::BadToml, at).with("words", error.message()));
        }
        for (code, entries) in table.get_ref() {
            let mut all = HashMap::new();
            for (key, value) in entries.get_ref().as_table().into_iter().flatten() {
                let message = match value.get_ref() {
                    DeValue::String(text) => Some(Message::Plain(Arc::from(&**text))),
                    DeValue::Table(forms) => plural(forms).map(Message::Plural),
                    _ => None,
                };
                match message {
                    Some(message) if message.is_blank() => {}
                    Some(message) => drop(all.insert(key.get_ref().to_string(), message)),
                    None => {
                        let at = Location {
                            path: path.clone(),
                            span: Span::new(value.span()),
                        };
                        let diagnostic =
                            Diagnostic::new(Code::BadStrings, at).with("key", &**key.get_ref());
                        let (ru, en) = (
                            "нужен текст или формы one, few, many, other",
                            "a text or the forms one, few, many, other are needed",
                        );
                        diagnostics.push(diagnostic.with("words", ru).with("words_en", en));
                    }
                }
            }
            let place = (code.get_ref().to_string(), Span::new(code.span()));
            messages.places.push(place);
            messages.languages.insert(code.get_ref().to_string(), all);
        }
        Checked {
            value: messages,
            diagnostics,
        }
    }

    /// Returns the codes of the languages with their places.
    pub fn languages(&self) -> impl Iterator<Item = (&str, Span)> {
        let places = self.places.iter();
        places.map(|(code, span)| (&**code, *span))
    }

    /// Adds the messages of `defaults` whose keys are missing here.
    pub fn merge_defaults(&mut self, defaults: Messages) {
        for (code, messages) in defaults.languages {
            let own = self.languages.entry(code).or_default();
            for (key, message) in messages {
                own.entry(key).or_insert(message);
            }
        }
    }

    /// Adds the names of regions and sectors in the languages of the vocabulary that have no messages for them.
    pub fn add_facet_names(&mut self, site: &Site) {
        const NAMES: [(Facet, &[&str], &str); 2] = [
            (Facet::Region, &["nav_region"], "region"),
            (Facet::Sector, &["nav_sector", "sectors"], "sector"),
        ];
        for (facet, plural, singular) in NAMES {
            let Some(kind) = site.vocabulary.facet(facet) else {
                continue;
            };
            let kind = site.vocabulary.kind(kind);
            let plural = plural.iter().map(|key| (*key, &kind.title));
            for (key, text) in plural.chain([(singular, &kind.label)]) {
                for (language, text) in text.iter() {
                    let own = self.languages.entry(site.code(language).to_owned());
                    let own = own.or_default().entry(key.to_owned());
                    own.or_insert_with(|| Message::Plain(text.clone()));
                }
            }
        }
    }

    /// Returns the messages whose keys begin with a prefix, sorted by key, without the prefix. Plural forms are named
    /// `key.few`; `key.language` is the language of a message, if it is not that of the page.
    pub fn with_prefix(&self, page: &str, prefix: &str) -> Vec<(String, String)> {
        let mut found = BTreeMap::new();
        // A language nearer to the page's replaces the messages of those behind it.
        let mut chain: Vec<&str> = fallback_codes(page, &self.first_language).collect();
        chain.reverse();
        for code in chain {
            for (key, message) in self.languages.get(code).into_iter().flatten() {
                let Some(key) = key.strip_prefix(prefix) else {
                    continue;
                };
                let is_foreign = !own_codes(page).any(|own| own == code);
                found.remove(&format!("{key}.language"));
                match message {
                    Message::Plain(text) => drop(found.insert(key.to_owned(), text.to_string())),
                    Message::Plural(forms) => {
                        found.retain(|known: &String, _| {
                            known.split_once('.').is_none_or(|(known, _)| known != key)
                        });
                        for (category, text) in forms {
                            found.insert(
                                format!("{key}.{}", plural_name(*category)),
                                text.to_string(),
                            );
                        }
                    }
                }
                if is_foreign {
                    found.insert(format!("{key}.language"), code.to_owned());
                }
            }
        }
        found.into_iter().collect()
    }

    /// Returns the code of the language whose messages stand in for those that another lacks.
    pub fn first_language(&self) -> &str {
        &self.first_language
    }

    /// Sets the language whose messages stand in for those that another lacks.
    pub fn set_first_language(&mut self, code: &str) {
        code.clone_into(&mut self.first_language);
    }

    /// Returns the message of a key in a language or in one that stands in for it. `number` selects the plural form, by the rule
    /// of the message's language. `None` if none of the languages has the key.
    pub fn get<'a>(
        &'a self,
        code: &'a str,
        key: &str,
        number: Option<f64>,
    ) -> Option<&'a Arc<str>> {
        let found = self.get_with_language(code, key, number);
        found.map(|(text, _)| text)
    }

    /// As [`Messages::get`], with the code of the language that has the message.
    pub fn get_with_language<'a>(
        &'a self,
        code: &'a str,
        key: &str,
        number: Option<f64>,
    ) -> Option<(&'a Arc<str>, &'a str)> {
        let (code, message) = fallback_codes(code, &self.first_language)
            .find_map(|code| Some((code, self.languages.get(code)?.get(key)?)))?;
        Some((message.form(code, number)?, code))
    }

    /// Returns the text or the plural forms of a key in a language, or in that language without its region. `None` if it has none.
    pub fn own_forms(&self, code: &str, key: &str) -> Option<Vec<TextForm>> {
        let messages = own_codes(code).filter_map(|code| self.languages.get(code));
        let mut found = messages.filter_map(|messages| messages.get(key));
        Some(match found.next()? {
            Message::Plain(text) => vec![TextForm {
                category: None,
                text: text.clone(),
            }],
            Message::Plural(forms) => forms
                .iter()
                .map(|(category, text)| TextForm {
                    category: Some(*category),
                    text: text.clone(),
                })
                .collect(),
        })
    }

    /// Returns the keys of all languages, sorted.
    pub fn keys(&self) -> BTreeSet<&str> {
        let keys = self.languages.values().flat_map(HashMap::keys);
        keys.map(|key| &**key).collect()
    }

    /// Returns the message of a key in a language, or in that language without its region. `None` if it has none, or has plural
    /// forms.
    pub fn own(&self, code: &str, key: &str) -> Option<&Arc<str>> {
        own_codes(code).find_map(|code| match self.languages.get(code)?.get(key)? {
            Message::Plain(text) => Some(text),
            Message::Plural(_) => None,
        })
    }
}

fn plural(forms: &DeTable<'_>) -> Option<Vec<(PluralCategory, Arc<str>)>> {
    forms
        .iter()
        .map(|(name, form)| {
            Some((
                plural_category(name.get_ref())?,
                Arc::from(form.get_ref().as_str()?),
            ))
        })
        .filter(|form| form.as_ref().is_none_or(|(_, text)| !is_blank(text)))
        .collect()
}
