//! What page rendering needs besides the read model.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use minijinja::value::Value;

use super::basemap::Basemap;
use super::layouts::Layouts;
use super::locale_style::LocaleStyle;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::site::{KindIx, Language};

/// The layouts and base map of one site state, and values that many of its pages share.
pub struct Theme {
    /// The layout templates.
    pub(super) layouts: Layouts,
    /// The base map; `None` if the site has no map.
    pub(super) basemap: Option<Arc<Basemap>>,
    /// The formatting conventions, indexed by language.
    styles: Vec<Arc<LocaleStyle>>,
    kind_indexes: Mutex<HashMap<(KindIx, Language, String), KindIndex>>,
}

/// What all pages of the index of one kind have in common.
#[derive(Clone)]
pub(super) struct KindIndex {
    /// The records in the order of the index.
    pub(super) records: Arc<[RecordIx]>,
    /// The filters, as templates see them.
    pub(super) filters: Value,
}

impl Theme {
    /// Creates the theme with nothing computed.
    pub fn new(layouts: Layouts, basemap: Option<Arc<Basemap>>, model: &SiteModel) -> Theme {
        let languages = &model.site.languages;
        let style = |code: &str| Arc::new(LocaleStyle::new(&model.messages, code, languages));
        Theme {
            layouts,
            basemap,
            styles: languages
                .iter()
                .map(|language| style(&language.code))
                .collect(),
            kind_indexes: Mutex::default(),
        }
    }

    /// The formatting conventions of a language.
    pub(super) fn style(&self, language: Language) -> &Arc<LocaleStyle> {
        &self.styles[language.index()]
    }

    /// The base map; `None` if the site has no map.
    pub fn basemap(&self) -> Option<&Arc<Basemap>> {
        self.basemap.as_ref()
    }

    /// What all pages of a kind's index have in common, by language and path to the site's root. `compute` is called
    /// once for each, because a long index has many pages.
    pub(super) fn kind_index(
        &self,
        kind: KindIx,
        language: Language,
        to_root: &str,
        compute: impl FnOnce() -> KindIndex,
    ) -> KindIndex {
        let key = (kind, language, to_root.to_owned());
        let known = self
            .kind_indexes
            .lock()
            .ok()
            .and_then(|indexes| indexes.get(&key).cloned());
        known.unwrap_or_else(|| {
            let computed = compute();
            if let Ok(mut indexes) = self.kind_indexes.lock() {
                indexes.insert(key, computed.clone());
            }
            computed
        })
    }
}
