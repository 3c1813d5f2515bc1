//! The variable `site`.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::object::{Attribute, Attributes};
use super::static_map::{map, optional};
use crate::plan::PageKind;
use crate::site::{BaseUrl, Localized, Site};

/// The site.
pub(super) struct SiteView {
    pub(super) context: Arc<PageContext>,
}

impl Attributes for SiteView {
    const ATTRIBUTES: &'static [Attribute<SiteView>] = &[
        ("title", |view| {
            Value::from(view.site().title.text(view.context.language))
        }),
        ("heading", |view| {
            view.context.marked_text(&view.site().title)
        }),
        ("description", |view| view.text(&view.site().description)),
        ("licence", |view| view.text(&view.site().licence.text)),
        ("languages", |view| view.context.languages()),
        ("repository", |view| {
            optional(
                view.site()
                    .repository
                    .as_ref()
                    .map(|repository| repository.url.as_str()),
            )
        }),
        ("propose_url", |view| {
            let repository = view.site().repository.as_ref();
            optional(repository.map(|repository| repository.propose.as_str()))
        }),
        ("base_url", |view| {
            optional(view.site().base_url.as_ref().map(BaseUrl::as_str))
        }),
        ("kinds", |view| {
            view.site()
                .vocabulary
                .each_kind()
                .map(|kind| view.context.kind(kind))
                .collect()
        }),
        ("menu", SiteView::menu),
        ("policy", |view| {
            Value::from_safe_string(view.site().publishing.policy.meta_html())
        }),
    ];

    fn identity(&self) -> (u32, u32) {
        (0, 0)
    }
}

impl SiteView {
    fn site(&self) -> &Site {
        &self.context.model.site
    }

    fn text(&self, text: &Localized) -> Value {
        self.context.marked_text(text)
    }

    /// The kinds with records; regions and sectors are last.
    fn menu(&self) -> Value {
        let model = &self.context.model;
        let vocabulary = &model.site.vocabulary;
        let sources = vocabulary.relation(vocabulary.known.sources).to.clone();
        let mut kinds: Vec<_> = vocabulary
            .each_kind()
            .filter(|kind| !model.atlas.of_kind(*kind).is_empty() && !sources.contains(kind))
            .collect();
        kinds.sort_by_key(|kind| vocabulary.kind(*kind).facet.is_some());
        let here = self.context.page_kind();
        let item = |kind| {
            map([
                ("id", Value::from(vocabulary.kind(kind).id.as_str())),
                (
                    "title",
                    self.context.marked_text(&vocabulary.kind(kind).title),
                ),
                ("url", self.context.url_value(&PageKind::Kind(kind, 1))),
                ("current", Value::from(here == Some(kind))),
            ])
        };
        kinds.into_iter().map(item).collect()
    }
}
