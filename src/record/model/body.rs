//! Rendered Markdown in split form: the plain text, the HTML markup, and the offsets at which the markup and the
//! page-dependent placeholders are inserted.
//!
//! Most readers need only the plain text: search, tables, sentences around links. Link addresses and record names depend
//! on the page and its language; they are inserted when a page is rendered.

use std::ops::Range;

use super::insertion::{Insertion, MarkupAnchor, NAME_MARK, Placeholder};
use super::link::Link;
use super::text_segment::TextSegment;
use crate::text::escape;

/// A text, ready to be put into pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The words with single spaces between them, a paragraph a line; where a record's name belongs, a [`NAME_MARK`].
    pub text: Box<str>,
    /// What is not words in the HTML, one mark's after another's.
    pub(in crate::record) markup: Box<str>,
    /// What stands between the words, in order.
    pub(in crate::record) anchors: Box<[MarkupAnchor]>,
    /// The links, in order.
    pub links: Vec<Link>,
    /// The headings, for links that name one.
    pub headings: Vec<Heading>,
    /// What the ids of its headings begin with on the page: nothing, where the text is the page's main one.
    pub id_prefix: Box<str>,
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
        self.text.is_empty() && self.anchors.is_empty()
    }

    /// Whether a heading has an anchor.
    pub fn has_heading(&self, anchor: &str) -> bool {
        self.headings.iter().any(|heading| &*heading.id == anchor)
    }

    /// Writes the HTML; `fill` writes what stands for a hole.
    pub fn write_html(&self, html: &mut String, mut fill: impl FnMut(&mut String, Placeholder)) {
        html.reserve(self.text.len() + self.markup.len());
        let (mut from, mut begin) = (0, 0);
        for MarkupAnchor { at, insertion } in &self.anchors {
            let at = *at as usize;
            write_words(html, &self.text[from..at]);
            from = at + insertion.replaced_len();
            match insertion {
                Insertion::Markup { end, .. } => {
                    html.push_str(&self.markup[begin..*end as usize]);
                    begin = *end as usize;
                }
                Insertion::Placeholder(placeholder) => fill(html, *placeholder),
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
        let first = self.anchors.partition_point(|anchor| anchor.at < range.start);
        let names = self.anchors[first..].iter().take_while(move |anchor| anchor.at < range.end);
        let names = names.filter_map(|anchor| match anchor.insertion {
            Insertion::Placeholder(Placeholder::Name(link)) => Some((anchor.at, link)),
            _ => None,
        });
        let mut from = range.start as usize;
        let parts = names.map(Some).chain([None]).flat_map(move |name| {
            let to = name.map_or(range.end, |(at, _)| at) as usize;
            let words = &self.text[from..to];
            from = to + NAME_MARK.len_utf8();
            [Some(TextSegment::Text(words)), name.map(|(_, link)| TextSegment::Name(link))]
        });
        parts.flatten()
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
