//! A text, parsed once: HTML with holes where links to records go. [`super::markdown`] makes it.
//!
//! A hole is filled when a page is made, because where a link leads, and what a record is called, depends on the page and
//! its language.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::escape;
use crate::source::SourcePath;

/// A text, ready to be put into pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The HTML in order, with its holes.
    pub pieces: Vec<Piece>,
    /// What the holes stand for.
    pub links: Vec<Link>,
    /// The headings, for links that name one.
    pub headings: Vec<Heading>,
}

/// A stretch of HTML, or a hole. The numbers are places in [`Body::links`].
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// HTML as it is.
    Html(Box<str>),
    /// The address of a link.
    Address(u32),
    /// The name of the record that a link leads to.
    Name(u32),
    /// The number of a cited source, as a footnote link.
    Citation(u32),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// A record by its id or name: `[[miet]]`.
    Record(Arc<str>),
    /// A Markdown file: `../organizations/miet.md`.
    File(SourcePath),
    /// A file of `assets/`.
    Asset(SourcePath),
    /// A source: `[^sechenov-2017]`.
    Source(Arc<str>),
    /// A heading of the same text.
    Here,
}

/// A link of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// The heading there.
    pub anchor: Option<Box<str>>,
    /// Whether the record's name stands in place of a text of its own.
    pub named: bool,
    /// The sentence around it, as plain text; where a record's name is to be put, [`Named`] reads it.
    pub sentence: Box<str>,
    /// Where the link's text stands in the sentence.
    pub mark: Range<u32>,
    /// Where it stands in the file.
    pub span: Span,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The anchor.
    pub id: Box<str>,
    /// The text.
    pub text: Box<str>,
    /// 2 to 6; the page's name is 1.
    pub level: u8,
}

/// Characters that Unicode reserves for a program's own use: they mark the holes while HTML is made.
pub(super) const OPEN: char = '\u{fdd0}';
pub(super) const CLOSE: char = '\u{fdd1}';

impl Body {
    /// Whether a heading has an anchor.
    pub fn has_heading(&self, anchor: &str) -> bool {
        self.headings.iter().any(|heading| &*heading.id == anchor)
    }
}

/// Cuts the HTML at its holes. A hole that sanitising has mangled is dropped.
pub(super) fn pieces(html: &str, links: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(links * 4 + 1);
    let mut rest = html;
    while let Some((before, after)) = split_at_open(rest) {
        let Some((hole, after)) = after.split_once(CLOSE) else { break };
        if !before.is_empty() {
            pieces.push(Piece::Html(before.into()));
        }
        let number = hole.get(1..).and_then(|number| number.parse().ok()).filter(|n: &u32| (*n as usize) < links);
        match (hole.as_bytes().first(), number) {
            (Some(b'a'), Some(link)) => pieces.push(Piece::Address(link)),
            (Some(b'n'), Some(link)) => pieces.push(Piece::Name(link)),
            (Some(b'c'), Some(link)) => pieces.push(Piece::Citation(link)),
            _ => {}
        }
        rest = after;
    }
    let rest = rest.trim_end();
    if !rest.is_empty() {
        pieces.push(Piece::Html(rest.into()));
    }
    pieces
}

/// What stands before the first hole, and what stands after its mark.
fn split_at_open(html: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        // The first byte of the mark is rare, and quick to look for.
        from += escape::plain(&html[from..], |byte| byte == 0xef);
        if let Some(after) = html[from..].strip_prefix(OPEN) {
            return Some((&html[..from], after));
        }
        from += html[from..].chars().next()?.len_utf8();
    }
}

/// A stretch of a sentence: text, or the place of a record's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named<'t> {
    /// Text as it is.
    Text(&'t str),
    /// The name of the record that a link of the same text leads to, by its place in [`Body::links`].
    Name(usize),
}

/// Reads a part of [`Link::sentence`].
pub fn named(sentence: &str) -> impl Iterator<Item = Named<'_>> {
    sentence
        .split_inclusive(CLOSE)
        .flat_map(|part| {
            let hole = part.strip_suffix(CLOSE).and_then(|part| part.rsplit_once(OPEN));
            match hole.and_then(|(text, hole)| Some((text, hole.strip_prefix('n')?.parse().ok()?))) {
                Some((text, link)) => [Some(Named::Text(text)), Some(Named::Name(link))],
                None => [Some(Named::Text(part)), None],
            }
        })
        .flatten()
}
