//! The data of a choropleth map: regions with counts, and records with coordinates.

use std::borrow::Cow;

use crate::chart::KindStyle;
use crate::chart::breaks::ClassBreaks;
use crate::chart::geo::geometry::Degrees;
use crate::chart::geo::viewport::Contested;
use crate::text::LangText;

/// The data of a choropleth map.
#[derive(Debug, Clone)]
pub struct Choropleth<'a> {
    /// The regions with their counts, in any order; of two with one count the first has the label.
    pub regions: Vec<MapRegion<'a>>,
    /// The class breaks of the counts.
    pub breaks: &'a ClassBreaks,
    /// How contested regions are drawn.
    pub contested: Contested,
    /// The records with coordinates; may be empty.
    pub places: Vec<MapPoint<'a>>,
    /// The titles of the insets, in their order.
    pub insets: Vec<LangText<'a>>,
    /// The message for the number of unlisted records in a tooltip: «ещё {}».
    pub more: LangText<'a>,
}

/// A region with its count.
#[derive(Debug, Clone)]
pub struct MapRegion<'a> {
    /// The id of its unit in the geometry.
    pub id: Cow<'a, str>,
    /// The name, for its label.
    pub name: LangText<'a>,
    /// The tooltip: «Томская область: 4 кластера».
    pub hint: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
    /// The count.
    pub count: u32,
    /// The count in the digits of the language, for the label.
    pub number: Cow<'a, str>,
    /// Whether the unit is disputed.
    pub contested: bool,
}

/// A record with coordinates.
#[derive(Debug, Clone)]
pub struct MapPoint<'a> {
    /// The coordinates.
    pub at: Degrees,
    /// The name.
    pub label: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
    /// The kind, for the colour.
    pub kind: KindStyle<'a>,
    /// The page that a marker of several records links to: that of the city or region.
    pub group: Cow<'a, str>,
}
