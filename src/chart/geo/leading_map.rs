//! A small map of a country: its regions by their counts, the leading ones with names and counts.

use crate::chart::breaks::ClassBreaks;
use crate::chart::caption::Caption;
use crate::chart::chart_text::ChartText;
use crate::chart::geo::choropleth::MapRegion;
use crate::chart::geo::locator::{Locator, LocatorUnit};
use crate::chart::geo::map_labels::{LabelArea, place_labels};
use crate::chart::point::Point;
use crate::chart::svg::{Escaped, Number, Svg};
use crate::chart::text_metrics;

/// The data of the map.
#[derive(Debug, Clone)]
pub struct LeadingMap<'a> {
    /// The regions with records, the leading ones first.
    pub regions: Vec<LeadingRegion<'a>>,
    /// The class breaks of the counts.
    pub breaks: &'a ClassBreaks,
    /// The number of regions with a label.
    pub labelled: usize,
}

/// A region with its label.
#[derive(Debug, Clone)]
pub struct LeadingRegion<'a> {
    /// The region with its count.
    pub region: MapRegion<'a>,
    /// The name.
    pub name: ChartText<'a>,
    /// The count in the digits of the language.
    pub count: String,
}

/// The size of names, in pixels.
const SIZE: f64 = 13.0;

/// The height of a label, in pixels.
const TALL: f64 = 16.0;

/// The share of the width of the map that a name can take.
const WIDEST: f64 = 0.45;

/// The width and height below which a circle stands for a region, in pixels.
const TINY: f64 = 16.0;

/// A region on the map.
struct Drawn<'a> {
    shown: &'a LeadingRegion<'a>,
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
            .filter_map(|shown| {
                Some(Drawn {
                    shown,
                    unit: on.unit(&shown.region.id)?,
                })
            })
            .collect();
        svg.raw("<g class=\"regions\">");
        for one in drawn.iter().rev() {
            self.shape(&mut svg, one);
        }
        svg.raw("</g>");
        let labelled = &drawn[..drawn.len().min(self.labelled)];
        let names: Vec<ChartText> = labelled
            .iter()
            .map(|one| one.shown.name.shortened(SIZE, width * WIDEST))
            .collect();
        let wanted: Vec<(Point, (f64, f64))> = labelled
            .iter()
            .zip(&names)
            .map(|(one, name)| (one.unit.centre, (label_width(name, &one.shown.count), TALL)))
            .collect();
        for ((one, name), area) in labelled
            .iter()
            .zip(&names)
            .zip(place_labels((width, height), &wanted))
        {
            if let Some(area) = area {
                label(&mut svg, one, name, area);
            }
        }
        svg.close()
    }

    /// The outline of a region, or a circle for one that is too small to be seen. The labels and the lists of the page are the
    /// links of the keyboard.
    fn shape(&self, svg: &mut Svg, one: &Drawn) {
        let region = &one.shown.region;
        let level = self.breaks.level(region.count);
        svg.hidden_link(&region.href, &region.hint, |svg| {
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

fn label_width(name: &str, count: &str) -> f64 {
    text_metrics::width(name, SIZE) + text_metrics::bold_width(count, SIZE) + 8.0
}

/// A dot on the region, the leader line, and a plate with the name and the count.
fn label(svg: &mut Svg, one: &Drawn, name: &ChartText, area: LabelArea) {
    let region = &one.shown.region;
    let (from, to) = (one.unit.centre, area.nearest(one.unit.centre));
    svg.link(&region.href, "lead", &region.hint, |svg| {
        let line = format!(
            "d=\"M{} {}L{} {}\"",
            Number(from.x),
            Number(from.y),
            Number(to.x),
            Number(to.y)
        );
        svg.put(format_args!(
            "<path class=\"casing\" {line}/><path class=\"leader\" {line}/><circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"2\"/>",
            Number(from.x),
            Number(from.y)
        ));
        svg.put(format_args!(
            "<rect class=\"plate\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"/>",
            Number(area.left),
            Number(area.top),
            Number(area.width),
            Number(area.height)
        ));
        let (x, y) = (Number(area.left + 3.0), Number(area.top + TALL - 4.0));
        svg.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"label\"{}>{} <tspan class=\"count\">{}</tspan></text>",
            name.lang(),
            Escaped(name),
            Escaped(&one.shown.count)
        ));
    });
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::chart::geo::border_file::read_borders;
    use crate::chart::geo::border_reader::BorderKeys;
    use crate::chart::geo::projection::Projection;
    use crate::chart::geo::viewport::{Contested, MapViewport};

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
        let region = |(id, name, count): &(&'static str, &'static str, u32)| LeadingRegion {
            region: MapRegion {
                id: (*id).into(),
                hint: format!("{name}: {count}").into(),
                href: format!("{id}.html").into(),
                count: *count,
                contested: false,
            },
            name: ChartText::plain(name),
            count: count.to_string(),
        };
        let map = LeadingMap {
            regions: names.iter().map(region).collect(),
            breaks: &breaks,
            labelled,
        };
        let caption = Caption {
            prefix: "home",
            title: ChartText::plain("Записи"),
            description: ChartText::plain(""),
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
