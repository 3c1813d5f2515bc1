//! Markup and placeholders between the words of a body.

/// An insertion into [`super::Body::text`] at byte offset `at`: literal markup or a placeholder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::record) struct MarkupAnchor {
    pub(in crate::record) at: u32,
    pub(in crate::record) insertion: Insertion,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::record) enum Insertion {
    /// The bytes of `Body::markup` up to `end`; they replace `replaced` bytes of the text.
    Markup { end: u32, replaced: u8 },
    /// HTML that depends on the page.
    Placeholder(Placeholder),
}

/// HTML that depends on the page. The numbers are indices in [`super::Body::links`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// The start tag of a link.
    Address(u32),
    /// The end tag of a link.
    AddressEnd(u32),
    /// An image.
    Image(u32),
    /// The name of the linked record; it replaces a [`NAME_MARK`].
    Name(u32),
    /// The number of a cited source, as a footnote link.
    Citation(u32),
}

/// Marks the name of a linked record in [`super::Body::text`]. A Unicode noncharacter: in the text of a file it is replaced
/// by U+FFFD.
pub(in crate::record) const NAME_MARK: char = '\u{fdd0}';

impl Insertion {
    /// Returns the number of bytes of the text that it replaces.
    pub(in crate::record) fn replaced_len(self) -> usize {
        match self {
            Insertion::Markup { replaced, .. } => usize::from(replaced),
            Insertion::Placeholder(Placeholder::Name(_)) => NAME_MARK.len_utf8(),
            Insertion::Placeholder(
                Placeholder::Address(_)
                | Placeholder::AddressEnd(_)
                | Placeholder::Image(_)
                | Placeholder::Citation(_),
            ) => 0,
        }
    }
}
