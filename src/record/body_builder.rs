//! A text put together: words and the markup between them come in order and are kept apart.

use std::borrow::Cow;

use super::body::{Body, Heading, Link, Mark, NAME, Placeholder, Stands};
use super::segment::{Element, Segment, ends_line, tag_name};
use super::sentence;

/// Collects a [`Body`]. Nothing that comes is dropped, but for white space at the end.
pub(super) struct BodyBuilder {
    text: String,
    markup: String,
    marks: Vec<Mark>,
    links: Vec<Link>,
    /// Markup and white space since the last word.
    gap: String,
    /// The holes within the gap, each with its byte.
    holes: Vec<(usize, Placeholder)>,
    /// What the gap comes to in the text.
    separator: Separator,
    /// The open elements `a`, innermost last.
    open: Vec<Option<OpenLink>>,
    /// The links that have ended, with their words.
    ended: Vec<(u32, (u32, u32))>,
}

/// An open link into the site.
struct OpenLink {
    link: u32,
    /// Where its words begin, once there are any.
    start: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Separator {
    Nothing,
    Space,
    Line,
}

impl BodyBuilder {
    /// Begins a text with its links; `length` is a guess of its bytes.
    pub(super) fn new(links: Vec<Link>, length: usize) -> Self {
        BodyBuilder {
            text: String::with_capacity(length),
            markup: String::with_capacity(length / 2),
            marks: Vec::with_capacity(links.len() * 4 + 16),
            links,
            gap: String::new(),
            holes: Vec::new(),
            separator: Separator::Nothing,
            open: Vec::new(),
            ended: Vec::new(),
        }
    }

    /// Adds a segment; raw HTML is no segment of a finished text and has to be sanitized before.
    pub(super) fn push(&mut self, segment: &Segment<'_>) {
        match segment {
            Segment::Text(words) | Segment::Raw(words) => self.push_text(words),
            Segment::Tag(tag) => self.push_tag(tag_name(tag), tag),
            Segment::Element(element) => self.push_element(element),
        }
    }

