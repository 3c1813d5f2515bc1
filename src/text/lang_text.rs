//! A text of a page and its language.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use crate::text::html::Escaped;
use crate::text::json;

/// A text of a page with its language, for drawings and data scripts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LangText<'a> {
    text: Cow<'a, str>,
    /// The code of its language; `None` if it is the page's.
    language: Option<Cow<'a, str>>,
}

impl<'a> LangText<'a> {
    /// A text in the page's language, or of no language.
    pub const fn plain(text: &'a str) -> LangText<'a> {
        LangText {
            text: Cow::Borrowed(text),
            language: None,
        }
    }

    /// A text in the language of a code; `None` if that is the page's.
    pub fn new(
        text: impl Into<Cow<'a, str>>,
        language: Option<impl Into<Cow<'a, str>>>,
    ) -> LangText<'a> {
        LangText {
            text: text.into(),
            language: language.map(Into::into),
        }
    }

    /// Both texts as one, in the first language that is not the page's.
    #[must_use]
    pub fn and(self, after: impl Into<LangText<'a>>) -> LangText<'a> {
        let after = after.into();
        let mut text = self.text.into_owned();
        text.push_str(&after.text);
        LangText {
            text: text.into(),
            language: self.language.or(after.language),
        }
    }

    /// All texts as one, with a separator, in the first language that is not the page's.
    pub fn joined(all: impl IntoIterator<Item = LangText<'a>>, separator: &'a str) -> LangText<'a> {
        let join = |one: LangText<'a>, other| one.and(separator).and(other);
        let joined = all.into_iter().reduce(join);
        joined.unwrap_or(LangText::plain(""))
    }

    /// The text with a value for a placeholder, in the first language that is not the page's.
    #[must_use]
    pub fn filled(self, placeholder: &str, value: &LangText) -> LangText<'a> {
        LangText {
            text: self.text.replace(placeholder, value).into(),
            language: self.language.or_else(|| {
                let language = value.language.as_deref()?;
                Some(language.to_owned().into())
            }),
        }
    }

    /// Writes a JSON string; an array of text and language code for a language that is not the page's.
    pub fn write_json(&self, json: &mut String) {
        match self.language() {
            Some(code) => json::list(json, [&*self.text, code], json::string),
            None => json::string(json, &self.text),
        }
    }

    /// Another text in the same language: a line, or a shorter form.
    pub fn with_text(&self, text: String) -> LangText<'a> {
        LangText {
            text: text.into(),
            language: self.language.clone(),
        }
    }

    /// The code of its language; `None` if it is the page's.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The attribute `lang` with a space before it; nothing for the page's language.
    pub fn lang(&self) -> LangAttribute<'_> {
        LangAttribute(self.language.as_deref())
    }
}

/// The attribute `lang` of an element; nothing for the page's language.
pub struct LangAttribute<'a>(Option<&'a str>);

impl fmt::Display for LangAttribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            Some(code) => write!(f, " lang=\"{}\"", Escaped(code)),
            None => Ok(()),
        }
    }
}

impl Deref for LangText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<'a> From<&'a str> for LangText<'a> {
    fn from(text: &'a str) -> LangText<'a> {
        LangText::plain(text)
    }
}

impl<'a> From<&'a String> for LangText<'a> {
    fn from(text: &'a String) -> LangText<'a> {
        LangText::plain(text)
    }
}

impl<'a> From<&'a LangText<'_>> for LangText<'a> {
    fn from(text: &'a LangText<'_>) -> LangText<'a> {
        LangText {
            text: Cow::Borrowed(&text.text),
            language: text.language.as_deref().map(Cow::Borrowed),
        }
    }
}

impl From<String> for LangText<'_> {
    fn from(text: String) -> Self {
        LangText {
            text: text.into(),
            language: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LangText;

    #[test]
    fn the_language_of_a_text_is_that_of_its_first_foreign_part() {
        let name = LangText::new("Томск", Some("ru"));
        let count = LangText::plain("{name}: 3 records").filled("{name}", &name);
        assert_eq!(count, LangText::new("Томск: 3 records", Some("ru")));
        let both = LangText::plain("map ")
            .and(name)
            .and(LangText::new("!", Some("fr")));
        assert_eq!(
            (&*both, both.lang().to_string().as_str()),
            ("map Томск!", " lang=\"ru\"")
        );
        assert_eq!(LangText::from("x").lang().to_string(), "");
    }

    #[test]
    fn a_foreign_text_is_an_array_in_json() {
        let mut json = String::new();
        LangText::plain("\"a\"").write_json(&mut json);
        LangText::new("Томск", Some("ru")).write_json(&mut json);
        assert_eq!(json, r#""\"a\""["Томск","ru"]"#);
    }

    #[test]
    fn a_code_cannot_break_out_of_its_attribute() {
        let text = LangText::new("", Some("\"><b>"));
        assert_eq!(text.lang().to_string(), " lang=\"&quot;&gt;&lt;b&gt;\"");
    }
}
