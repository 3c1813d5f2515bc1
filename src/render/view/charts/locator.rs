//! The locator map of a region or of a record with coordinates.

use minijinja::value::Value;

use super::coordinates::coordinates;
use super::svg_value::svg_value;
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::render::view::context::PageContext;
use crate::site::Facet;

/// The locator map; none for a record without coordinates of its own. Its page links to the region, and a map of 3 KB on
/// 10,000 pages would not add information.
pub(in crate::render::view) fn locator(context: &PageContext, ix: RecordIx) -> Value {
    let model = &context.model;
    let Some(basemap) = &context.theme.basemap else {
        return Value::from(());
    };
    let found = model.atlas.record(ix);
    let vocabulary = &model.site.vocabulary;
    let is_region = vocabulary.kind(found.kind).facet == Some(Facet::Region);
    let place = coordinates(context, ix);
    let regions = if is_region {
        std::slice::from_ref(&ix)
    } else {
        model.atlas.facets.regions(ix)
    };
    let unit = regions
        .iter()
        .find_map(|region| basemap.unit(&model.atlas, *region));
    // The coordinates of a region with borders are only those of its centre.
    let is_unit = basemap.has_unit(ix);
    let place = place.filter(|_| !is_unit);
    if (is_region && unit.is_none()) || (!is_region && place.is_none()) {
        return Value::from(());
    }
    let title = context.message_lang_text("locator").and(": ");
    let caption = Caption {
        prefix: "atlas-locator",
        title: title.and(context.short_name_lang_text(ix)),
        description: "".into(),
    };
    svg_value(basemap.locator(unit, place).svg(&caption, unit, place))
}
