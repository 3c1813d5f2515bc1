//! Collation of titles by CLDR: `ё` sorts next to `е`, and digits sort as numbers.

use std::sync::Arc;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::sort_text::sort_text;
use crate::record::Record;
use crate::site::{Language, Site};

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
            collator: collator(site.code(language)),
        }
    }

    /// Returns the sort key of a record.
    pub(super) fn key(&self, record: &Record) -> TitleKey {
        let title = sort_text(record, self.language, self.site);
        let key = match &self.collator {
            Some(collator) => {
                let mut key = Vec::new();
                // Writing into a vector cannot fail.
                let _: Result<(), _> = collator.write_sort_key_to(&title, &mut key);
                key
            }
            None => title.to_lowercase().into_bytes(),
        };
        (key, record.id.clone())
    }
}

/// Returns the collator of a locale. `None` if the code is no locale or has no collation data.
fn collator(code: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = code.parse().ok()?;
    let mut preferences = CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, CollatorOptions::default()).ok()
}
