//! The layout templates of a site.

use std::sync::Arc;

use super::defaults::DEFAULTS;

/// The templates by name, the defaults included.
#[derive(Clone)]
pub struct Layouts(Arc<Vec<(String, String)>>);

impl Layouts {
    /// Creates the set from pairs of name and source text, sorted by name.
    pub(super) fn new(sorted: Vec<(String, String)>) -> Layouts {
        Layouts(Arc::new(sorted))
    }

    /// Names below `layouts/` and source texts, sorted by name.
    pub(super) fn templates(&self) -> &[(String, String)] {
        &self.0
    }

    /// Whether a template is the site's own, and not the program's.
    pub(super) fn is_own(&self, name: &str, text: &str) -> bool {
        let below = name.strip_prefix(DEFAULTS);
        let is_default = below.is_some_and(|name| name.starts_with('/'));
        !is_default && self.text(&format!("{DEFAULTS}/{name}")) != Some(text)
    }

    /// Whether some templates are written in Tera.
    pub(super) fn has_tera(&self) -> bool {
        self.0.iter().any(|(name, _)| name.ends_with(".tera.html"))
    }

    /// The first of some names for which a template exists.
    pub(super) fn first_existing(&self, names: &[String]) -> Option<String> {
        names.iter().find(|name| self.text(name).is_some()).cloned()
    }

    /// The source text of a template; `None` if there is none with the name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let index = self
            .0
            .binary_search_by(|(known, _)| known.as_str().cmp(name))
            .ok()?;
        Some(&self.0[index].1)
    }
}
