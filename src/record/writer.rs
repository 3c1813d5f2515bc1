//! The events of a Markdown text turned into HTML with marked holes.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;
use pulldown_cmark::{Alignment, CowStr, Event, InlineStr, Tag, TagEnd, html};

use super::body::{Body, Heading, Link, LinkTarget, Sentence};
use super::cutter::{CLOSE, OPEN, cut};
use super::footnote;
use super::raw_html::{MOST_TAGS, sanitised};
use super::reader::Reader;
use crate::diagnostic::{Code, Span};
use crate::escape;

/// Anchors that pages use themselves.
const TAKEN: [&str; 12] = [
    "main",
    "top",
    "sources",
    "facts",
    "figures",
    "relations",
    "mentions",
    "text",
    "catalogue",
    "matrix",
    "search",
    "network",
];

/// As many events as a paragraph of ordinary text comes to.
const EVENTS: usize = 64;

/// Turns the events of a text into HTML with marked holes.
pub(super) struct Writer<'r, 's, 'p, 't> {
    pub(super) reader: &'r mut Reader<'s>,
    pub(super) place: &'p dyn Fn(Range<usize>) -> Span,
    pub(super) events: Vec<Event<'t>>,
    pub(super) links: Vec<Link>,
    pub(super) headings: Vec<Heading>,
    /// The anchors that are taken, and the number after which the next heading of the same text is called.
    pub(super) anchors: HashMap<String, usize, RandomState>,
    /// Inside the text of `[[id]]`, which the record's name replaces.
    pub(super) skipping: bool,
    /// Inside an image: its alternative text.
    pub(super) image: Option<String>,
    /// Inside a block of code, where nothing is a citation.
    pub(super) code: bool,
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) head: bool,
    /// How many tags of raw HTML there were.
    pub(super) tags: usize,
}

impl<'r, 's, 'p, 't> Writer<'r, 's, 'p, 't> {
    pub(super) fn new(reader: &'r mut Reader<'s>, place: &'p dyn Fn(Range<usize>) -> Span) -> Self {
        Writer {
            reader,
            place,
            events: Vec::with_capacity(EVENTS),
            links: Vec::new(),
            headings: Vec::new(),
            anchors: HashMap::default(),
            skipping: false,
            image: None,
            code: false,
            alignments: Vec::new(),
            cell: 0,
            head: false,
            tags: 0,
        }
    }

