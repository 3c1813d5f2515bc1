//! Languages of the site as template values.

use std::sync::Arc;

use minijinja::value::Value;

use super::canonical::canonical;
use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use super::static_map::optional;
use crate::plan::{Page, PageKind, relative};
use crate::search::has_word_forms;
use crate::site::{Language, Site};

/// A language with the translation of the page.
pub(super) struct LanguageView {
    pub(super) context: Arc<PageContext>,
    pub(super) language: Language,
}

impl LanguageView {
    fn site(&self) -> &Site {
        &self.context.model.site
    }

    /// The page in that language; `None` if it has no translation.
    fn own(&self) -> Option<&Page> {
        self.context
            .model
            .plan
            .page(&self.context.planned().kind, self.language)
    }

    /// The page in that language, or else the home page.
    fn page(&self) -> Option<&Page> {
        self.own()
            .or_else(|| self.context.model.plan.page(&PageKind::Home, self.language))
    }
}

impl Attributes for LanguageView {
    const ATTRIBUTES: &'static [Attribute<LanguageView>] = &[
        ("code", |view| Value::from(view.site().code(view.language))),
        ("name", |view| {
            Value::from(view.site().languages[view.language.index()].name.as_str())
        }),
        ("word_forms", |view| {
            Value::from(has_word_forms(view.site().code(view.language)))
        }),
        ("direction", |view| {
            let direction = view.site().languages[view.language.index()].direction;
            Value::from(direction.name())
        }),
        ("og_locale", |view| {
            let name = &view.site().languages[view.language.index()];
            Value::from(name.og_locale.as_str())
        }),
        ("current", |view| {
            Value::from(view.language == view.context.language)
        }),
        ("exists", |view| Value::from(view.own().is_some())),
        ("url", |view| {
            let url =
                |page: &Page| Value::from_safe_string(relative(&view.context.root, &page.address));
            optional(view.page().map(url))
        }),
        ("canonical", |view| {
            optional(
                view.page()
                    .and_then(|page| canonical(view.site(), &page.address)),
            )
        }),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.context.page as u32, self.language.index() as u32)
    }
}

impl PageContext {
    /// All languages of the site.
    pub(super) fn languages(self: &Arc<Self>) -> Value {
        self.model
            .site
            .each_language()
            .map(|language| self.in_language(language))
            .collect()
    }

    pub(super) fn in_language(self: &Arc<Self>, language: Language) -> Value {
        View::value(LanguageView {
            context: self.clone(),
            language,
        })
    }
}
