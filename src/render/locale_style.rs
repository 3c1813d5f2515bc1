//! The formatting conventions of a language.
//!
//! Russian follows its usual typographic rules («21 февраля 2017 г.», «24,5 %», no-break spaces between digit groups).
//! English follows British conventions. Other languages have dates in ISO 8601.

/// A no-break space.
pub(super) const NBSP: char = '\u{a0}';

/// The formatting conventions of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LocaleStyle {
    Russian,
    English,
    Plain,
}

impl LocaleStyle {
    pub(super) fn for_code(code: &str) -> LocaleStyle {
        match code.split('-').next() {
            Some("ru") => LocaleStyle::Russian,
            Some("en") => LocaleStyle::English,
            _ => LocaleStyle::Plain,
        }
    }

    pub(super) fn yes_or_no(self, yes: bool) -> &'static str {
        match (self, yes) {
            (LocaleStyle::Russian, true) => "да",
            (LocaleStyle::Russian, false) => "нет",
            (_, true) => "yes",
            (_, false) => "no",
        }
    }
}
