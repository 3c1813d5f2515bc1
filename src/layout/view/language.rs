//! A language of the site as templates see it.

use std::sync::Arc;

use minijinja::value::Value;

use super::page::canonical;
use super::{Attributes, PageContext, optional};
use crate::page::{Page, Subject, relative};
use crate::site::Language;

/// A language, and the page in it.
pub(super) struct LanguageView {
    pub(super) context: Arc<PageContext>,
    pub(super) language: Language,
}

impl LanguageView {
    /// The page in that language, if there is one.
    fn own(&self) -> Option<&Page> {
        self.context.world.plan.page(&self.context.planned().subject, self.language)
    }

    /// That, or else the home page.
    fn page(&self) -> Option<&Page> {
        self.own().or_else(|| self.context.world.plan.page(&Subject::Home, self.language))
    }
}

impl Attributes for LanguageView {
    const NAMES: &'static [&'static str] = &["code", "name", "current", "exists", "url", "canonical"];

    fn identity(&self) -> (u32, u32) {
        (self.context.page as u32, self.language.index() as u32)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let (context, site) = (&self.context, &self.context.world.site);
        let url = |page: &Page| Value::from_safe_string(relative(&context.root, &page.address));
        Some(match name {
            "code" => Value::from(site.code(self.language)),
            "name" => Value::from(site.languages[self.language.index()].name.as_str()),
            "current" => Value::from(self.language == context.language),
            "exists" => Value::from(self.own().is_some()),
            "url" => optional(self.page().map(url)),
            "canonical" => optional(self.page().and_then(|page| canonical(site, page.address.as_str()))),
            _ => return None,
        })
    }
}
