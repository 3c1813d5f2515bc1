//! Builds a body: splits the parts of the HTML into plain text and markup.

use super::html_part::{HtmlElement, HtmlPart, is_block_element, tag_name};
use super::noncharacters::replace_noncharacters;
use super::sentence::sentence_around;
use crate::record::model::{Body, Heading, Insertion, Link, MarkupAnchor, NAME_MARK, Placeholder};

/// Builds a [`Body`]. The HTML of the body equals the HTML of the parts, except for trailing whitespace.
pub(in crate::record) struct BodyBuilder {
    text: String,
    markup: String,
    anchors: Vec<MarkupAnchor>,
    links: Vec<Link>,
    /// Markup and whitespace since the last word.
    gap: String,
    /// The placeholders within the gap, with their offsets.
    placeholders: Vec<(usize, Placeholder)>,
    /// The separator that the gap contributes to the plain text.
    separator: Separator,
    /// The open `a` elements, the innermost last. `None` for an external link.
    open: Vec<Option<OpenLink>>,
    /// The closed links, with the ranges of their text.
    ended: Vec<(u32, (u32, u32))>,
}

/// An open internal link.
struct OpenLink {
    link: u32,
    /// The start of its text, if it has any yet.
    start: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Separator {
    Nothing,
    Space,
    Line,
}

impl BodyBuilder {
    /// Creates a builder for a text with these links and about `length` bytes.
    pub(in crate::record) fn new(links: Vec<Link>, length: usize) -> Self {
        BodyBuilder {
            text: String::with_capacity(length),
            markup: String::with_capacity(length / 2),
            anchors: Vec::with_capacity(links.len() * 4 + 16),
            links,
            gap: String::new(),
            placeholders: Vec::new(),
            separator: Separator::Nothing,
            open: Vec::new(),
            ended: Vec::new(),
        }
    }

    /// Adds a part. Raw HTML must have been sanitized.
    pub(in crate::record) fn push(&mut self, part: &HtmlPart<'_>) {
        match part {
            HtmlPart::Text(words) | HtmlPart::Raw(words) => self.push_text(words),
            HtmlPart::Tag(tag) => self.push_tag(tag_name(tag), tag),
            HtmlPart::Element(element) => self.push_element(element),
        }
    }

    /// Adds text, with entities decoded.
    pub(in crate::record) fn push_text(&mut self, text: &str) {
        let text = replace_noncharacters(text);
        let mut rest = &*text;
        loop {
            let words = rest.trim_start_matches(is_space);
            if words.len() < rest.len() {
                self.gap.push_str(&rest[..rest.len() - words.len()]);
                self.separator = self.separator.max(Separator::Space);
            }
            if words.is_empty() {
                return;
            }
            let (words, after) = words.split_at(end_of_words(words));
            self.close_gap();
            self.text.push_str(words);
            rest = after;
        }
    }

    /// Adds a tag, with surrounding line feeds. It must not be the start tag of an internal link.
    pub(in crate::record) fn push_tag(&mut self, name: &str, tag: &str) {
        if name == "a" && tag.starts_with("</") {
            self.end_link(tag);
            return;
        }
        self.gap.push_str(tag);
        if is_block_element(name) {
            self.separator = Separator::Line;
        } else if tag.starts_with('\n') || tag.ends_with('\n') {
            self.separator = self.separator.max(Separator::Space);
        }
        match tag.trim_start_matches('\n') {
            _ if name == "a" => self.open.push(None),
            _ => {}
        }
    }

    /// Adds an element of Markdown.
    pub(in crate::record) fn push_element(&mut self, element: &HtmlElement) {
        let HtmlElement {
            name,
            before,
            placeholder,
            after,
        } = element;
        self.gap.push_str(before);
        match placeholder {
            Some(Placeholder::Name(link)) => {
                self.close_gap();
                self.insert(Insertion::Placeholder(Placeholder::Name(*link)));
                self.text.push(NAME_MARK);
            }
            Some(placeholder) => self.placeholders.push((self.gap.len(), *placeholder)),
            None => {}
        }
        self.gap.push_str(after);
        if is_block_element(name) {
            self.separator = Separator::Line;
        }
        if *name == "a" {
            self.open.push(match placeholder {
                Some(Placeholder::Address(link)) => Some(OpenLink {
                    link: *link,
                    start: None,
                }),
                _ => None,
            });
        }
    }

