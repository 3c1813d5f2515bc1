//! The breadcrumbs of a page.

use std::borrow::Cow;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::map;
use crate::page::Subject;

impl PageContext {
    /// The breadcrumbs as a template value: titles and addresses, from the home page.
    pub(super) fn breadcrumbs(&self) -> Value {
        let crumb = |(title, subject): (Cow<'_, str>, Subject)| {
            Some(map([("title", Value::from(&*title)), ("url", Value::from_safe_string(self.url(&subject)?))]))
        };
        self.crumbs().into_iter().filter_map(crumb).collect()
    }

    /// The breadcrumbs: titles and pages, from the home page. Empty for pages outside the hierarchy.
    pub(super) fn crumbs(&self) -> Vec<(Cow<'_, str>, Subject)> {
        let atlas = &self.model.atlas;
        let home = (self.model.site.title.text(self.language).into(), Subject::Home);
        let kind = |kind| {
            let title = self.model.site.vocabulary.kind(kind).title.text(self.language);
            (title.into(), Subject::Kind(kind, 1))
        };
        let record = |ix| ((&**atlas.record(ix).title(self.language).0).into(), Subject::Record(ix));
        let message = |key| Cow::from(self.message(key).to_string());
        let mut crumbs = vec![home];
        match &self.planned().subject {
            Subject::Home | Subject::NotFound | Subject::Card(_) => crumbs.clear(),
            Subject::Record(ix) => {
                crumbs.push(kind(atlas.kind(*ix)));
                crumbs.extend(atlas.facets.path(*ix).into_iter().map(record));
            }
            Subject::Listing(facet, listed, number) => {
                crumbs.push(kind(atlas.kind(*facet)));
                crumbs.push(record(*facet));
                if *number > 1 {
                    crumbs.push(kind(*listed));
                }
            }
            Subject::Kind(this, number) if *number > 1 => crumbs.push(kind(*this)),
            Subject::KindMatrix(_) => crumbs.push((message("nav_matrix"), Subject::Matrix)),
            Subject::Map(Some(_)) => crumbs.push((message("nav_map"), Subject::Map(None))),
            Subject::Timeline(Some(_)) => {
                crumbs.push((message("nav_timeline"), Subject::Timeline(None)));
            }
            Subject::Cell(region, sector) => {
                crumbs.push((message("nav_matrix"), Subject::Matrix));
                crumbs.push(record(*region));
                crumbs.push(record(*sector));
            }
            _ => {}
        }
        crumbs
    }
}