    pub(super) fn take(&mut self, event: Event<'t>, range: &Range<usize>, heading: &str, deepen: u8) {
        if let Some(alternative) = &mut self.image {
            match event {
                Event::Text(text) | Event::Code(text) => alternative.push_str(&text),
                Event::End(TagEnd::Image) => {
                    let close = format!("\" alt=\"{}\" loading=\"lazy\">", escaped(alternative));
                    self.image = None;
                    self.html(close);
                }
                _ => {}
            }
            return;
        }
        match event {
            Event::Text(text) if !self.code => self.text(text, range),
            Event::Html(ref html) | Event::InlineHtml(ref html) => {
                let before = self.tags;
                self.tags += html.bytes().filter(|byte| *byte == b'<').count();
                if self.tags <= MOST_TAGS {
                    self.events.push(event);
                } else if before <= MOST_TAGS {
                    let span = (self.place)(range.clone());
                    let diagnostic = self.reader.diagnostic(Code::TooMuchHtml, span);
                    self.reader.push(diagnostic.with("limit", MOST_TAGS.to_string()));
                }
            }
            Event::TaskListMarker(done) => {
                self.html(if done { "☑ " } else { "☐ " });
            }
            Event::Start(tag) => self.start(tag, range, heading, deepen),
            Event::End(tag) => self.end(tag, deepen),
            _ => self.events.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: &Range<usize>, heading: &str, deepen: u8) {
        match tag {
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, dest_url, title, range),
            Tag::Image { dest_url, .. } => self.image(&dest_url, range),
            Tag::Heading { level, id, .. } => {
                let id = self.anchor(id.as_deref().unwrap_or(heading));
                let level = (level as u8 + deepen).min(6);
                self.html(format!("<h{level} id=\"{}\">", escaped(&id)));
                self.headings.push(Heading { id: id.into(), text: heading.into(), level });
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.html("<table>");
            }
            Tag::TableHead => {
                (self.cell, self.head) = (0, true);
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.html("<tr>");
            }
            Tag::TableCell => {
                let class = match self.alignments.get(self.cell) {
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                self.cell += 1;
                let name = if self.head { "th scope=\"col\"" } else { "td" };
                self.html(format!("<{name}{class}>"));
            }
            Tag::CodeBlock(_) => {
                self.code = true;
                self.events.push(Event::Start(tag));
            }
            Tag::FootnoteDefinition(name) => {
                self.events.push(Event::Start(Tag::FootnoteDefinition(footnote::anchor(&name))));
            }
            _ => self.events.push(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd, deepen: u8) {
        match tag {
            TagEnd::Link => {
                self.skipping = false;
                self.html("</a>");
            }
            TagEnd::Heading(level) => {
                self.html(format!("</h{}>\n", (level as u8 + deepen).min(6)));
            }
            TagEnd::Table => self.html("</tbody></table>\n"),
            TagEnd::TableHead => {
                self.head = false;
                self.html("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.html("</tr>\n"),
            TagEnd::TableCell => {
                self.html(if self.head { "</th>" } else { "</td>" });
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.events.push(Event::End(tag));
            }
            _ => self.events.push(Event::End(tag)),
        }
    }

    /// A text, with the citations in it.
    fn text(&mut self, text: CowStr<'t>, range: &Range<usize>) {
        if self.skipping {
            return;
        }
        let mut from = 0;
        while let Some((before, id, after)) = footnote::citation(&text[from..]) {
            let before = before.trim_end_matches([' ', '\u{a0}']);
            let end = from + before.len();
            let start = range.start + end;
            let link = self.push(LinkTarget::Source(id.into()), None, false, start..range.end.max(start));
            let next = text.len() - after.len();
            self.events.push(Event::Text(part(&text, from..end)));
            self.hole('c', link);
            from = next;
        }
        self.events.push(Event::Text(if from == 0 { text } else { part(&text, from..text.len()) }));
    }

    pub(super) fn push(
        &mut self,
        target: LinkTarget,
        anchor: Option<Box<str>>,
        named: bool,
        range: Range<usize>,
    ) -> usize {
        let span = (self.place)(range);
        self.links.push(Link { target, anchor, named, sentence: Sentence::default(), span });
        self.links.len() - 1
    }

    pub(super) fn hole(&mut self, kind: char, link: usize) {
        self.html(hole(kind, link));
    }

    pub(super) fn html(&mut self, html: impl Into<CowStr<'t>>) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    /// An anchor that no other heading of the text, and nothing of the page, has.
    fn anchor(&mut self, text: &str) -> String {
        let mut id: String = String::with_capacity(text.len());
        for c in text.to_lowercase().chars() {
            if c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c) {
                id.push(c);
            } else if (c.is_whitespace() || c == '-' || c == '–' || c == '—') && !id.ends_with('-') && !id.is_empty()
            {
                id.push('-');
            }
        }
        let id = id.trim_end_matches('-');
        let id = if id.is_empty() { "section" } else { id };
        // These begin the anchors of sources and footnotes, whatever follows.
        let numbered = id.starts_with("source-") || id.starts_with("fn-");
        let id = &*if numbered { format!("section-{id}") } else { id.to_owned() };
        let mut candidate = id.to_owned();
        let mut number = self.anchors.get(id).copied().unwrap_or(0);
        while TAKEN.contains(&&*candidate) || self.anchors.contains_key(&candidate) {
            number += 1;
            candidate = format!("{id}-{number}");
        }
        if number > 0 {
            self.anchors.insert(id.to_owned(), number);
        }
        self.anchors.entry(candidate.clone()).or_insert(0);
        candidate
    }

    pub(super) fn finish(self) -> Body {
        let length = |event: &Event<'_>| match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => text.len(),
            _ => 8,
        };
        let mut text = String::with_capacity(self.events.iter().map(length).sum());
        // Notes of the text are lettered, for the numbers on a page are those of its sources.
        let mut notes: Vec<CowStr<'_>> = Vec::new();
        let mut letters = |name: &CowStr<'t>| {
            let known = notes.iter().position(|note| note == name);
            footnote::letter(known.unwrap_or_else(|| {
                notes.push(name.clone());
                notes.len() - 1
            }))
        };
        let events = self.events.into_iter().map(|event| match event {
            Event::FootnoteReference(name) => {
                let name = footnote::anchor(&name);
                let letter = letters(&name);
                let link = format!("<sup class=\"footnote-reference\"><a href=\"#{name}\">{letter}</a></sup>");
                Event::InlineHtml(link.into())
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let label = format!("<sup class=\"footnote-definition-label\">{}</sup>", letters(&name));
                Event::Html(format!("<div class=\"footnote-definition\" id=\"{name}\">{label}").into())
            }
            Event::End(TagEnd::FootnoteDefinition) => Event::Html("</div>\n".into()),
            other => other,
        });
        html::push_html(&mut text, events);
        if self.tags > 0 {
            text = sanitised(&text);
        }
        cut(&text, self.links, self.headings)
    }
}

/// The mark of a hole for a link, as [`super::cutter`] finds it.
fn hole(kind: char, link: usize) -> CowStr<'static> {
    // Nearly all links have numbers of two digits, whose marks need no string of their own.
    let (tens, ones) = ((link / 10) as u32, (link % 10) as u32);
    let digits = [char::from_digit(tens, 10).filter(|_| tens > 0), char::from_digit(ones, 10)];
    let mut mark = [0; 16];
    let mut length = 0;
    for c in [OPEN, kind].into_iter().chain(digits.into_iter().flatten()).chain([CLOSE]) {
        length += c.encode_utf8(&mut mark[length..]).len();
    }
    match std::str::from_utf8(&mark[..length]).ok().and_then(|mark| InlineStr::try_from(mark).ok()) {
        Some(mark) if tens < 10 => CowStr::Inlined(mark),
        _ => format!("{OPEN}{kind}{link}{CLOSE}").into(),
    }
}

/// A part of a text; of the file itself where the text is.
fn part<'t>(text: &CowStr<'t>, range: Range<usize>) -> CowStr<'t> {
    match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        text => text[range].to_owned().into(),
    }
}

fn escaped(text: &str) -> String {
    let special = |byte: u8| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
    let mut escaped = String::with_capacity(text.len());
    escape::copy(&mut escaped, text, special, |out, byte| {
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
    });
    escaped
}
