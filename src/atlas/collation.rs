//! Collation of titles by CLDR: `ё` sorts next to `е`, digits sort as numbers, quotation marks and signs are ignored.

use std::sync::Arc;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;

use super::sort_text::sort_text;
use crate::record::Record;
use crate::site::{Language, Site};
use crate::text::folding::sortable;

/// The maximum number of characters that are one letter of an alphabet, such as the Hungarian `dzs`.
const MAX_LETTER_CHARS: usize = 3;

/// The heading of titles that begin with a digit.
const DIGITS: &str = "0–9";

/// The heading of titles that have neither letters nor digits.
const SIGNS: &str = "#";

/// The order of records by their titles in a language. Equal titles are ordered by id.
pub(super) struct TitleOrder<'a> {
    site: &'a Site,
    pub(super) language: Language,
    /// `None` if the code is no locale or has no collation data.
    collator: Option<CollatorBorrowed<'static>>,
}

/// The sort key of a record: that of its title, and its id.
pub(super) type TitleKey = (Vec<u8>, Arc<str>);

impl<'a> TitleOrder<'a> {
    /// Creates the order of a language.
    pub(super) fn new(language: Language, site: &'a Site) -> TitleOrder<'a> {
        TitleOrder {
            site,
            language,
            collator: collator(site.code(language), CollatorOptions::default()),
        }
    }

    /// Returns the sort key of a record: that of the letters and digits of its sort text, then that of the text with its signs.
    pub(super) fn key(&self, record: &Record) -> TitleKey {
        let title = sort_text(record, self.language, self.site);
        let mut key = sort_key(self.collator.as_ref(), &sortable(&title));
        // No byte of a sort key is 0, so that a shorter key comes first.
        key.push(0);
        key.extend(sort_key(self.collator.as_ref(), &title));
        (key, record.id.clone())
    }
}

/// The letters of an index in one language.
pub struct IndexLetters {
    /// Compares letters without accents and case. `None` if the code is no locale or has no collation data.
    collator: Option<CollatorBorrowed<'static>>,
}

impl IndexLetters {
    /// Loads the letters of a language.
    pub fn new(code: &str) -> IndexLetters {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        IndexLetters {
            collator: collator(code, options),
        }
    }

    /// Returns the letter under which an index lists a title, in upper case: the first that the language does not regard as
    /// a variant of another. `0–9` before digits, `#` for a title of signs. Titles in order have their letters in order.
    pub fn letter(&self, title: &str) -> String {
        let text = sortable(title);
        let Some(first) = text.chars().next() else {
            return SIGNS.to_owned();
        };
        if first.nfkd().next().is_some_and(char::is_numeric) {
            return DIGITS.to_owned();
        }
        let whole = self.key(&text);
        let ends = text.char_indices().map(|(start, c)| start + c.len_utf8());
        let written = ends
            .take(MAX_LETTER_CHARS)
            .map(|end| &text[..end])
            .find(|letter| whole.starts_with(&self.key(letter)))
            .unwrap_or(&text[..first.len_utf8()]);
        let letter = self.key(written);
        let base = first.nfkd().next().map(String::from);
        let latin = ('a'..='z').map(String::from);
        let plain = latin.chain(base).find(|plain| {
            let key = self.key(plain);
            !key.is_empty() && letter.starts_with(&key)
        });
        capitalised(plain.as_deref().unwrap_or(written))
    }

    fn key(&self, text: &str) -> Vec<u8> {
        sort_key(self.collator.as_ref(), text)
    }
}

/// Returns the sort key of a text. Without a collator texts are compared in lower case.
fn sort_key(collator: Option<&CollatorBorrowed<'static>>, text: &str) -> Vec<u8> {
    let Some(collator) = collator else {
        return text.to_lowercase().into_bytes();
    };
    let mut key = Vec::new();
    // Writing into a vector cannot fail.
    let _: Result<(), _> = collator.write_sort_key_to(text, &mut key);
    key
}

fn capitalised(letter: &str) -> String {
    let mut chars = letter.chars();
    chars.next().map_or(String::new(), |first| {
        first
            .to_uppercase()
            .chain(chars.flat_map(char::to_lowercase))
            .collect()
    })
}

/// Returns the collator of a locale. `None` if the code is no locale or has no collation data.
fn collator(code: &str, options: CollatorOptions) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = code.parse().ok()?;
    let mut preferences = CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, options).ok()
}
