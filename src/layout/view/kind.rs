//! A kind as templates see it.

use std::sync::Arc;

use minijinja::value::Value;

use super::{Attributes, PageContext, optional};
use crate::page::Subject;
use crate::site::{Facet, KindIx};

/// A kind on a page.
pub(super) struct KindView {
    pub(super) context: Arc<PageContext>,
    pub(super) ix: KindIx,
}

impl Attributes for KindView {
    const NAMES: &'static [&'static str] = &["id", "label", "title", "url", "count", "counted", "noun", "facet"];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, 0)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let (context, world) = (&self.context, &self.context.world);
        let kind = world.site.vocabulary.kind(self.ix);
        let count = || world.atlas.of_kind(self.ix).len();
        Some(match name {
            "id" => Value::from(kind.id.as_str()),
            "label" => Value::from(kind.label.text(context.language)),
            "title" => Value::from(kind.title.text(context.language)),
            "url" => context.url_value(&Subject::Kind(self.ix, 1)),
            "count" => Value::from(count()),
            "counted" => Value::from(world.counted(self.ix, count(), context.language)),
            "noun" => Value::from(world.noun(self.ix, count(), context.language)),
            "facet" => optional(kind.facet.map(|facet| match facet {
                Facet::Region => "region",
                Facet::Sector => "sector",
            })),
            _ => return None,
        })
    }
}
