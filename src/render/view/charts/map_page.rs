//! The regions, points and tiles of a map of records, and the table of its counts.

use std::sync::Arc;

use minijinja::value::Value;

use super::coordinates::coordinates;
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::chart::breaks::ClassBreaks;
use crate::chart::geo::choropleth::{Choropleth, MapPoint, MapRegion};
use crate::chart::geo::map::Map;
use crate::chart::geo::tiles::{Tile, Tiles};
use crate::plan::PageKind;
use crate::record;
use crate::render::basemap::Basemap;
use crate::render::view::context::PageContext;
use crate::render::view::kind::kind_style;
use crate::render::view::static_map::map;
use crate::site::{FieldIx, KindIx};
use crate::text::LangText;

/// A region with its number of records.
pub(super) struct Row {
    pub(super) region: RecordIx,
    pub(super) unit: Arc<str>,
    pub(super) count: usize,
}

/// What the map of all records or of one kind shows.
pub(super) struct MapPage<'a> {
    pub(super) context: &'a Arc<PageContext>,
    pub(super) basemap: &'a Basemap,
    pub(super) kind: Option<KindIx>,
}

impl<'a> MapPage<'a> {
    /// The counts of all records; `None` without borders.
    pub(super) fn of_all(context: &'a Arc<PageContext>) -> Option<MapPage<'a>> {
        Some(MapPage {
            context,
            basemap: context.theme.basemap.as_ref()?,
            kind: None,
        })
    }
}

impl MapPage<'_> {
    /// Where the borders come from.
    pub(super) fn credit(&self) -> Value {
        self.context.marked_text(&self.basemap.settings.credit)
    }

    fn count(&self, region: RecordIx, kind: Option<KindIx>) -> usize {
        let atlas = &self.context.model.atlas;
        let members = atlas.facets.members(region).iter().copied();
        members
            .filter(|ix| kind.is_none_or(|kind| atlas.kind(*ix) == kind))
            .count()
    }

