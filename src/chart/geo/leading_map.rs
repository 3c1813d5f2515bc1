//! A small map of a country: its regions by their counts, the leading ones with names and counts.

use crate::chart::breaks::ClassBreaks;
use crate::chart::caption::Caption;
use crate::chart::geo::choropleth::MapRegion;
use crate::chart::geo::locator::{Locator, LocatorUnit};
use crate::chart::geo::map_labels::place_labels;
use crate::chart::geo::region_label::{LabelLink, RegionLabel};
use crate::chart::point::Point;
use crate::chart::svg::{Number, Svg};

/// The data of the map.
#[derive(Debug, Clone)]
pub struct LeadingMap<'a> {
    /// The regions with records, the leading ones first.
    pub regions: Vec<MapRegion<'a>>,
    /// The class breaks of the counts.
    pub breaks: &'a ClassBreaks,
    /// The number of regions with a label.
    pub labelled: usize,
}

/// The width and height below which a circle stands for a region, in pixels.
const TINY: f64 = 16.0;

/// A region on the map.
struct Drawn<'a> {
    region: &'a MapRegion<'a>,
    unit: &'a LocatorUnit,
}

impl LeadingMap<'_> {
    /// Renders the map on the outline of a country. Regions that are not on it are left out.
    pub fn svg(&self, caption: &Caption, on: &Locator) -> String {
        let (width, height) = on.size();
        let mut svg = Svg::open(caption, "leading", width, height, true);
        on.draw_land(&mut svg, caption);
        let drawn: Vec<Drawn> = self
            .regions
            .iter()
            .filter_map(|region| {
                Some(Drawn {
                    region,
                    unit: on.unit(&region.id)?,
                })
            })
            .collect();
        svg.raw("<g class=\"regions\">");
        for one in drawn.iter().rev() {
            self.shape(&mut svg, one);
        }
        svg.raw("</g>");
        let labelled = &drawn[..drawn.len().min(self.labelled)];
        let labels: Vec<RegionLabel> = labelled
            .iter()
            .map(|one| RegionLabel::new(one.region, one.unit.centre, width))
            .collect();
        let wanted: Vec<(Point, (f64, f64))> = labels
            .iter()
            .map(|label| (label.anchor, label.size()))
            .collect();
        let areas = place_labels((width, height), &wanted, &[]);
        for (label, area) in labels.iter().zip(areas) {
            if let Some(area) = area {
                label.draw(&mut svg, area, LabelLink::Everybody);
            }
        }
        svg.close()
    }

    /// The outline of a region, or a circle for one that is too small to be seen. The labels and the lists of the page are the
    /// links of the keyboard.
    fn shape(&self, svg: &mut Svg, one: &Drawn) {
        let region = one.region;
        let level = self.breaks.level(region.count);
        svg.hidden_link(&region.href, "", &region.hint, |svg| {
            let at = one.unit.centre;
            if one.unit.size < TINY {
                svg.put(format_args!(
                    "<circle class=\"region level-{level}\" cx=\"{}\" cy=\"{}\" r=\"6\"/>",
                    Number(at.x),
                    Number(at.y)
                ));
            } else {
                svg.put(format_args!(
                    "<path class=\"region level-{level}\" transform=\"scale(.5)\" fill-rule=\"evenodd\" d=\"{}\"/>",
                    one.unit.data
                ));
            }
        });
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::chart::geo::border_file::read_borders;
    use crate::chart::geo::border_reader::BorderKeys;
    use crate::chart::geo::projection::Projection;
    use crate::chart::geo::viewport::{Contested, MapViewport};
    use crate::text::LangText;

    const RUSSIA: &str = include_str!("../../../assets/ru-regions.geojson");

    fn drawn(names: &[(&'static str, &'static str, u32)], labelled: usize) -> String {
        let view = MapViewport {
            projection: Projection::albers((52.0, 64.0), 105.0),
            width: 640.0,
            tallest: 640.0,
            focus: None,
        };
        let borders = read_borders(RUSSIA, BorderKeys::default()).unwrap();
        let locator = Locator::new(&borders, &view, &[], Contested::AsIs);
        let breaks = ClassBreaks::choose(names.iter().map(|(_, _, count)| *count));
        let region = |(id, name, count): &(&'static str, &'static str, u32)| MapRegion {
            id: (*id).into(),
            name: LangText::plain(name),
            hint: format!("{name}: {count}").into(),
            href: format!("{id}.html").into(),
            count: *count,
            number: count.to_string().into(),
            contested: false,
        };
        let map = LeadingMap {
            regions: names.iter().map(region).collect(),
            breaks: &breaks,
            labelled,
        };
        let caption = Caption {
            prefix: "home",
            title: LangText::plain("Записи"),
            description: LangText::plain(""),
        };
        map.svg(&caption, &locator)
    }

    #[test]
    fn the_leading_regions_have_names_and_counts_and_all_are_drawn() {
        let svg = drawn(
            &[
                ("RU-MOW", "Москва", 61),
                ("RU-MOS", "Московская область", 40),
                ("RU-TOM", "Томская область", 38),
                ("nowhere", "Нигде", 9),
            ],
            2,
        );
        assert!(
            svg.contains("Москва <tspan class=\"count\">61</tspan>"),
            "{svg}"
        );
        assert!(svg.contains("Московская область <tspan"));
        assert!(!svg.contains("Томская область <tspan") && !svg.contains("Нигде"));
        assert!(svg.contains("href=\"RU-TOM.html\""));
        // A city of a few pixels is a circle.
        assert_eq!(svg.matches("<circle class=\"region").count(), 1);
    }
}
