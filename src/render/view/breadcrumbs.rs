//! The breadcrumbs of a page.

use std::borrow::Cow;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::map;
use crate::plan::PageKind;

impl PageContext {
    /// The breadcrumbs as a template value: titles and addresses, from the home page.
    pub(super) fn breadcrumbs(&self) -> Value {
        let crumb = |(title, page_kind): (Cow<'_, str>, PageKind)| {
            Some(map([
                ("title", self.crumb_title(&title, &page_kind)),
                ("url", Value::from_safe_string(self.url(&page_kind)?)),
            ]))
        };
        self.crumbs().into_iter().filter_map(crumb).collect()
    }

    /// The title of a breadcrumb as HTML, marked if it is not in this page's language.
    fn crumb_title(&self, title: &str, page_kind: &PageKind) -> Value {
        let site = &self.model.site;
        match page_kind {
            PageKind::Kind(kind, _) => self.marked_text(&site.vocabulary.kind(*kind).title),
            PageKind::Record(ix) => {
                let (_, language) = self.model.atlas.record(*ix).title(self.language);
                self.marked(title, language)
            }
            PageKind::Matrix => self.words("nav_matrix"),
            PageKind::Map(_) => self.words("nav_map"),
            PageKind::Timeline(_) => self.words("nav_timeline"),
            _ => Value::from(title),
        }
    }

    /// The breadcrumbs: titles and pages, from the home page. Empty for pages outside the hierarchy.
    pub(super) fn crumbs(&self) -> Vec<(Cow<'_, str>, PageKind)> {
        let atlas = &self.model.atlas;
        let home = (
            self.model.site.title.text(self.language).into(),
            PageKind::Home,
        );
        let kind = |kind| {
            let title = self
                .model
                .site
                .vocabulary
                .kind(kind)
                .title
                .text(self.language);
            (title.into(), PageKind::Kind(kind, 1))
        };
        let record = |ix| {
            (
                (&**atlas.record(ix).title(self.language).0).into(),
                PageKind::Record(ix),
            )
        };
        let message = |key| Cow::from(self.message(key).to_string());
        let mut crumbs = vec![home];
        match &self.planned().kind {
            PageKind::Home | PageKind::NotFound | PageKind::Card(_) => crumbs.clear(),
            PageKind::Record(ix) => {
                crumbs.push(kind(atlas.kind(*ix)));
                crumbs.extend(atlas.facets.path(*ix).into_iter().map(record));
            }
            PageKind::Listing(facet, listed, number) => {
                crumbs.push(kind(atlas.kind(*facet)));
                crumbs.push(record(*facet));
                if *number > 1 {
                    crumbs.push(kind(*listed));
                }
            }
            PageKind::Kind(this, number) if *number > 1 => crumbs.push(kind(*this)),
            PageKind::KindMatrix(_) => crumbs.push((message("nav_matrix"), PageKind::Matrix)),
            PageKind::Map(Some(_)) => crumbs.push((message("nav_map"), PageKind::Map(None))),
            PageKind::Timeline(Some(_)) => {
                crumbs.push((message("nav_timeline"), PageKind::Timeline(None)));
            }
            PageKind::Cell(region, sector) => {
                crumbs.push((message("nav_matrix"), PageKind::Matrix));
                crumbs.push(record(*region));
                crumbs.push(record(*sector));
            }
            _ => {}
        }
        crumbs
    }
}