    /// Adds words, with entities decoded.
    pub(super) fn push_text(&mut self, text: &str) {
        let text = without_noncharacters(text);
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

    /// Adds a tag of an element that is not a link into the site, with line feeds around it.
    pub(super) fn push_tag(&mut self, name: &str, tag: &str) {
        self.gap.push_str(tag);
        if ends_line(name) {
            self.separator = Separator::Line;
        } else if tag.starts_with('\n') || tag.ends_with('\n') {
            self.separator = self.separator.max(Separator::Space);
        }
        match tag.trim_start_matches('\n') {
            end if name == "a" && end.starts_with("</") => self.end_link(),
            _ if name == "a" => self.open.push(None),
            _ => {}
        }
    }

    /// Adds an element that Markdown has made.
    pub(super) fn push_element(&mut self, element: &Element) {
        let Element { name, before, hole, after } = element;
        self.gap.push_str(before);
        match hole {
            Some(Placeholder::Name(link)) => {
                self.close_gap();
                self.insert(Stands::Placeholder(Placeholder::Name(*link)));
                self.text.push(NAME);
            }
            Some(hole) => self.holes.push((self.gap.len(), *hole)),
            None => {}
        }
        self.gap.push_str(after);
        if ends_line(name) {
            self.separator = Separator::Line;
        }
        if *name == "a" {
            self.open.push(match hole {
                Some(Placeholder::Address(link)) => Some(OpenLink { link: *link, start: None }),
                _ => None,
            });
        }
    }

    fn end_link(&mut self) {
        if let Some(OpenLink { link, start }) = self.open.pop().flatten() {
            let end = self.text.len() as u32;
            self.ended.push((link, (start.unwrap_or(end), end)));
        }
    }

    /// Ends the text.
    pub(super) fn finish(mut self, headings: Vec<Heading>) -> Body {
        let kept = self.holes.last().map_or(0, |(at, _)| *at).max(self.gap.trim_end().len());
        self.gap.truncate(kept);
        self.separator = Separator::Nothing;
        self.close_gap();
        for (link, words) in self.ended {
            self.links[link as usize].sentence = sentence::around(&self.text, words);
        }
        Body {
            text: (&*self.text).into(),
            markup: (&*self.markup).into(),
            marks: (&*self.marks).into(),
            links: self.links,
            headings,
            id_prefix: Box::default(),
        }
    }

    /// Ends the gap, where words go on: a space or a line feed of it stands in the text, all else is markup.
    fn close_gap(&mut self) {
        let separator = std::mem::replace(&mut self.separator, Separator::Nothing);
        let mut gap = std::mem::take(&mut self.gap);
        let (mut from, mut last, mut hidden) = (0, "", "");
        if !self.text.is_empty() {
            let ends = self.holes.first().map_or(gap.len(), |(at, _)| *at);
            let begins = self.holes.last().map_or(0, |(at, _)| *at);
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
        for (at, hole) in std::mem::take(&mut self.holes) {
            self.insert_markup(&gap[from..at], &mut hidden);
            self.insert(Stands::Placeholder(hole));
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

    fn insert(&mut self, stands: Stands) {
        self.marks.push(Mark { at: self.text.len() as u32, stands });
    }

    /// Adds markup in place of what it hides of the text.
    fn insert_markup(&mut self, markup: &str, hidden: &mut &'static str) {
        if markup.is_empty() {
            return;
        }
        let (at, hidden) = (self.text.len() as u32, std::mem::take(hidden));
        self.text.push_str(hidden);
        self.markup.push_str(markup);
        let stands = Stands::Markup { end: self.markup.len() as u32, hides: hidden.len() as u8 };
        self.marks.push(Mark { at, stands });
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r')
}

/// The length of the words at the beginning of a text, which end before white space that is more than one space.
fn end_of_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |at: usize, byte: u8| match byte {
        b'\n' | b'\t' | b'\r' => true,
        b' ' => bytes.get(at + 1).is_none_or(|next| matches!(next, b' ' | b'\n' | b'\t' | b'\r')),
        _ => false,
    };
    bytes.iter().enumerate().position(|(at, byte)| is_end(at, *byte)).unwrap_or(bytes.len())
}

/// A text in which U+FFFD stands for characters that Unicode reserves for a program's own use, as [`NAME`] is.
pub(super) fn without_noncharacters(text: &str) -> Cow<'_, str> {
    let is_noncharacter = |c: char| matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}');
    // Their first byte is rare, and quick to look for.
    if text.as_bytes().contains(&0xef) && text.contains(is_noncharacter) {
        return Cow::Owned(text.replace(is_noncharacter, "\u{fffd}"));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::body::{LinkTarget, Sentence, TextSegment};
    use super::super::segment::VOID;
    use super::*;
    use crate::diagnostic::Span;

    fn body(segments: &[Segment<'_>]) -> Body {
        let link = Link {
            target: LinkTarget::Here,
            anchor: None,
            named: false,
            sentence: Sentence::default(),
            span: Span::new(0..0),
        };
        let mut builder = BodyBuilder::new(vec![link; 3], 0);
        segments.iter().for_each(|segment| builder.push(segment));
        builder.finish(Vec::new())
    }

    fn words(text: &'static str) -> Segment<'static> {
        Segment::Text(text.into())
    }

    fn link(link: u32) -> Segment<'static> {
        Segment::Element(Element {
            name: "a",
            before: "<a href=\"".to_owned(),
            hole: Some(Placeholder::Address(link)),
            after: "\">".to_owned(),
        })
    }

    fn hole(hole: Placeholder) -> Segment<'static> {
        Segment::Element(Element::hole(hole))
    }

    /// What a text says, with `[2]` for the name of link 2.
    fn said<'b>(parts: impl Iterator<Item = TextSegment<'b>>) -> String {
        let word = |part| match part {
            TextSegment::Text(words) => String::from(words),
            TextSegment::Name(link) => format!("[{link}]"),
        };
        parts.map(word).collect()
    }

    fn push_hole(html: &mut String, hole: Placeholder) {
        html.push_str(&format!("{{{hole:?}}}"));
    }

    fn html(body: &Body) -> String {
        let mut html = String::new();
        body.write(&mut html, push_hole);
        html
    }

    /// The HTML of segments, one after another.
    fn written(segments: &[Segment<'_>]) -> String {
        let mut html = String::new();
        for segment in segments {
            match segment {
                Segment::Text(text) | Segment::Raw(text) => {
                    let text = without_noncharacters(text);
                    pulldown_cmark_escape::escape_html_body_text(&mut html, &text).expect("a string");
                }
                Segment::Tag(tag) => html.push_str(tag),
                Segment::Element(element) => {
                    html.push_str(&element.before);
                    if let Some(hole) = element.hole {
                        push_hole(&mut html, hole);
                    }
                    html.push_str(&element.after);
                }
            }
        }
        html
    }

    #[test]
    fn markup_goes_and_words_stay() {
        let note = "<sup class=\"footnote-reference\"><a href=\"#atlas-fn-a\">a</a></sup>".to_owned();
        let segments = [
            Segment::Tag("<p>"),
            words("Один & "),
            Segment::Tag("<em>"),
            words("два"),
            Segment::Tag("</em>"),
            words("\n"),
            words("три "),
            link(0),
            words("\"четыре\""),
            Segment::Tag("</a>"),
            words(". "),
            Segment::Tag("</p>\n"),
            Segment::Tag("<ul>\n"),
            Segment::Tag("<li>"),
            hole(Placeholder::Name(1)),
            hole(Placeholder::Citation(2)),
            words(", ~&lt;"),
            Segment::Tag("</li>\n"),
            words("нота"),
            Segment::Element(Element::markup(VOID, note)),
            words("."),
        ];
        let body = body(&segments);
        assert_eq!(said(body.segments()), "Один & два три \"четыре\".\n[1], ~&lt;\nнота.");
        assert_eq!(html(&body), written(&segments));
    }

    #[test]
    fn spaces_are_said_once() {
        let segments = [
            Segment::Tag("<p>"),
            words("  Один  два   три "),
            Segment::Tag("</p>\n"),
            Segment::Tag("<p>"),
            words("четыре  "),
            Segment::Tag("</p>\n"),
        ];
        let body = body(&segments);
        assert_eq!(said(body.segments()), "Один два три\nчетыре");
        assert_eq!(html(&body), "<p>  Один  два   три </p>\n<p>четыре  </p>");
    }

    #[test]
    fn a_link_knows_its_sentence() {
        let segments = [
            Segment::Tag("<h2>"),
            words("Первое"),
            Segment::Tag("</h2>\n"),
            words("Было. Подписали "),
            link(0),
            words("МИЭТ "),
            Segment::Tag("</a>"),
            words("и "),
            link(1),
            hole(Placeholder::Name(1)),
            Segment::Tag("</a>"),
            words("; стало.\nТак."),
        ];
        let body = body(&segments);
        let parts = |link: usize| {
            let Sentence { start, link: (from, to), end, .. } = body.links[link].sentence;
            [start..from, from..to, to..end].map(|part| said(body.segments_in(part)))
        };
        assert_eq!(parts(0), ["Подписали ", "МИЭТ", " и [1]; стало."]);
        assert_eq!(parts(1), ["Подписали МИЭТ и ", "[1]", "; стало."]);
        assert_eq!(parts(2), ["", "", ""]);
    }

    fn segment() -> impl Strategy<Value = Segment<'static>> {
        let tags = vec!["<p>", "\n<p>", "</p>\n", "<br />\n", "<em>", "</em>", "</a>", "<a>", "<li>", "</pre>\n"];
        let texts = prop_oneof![
            "[a-zя«»\u{a0}\u{fb01}\u{2003}&<>\" ]{1,12}",
            "[ \n\t\r]{1,3}",
            "[\u{fdd0}\u{fdd1}\u{ffff}\u{fffd}acn0-3]{1,5}",
            any::<String>(),
        ];
        let holes = prop::sample::select(vec![Placeholder::Address, Placeholder::Name, Placeholder::Citation]);
        let void = (0..3u32).prop_map(|link| {
            let before = "<img src=\"".to_owned();
            let after = "\" alt=\"a > b\u{fdd0}\">".to_owned();
            Segment::Element(Element { name: VOID, before, hole: Some(Placeholder::Address(link)), after })
        });
        prop_oneof![
            texts.prop_map(|text| Segment::Text(text.into())),
            prop::sample::select(tags).prop_map(Segment::Tag),
            (0..3u32).prop_map(link),
            (holes, 0..3u32).prop_map(|(kind, link)| hole(kind(link))),
            void,
        ]
    }

    proptest! {
        #[test]
        fn nothing_of_the_segments_is_lost(segments in prop::collection::vec(segment(), 0..30)) {
            let (found, wanted) = (html(&body(&segments)), written(&segments));
            prop_assert_eq!(found.trim_end(), wanted.trim_end());
        }

        #[test]
        fn words_have_single_spaces(segments in prop::collection::vec(segment(), 0..30)) {
            let said = said(body(&segments).segments());
            for pair in ["  ", " \n", "\n ", "\n\n"] {
                prop_assert!(!said.contains(pair), "{:?} in {:?}", pair, said);
            }
        }

        #[test]
        fn no_text_stands_for_a_name(segments in prop::collection::vec(segment(), 0..30)) {
            let body = body(&segments);
            let names = segments.iter().filter(|segment| matches!(segment, Segment::Element(Element { hole: Some(Placeholder::Name(_)), .. })));
            prop_assert_eq!(body.text.matches(NAME).count(), names.count());
            for link in &body.links {
                let Sentence { start, link: (from, to), end, .. } = link.sentence;
                prop_assert!(start <= from && from <= to && to <= end && end as usize <= body.text.len());
            }
        }
    }
}
