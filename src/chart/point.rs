//! A point of the drawing plane.

/// A point of the plane; `y` grows downwards as in SVG.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}
