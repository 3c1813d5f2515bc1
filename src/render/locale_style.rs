//! The formatting conventions of a language: the calendar and the numbers of CLDR, and the words of `strings.toml`.

use std::sync::Arc;

use icu_locale_core::Locale;
use minijinja::value::Value;

use super::locale_calendar::Calendar;
use super::locale_pattern::MonthForm;
use super::locale_symbols::NumberSymbols;
use super::locale_words::{OF_LANGUAGE, WORDS, WORDS_END, Words};
use crate::model::Messages;
use crate::site::{LanguageName, fallback_codes, locale_of, own_codes};
use crate::text::html::Escaped;

/// The formatting conventions of a language.
#[derive(Debug)]
pub(super) struct LocaleStyle {
    /// `None` if CLDR has none for any language of the chain.
    pub(super) calendar: Option<Calendar>,
    pub(super) symbols: NumberSymbols,
    pub(super) words: Words,
    /// The code of the language.
    pub(super) code: String,
    /// The direction of writing, as in `dir`.
    direction: &'static str,
    /// The languages of the site with theirs.
    languages: Vec<(String, &'static str)>,
}

impl LocaleStyle {
    /// The conventions for pages of a language. A language that CLDR lacks has those of the site's first language, or else of
    /// English.
    pub(super) fn new(
        messages: &Arc<Messages>,
        code: &str,
        languages: &[LanguageName],
    ) -> LocaleStyle {
        let languages = languages.iter();
        let languages: Vec<(String, &str)> = languages
            .map(|language| (language.code.clone(), language.direction.name()))
            .collect();
        let own = languages.iter().find(|(known, _)| known == code);
        let locales = fallback_codes(code, messages.first_language());
        let mut locales = locales.filter_map(locale_of);
        let known = locales.find_map(|locale| Some((Calendar::new(&locale)?, locale)));
        let locale = known.as_ref().map(|(_, locale)| locale.clone());
        LocaleStyle {
            symbols: NumberSymbols::new(&locale.unwrap_or(Locale::UNKNOWN)),
            calendar: known.map(|(calendar, _)| calendar),
            words: Words::new(messages, code),
            code: code.to_owned(),
            direction: own.map_or("ltr", |(_, direction)| direction),
            languages,
        }
    }

    /// A message as HTML, in a `<span lang>` if its language is not the page's.
    pub(super) fn marked_message(&self, text: &Arc<str>, language: &str) -> Value {
        match self.foreign_attributes(language) {
            Some(attributes) => Value::from_safe_string(marked(text, &attributes)),
            None => Value::from(text.clone()),
        }
    }

    /// A text of the page as HTML, in a `<span lang>` if a language is given that is not the page's.
    pub(super) fn marked_text(&self, text: String, language: Option<&str>) -> Value {
        match language.and_then(|code| self.foreign_attributes(code)) {
            Some(attributes) => Value::from_safe_string(marked(&text, &attributes)),
            None => Value::from(text),
        }
    }

    /// A text whose words of another language have marks, as HTML: these words are in a `<span lang>`.
    pub(super) fn with_marks_as_html(&self, text: String) -> Value {
        match text.contains(WORDS) {
            true => Value::from_safe_string(self.marks_as_html(&text)),
            false => Value::from(text),
        }
    }

    /// The same as a text of HTML.
    pub(super) fn marks_as_html(&self, text: &str) -> String {
        let mut parts = text.split(WORDS);
        let mut html = Escaped(parts.next().unwrap_or_default()).to_string();
        for part in parts {
            let Some((code, rest)) = part.split_once(OF_LANGUAGE) else {
                continue;
            };
            let (words, rest) = rest.split_once(WORDS_END).unwrap_or((rest, ""));
            let attributes = self.foreign_attributes(code).unwrap_or_default();
            html.push_str(&marked(words, &attributes));
            html.push_str(&Escaped(rest).to_string());
        }
        html
    }

    /// The attributes `lang` and `dir` of a text in another language than the page's; `None` if it is the page's.
    pub(super) fn foreign_attributes(&self, language: &str) -> Option<String> {
        if own_codes(&self.code).any(|own| own == language) {
            return None;
        }
        let known = self.languages.iter().find(|(code, _)| code == language);
        let direction = known.map_or("ltr", |(_, attributes)| attributes);
        let lang = format!(" lang=\"{}\"", Escaped(language));
        Some(match direction == self.direction {
            true => lang,
            false => format!("{lang} dir=\"{direction}\""),
        })
    }

    /// What stands between the values of a list.
    pub(super) fn list_separator(&self) -> &str {
        self.words.get("list_separator")
    }

    /// The names of the months, or their abbreviations.
    pub(super) fn months(&self) -> Vec<&str> {
        let calendar = self.calendar.as_ref();
        let name = |calendar, month| Calendar::month_name(calendar, month, MonthForm::Alone);
        let names = calendar.map(|calendar| (1..=12).map(|month| name(calendar, month)).collect());
        names.unwrap_or_default()
    }

    /// The abbreviations of the months: those of `strings.toml`, or else of CLDR.
    pub(super) fn short_months(&self) -> Vec<&str> {
        let own = self.words.own("months_short");
        let own: Vec<&str> = own.into_iter().flat_map(str::split_whitespace).collect();
        match &self.calendar {
            Some(calendar) if own.len() != 12 => calendar.short_months().collect(),
            _ => own,
        }
    }

    pub(super) fn yes_or_no(&self, yes: bool) -> &str {
        self.words.get(if yes { "yes" } else { "no" })
    }
}

/// A text as HTML in a `<span>` with attributes.
pub(super) fn marked(text: &str, attributes: &str) -> String {
    format!("<span{attributes}>{}</span>", Escaped(text))
}
