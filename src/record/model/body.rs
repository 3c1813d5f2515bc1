//! Rendered Markdown in split form: the plain text, the HTML markup, and the offsets at which the markup and the
//! page-dependent placeholders are inserted.
//!
//! Most readers need only the plain text: search, tables, sentences around links. Link addresses and record names depend
//! on the page and its language; they are inserted when a page is rendered.

use std::ops::Range;

use super::insertion::{Insertion, MarkupAnchor, NAME_MARK, Placeholder};
use super::link::Link;
use super::text_segment::TextSegment;
use crate::diagnostic::Location;
use crate::record::markdown::slug;
use crate::text::escape;
use crate::text::no_break::find_no_break;

/// A rendered Markdown text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The plain text with single spaces, one line for each paragraph. A [`NAME_MARK`] marks the name of a linked
    /// record.
    pub text: Box<str>,
    /// The HTML markup of all insertions, concatenated.
    pub(in crate::record) markup: Box<str>,
    /// The insertions, by offset.
    pub(in crate::record) anchors: Box<[MarkupAnchor]>,
    /// The links, in order.
    pub links: Vec<Link>,
    /// The headings, as link targets.
    pub headings: Vec<Heading>,
    /// The ids of raw HTML, as link targets.
    pub raw_ids: Vec<Box<str>>,
    /// The defined footnotes: their names and locations.
    pub notes: Vec<(Box<str>, Location)>,
    /// The prefix of the ids of headings on the page; empty for the body of the page.
    pub id_prefix: Box<str>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The id, without prefix.
    pub id: Box<str>,
    /// The anchor as GitHub spells it, if that is another.
    pub github_id: Option<Box<str>>,
    /// The text.
    pub text: Box<str>,
    /// The level, 2 to 6. Level 1 is the title of the page.
    pub level: u8,
}

impl Body {
    /// Whether the body is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.anchors.is_empty()
    }

    /// Returns the id that an anchor means: the id of a heading or of raw HTML, a heading's anchor as GitHub spells it, or
    /// its text. `None` if there is none.
    pub fn find_anchor<'a>(&'a self, anchor: &'a str) -> Option<&'a str> {
        let headings = || self.headings.iter();
        let exact = headings().any(|heading| &*heading.id == anchor)
            || self.raw_ids.iter().any(|id| &**id == anchor);
        if exact {
            return Some(anchor);
        }
        let of_github = headings().find(|heading| heading.github_id.as_deref() == Some(anchor));
        let of_text = || {
            let slug = slug(anchor);
            headings().find(|heading| *heading.id == slug)
        };
        of_github.or_else(of_text).map(|heading| &*heading.id)
    }

    /// Writes the HTML. `fill` writes the content of a placeholder.
    pub fn write_html(&self, html: &mut String, mut fill: impl FnMut(&mut String, Placeholder)) {
        html.reserve(self.text.len() + self.markup.len());
        let (mut from, mut begin, mut is_code) = (0, 0, false);
        for MarkupAnchor { at, insertion } in &self.anchors {
            let at = *at as usize;
            push_words(html, &self.text[from..at], is_code);
            from = at + insertion.replaced_len();
            match insertion {
                Insertion::Markup { end, .. } => {
                    let markup = &self.markup[begin..*end as usize];
                    html.push_str(markup);
                    is_code = leaves_code_open(markup).unwrap_or(is_code);
                    begin = *end as usize;
                }
                Insertion::Placeholder(placeholder) => fill(html, *placeholder),
            }
        }
        push_words(html, &self.text[from..], is_code);
    }

    /// Returns the segments of the plain text.
    pub fn segments(&self) -> impl Iterator<Item = TextSegment<'_>> {
        self.segments_in(0..self.text.len() as u32)
    }

    /// Returns the segments of a range of the plain text, in bytes.
    pub fn segments_in(&self, range: Range<u32>) -> impl Iterator<Item = TextSegment<'_>> {
        let first = self
            .anchors
            .partition_point(|anchor| anchor.at < range.start);
        let names = self.anchors[first..]
            .iter()
            .take_while(move |anchor| anchor.at < range.end);
        let names = names.filter_map(|anchor| match anchor.insertion {
            Insertion::Placeholder(Placeholder::Name(link)) => Some((anchor.at, link)),
            _ => None,
        });
        let mut from = range.start as usize;
        let parts = names.map(Some).chain([None]).flat_map(move |name| {
            let to = name.map_or(range.end, |(at, _)| at) as usize;
            let words = &self.text[from..to];
            from = to + NAME_MARK.len_utf8();
            [
                Some(TextSegment::Text(words)),
                name.map(|(_, link)| TextSegment::Name(link)),
            ]
        });
        parts.flatten()
    }
}

/// Appends words: escaped, and with no-break spaces unless they are code.
fn push_words(html: &mut String, words: &str, is_code: bool) {
    let mut from = 0;
    while !is_code && let Some(at) = find_no_break(words, from) {
        push_escaped(html, &words[from..at]);
        html.push('\u{a0}');
        from = at + 1;
    }
    push_escaped(html, &words[from..]);
}

/// Whether the last tag of code in `markup` opens it. `None` if there is none.
fn leaves_code_open(markup: &str) -> Option<bool> {
    let last = |tags: [&str; 2]| {
        tags.map(|tag| markup.rfind(tag))
            .into_iter()
            .max()
            .flatten()
    };
    let (open, close) = (last(["<code", "<pre"]), last(["</code", "</pre"]));
    (open.is_some() || close.is_some()).then_some(open > close)
}

/// Escapes text like [`pulldown_cmark`].
fn push_escaped(html: &mut String, words: &str) {
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
