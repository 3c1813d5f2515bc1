//! Text in Markdown, parsed once: HTML with holes where links to records go.
//!
//! CommonMark with tables, footnotes, task lists, strikethrough and heading attributes; `[[id]]` and `[[id|text]]` link
//! to records, `[^source]` without a definition cites a source. A hole is filled when a page is made, because where a
//! link leads, and what a record is called, depends on the page and its language. Raw HTML is sanitised by ammonia.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

use super::limit::{DEEPEST_TEXT, MOST_HEADINGS, MOST_VALUES};
use super::reader::Reader;
use super::sentence;
use crate::diagnostic::{Code, Span};
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
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// How many tags of raw HTML a text may have. Nobody writes so many; deeply nested ones take the sanitiser time that
/// grows with the square of their number.
const MOST_TAGS: usize = 1000;

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

/// The extensions of CommonMark that records are written in.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

impl Reader<'_> {
    /// Reads the Markdown that begins at a byte of the file.
    pub(super) fn body(&mut self, text: &str, base: usize) -> Body {
        self.markdown(text, &|range| Span::new(range.start + base..range.end + base))
    }

    /// Reads Markdown whose place in the file is known only as a whole.
    pub(super) fn body_of_scalar(&mut self, text: &str, span: Span) -> Body {
        self.markdown(text, &|_| span)
    }

    fn markdown(&mut self, text: &str, place: &dyn Fn(Range<usize>) -> Span) -> Body {
        let clean;
        // The first byte of both is rare, and quick to look for.
        let text = if text.as_bytes().contains(&0xef) && text.contains([OPEN, CLOSE]) {
            clean = text.replace([OPEN, CLOSE], "\u{fffd}");
            &clean
        } else {
            text
        };
        let mut writer = Writer::new(self, place);
        let events: Vec<(Event<'_>, Range<usize>)> = merged(text);
        if let Some((range, ru, en)) = excess(&events) {
            self.over_limit(place(range), ru, en);
            return Body::default();
        }
        let deepen = events
            .iter()
            .any(|(event, _)| matches!(event, Event::Start(Tag::Heading { level, .. }) if *level as u8 == 1));
        for i in 0..events.len() {
            let heading = match &events[i].0 {
                Event::Start(Tag::Heading { .. }) => heading_text(&events[i + 1..]),
                _ => String::new(),
            };
            let (event, range) = &events[i];
            writer.take(event, range, &heading, u8::from(deepen));
        }
        writer.finish()
    }
}

/// The events with neighbouring texts joined, so that `[^id]` is seen in one piece.
fn merged(text: &str) -> Vec<(Event<'_>, Range<usize>)> {
    let mut events: Vec<(Event<'_>, Range<usize>)> = Vec::with_capacity(64);
    // The joined text of the last event, if it is one of several.
    let mut joined = String::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if let (Event::Text(next), Some((Event::Text(last), at))) = (&event, events.last_mut()) {
            if joined.is_empty() {
                joined.push_str(last);
            }
            joined.push_str(next);
            at.end = range.end;
        } else {
            join(&mut events, &mut joined);
            events.push((event, range));
        }
    }
    join(&mut events, &mut joined);
    events
}

