//! The variable `site`.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::object::{Attribute, Attributes};
use super::static_map::{map, optional};
use crate::plan::{PageKind, relative};
use crate::site::{AssetSetting, BaseUrl, Language, Localized, Site};
use crate::source::SourcePath;

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
        ("menu_items", |view| view.context.menu_items()),
        ("footer", |view| view.context.footer()),
        ("further_pages", |view| view.context.further_pages()),
        ("home_sections", |view| {
            let sections = view.site().home.sections.iter();
            sections
                .map(|section| Value::from(section.name()))
                .collect()
        }),
        ("logo", SiteView::logo),
        ("icon", SiteView::icon),
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

    /// The address of the logo; none without one.
    fn logo(&self) -> Value {
        let logo = self.site().logo.as_ref();
        let page = |logo: &AssetSetting| self.context.url(&PageKind::Asset(logo.file.clone()));
        optional(logo.and_then(page).map(Value::from_safe_string))
    }

    /// The icon of the site: `static/favicon.svg`, `.png` or `.ico`, or that of the program.
    fn icon(&self) -> Value {
        const ICONS: [(&str, &str); 3] = [
            ("static/favicon.svg", "image/svg+xml"),
            ("static/favicon.png", "image/png"),
            ("static/favicon.ico", "image/x-icon"),
        ];
        let plan = &self.context.model.plan;
        let mut icons = ICONS.iter().filter_map(|(path, media)| {
            let kind = PageKind::Static(SourcePath::new(path));
            let page = plan.page(&kind, Language::DEFAULT)?;
            let url = Value::from_safe_string(relative(&self.context.root, &page.address));
            Some(map([("url", url), ("type", Value::from(*media))]))
        });
        optional(icons.next())
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
