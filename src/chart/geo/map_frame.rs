//! The frame of pixels that a projection is fitted to.

use crate::chart::point::Point;

/// A linear mapping from the projection plane to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapFrame {
    /// The width in pixels.
    pub width: f64,
    /// The height in pixels.
    pub height: f64,
    scale: f64,
    left: f64,
    top: f64,
}

impl MapFrame {
    /// Fits `points` into `width` and at most `tallest` pixels, with a margin. The height is what the points need.
    pub fn fit(
        points: impl IntoIterator<Item = Point>,
        width: f64,
        tallest: f64,
        margin: f64,
    ) -> Self {
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut north, mut south) = (f64::INFINITY, f64::NEG_INFINITY);
        for Point { x, y } in points {
            (west, east) = (west.min(x), east.max(x));
            (north, south) = (north.min(y), south.max(y));
        }
        if west > east {
            return Self {
                width,
                height: 2.0 * margin,
                scale: 1.0,
                left: 0.0,
                top: 0.0,
            };
        }
        let across = (width - 2.0 * margin) / (east - west).max(1e-9);
        let down = (tallest - 2.0 * margin) / (south - north).max(1e-9);
        let scale = across.min(down);
        let height = (south - north) * scale + 2.0 * margin;
        let left = f64::midpoint(width, -(east + west) * scale);
        Self {
            width,
            height: height.ceil(),
            scale,
            left,
            top: margin - north * scale,
        }
    }

    /// The upper left corner, moved by `by` pixels to the lower right.
    pub(super) fn corner(by: f64) -> Point {
        Point { x: by, y: by }
    }

    /// The lower right corner, moved by `by` pixels to the lower right.
    pub(super) fn far_corner(&self, by: f64) -> Point {
        Point {
            x: self.width + by,
            y: self.height + by,
        }
    }

    /// The pixel of a point of the plane.
    pub fn pixel(&self, point: Point) -> Point {
        Point {
            x: self.left + point.x * self.scale,
            y: self.top + point.y * self.scale,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-6, "{left} is not {right}");
    }

    #[test]
    fn a_tall_country_is_fitted_by_its_height() {
        let frame = MapFrame::fit(
            [Point { x: 0.0, y: 0.0 }, Point { x: 1.0, y: 10.0 }],
            1000.0,
            500.0,
            10.0,
        );
        near(frame.height, 500.0);
        near(frame.pixel(Point { x: 0.5, y: 0.0 }).x, 500.0);
        near(frame.pixel(Point { x: 0.0, y: 10.0 }).y, 490.0);
        near(MapFrame::fit([], 100.0, 100.0, 5.0).height, 10.0);
    }
}
