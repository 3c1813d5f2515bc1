//! The words and patterns of a language that CLDR has not, from `strings.toml`.

use std::sync::Arc;

use crate::model::Messages;
use crate::site::own_codes;

/// The words of a page's language.
#[derive(Debug)]
pub(super) struct Words {
    messages: Arc<Messages>,
    code: String,
}

/// A form of a date within a pattern: `{date}`, or one of the cases, which a language may use for whatever it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `{date}`: the date by itself.
    Plain,
    /// `{genitive}`
    Genitive,
    /// `{dative}`
    Dative,
    /// `{accusative}`
    Accusative,
    /// `{ablative}`
    Ablative,
    /// `{locative}`
    Locative,
}

impl Form {
    const ALL: [(&'static str, Form); 6] = [
        ("date", Form::Plain),
        ("genitive", Form::Genitive),
        ("dative", Form::Dative),
        ("accusative", Form::Accusative),
        ("ablative", Form::Ablative),
        ("locative", Form::Locative),
    ];

    /// The names of all forms.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        Form::ALL.iter().map(|(name, _)| *name)
    }

    /// The name of the form, in placeholders and at the end of keys.
    pub(super) fn name(self) -> &'static str {
        let known = Form::ALL.iter().find(|(_, form)| *form == self);
        known.map_or("", |(name, _)| name)
    }

    /// The form that a pattern asks for.
    pub(super) fn in_pattern(pattern: &str) -> Form {
        let asks = |name: &str| placeholders(pattern).any(|known| known == name);
        let known = Form::ALL.into_iter().find(|(name, _)| asks(name));
        known.map_or(Form::Plain, |(_, form)| form)
    }
}

impl Words {
    /// The words of a language, by its code.
    pub(super) fn new(messages: &Arc<Messages>, code: &str) -> Words {
        Words {
            messages: messages.clone(),
            code: code.to_owned(),
        }
    }

    /// The word or pattern of a key, in the page's language or in one that stands in for it; empty if none has it.
    pub(super) fn get(&self, key: &str) -> &str {
        self.messages
            .get(&self.code, key, None)
            .map_or("", |text| text)
    }

    /// The language of the word of a key, if it is not the page's.
    pub(super) fn language(&self, key: &str) -> Option<&str> {
        let found = self.messages.get_with_language(&self.code, key, None);
        let language = found.map(|(_, language)| language)?;
        (!own_codes(&self.code).any(|own| own == language)).then_some(language)
    }

    /// The word or pattern of a key in a form, from the language that has the key. `None` if it has no such form.
    pub(super) fn in_form(&self, key: &str, form: Form) -> Option<&str> {
        let found = self.messages.get_with_language(&self.code, key, None);
        let code = found.map_or(&*self.code, |(_, code)| code);
        let key = format!("{key}_{}", form.name());
        self.messages.own(code, &key).map(|text| &**text)
    }

    /// The pattern of a key with its values. Words of a pattern of another language have marks, see [`WORDS`].
    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.fill_pattern(self.get(key), self.language(key), values)
    }

    /// The same for the pattern of a form, if the language that has the key has one.
    pub(super) fn filled_in_form(&self, key: &str, form: Form, values: &[(&str, &str)]) -> String {
        let pattern = self.in_form(key, form);
        let pattern = pattern.unwrap_or_else(|| self.get(key));
        self.fill_pattern(pattern, self.language(key), values)
    }

    fn fill_pattern(&self, pattern: &str, code: Option<&str>, values: &[(&str, &str)]) -> String {
        match code {
            None => fill(pattern, values),
            Some(code) => fill(&with_marks(pattern, code), values),
        }
    }

    /// The word of a key that not every language has. `None` if the page's language has none.
    pub(super) fn own(&self, key: &str) -> Option<&str> {
        self.messages.own(&self.code, key).map(|text| &**text)
    }
}

/// What stands before words of another language within a date, and between the code of that language and these words. Dates are
/// put together of patterns of several languages, and have no characters for private use of their own.
pub(super) const WORDS: char = '\u{e000}';
/// What stands between the code of the language and the words.
pub(super) const OF_LANGUAGE: char = '\u{e001}';
/// What stands after the words.
pub(super) const WORDS_END: char = '\u{e002}';

/// A text without these marks.
pub(super) fn without_marks(text: String) -> String {
    if !text.contains(WORDS) {
        return text;
    }
    let mut parts = text.split(WORDS);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let words = part
            .split_once(OF_LANGUAGE)
            .map_or(part, |(_, words)| words);
        text + &words.replace(WORDS_END, "")
    })
}

/// A pattern in which each run of words outside of placeholders has marks.
fn with_marks(pattern: &str, code: &str) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while !rest.is_empty() {
        let start = rest.find('{').unwrap_or(rest.len());
        let (words, after) = rest.split_at(start);
        match words.contains(char::is_alphabetic) {
            true => text.extend([
                WORDS.to_string().as_str(),
                code,
                OF_LANGUAGE.to_string().as_str(),
                words,
                WORDS_END.to_string().as_str(),
            ]),
            false => text.push_str(words),
        }
        let end = after.find('}').map_or(after.len(), |end| end + 1);
        text.push_str(&after[..end]);
        rest = &after[end..];
    }
    text
}

/// Replaces the placeholders of a pattern that have values.
pub(super) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        rest = after;
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => text.push('{'),
        }
    }
    text.push_str(rest);
    text
}

/// The parts of a date that can have forms: `date_month_genitive`.
const PARTS: [&str; 8] = [
    "date_day",
    "date_month",
    "date_year",
    "date_decade",
    "spring",
    "summer",
    "autumn",
    "winter",
];

/// Whether a key is a part of a date, or one in a form that a language may have.
pub(super) fn is_form_key(key: &str) -> bool {
    let is_form = |rest: &str| {
        let name = rest.strip_prefix('_');
        name.is_some_and(is_form_name)
    };
    PARTS
        .iter()
        .any(|part| key.strip_prefix(part).is_some_and(is_form))
}

/// Whether a placeholder names a form of a date: `date`, `genitive`.
pub(super) fn is_form_name(name: &str) -> bool {
    Form::ALL.iter().any(|(known, _)| *known == name)
}

/// The names of the placeholders of a pattern.
pub(super) fn placeholders(pattern: &str) -> impl Iterator<Item = &str> {
    let parts = pattern.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::{Form, WORDS, fill, with_marks, without_marks};

    #[test]
    fn placeholders_are_filled_once() {
        let values = [("date", "{year}"), ("year", "2017")];
        assert_eq!(
            fill("{date}, {year} {other} {", &values),
            "{year}, 2017 {other} {"
        );
        let pattern = with_marks("at {date} (day unknown), {time}", "en");
        let text = fill(&pattern, &[("date", "2017")]);
        assert_eq!(text.matches(WORDS).count(), 2);
        assert_eq!(without_marks(text), "at 2017 (day unknown), {time}");
        assert_eq!(Form::in_pattern("с {genitive}"), Form::Genitive);
        assert_eq!(Form::in_pattern("{period}"), Form::Plain);
    }
}
