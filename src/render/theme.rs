//! What page rendering needs besides the read model.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};

use minijinja::value::Value;

use super::basemap::Basemap;
use super::layouts::Layouts;
use super::list_index::ListIndex;
use super::locale_style::LocaleStyle;
use crate::model::SiteModel;
use crate::plan::PageKind;
use crate::record::Date;
use crate::site::{KindIx, Language};

/// The layouts and base map of one site state, and values that many of its pages share.
pub struct Theme {
    /// The layout templates.
    pub(super) layouts: Layouts,
    /// The base map; `None` if the site has no map.
    pub(super) basemap: Option<Arc<Basemap>>,
    /// The formatting conventions, indexed by language.
    styles: Vec<Arc<LocaleStyle>>,
    /// By the first page of the list.
    list_indexes: Mutex<HashMap<(PageKind, Language), ListIndex>>,
    /// By kind, language and path to the site's root.
    kind_filters: Mutex<HashMap<(KindIx, Language, String), Value>>,
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
            list_indexes: Mutex::default(),
            kind_filters: Mutex::default(),
        }
    }

    /// The formatting conventions of a language.
    pub(super) fn style(&self, language: Language) -> &Arc<LocaleStyle> {
        &self.styles[language.index()]
    }

    /// Returns a date or interval in words.
    pub fn date_text(&self, language: Language, date: Date) -> String {
        self.style(language).date(date)
    }

    /// The base map; `None` if the site has no map.
    pub fn basemap(&self) -> Option<&Arc<Basemap>> {
        self.basemap.as_ref()
    }

    /// The index of the list that begins with the page `first`. `compute` is called once for each, because a long list
    /// has many pages.
    pub(super) fn list_index(
        &self,
        first: PageKind,
        language: Language,
        compute: impl FnOnce() -> ListIndex,
    ) -> ListIndex {
        cached(&self.list_indexes, (first, language), compute)
    }

    /// The filters of a kind's list on pages with one path to the site's root.
    pub(super) fn kind_filters(
        &self,
        kind: KindIx,
        language: Language,
        to_root: &str,
        compute: impl FnOnce() -> Value,
    ) -> Value {
        let key = (kind, language, to_root.to_owned());
        cached(&self.kind_filters, key, compute)
    }
}

/// The value of a key, computed outside of the lock if it is not known.
fn cached<K: Eq + Hash, V: Clone>(
    known: &Mutex<HashMap<K, V>>,
    key: K,
    compute: impl FnOnce() -> V,
) -> V {
    let found = known.lock().ok().and_then(|all| all.get(&key).cloned());
    found.unwrap_or_else(|| {
        let computed = compute();
        if let Ok(mut all) = known.lock() {
            all.insert(key, computed.clone());
        }
        computed
    })
}
