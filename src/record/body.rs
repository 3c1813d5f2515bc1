//! A text, parsed once: its words, and what HTML has between them. [`super::markdown`] makes it.
//!
//! Words and markup are kept apart because most readers of a text want its words alone: the search, the tables, the
//! sentences around links. Where a link leads, and what a record is called, depends on the page and its language, so
//! that is filled in when a page is made.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::source::SourcePath;
use crate::text::escape;

/// A text, ready to be put into pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The words with single spaces between them, a paragraph a line; where a record's name belongs, a [`NAME`].
    pub text: Box<str>,
    /// What is not words in the HTML, one mark's after another's.
    pub(super) markup: Box<str>,
    /// What stands between the words, in order.
    pub(super) marks: Box<[Mark]>,
    /// The links, in order.
    pub links: Vec<Link>,
    /// The headings, for links that name one.
    pub headings: Vec<Heading>,
    /// What the ids of its headings begin with on the page: nothing, where the text is the page's main one.
    pub id_prefix: Box<str>,
}

/// What the HTML has at a byte of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) at: u32,
    pub(super) stands: Stands,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stands {
    /// Markup, up to a byte of [`Body::markup`], in place of some bytes of the text.
    Markup { end: u32, hides: u8 },
    /// What depends on the page.
    Placeholder(Placeholder),
}

/// What depends on the page. The numbers are places in [`Body::links`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// The address of a link.
    Address(u32),
    /// The name of the record that a link leads to, in place of a [`NAME`].
    Name(u32),
    /// The number of a cited source, as a footnote link.
    Citation(u32),
}

/// A part of what a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSegment<'t> {
    /// Words as they are.
    Text(&'t str),
    /// The name of the record that a link leads to, by its place in [`Body::links`].
    Name(u32),
}

/// Stands in a text for the name of a linked record: a character that Unicode reserves for a program's own use. Where a file
/// has it, in whatever form, the text has U+FFFD.
pub(super) const NAME: char = '\u{fdd0}';

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
    /// The sentence around it.
    pub sentence: Sentence,
    /// Where it stands in the file.
    pub span: Span,
}

/// The sentence around a link: bytes of [`Body::text`]. Empty for a link that has no words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Where it begins.
    pub start: u32,
    /// The words of the link itself.
    pub link: (u32, u32),
    /// Where it ends.
    pub end: u32,
    /// Whether something of it is left out before this, and after it.
    pub cut: (bool, bool),
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

impl Body {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.marks.is_empty()
    }

    /// Whether a heading has an anchor.
    pub fn has_heading(&self, anchor: &str) -> bool {
        self.headings.iter().any(|heading| &*heading.id == anchor)
    }

    /// Writes the HTML; `fill` writes what stands for a hole.
    pub fn write(&self, html: &mut String, mut fill: impl FnMut(&mut String, Placeholder)) {
        html.reserve(self.text.len() + self.markup.len());
        let (mut from, mut begin) = (0, 0);
        for Mark { at, stands } in &self.marks {
            let at = *at as usize;
            write_words(html, &self.text[from..at]);
            from = at + stands.hides();
            match stands {
                Stands::Markup { end, .. } => {
                    html.push_str(&self.markup[begin..*end as usize]);
                    begin = *end as usize;
                }
                Stands::Placeholder(hole) => fill(html, *hole),
            }
        }
        write_words(html, &self.text[from..]);
    }

    /// What the text says.
    pub fn segments(&self) -> impl Iterator<Item = TextSegment<'_>> {
        self.segments_in(0..self.text.len() as u32)
    }

    /// What a stretch of the text says.
    pub fn segments_in(&self, range: Range<u32>) -> impl Iterator<Item = TextSegment<'_>> {
        let first = self.marks.partition_point(|mark| mark.at < range.start);
        let names = self.marks[first..].iter().take_while(move |mark| mark.at < range.end);
        let names = names.filter_map(|mark| match mark.stands {
            Stands::Placeholder(Placeholder::Name(link)) => Some((mark.at, link)),
            _ => None,
        });
        let mut from = range.start as usize;
        let parts = names.map(Some).chain([None]).flat_map(move |name| {
            let to = name.map_or(range.end, |(at, _)| at) as usize;
            let words = &self.text[from..to];
            from = to + NAME.len_utf8();
            [Some(TextSegment::Text(words)), name.map(|(_, link)| TextSegment::Name(link))]
        });
        parts.flatten()
    }
}

impl Stands {
    /// How many bytes of the text it stands in place of.
    fn hides(self) -> usize {
        match self {
            Stands::Markup { hides, .. } => usize::from(hides),
            Stands::Placeholder(Placeholder::Name(_)) => NAME.len_utf8(),
            Stands::Placeholder(Placeholder::Address(_) | Placeholder::Citation(_)) => 0,
        }
    }
}

/// Writes words as HTML that [`pulldown_cmark`] would write.
fn write_words(html: &mut String, words: &str) {
    escape::escape_into(
        html,
        words,
        |byte| escape::is_one_of(byte, [b'&', b'<', b'>']),
        |html, byte| {
            html.push_str(match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                _ => "&gt;",
            });
        },
    );
}
