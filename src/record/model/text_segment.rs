//! A segment of plain text.

/// A segment of the plain text of a [`super::Body`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSegment<'t> {
    /// Literal text.
    Text(&'t str),
    /// The name of a linked record, by the index of the link in [`super::Body::links`].
    Name(u32),
}
