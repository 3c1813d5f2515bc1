//! Collation of titles by CLDR: `ё` sorts next to `е`, and digits sort as numbers.

use std::sync::Arc;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use rayon::prelude::*;

use crate::record::Record;
use crate::site::{Language, Site};

/// Returns the rank of every record among the titles of each language. Equal titles are ordered by id.
pub(super) fn ranks(records: &[Arc<Record>], site: &Site) -> Vec<Vec<u32>> {
    site.each_language()
        .map(|language| ranks_in(records, language, site.code(language)))
        .collect()
}

fn ranks_in(records: &[Arc<Record>], language: Language, code: &str) -> Vec<u32> {
    let collator = collator(code);
    let sort_key = |record: &Arc<Record>| match &collator {
        Some(collator) => {
            let mut key = Vec::new();
            // Writing into a vector cannot fail.
            let _: Result<(), _> = collator.write_sort_key_to(record.title(language).0, &mut key);
            key
        }
        None => record.title(language).0.to_lowercase().into_bytes(),
    };
    let keys: Vec<Vec<u8>> = records.par_iter().map(sort_key).collect();
    let mut order: Vec<u32> = (0..records.len() as u32).collect();
    order.par_sort_unstable_by(|a, b| {
        let key = |i: &u32| (&keys[*i as usize], &records[*i as usize].id);
        key(a).cmp(&key(b))
    });
    let mut ranks = vec![0; records.len()];
    for (rank, record) in order.into_iter().enumerate() {
        ranks[record as usize] = rank as u32;
    }
    ranks
}

/// Returns the collator of a locale. `None` if the code is no locale or has no collation data.
fn collator(code: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = code.parse().ok()?;
    let mut preferences = CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, CollatorOptions::default()).ok()
}
