//! A link of a body.

use std::sync::Arc;

use super::view_link::ViewLink;
use crate::diagnostic::Location;
use crate::source::SourcePath;

/// The target of a link as the file states it.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// A record by id or name: `[[miet]]`.
    Record(Arc<str>),
    /// A Markdown file: `../organizations/miet.md`.
    File(SourcePath),
    /// A file of `assets/`, or one beside the records.
    Asset(SourcePath),
    /// A view: `map:cluster`.
    View(ViewLink),
    /// A source: `[^sechenov-2017]`.
    Source(Arc<str>),
    /// A heading of the same text.
    Here,
}

/// The extensions of files beside the records that texts can show or offer.
const ATTACHMENTS: [&str; 8] = ["avif", "gif", "jpeg", "jpg", "pdf", "png", "svg", "webp"];

/// Whether a file of `content/` is a picture or a document, by its name.
pub(in crate::record) fn is_attachment(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| {
        let mut known = ATTACHMENTS.iter();
        known.any(|known| known.eq_ignore_ascii_case(extension))
    })
}

/// A link of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The target.
    pub target: LinkTarget,
    /// The id of a heading of the target.
    pub anchor: Option<Box<str>>,
    /// Whether the name of the record is the link text.
    pub named: bool,
    /// The HTML of the other attributes of its element.
    pub attributes: Box<str>,
    /// The sentence around the link.
    pub sentence: Sentence,
    /// Its location.
    pub at: Location,
}

/// The sentence around a link, as byte offsets in [`super::Body::text`]. Empty for a link without text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The start of the sentence.
    pub start: u32,
    /// The start and end of the link text.
    pub link: (u32, u32),
    /// The end of the sentence.
    pub end: u32,
    /// Whether the sentence is truncated at its start, and at its end.
    pub truncated: (bool, bool),
}
