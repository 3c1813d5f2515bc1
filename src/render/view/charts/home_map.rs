//! The drawing of the home page: every record with coordinates on the net of the map's projection.

use std::sync::Arc;

use minijinja::value::Value;

use super::coordinates::coordinates;
use super::svg_value::svg_value;
use crate::chart::geo::extent::Extent;
use crate::chart::geo::geometry::Degrees;
use crate::chart::geo::point_map::{PointGroup, point_map};
use crate::chart::geo::projection::Projection;
use crate::chart::geo::viewport::MapViewport;
use crate::render::view::context::PageContext;
use crate::render::view::kind::kind_style;
use crate::render::view::static_map::map;
use crate::site::KindIx;

/// The width and the greatest height of the drawing, in pixels.
const SIZE: (f64, f64) = (460.0, 340.0);

/// The drawing (`figure`) and the kinds on it (`kinds`); none if no record of `counted` has coordinates.
pub(in crate::render::view) fn home_map(context: &Arc<PageContext>, counted: &[KindIx]) -> Value {
    let model = &context.model;
    let places = |kind: &KindIx| -> Vec<Degrees> {
        let records = model.atlas.of_kind(*kind).iter();
        records.filter_map(|ix| coordinates(context, *ix)).collect()
    };
    let mut kinds: Vec<(KindIx, Vec<Degrees>)> =
        counted.iter().map(|kind| (*kind, places(kind))).collect();
    kinds.retain(|(_, places)| !places.is_empty());
    let all: Vec<Degrees> = kinds
        .iter()
        .flat_map(|(_, places)| places)
        .copied()
        .collect();
    let Some(around) = Extent::of_positions(&all) else {
        return Value::from(());
    };
    let basemap = context.theme.basemap.as_ref();
    let (extent, projection) = basemap
        .and_then(|basemap| basemap.around(&all))
        .unwrap_or_else(|| {
            let extent = around.widened(0.1, 2.0);
            (extent, Projection::fitting(&extent))
        });
    let view = MapViewport {
        projection,
        width: SIZE.0,
        tallest: SIZE.1,
        focus: None,
    };
    // What there is most of is drawn first, so that it does not hide the others.
    let shown: Value = kinds.iter().map(|(kind, _)| context.kind(*kind)).collect();
    kinds.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    let groups: Vec<PointGroup> = kinds
        .into_iter()
        .map(|(kind, places)| PointGroup {
            kind: kind_style(model.site.vocabulary.kind(kind)),
            places,
        })
        .collect();
    map([
        ("figure", svg_value(point_map(&view, &extent, &groups))),
        ("kinds", shown),
    ])
}
