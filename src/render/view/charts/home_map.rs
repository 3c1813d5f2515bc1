//! The drawing of the home page and of the index of regions: the map with the names and counts of the leading ones.

use std::cmp::Reverse;
use std::sync::Arc;

use minijinja::value::Value;

use super::class_legend::class_legend;
use super::map_page::MapPage;
use super::svg_value::svg_value;
use crate::chart::Caption;
use crate::chart::breaks::ClassBreaks;
use crate::chart::geo::leading_map::LeadingMap;
use crate::render::view::context::PageContext;
use crate::render::view::static_map::map;

/// The numbers of labels on wide and on narrow screens.
const LABELLED: [usize; 2] = [8, 5];

/// The map for wide (`wide`) and narrow (`narrow`) screens, its classes and the credit of the borders; none without borders or
/// without records in their regions.
pub(in crate::render::view) fn home_map(context: &Arc<PageContext>) -> Value {
    let Some(page) = MapPage::of_all(context) else {
        return Value::from(());
    };
    let basemap = page.basemap;
    let mut rows = page.rows();
    rows.retain(|row| row.count > 0);
    let outlines = basemap.overviews();
    if !rows.iter().any(|row| outlines[0].shows(&row.unit)) {
        return Value::from(());
    }
    let atlas = &context.model.atlas;
    rows.sort_by_key(|row| (Reverse(row.count), atlas.rank(context.language, row.region)));
    let breaks = ClassBreaks::choose(rows.iter().map(|row| row.count as u32));
    let draw = |at: usize, prefix: &str| {
        let shown = LeadingMap {
            regions: rows.iter().map(|row| page.region(row)).collect(),
            breaks: &breaks,
            labelled: LABELLED[at],
        };
        let caption = Caption {
            prefix,
            title: context.message_lang_text("home_map"),
            description: context.message_lang_text("home_map_twin"),
        };
        svg_value(shown.svg(&caption, outlines[at]))
    };
    map([
        ("wide", draw(0, "atlas-home-map")),
        ("narrow", draw(1, "atlas-home-map-narrow")),
        ("classes", class_legend(context, &breaks)),
        ("credit", context.marked_text(&basemap.settings.credit)),
    ])
}
