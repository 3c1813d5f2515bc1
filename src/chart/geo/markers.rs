//! Map markers: overlapping points are clustered into one marker with their number.

use std::borrow::Cow;

use crate::chart::KindStyle;
use crate::chart::geo::map_labels::LabelArea;
use crate::chart::geo::region_label::leader;
use crate::chart::point::Point;
use crate::chart::svg::{Number, Svg, as_f64};
use crate::text::LangText;

/// A record with its position in pixels.
#[derive(Debug, Clone)]
pub struct Pin<'a> {
    /// The position.
    pub at: Point,
    /// The name.
    pub label: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
    /// The kind, for the colour.
    pub kind: KindStyle<'a>,
    /// The page that a marker of several records links to: that of their city or region.
    pub group: Cow<'a, str>,
}

/// A cluster of one or more pins.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// The centroid of the pins.
    pub at: Point,
    /// The indices of the pins in ascending order.
    pub pins: Vec<usize>,
}

/// The distance in pixels below which two points are merged.
const NEAR: f64 = 14.0;

/// The number of names in a tooltip; the rest is only counted.
const NAMED: usize = 8;

impl Marker {
    /// The radius in pixels: 4 for a single record; for several it grows with the square root of their number.
    fn radius(&self) -> f64 {
        match self.pins.len() {
            0 | 1 => 4.0,
            count => 7.5 + as_f64(count).sqrt().min(10.0) * 0.75,
        }
    }

    /// Whether it is a single record.
    pub(super) fn is_single(&self) -> bool {
        self.pins.len() < 2
    }

    /// The width and the height of the badge, in pixels.
    pub(super) fn size(&self) -> (f64, f64) {
        (2.0 * self.radius(), 2.0 * self.radius())
    }

    /// Draws the marker as a link with the names in its tooltip. The badge of several records stands in `area`, at the end of a
    /// line, or else on the spot. `more` is the message «ещё {}».
    pub(super) fn draw(
        &self,
        svg: &mut Svg,
        pins: &[Pin],
        area: Option<LabelArea>,
        more: &LangText,
    ) {
        let members: Vec<&Pin> = self.pins.iter().filter_map(|pin| pins.get(*pin)).collect();
        match members[..] {
            [] => {}
            [pin] => {
                let class = format!("point {}", pin.kind);
                let (x, y) = (Number(self.at.x), Number(self.at.y));
                svg.link(&pin.href, &class, &pin.label, |svg| {
                    svg.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"));
                });
            }
            _ => {
                let (href, hint) = (most_common(&members), hint(&members, more));
                svg.link(&href, "marker", &hint, |svg| self.badge(svg, area));
            }
        }
    }

    fn badge(&self, svg: &mut Svg, area: Option<LabelArea>) {
        let at = area.map_or(self.at, |area| area.middle());
        if at != self.at {
            leader(svg, self.at, at);
        }
        svg.put(format_args!(
            "<circle class=\"disc\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            Number(at.x),
            Number(at.y),
            Number(self.radius())
        ));
        svg.text(at.x, at.y + 4.0, "count", self.pins.len().to_string());
    }
}

/// Merges pins until no two markers touch. The positions of the markers do not depend on the order of the pins.
pub fn merge(pins: &[Pin]) -> Vec<Marker> {
    let mut order: Vec<usize> = (0..pins.len()).collect();
    order.sort_by(|a, b| {
        let key = |pin: &usize| (pins[*pin].at.x, pins[*pin].at.y);
        let ((ax, ay), (bx, by)) = (key(a), key(b));
        ax.total_cmp(&bx)
            .then(ay.total_cmp(&by))
            .then_with(|| pins[*a].href.cmp(&pins[*b].href))
            .then(a.cmp(b))
    });
    let mut markers: Vec<Marker> = Vec::new();
    for pin in order {
        let mut marker = Marker {
            at: pins[pin].at,
            pins: vec![pin],
        };
        // A merged marker moves and grows, so it may touch another one.
        while let Some(other) = markers.iter().position(|other| touch(&marker, other)) {
            marker = join(marker, markers.swap_remove(other));
        }
        markers.push(marker);
    }
    for marker in &mut markers {
        marker.pins.sort_unstable();
    }
    markers.sort_by(|a, b| a.at.y.total_cmp(&b.at.y).then(a.at.x.total_cmp(&b.at.x)));
    markers
}

