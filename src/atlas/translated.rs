//! A record with its translations, and what it is merged from.

use std::collections::HashMap;
use std::sync::Arc;

use super::merge_translation::merge_translation;
use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::site::Site;

/// The records that have translations, by id.
pub(super) type TranslatedById = HashMap<Arc<str>, Arc<Translated>>;

/// A record with its translations. Versions share it as long as its parts are the same.
pub(super) struct Translated {
    /// The record with its translations.
    pub(super) record: Arc<Record>,
    /// The diagnostics of merging.
    pub(super) diagnostics: Vec<Diagnostic>,
    main: Arc<Record>,
    translations: Vec<Arc<Record>>,
}

impl Translated {
    /// Merges translations into a record, in their order.
    pub(super) fn new(
        main: &Arc<Record>,
        translations: &[&Arc<Record>],
        site: &Site,
    ) -> Translated {
        let (mut record, mut diagnostics) = ((**main).clone(), Vec::new());
        for translation in translations {
            merge_translation(&mut record, translation, site, &mut diagnostics);
        }
        Translated {
            record: Arc::new(record),
            diagnostics,
            main: main.clone(),
            translations: translations.iter().copied().cloned().collect(),
        }
    }

    /// Whether it is merged from these very parts.
    pub(super) fn is_made_of(&self, main: &Arc<Record>, translations: &[&Arc<Record>]) -> bool {
        let mut pairs = self.translations.iter().zip(translations);
        Arc::ptr_eq(&self.main, main)
            && self.translations.len() == translations.len()
            && pairs.all(|(known, given)| Arc::ptr_eq(known, given))
    }
}