    /// The counted records of a region.
    fn members(
        &self,
        region: RecordIx,
        kind: Option<KindIx>,
    ) -> impl Iterator<Item = RecordIx> + '_ {
        let atlas = &self.context.model.atlas;
        let members = atlas.facets.members(region).iter().copied();
        members.filter(move |ix| kind.is_none_or(|kind| atlas.kind(*ix) == kind))
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let regions = self.basemap.regions.iter();
        regions
            .map(|(ix, unit)| Row {
                region: *ix,
                unit: unit.clone(),
                count: self.count(*ix, self.kind),
            })
            .collect()
    }

    /// The tooltip of a region: «Томская область: 4 кластера».
    pub(super) fn hint(&self, row: &Row) -> LangText<'_> {
        let context = self.context;
        let counted = match self.kind {
            Some(kind) => context.count_lang_text(kind, row.count),
            None => context.plural_lang_text("records_counted", row.count),
        };
        let name = context.record_with_status_lang_text(row.region);
        let split = context.split_lang_text(self.members(row.region, self.kind));
        name.and(": ").and(counted).and(split)
    }

    /// The address of a region's page, or of its section for the kind.
    pub(super) fn href(&self, row: &Row) -> String {
        let url = self.context.record_url(row.region);
        match self.kind {
            Some(kind) if row.count > 0 => {
                format!(
                    "{url}#atlas-kind-{}",
                    self.context.model.site.vocabulary.kind(kind).id
                )
            }
            _ => url,
        }
    }

    /// A region as the maps draw it.
    pub(super) fn region(&self, row: &Row) -> MapRegion<'_> {
        MapRegion {
            id: row.unit.to_string().into(),
            name: self.context.record_lang_text(row.region),
            hint: self.hint(row),
            href: self.href(row).into(),
            count: row.count as u32,
            number: self.context.style.number(row.count as f64).into(),
            contested: self.basemap.is_contested(row.region),
        }
    }

    pub(super) fn draw(
        &self,
        on: &Map,
        caption: &Caption<'_>,
        rows: &[Row],
        breaks: &ClassBreaks,
    ) -> String {
        let settings = &self.basemap.settings;
        let boxes = settings.views.iter().chain(&settings.insets);
        let shown = Choropleth {
            insets: boxes
                .map(|part| self.context.localized_lang_text(&part.title))
                .collect(),
            regions: rows.iter().map(|row| self.region(row)).collect(),
            breaks,
            contested: self.basemap.contested(),
            places: self
                .placed()
                .into_iter()
                .filter_map(|ix| self.place(ix))
                .collect(),
            more: self.context.message_lang_text("figure_more"),
        };
        on.svg(caption, &shown)
    }

    /// The counted records except regions and sectors.
    pub(super) fn placed(&self) -> Vec<RecordIx> {
        let model = &self.context.model;
        let vocabulary = &model.site.vocabulary;
        let counted = vocabulary.each_kind().filter(|kind| match self.kind {
            Some(this) => this == *kind,
            None => vocabulary.kind(*kind).facet.is_none(),
        });
        counted
            .flat_map(|kind| model.atlas.of_kind(kind).iter().copied())
            .filter(|ix| coordinates(self.context, *ix).is_some())
            .collect()
    }

    fn place(&self, ix: RecordIx) -> Option<MapPoint<'_>> {
        let model = &self.context.model;
        let found = model.atlas.record(ix);
        let region = model.atlas.facets.regions(ix).first();
        Some(MapPoint {
            at: coordinates(self.context, ix)?,
            label: self.context.record_with_status_lang_text(ix),
            href: self.context.record_url(ix).into(),
            kind: kind_style(model.site.vocabulary.kind(found.kind)),
            group: region
                .map_or(String::new(), |region| self.context.record_url(*region))
                .into(),
        })
    }

    pub(super) fn tiles(
        &self,
        caption: &Caption<'_>,
        rows: &[Row],
        breaks: &ClassBreaks,
    ) -> String {
        let (columns, tall) = self.basemap.settings.tiles;
        let tiles: Vec<Tile<'_>> = rows.iter().filter_map(|row| self.tile(row)).collect();
        if tall == 0 {
            return String::new();
        }
        Tiles {
            columns,
            rows: tall,
            tiles,
            breaks,
            contested: self.basemap.contested(),
        }
        .svg(caption)
    }

    fn tile(&self, row: &Row) -> Option<Tile<'_>> {
        let model = &self.context.model;
        let found = model.atlas.record(row.region);
        let known = model.site.vocabulary.kind(found.kind).known;
        let fact = |field: Option<FieldIx>| {
            let fact = found.field(field?)?;
            Some(fact.value_in(self.context.language))
        };
        let Some(record::Value::List(place)) = fact(known.tile) else {
            return None;
        };
        let [record::Value::Integer(column), record::Value::Integer(line)] = place.as_slice()
        else {
            return None;
        };
        let abbreviation = match fact(known.abbr) {
            Some(record::Value::Text(text)) => self.context.localized_lang_text(text),
            _ => {
                let (name, language) = found.title(self.context.language);
                let letters: String = name.chars().take(3).collect();
                LangText::new(letters, self.context.foreign(language))
            }
        };
        Some(Tile {
            column: u16::try_from(*column).ok()?,
            row: u16::try_from(*line).ok()?,
            abbreviation,
            hint: self.hint(row),
            href: self.href(row).into(),
            count: row.count as u32,
            contested: self.basemap.is_contested(row.region),
        })
    }

    /// Links to all maps; the current one is marked.
    pub(super) fn choices(&self) -> Value {
        let model = &self.context.model;
        let all =
            std::iter::once(None).chain(self.basemap.settings.counts.iter().copied().map(Some));
        let choice = |kind: Option<KindIx>| {
            let title = match kind {
                Some(kind) => self
                    .context
                    .marked_text(&model.site.vocabulary.kind(kind).title),
                None => self.context.words("all_records"),
            };
            let url = self.context.url(&PageKind::Map(kind))?;
            Some(map([
                ("title", title),
                ("url", Value::from(url)),
                ("current", Value::from(kind == self.kind)),
            ]))
        };
        all.filter_map(choice).collect()
    }

    pub(super) fn columns(&self) -> Vec<KindIx> {
        match self.kind {
            Some(kind) => vec![kind],
            None => {
                let has_records = |kind: &KindIx| {
                    let atlas = &self.context.model.atlas;
                    !atlas.of_kind(*kind).is_empty()
                };
                let kinds = self.basemap.settings.counts.iter().copied();
                kinds.filter(has_records).collect()
            }
        }
    }

    pub(super) fn table(&self, rows: &[Row]) -> Value {
        let mut sorted: Vec<&Row> = rows.iter().collect();
        sorted.sort_by_key(|row| {
            (
                std::cmp::Reverse(row.count),
                self.context
                    .model
                    .atlas
                    .rank(self.context.language, row.region),
            )
        });
        let columns = self.columns();
        let row = |row: &Row| {
            let count = |kind: &KindIx| {
                map([
                    ("count", Value::from(self.count(row.region, Some(*kind)))),
                    (
                        "split",
                        self.context
                            .marked_split(self.members(row.region, Some(*kind))),
                    ),
                ])
            };
            let counts = columns.iter().map(count);
            map([
                ("record", self.context.record(row.region)),
                ("total", Value::from(row.count)),
                (
                    "split",
                    self.context
                        .marked_split(self.members(row.region, self.kind)),
                ),
                ("counts", counts.collect()),
                (
                    "contested",
                    Value::from(self.basemap.is_contested(row.region)),
                ),
            ])
        };
        sorted.into_iter().map(row).collect()
    }
}