fn touch(one: &Marker, other: &Marker) -> bool {
    let (dx, dy) = (one.at.x - other.at.x, one.at.y - other.at.y);
    let near = (one.radius() + other.radius() + 1.0).max(NEAR);
    dx * dx + dy * dy < near * near
}

fn join(one: Marker, other: Marker) -> Marker {
    let (a, b) = (as_f64(one.pins.len()), as_f64(other.pins.len()));
    let at = Point {
        x: (one.at.x * a + other.at.x * b) / (a + b),
        y: (one.at.y * a + other.at.y * b) / (a + b),
    };
    let (mut pins, few) = if one.pins.len() < other.pins.len() {
        (other.pins, one.pins)
    } else {
        (one.pins, other.pins)
    };
    pins.extend(few);
    Marker { at, pins }
}

fn hint<'a>(members: &[&'a Pin], more: &'a LangText) -> LangText<'a> {
    let names = members.iter().take(NAMED).map(|pin| &pin.label);
    let rest = members.len().saturating_sub(NAMED);
    let rest = (rest > 0).then(|| LangText::from(more).filled("{}", &rest.to_string().into()));
    LangText::joined(names.map(LangText::from).chain(rest), "\n")
}

/// The page that most members belong to; of equally frequent ones the first.
fn most_common(members: &[&Pin]) -> String {
    let votes = |group: &str| members.iter().filter(|pin| pin.group == group).count();
    let mut best: (usize, &str) = (0, "");
    for pin in members {
        if !pin.group.is_empty() && pin.group != best.1 && votes(&pin.group) > best.0 {
            best = (votes(&pin.group), &pin.group);
        }
    }
    best.1.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins(places: &[(f64, f64)]) -> Vec<Pin<'static>> {
        let pin = |(at, &(x, y)): (usize, &(f64, f64))| Pin {
            at: Point { x, y },
            label: format!("№ {at}").into(),
            href: format!("{at}.html").into(),
            kind: KindStyle {
                id: "cluster",
                colour: 1,
            },
            group: if at % 3 == 0 { "a.html" } else { "b.html" }.into(),
        };
        places.iter().enumerate().map(pin).collect()
    }

    #[test]
    fn markers_keep_the_total_and_do_not_touch() {
        let places: Vec<(f64, f64)> = (0..400)
            .map(|i| (f64::from(i * 37 % 211), f64::from(i * 53 % 97)))
            .collect();
        let markers = merge(&pins(&places));
        let mut all: Vec<usize> = markers
            .iter()
            .flat_map(|marker| marker.pins.clone())
            .collect();
        all.sort_unstable();
        assert_eq!(all, (0..400).collect::<Vec<_>>());
        for (at, one) in markers.iter().enumerate() {
            assert!(markers[at + 1..].iter().all(|other| !touch(one, other)));
        }
    }

    #[test]
    fn close_points_are_one_and_far_points_are_not() {
        let markers = merge(&pins(&[(10.0, 10.0), (18.0, 10.0), (60.0, 10.0)]));
        assert_eq!(
            markers
                .iter()
                .map(|marker| marker.pins.clone())
                .collect::<Vec<_>>(),
            [vec![0, 1], vec![2]]
        );
        assert_eq!(markers[0].at, Point { x: 14.0, y: 10.0 });
        assert_eq!(merge(&[]), []);
    }

    #[test]
    fn a_marker_links_to_where_most_of_its_records_are_and_names_the_first() {
        let pins = pins(&[(1.0, 1.0); 11]);
        let mut svg = Svg::open(
            &crate::chart::caption::Caption {
                prefix: "p",
                title: LangText::plain(""),
                description: LangText::plain(""),
            },
            "map",
            9.0,
            9.0,
            true,
        );
        merge(&pins)[0].draw(&mut svg, &pins, None, &"ещё {}".into());
        let drawn = svg.close();
        assert!(
            drawn.contains("<a class=\"marker\" href=\"b.html\"><title>№ 0\n№ 1\n"),
            "{drawn}"
        );
        assert!(
            drawn.contains("№ 7\nещё 3</title>") && drawn.contains(">11</text>"),
            "{drawn}"
        );
    }
}
