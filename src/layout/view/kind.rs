//! A kind as templates see it.

use minijinja::value::Value;

use super::{PageContext, map, optional};
use crate::page::Subject;
use crate::site::{Facet, KindIx};

/// A kind on a page. It is made once a page, whole: everything in it is cheap.
pub(super) fn view(context: &PageContext, ix: KindIx) -> Value {
    let world = &context.world;
    let kind = world.site.vocabulary.kind(ix);
    let count = world.atlas.of_kind(ix).len();
    let facet = kind.facet.map(|facet| match facet {
        Facet::Region => "region",
        Facet::Sector => "sector",
    });
    map([
        ("id", Value::from(kind.id.as_str())),
        ("label", Value::from(kind.label.text(context.language))),
        ("title", Value::from(kind.title.text(context.language))),
        ("url", context.url_value(&Subject::Kind(ix, 1))),
        ("count", Value::from(count)),
        ("counted", Value::from(world.counted(ix, count, context.language))),
        ("noun", Value::from(world.noun(ix, count, context.language))),
        ("facet", optional(facet)),
    ])
}