fn join(events: &mut [(Event<'_>, Range<usize>)], joined: &mut String) {
    if !joined.is_empty()
        && let Some((Event::Text(last), _)) = events.last_mut()
    {
        *last = CowStr::from(std::mem::take(joined));
    }
}

/// Where a text has more of something than anybody writes, and what. The sanitiser takes time with the square of the
/// depth of nesting.
fn excess(events: &[(Event<'_>, Range<usize>)]) -> Option<(Range<usize>, String, String)> {
    let (mut depth, mut headings, mut links) = (0usize, 0, 0);
    for (event, range) in events {
        match event {
            Event::Start(tag) => {
                depth += 1;
                headings += usize::from(matches!(tag, Tag::Heading { .. }));
                links += usize::from(matches!(tag, Tag::Link { .. } | Tag::Image { .. }));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let checks = [
            (depth, DEEPEST_TEXT, "уровней вложенности", "levels of nesting"),
            (headings, MOST_HEADINGS, "заголовков", "headings"),
            (links, MOST_VALUES, "ссылок", "links"),
        ];
        for (count, most, ru, en) in checks {
            if count > most {
                let (ru, en) = (format!("в тексте больше {most} {ru}"), format!("the text has more than {most} {en}"));
                return Some((range.clone(), ru, en));
            }
        }
    }
    None
}

fn heading_text(events: &[(Event<'_>, Range<usize>)]) -> String {
    let inner = events.iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_))));
    inner
        .filter_map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}

/// Turns the events of a text into HTML with marked holes.
struct Writer<'r, 's, 'p, 't> {
    reader: &'r mut Reader<'s>,
    place: &'p dyn Fn(Range<usize>) -> Span,
    events: Vec<Event<'t>>,
    links: Vec<Link>,
    headings: Vec<Heading>,
    /// The anchors that are taken, and the number after which the next heading of the same text is called.
    anchors: HashMap<String, usize>,
    /// The plain text of the block that is being read, and its links with the bytes of their texts.
    block: String,
    block_links: Vec<(usize, Range<usize>)>,
    /// The links that are open, innermost last; `None` for one that leads away from the site.
    open: Vec<Option<(usize, usize)>>,
    /// Inside the text of `[[id]]`, which the record's name replaces.
    skipping: bool,
    /// Inside an image: its alternative text.
    image: Option<String>,
    /// Inside a block of code, where nothing is a citation.
    code: bool,
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    /// How many tags of raw HTML there were.
    tags: usize,
}

impl<'r, 's, 'p, 't> Writer<'r, 's, 'p, 't> {
    fn new(reader: &'r mut Reader<'s>, place: &'p dyn Fn(Range<usize>) -> Span) -> Self {
        Writer {
            reader,
            place,
            events: Vec::new(),
            links: Vec::new(),
            headings: Vec::new(),
            anchors: HashMap::new(),
            block: String::new(),
            block_links: Vec::new(),
            open: Vec::new(),
            skipping: false,
            image: None,
            code: false,
            alignments: Vec::new(),
            cell: 0,
            head: false,
            tags: 0,
        }
    }

    fn take(&mut self, event: &Event<'t>, range: &Range<usize>, heading: &str, deepen: u8) {
        if let Some(alternative) = &mut self.image {
            match event {
                Event::Text(text) | Event::Code(text) => alternative.push_str(text),
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
            Event::Text(text) | Event::Code(text) => {
                self.block.push_str(text);
                self.events.push(event.clone());
            }
            Event::SoftBreak | Event::HardBreak => {
                self.block.push(' ');
                self.events.push(event.clone());
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let before = self.tags;
                self.tags += html.bytes().filter(|byte| *byte == b'<').count();
                if self.tags <= MOST_TAGS {
                    self.events.push(event.clone());
                } else if before <= MOST_TAGS {
                    let span = (self.place)(range.clone());
                    let diagnostic = self.reader.diagnostic(Code::TooMuchHtml, span);
                    self.reader.push(diagnostic.with("limit", MOST_TAGS.to_string()));
                }
            }
            Event::TaskListMarker(done) => {
                self.html(if *done { "☑ ".to_owned() } else { "☐ ".to_owned() });
            }
            Event::Start(tag) => self.start(tag, range, heading, deepen),
            Event::End(tag) => self.end(tag, deepen),
            _ => self.events.push(event.clone()),
        }
    }

    fn start(&mut self, tag: &Tag<'t>, range: &Range<usize>, heading: &str, deepen: u8) {
        match tag {
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title, range),
            Tag::Image { dest_url, .. } => self.image(dest_url, range),
            Tag::Heading { level, id, .. } => {
                self.flush();
                let id = self.anchor(id.as_deref().unwrap_or(heading));
                let level = (*level as u8 + deepen).min(6);
                self.html(format!("<h{level} id=\"{}\">", escaped(&id)));
                self.headings.push(Heading { id: id.into(), text: heading.into(), level });
            }
            Tag::Table(alignments) => {
                self.flush();
                self.alignments.clone_from(alignments);
                self.html("<table>".to_owned());
            }
            Tag::TableHead => {
                (self.cell, self.head) = (0, true);
                self.html("<thead><tr>".to_owned());
            }
            Tag::TableRow => {
                self.cell = 0;
                self.html("<tr>".to_owned());
            }
            Tag::TableCell => {
                self.flush();
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
                self.flush_at(tag);
                self.events.push(Event::Start(tag.clone()));
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.events.push(Event::Start(Tag::FootnoteDefinition(footnote(name))));
            }
            _ => {
                self.flush_at(tag);
                self.events.push(Event::Start(tag.clone()));
            }
        }
    }

    fn end(&mut self, tag: &TagEnd, deepen: u8) {
        match tag {
            TagEnd::Link => match self.open.pop() {
                Some(Some((link, start))) => {
                    if self.skipping {
                        self.block.push_str(&format!("{OPEN}n{link}{CLOSE}"));
                    }
                    self.skipping = false;
                    let mark = start..self.block.len();
                    self.block_links.push((link, mark));
                    self.html("</a>".to_owned());
                }
                Some(None) => self.events.push(Event::End(*tag)),
                None => {}
            },
            TagEnd::Heading(level) => {
                self.flush();
                self.html(format!("</h{}>\n", (*level as u8 + deepen).min(6)));
            }
            TagEnd::Table => self.html("</tbody></table>\n".to_owned()),
            TagEnd::TableHead => {
                self.head = false;
                self.html("</tr></thead><tbody>".to_owned());
            }
            TagEnd::TableRow => self.html("</tr>\n".to_owned()),
            TagEnd::TableCell => {
                self.flush();
                self.html(if self.head { "</th>" } else { "</td>" }.to_owned());
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::BlockQuote(_) => {
                self.flush();
                self.events.push(Event::End(*tag));
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.events.push(Event::End(*tag));
            }
            _ => self.events.push(Event::End(*tag)),
        }
    }

    /// A text, with the citations in it.
    fn text(&mut self, text: &CowStr<'t>, range: &Range<usize>) {
        if self.skipping {
            return;
        }
        let mut rest: &str = text;
        while let Some((before, id, after)) = citation(rest) {
            let before = before.trim_end_matches([' ', '\u{a0}']);
            self.block.push_str(before);
            self.events.push(Event::Text(before.to_owned().into()));
            let start = range.start + (text.len() - rest.len()) + before.len();
            let link = self.push(LinkTarget::Source(id.into()), None, false, start..range.end.max(start));
            self.hole('c', link);
            rest = after;
        }
        self.block.push_str(rest);
        self.events.push(if rest.len() == text.len() {
            Event::Text(text.clone())
        } else {
            Event::Text(rest.to_owned().into())
        });
    }

    fn link(&mut self, kind: LinkType, url: &str, title: &str, range: &Range<usize>) {
        let (target, anchor) = match kind {
            LinkType::WikiLink { .. } => {
                let (id, anchor) = split_anchor(url);
                (Some(LinkTarget::Record(SourcePath::new(id.trim()).as_str().into())), anchor)
            }
            LinkType::Email => {
                self.events.push(Event::Start(Tag::Link {
                    link_type: kind,
                    dest_url: url.to_owned().into(),
                    title: "".into(),
                    id: "".into(),
                }));
                self.open.push(None);
                return;
            }
            _ => match self.destination(url, range) {
                Destination::Away => {
                    let title = title.to_owned().into();
                    self.events.push(Event::Start(Tag::Link {
                        link_type: LinkType::Inline,
                        dest_url: url.to_owned().into(),
                        title,
                        id: "".into(),
                    }));
                    self.open.push(None);
                    return;
                }
                Destination::Refused => (None, None),
                Destination::Inside(target, anchor) => (Some(target), anchor),
            },
        };
        let Some(target) = target else {
            // A refused link keeps its text.
            self.html("<a>".to_owned());
            self.open.push(None);
            return;
        };
        let named = matches!(kind, LinkType::WikiLink { has_pothole: false });
        let link = self.push(target, anchor, named, range.clone());
        self.html("<a href=\"".to_owned());
        self.hole('a', link);
        self.html("\">".to_owned());
        if named {
            self.hole('n', link);
        }
        self.skipping = named;
        self.open.push(Some((link, self.block.len())));
    }

    fn image(&mut self, url: &str, range: &Range<usize>) {
        let link = match self.destination(url, range) {
            Destination::Inside(target, _) => self.push(target, None, false, range.clone()),
            Destination::Refused => self.push(LinkTarget::Here, None, false, range.clone()),
            Destination::Away => {
                // A page asks nobody else for anything.
                self.unsafe_link(url, range);
                self.push(LinkTarget::Here, None, false, range.clone())
            }
        };
        self.html("<img src=\"".to_owned());
        self.hole('a', link);
        self.image = Some(String::new());
    }

    fn destination(&mut self, url: &str, range: &Range<usize>) -> Destination {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme);
        if let Some(scheme) = scheme.filter(|s| !s.is_empty() && !s.contains(['/', '?', '#'])) {
            return match &*scheme.to_ascii_lowercase() {
                // Without slashes a browser looks for it beside the page.
                "http" | "https" if url[scheme.len()..].starts_with("://") => Destination::Away,
                "mailto" | "tel" => Destination::Away,
                _ => {
                    self.unsafe_link(url, range);
                    Destination::Refused
                }
            };
        }
        if url.starts_with("//") || url.starts_with('\\') {
            self.unsafe_link(url, range);
            return Destination::Refused;
        }
        let (path, anchor) = split_anchor(url);
        if path.is_empty() {
            return Destination::Inside(LinkTarget::Here, anchor);
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let resolved = resolve(self.reader.path.as_str(), &decoded);
        let target = match resolved {
            Some(path) if path.as_str().starts_with("assets/") => LinkTarget::Asset(path),
            Some(path) => LinkTarget::File(path),
            None => LinkTarget::File(SourcePath::new(&decoded)),
        };
        Destination::Inside(target, anchor)
    }

    fn unsafe_link(&mut self, url: &str, range: &Range<usize>) {
        let span = (self.place)(range.clone());
        let diagnostic = self.reader.diagnostic(Code::UnsafeLink, span).with("target", url);
        self.reader.push(diagnostic);
    }

    fn push(&mut self, target: LinkTarget, anchor: Option<Box<str>>, named: bool, range: Range<usize>) -> usize {
        let span = (self.place)(range);
        self.links.push(Link { target, anchor, named, sentence: "".into(), mark: 0..0, span });
        self.links.len() - 1
    }

    fn hole(&mut self, kind: char, link: usize) {
        self.html(format!("{OPEN}{kind}{link}{CLOSE}"));
    }

    fn html(&mut self, html: String) {
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

    fn flush_at(&mut self, tag: &Tag<'_>) {
        let inline =
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript);
        if !inline {
            self.flush();
        }
    }

    /// Gives the links of a finished block their sentences.
    fn flush(&mut self) {
        for (link, mark) in self.block_links.drain(..) {
            let (sentence, mark) = sentence::around(&self.block, mark);
            self.links[link].sentence = sentence.into();
            self.links[link].mark = mark.start as u32..mark.end as u32;
        }
        self.block.clear();
    }

    fn finish(mut self) -> Body {
        self.flush();
        let mut text = String::with_capacity(self.events.len() * 24);
        // Notes of the text are lettered, for the numbers on a page are those of its sources.
        let mut notes: Vec<CowStr<'_>> = Vec::new();
        let mut letters = |name: &CowStr<'t>| {
            let known = notes.iter().position(|note| note == name);
            letter(known.unwrap_or_else(|| {
                notes.push(name.clone());
                notes.len() - 1
            }))
        };
        let events = self.events.into_iter().map(|event| match event {
            Event::FootnoteReference(name) => {
                let name = footnote(&name);
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
            text = without_empty_images(&SANITISER.clean(&text).to_string());
        }
        Body { pieces: pieces(&text, self.links.len()), links: self.links, headings: self.headings }
    }
}

/// Raw images keep no address: what is left of them says nothing.
fn without_empty_images(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<img") {
        kept.push_str(before);
        let end = after.find('>').map_or(after.len(), |end| end + 1);
        if after[..end].contains("src=") {
            kept.push_str("<img");
            kept.push_str(&after[..end]);
        }
        rest = &after[end..];
    }
    kept + rest
}

enum Destination {
    /// Another site, a mail address, a telephone.
    Away,
    /// A scheme that is not allowed.
    Refused,
    /// A place of this site.
    Inside(LinkTarget, Option<Box<str>>),
}

/// `before [^id] after`, if there is a citation in the text.
fn citation(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find("[^")?;
        let inside = &text[open + 2..];
        let close = inside.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))?;
        if close > 0 && inside[close..].starts_with(']') {
            return Some((&text[..open], &inside[..close], &inside[close + 1..]));
        }
        from = open + 2;
    }
}

fn split_anchor(url: &str) -> (&str, Option<Box<str>>) {
    let (path, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    (path, anchor.map(|anchor| percent_encoding::percent_decode_str(anchor).decode_utf8_lossy().into()))
}

/// The path of the site that a relative link of a file means; none where it leads out of the site.
fn resolve(file: &str, link: &str) -> Option<SourcePath> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let link = match link.strip_prefix('/') {
        Some(rest) => {
            parts.truncate(1);
            rest
        }
        None => link,
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(SourcePath::new(&parts.join("/")))
}

fn footnote<'t>(name: &str) -> CowStr<'t> {
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("fn-{name}").into()
}

/// a, b … z, aa, ab …
fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (number % 26) as u8));
        if number < 26 {
            return letters.into_iter().rev().collect();
        }
        number = number / 26 - 1;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Cuts the HTML at its holes. A hole that sanitising has mangled is dropped.
fn pieces(html: &str, links: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(links * 3 + 1);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(OPEN) {
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

/// What raw HTML in a record may be: text-level marks and simple blocks, no scripts, styles, forms or frames; links
/// only where Markdown's own may lead, images only from the site.
static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .add_tags(["sup", "sub", "mark", "figure", "figcaption"])
        .rm_tags(["map", "area", "center", "font", "tt"])
        .rm_tag_attributes("img", ["width", "height", "align"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("div", ["id"])
        .add_tag_attributes("th", ["scope"])
        .add_allowed_classes("th", ["right", "center"])
        .add_allowed_classes("td", ["right", "center"])
        .add_allowed_classes("sup", ["footnote-reference", "footnote-definition-label"])
        .add_allowed_classes("div", ["footnote-definition"])
        .attribute_filter(|element, attribute, value| {
            let ours = value.starts_with(OPEN);
            match (element, attribute) {
                ("img", "src") | (_, "cite") => ours.then(|| value.into()),
                ("a", "href") => {
                    let away = ["http://", "https://", "mailto:", "tel:"]
                        .iter()
                        .any(|s| value.to_ascii_lowercase().starts_with(s));
                    (ours || away || value.starts_with("#fn-")).then(|| value.into())
                }
                ("div", "id") => value.starts_with("fn-").then(|| value.into()),
                (_, "align" | "char" | "charoff" | "valign" | "bgcolor" | "width" | "height") => None,
                _ => Some(value.into()),
            }
        });
    for level in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(level, ["id"]);
    }
    builder
});

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

impl Body {
    /// Whether a heading has an anchor.
    pub fn has_heading(&self, anchor: &str) -> bool {
        self.headings.iter().any(|heading| &*heading.id == anchor)
    }
}