    /// Ends a link. The page writes the end tag of an internal link, if it writes the start tag.
    fn end_link(&mut self, tag: &str) {
        if let Some(OpenLink { link, start }) = self.open.pop().flatten() {
            let end = self.text.len() as u32;
            self.ended.push((link, (start.unwrap_or(end), end)));
            self.placeholders
                .push((self.gap.len(), Placeholder::AddressEnd(link)));
        } else {
            self.gap.push_str(tag);
        }
    }

    /// Returns the body.
    pub(in crate::record) fn finish(mut self, headings: Vec<Heading>) -> Body {
        let kept = self
            .placeholders
            .last()
            .map_or(0, |(at, _)| *at)
            .max(self.gap.trim_end().len());
        self.gap.truncate(kept);
        self.separator = Separator::Nothing;
        self.close_gap();
        for (link, words) in self.ended {
            self.links[link as usize].sentence = sentence_around(&self.text, words);
        }
        Body {
            text: (&*self.text).into(),
            markup: (&*self.markup).into(),
            anchors: (&*self.anchors).into(),
            links: self.links,
            headings,
            raw_ids: Vec::new(),
            notes: Vec::new(),
            id_prefix: Box::default(),
        }
    }

    /// Closes the gap before a word: its separator becomes text, the rest becomes markup.
    fn close_gap(&mut self) {
        let separator = std::mem::replace(&mut self.separator, Separator::Nothing);
        let mut gap = std::mem::take(&mut self.gap);
        let (mut from, mut last, mut hidden) = (0, "", "");
        if !self.text.is_empty() {
            let ends = self.placeholders.first().map_or(gap.len(), |(at, _)| *at);
            let begins = self.placeholders.last().map_or(0, |(at, _)| *at);
            match separator {
                Separator::Space if gap[..ends].starts_with(' ') => {
                    self.text.push(' ');
                    from = 1;
                }
                Separator::Space if gap[begins..].ends_with(' ') => {
                    gap.pop();
                    last = " ";
                }
                Separator::Space => hidden = " ",
                Separator::Line => hidden = "\n",
                Separator::Nothing => {}
            }
        }
        for (at, placeholder) in std::mem::take(&mut self.placeholders) {
            self.insert_markup(&gap[from..at], &mut hidden);
            self.insert(Insertion::Placeholder(placeholder));
            from = at;
        }
        self.insert_markup(&gap[from..], &mut hidden);
        self.text.push_str(last);
        for open in self.open.iter_mut().flatten() {
            open.start.get_or_insert(self.text.len() as u32);
        }
        gap.clear();
        self.gap = gap;
    }

    fn insert(&mut self, insertion: Insertion) {
        self.anchors.push(MarkupAnchor {
            at: self.text.len() as u32,
            insertion,
        });
    }

    /// Adds markup that replaces `hidden`, which is added to the text.
    fn insert_markup(&mut self, markup: &str, hidden: &mut &'static str) {
        if markup.is_empty() {
            return;
        }
        let (at, hidden) = (self.text.len() as u32, std::mem::take(hidden));
        self.text.push_str(hidden);
        self.markup.push_str(markup);
        let insertion = Insertion::Markup {
            end: self.markup.len() as u32,
            replaced: hidden.len() as u8,
        };
        self.anchors.push(MarkupAnchor { at, insertion });
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r')
}

/// Returns the length of the prefix before whitespace other than a single space.
fn end_of_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |at: usize, byte: u8| match byte {
        b'\n' | b'\t' | b'\r' => true,
        b' ' => bytes
            .get(at + 1)
            .is_none_or(|next| matches!(next, b' ' | b'\n' | b'\t' | b'\r')),
        _ => false,
    };
    bytes
        .iter()
        .enumerate()
        .position(|(at, byte)| is_end(at, *byte))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests;
