//! A text of a chart and its language.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use crate::chart::text_metrics;
use crate::text::html::Escaped;

/// A text of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartText<'a> {
    text: Cow<'a, str>,
    /// The code of its language; `None` if it is the page's.
    language: Option<Cow<'a, str>>,
}

impl<'a> ChartText<'a> {
    /// A text in the page's language, or of no language.
    pub const fn plain(text: &'a str) -> ChartText<'a> {
        ChartText {
            text: Cow::Borrowed(text),
            language: None,
        }
    }

    /// A text in the language of a code; `None` if that is the page's.
    pub fn new(
        text: impl Into<Cow<'a, str>>,
        language: Option<impl Into<Cow<'a, str>>>,
    ) -> ChartText<'a> {
        ChartText {
            text: text.into(),
            language: language.map(Into::into),
        }
    }

    /// Both texts as one, in the first language that is not the page's.
    #[must_use]
    pub fn and(self, after: impl Into<ChartText<'a>>) -> ChartText<'a> {
        let after = after.into();
        let mut text = self.text.into_owned();
        text.push_str(&after.text);
        ChartText {
            text: text.into(),
            language: self.language.or(after.language),
        }
    }

    /// All texts as one, with a separator, in the first language that is not the page's.
    pub fn joined(
        all: impl IntoIterator<Item = ChartText<'a>>,
        separator: &'a str,
    ) -> ChartText<'a> {
        let join = |one: ChartText<'a>, other| one.and(separator).and(other);
        let joined = all.into_iter().reduce(join);
        joined.unwrap_or(ChartText::plain(""))
    }

    /// The text with a value for a placeholder, in the first language that is not the page's.
    #[must_use]
    pub fn filled(self, placeholder: &str, value: &ChartText) -> ChartText<'a> {
        ChartText {
            text: self.text.replace(placeholder, value).into(),
            language: self.language.or_else(|| {
                let language = value.language.as_deref()?;
                Some(language.to_owned().into())
            }),
        }
    }

    /// Another text in the same language: a line, or a shorter form.
    pub(super) fn with_text(&self, text: String) -> ChartText<'a> {
        ChartText {
            text: text.into(),
            language: self.language.clone(),
        }
    }

    /// The text in at most `max_width` pixels, cut at its end, see [`text_metrics::shorten`].
    pub(super) fn shortened(&self, size: f64, max_width: f64) -> ChartText<'a> {
        self.with_text(text_metrics::shorten(self, size, max_width))
    }

    /// The lines of the text, see [`text_metrics::wrap`].
    pub(super) fn wrapped(&self, size: f64, max_width: f64, lines: usize) -> Vec<ChartText<'a>> {
        let lines = text_metrics::wrap(self, size, max_width, lines);
        lines.into_iter().map(|line| self.with_text(line)).collect()
    }

    /// The attribute `lang` with a space before it; nothing for the page's language.
    pub(super) fn lang(&self) -> LangAttribute<'_> {
        LangAttribute(self.language.as_deref())
    }
}

/// The attribute `lang` of an element; nothing for the page's language.
pub(super) struct LangAttribute<'a>(Option<&'a str>);

impl fmt::Display for LangAttribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            Some(code) => write!(f, " lang=\"{}\"", Escaped(code)),
            None => Ok(()),
        }
    }
}

impl Deref for ChartText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<'a> From<&'a str> for ChartText<'a> {
    fn from(text: &'a str) -> ChartText<'a> {
        ChartText::plain(text)
    }
}

impl<'a> From<&'a String> for ChartText<'a> {
    fn from(text: &'a String) -> ChartText<'a> {
        ChartText::plain(text)
    }
}

impl<'a> From<&'a ChartText<'_>> for ChartText<'a> {
    fn from(text: &'a ChartText<'_>) -> ChartText<'a> {
        ChartText {
            text: Cow::Borrowed(&text.text),
            language: text.language.as_deref().map(Cow::Borrowed),
        }
    }
}

impl From<String> for ChartText<'_> {
    fn from(text: String) -> Self {
        ChartText {
            text: text.into(),
            language: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ChartText;

    #[test]
    fn the_language_of_a_text_is_that_of_its_first_foreign_part() {
        let name = ChartText::new("Томск", Some("ru"));
        let count = ChartText::plain("{name}: 3 records").filled("{name}", &name);
        assert_eq!(count, ChartText::new("Томск: 3 records", Some("ru")));
        let both = ChartText::plain("map ")
            .and(name)
            .and(ChartText::new("!", Some("fr")));
        assert_eq!(
            (&*both, both.lang().to_string().as_str()),
            ("map Томск!", " lang=\"ru\"")
        );
        assert_eq!(ChartText::from("x").lang().to_string(), "");
    }

    #[test]
    fn a_code_cannot_break_out_of_its_attribute() {
        let text = ChartText::new("", Some("\"><b>"));
        assert_eq!(text.lang().to_string(), " lang=\"&quot;&gt;&lt;b&gt;\"");
    }
}
