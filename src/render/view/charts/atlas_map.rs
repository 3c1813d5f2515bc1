//! The map page: a choropleth, on narrow screens a tile grid or a smaller map, and a table.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::value::Value;

use super::class_legend::class_legend;
use super::map_page::MapPage;
use super::svg_value::svg_value;
use crate::chart::Caption;
use crate::chart::breaks::ClassBreaks;
use crate::render::view::context::PageContext;
use crate::render::view::static_map::map;
use crate::site::KindIx;
use crate::text::LangText;

/// The data of the map page of all records or of one kind.
pub(in crate::render::view) fn atlas_map(
    context: &Arc<PageContext>,
    kind: Option<KindIx>,
) -> Value {
    let Some(basemap) = &context.theme.basemap else {
        return without_borders();
    };
    let page = MapPage {
        context,
        basemap,
        kind,
    };
    let rows = page.rows();
    let breaks = ClassBreaks::choose(rows.iter().map(|row| row.count as u32));
    let description = context.message_lang_text("map_twin");
    let caption = |prefix| Caption {
        prefix,
        title: context.title_lang_text(),
        description: description.clone(),
    };
    let whole = page.draw(basemap.whole(), &caption("atlas-map"), &rows, &breaks);
    let tiles = page.tiles(&caption("atlas-tiles"), &rows, &breaks);
    let narrow = match tiles.is_empty() {
        true => page.draw(basemap.narrow(), &caption("atlas-narrow"), &rows, &breaks),
        false => String::new(),
    };
    let shown: BTreeSet<KindIx> = page
        .placed()
        .iter()
        .map(|ix| context.model.atlas.kind(*ix))
        .collect();
    let hatched = basemap.contested() == crate::chart::geo::viewport::Contested::Hatch
        && rows.iter().any(|row| basemap.is_contested(row.region));
    map([
        ("choices", page.choices()),
        ("figure", svg_value(whole)),
        ("narrow", svg_value(narrow)),
        ("tiles", svg_value(tiles)),
        ("classes", class_legend(context, &breaks)),
        (
            "points",
            shown.into_iter().map(|kind| context.kind(kind)).collect(),
        ),
        ("hatched", Value::from(hatched)),
        ("credit", page.credit()),
        (
            "columns",
            page.columns()
                .into_iter()
                .map(|kind| context.kind(kind))
                .collect(),
        ),
        ("totals", Value::from(kind.is_none())),
        ("rows", page.table(&rows)),
    ])
}

/// The map of all records or of a kind as a drawing of its own.
pub(super) struct MapPicture<'a> {
    pub(super) svg: String,
    pub(super) breaks: ClassBreaks,
    /// The kinds of the points on it.
    pub(super) points: BTreeSet<KindIx>,
    pub(super) credit: LangText<'a>,
}

/// The map as a drawing of its own; `None` without borders.
pub(super) fn map_drawing(
    context: &Arc<PageContext>,
    kind: Option<KindIx>,
) -> Option<MapPicture<'_>> {
    let basemap = context.theme.basemap.as_ref()?;
    let page = MapPage {
        context,
        basemap,
        kind,
    };
    let rows = page.rows();
    let breaks = ClassBreaks::choose(rows.iter().map(|row| row.count as u32));
    let caption = Caption {
        prefix: "atlas-map",
        title: context.title_lang_text(),
        description: "".into(),
    };
    let placed = page.placed().into_iter();
    Some(MapPicture {
        svg: page.draw(basemap.whole(), &caption, &rows, &breaks),
        breaks,
        points: placed.map(|ix| context.model.atlas.kind(ix)).collect(),
        credit: context.localized_lang_text(&basemap.settings.credit),
    })
}

/// The data without charts, for borders that cannot be read; a diagnostic has reported them.
fn without_borders() -> Value {
    let (none, empty) = (|| Value::from(()), || Value::from(Vec::<Value>::new()));
    map([
        ("choices", empty()),
        ("figure", none()),
        ("narrow", none()),
        ("tiles", none()),
        ("classes", empty()),
        ("points", empty()),
        ("hatched", none()),
        ("credit", none()),
        ("columns", empty()),
        ("totals", Value::from(false)),
        ("rows", empty()),
    ])
}
