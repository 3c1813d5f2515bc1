//! The classes of a kind in style sheets.

use std::fmt;

use super::svg::class_name;

/// The classes of a mark of a kind: `kind-cluster colour-1`.
#[derive(Clone, Copy, Debug)]
pub struct KindStyle<'a> {
    /// The id of the kind.
    pub id: &'a str,
    /// The number of its colour in the palette of the style sheets.
    pub colour: u8,
}

impl fmt::Display for KindStyle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kind-{} colour-{}", class_name(self.id), self.colour)
    }
}
