//! The coordinates of records.

use crate::atlas::RecordIx;
use crate::chart::geo::geometry::Degrees;
use crate::record::Value;
use crate::render::view::context::PageContext;

/// The field `location` of a record in the page's language; `None` if it has none.
pub(super) fn coordinates(context: &PageContext, ix: RecordIx) -> Option<Degrees> {
    let model = &context.model;
    let found = model.atlas.record(ix);
    let fact = found.known_field(&model.site.vocabulary, |known| known.location)?;
    match *fact.value_in(context.language) {
        Value::Point(lat, lon) => Some(Degrees { lon, lat }),
        _ => None,
    }
}
