//! The events of a Markdown text turned into segments of HTML.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};
use pulldown_cmark_escape::escape_html;

use super::anchor::{Anchors, IdScope, Renamed};
use super::body::{Body, Heading, Link, LinkTarget, Placeholder, Sentence};
use super::body_builder::{BodyBuilder, without_noncharacters};
use super::footnote::{self, Footnotes};
use super::limit::{MOST_REOPENED, MOST_VALUES};
use super::markdown::Piece;
use super::raw_html::{self, MOST_TAGS};
use super::reader::Reader;
use super::segment::{Element, Segment, VOID};
use crate::diagnostic::{Code, Span};

/// As many segments as a paragraph of ordinary text comes to.
const SEGMENTS: usize = 64;

/// Turns the events of a text into segments.
pub(super) struct Writer<'r, 's, 'p, 't> {
    pub(super) reader: &'r mut Reader<'s>,
    pub(super) place: &'p dyn Fn(Range<usize>) -> Span,
    segments: Vec<Segment<'t>>,
    /// Whether the HTML is at the beginning of a line.
    at_line_start: bool,
    links: Vec<Link>,
    headings: Vec<Heading>,
    anchors: Anchors,
    scope: IdScope,
    footnotes: Footnotes,
    /// By how many levels headings stand deeper than they are written.
    deepen: u8,
    /// Inside the text of `[[id]]`, which the record's name replaces.
    pub(super) skipping: bool,
    /// Inside an image.
    image: Option<Image<'t>>,
    /// Inside a block of code, where nothing is a citation.
    code: bool,
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    /// How many tags of raw HTML there were.
    tags: usize,
    /// How many tags of them begin an element that HTML opens again in every paragraph until it is closed.
    formatting: usize,
    /// How many elements are opened again at most.
    reopened: usize,
    /// Where the raw HTML stands.
    raw: Vec<(usize, Range<usize>)>,
}

/// An image whose alternative text is being read.
struct Image<'t> {
    url: CowStr<'t>,
    range: Range<usize>,
    alternative: String,
    /// How many images within it are open.
    depth: usize,
}

impl<'r, 's, 'p, 't> Writer<'r, 's, 'p, 't> {
    pub(super) fn new(
        reader: &'r mut Reader<'s>,
        place: &'p dyn Fn(Range<usize>) -> Span,
        scope: IdScope,
        deepen: u8,
    ) -> Self {
        Writer {
            reader,
            place,
            segments: Vec::with_capacity(SEGMENTS),
            at_line_start: true,
            links: Vec::new(),
            headings: Vec::new(),
            anchors: Anchors::default(),
            scope,
            footnotes: Footnotes::default(),
            deepen,
            skipping: false,
            image: None,
            code: false,
            alignments: Vec::new(),
            cell: 0,
            head: false,
            tags: 0,
            formatting: 0,
            reopened: 0,
            raw: Vec::new(),
        }
    }

    /// Writes what the next event says; `heading` holds the words of a heading that begins.
    pub(super) fn write(&mut self, piece: Piece<'t>, heading: &str) {
        let Piece { event, range, escaped } = piece;
        if self.image.is_some() {
            self.alternative(event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, &range, heading),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => self.words(text),
            Event::Text(text) => self.text(text, &range, &escaped),
            Event::Code(text) => {
                self.tag("<code>");
                self.words(text);
                self.tag("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, &range),
            Event::SoftBreak => self.words("\n".into()),
            Event::HardBreak => self.tag("<br />\n"),
            Event::Rule => self.block("<hr />\n", "\n<hr />\n"),
            Event::TaskListMarker(done) => self.words(if done { "☑ " } else { "☐ " }.into()),
            Event::FootnoteReference(name) => {
                let letter = self.footnotes.letter(&name);
                let prefix = self.scope.footnote_prefix();
                let link = format!("<a href=\"#{prefix}{letter}\">{letter}</a>");
                self.element(Element::markup(VOID, format!("<sup class=\"footnote-reference\">{link}</sup>")));
            }
            // Not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(text),
        }
    }

    /// Adds to the alternative text of an image, and writes the image when it ends.
    fn alternative(&mut self, event: Event<'t>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => image.alternative.push_str(&text),
            Event::SoftBreak | Event::HardBreak => image.alternative.push(' '),
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(Image { url, range, alternative, .. }) = self.image.take() {
                    self.image(&url, &alternative, &range);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: &Range<usize>, heading: &str) {
        if !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }) {
            self.count_reopened(range);
        }
        match tag {
            Tag::Paragraph => self.block("<p>", "\n<p>"),
            Tag::BlockQuote(_) => self.block("<blockquote>\n", "\n<blockquote>\n"),
            Tag::List(None) => self.block("<ul>\n", "\n<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n", "\n<ol>\n"),
            Tag::List(Some(start)) => {
                let line = if self.at_line_start { "" } else { "\n" };
                self.element(Element::markup("ol", format!("{line}<ol start=\"{start}\">\n")));
            }
            Tag::Item => self.block("<li>", "\n<li>"),
            Tag::Emphasis => self.tag("<em>"),
            Tag::Strong => self.tag("<strong>"),
            Tag::Strikethrough => self.tag("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url: url, .. } => {
                self.image = Some(Image { url, range: range.clone(), alternative: String::new(), depth: 0 });
            }
            Tag::Heading { level, id, .. } => self.heading(level, id.as_deref(), heading, range),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.tag("<table>");
            }
            Tag::TableHead => {
                (self.cell, self.head) = (0, true);
                self.tag("<thead>");
                self.tag("<tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.tag("<tr>");
            }
            Tag::TableCell => self.table_cell(),
            Tag::FootnoteDefinition(name) => self.footnote(&name),
            Tag::HtmlBlock => {}
            // Not enabled.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.tag("</p>\n"),
            TagEnd::BlockQuote(_) => self.tag("</blockquote>\n"),
            TagEnd::List(true) => self.tag("</ol>\n"),
            TagEnd::List(false) => self.tag("</ul>\n"),
            TagEnd::Item => self.tag("</li>\n"),
            TagEnd::Emphasis => self.tag("</em>"),
            TagEnd::Strong => self.tag("</strong>"),
            TagEnd::Strikethrough => self.tag("</del>"),
            TagEnd::Link => {
                self.skipping = false;
                self.tag("</a>");
            }
            TagEnd::Heading(level) => self.tag(HEADING_ENDS[self.level(level) as usize - 1]),
            TagEnd::CodeBlock => {
                self.code = false;
                self.tag("</code>");
                self.tag("</pre>\n");
            }
            TagEnd::Table => {
                self.tag("</tbody>");
                self.tag("</table>\n");
            }
            TagEnd::TableHead => {
                self.head = false;
                self.tag("</tr>");
                self.tag("</thead>");
                self.tag("<tbody>");
            }
            TagEnd::TableRow => self.tag("</tr>\n"),
            TagEnd::TableCell => self.tag(if self.head { "</th>" } else { "</td>" }),
            TagEnd::FootnoteDefinition => self.tag("</div>\n"),
            TagEnd::HtmlBlock | TagEnd::Image => {}
            // Not enabled.
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn level(&self, level: HeadingLevel) -> u8 {
        (level as u8 + self.deepen).min(6)
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, words: &str, range: &Range<usize>) {
        let id = self.anchors.add_heading(id.unwrap_or(words));
        let level = self.level(level);
        let mut html = format!("<h{level} id=\"{}", self.scope.heading_prefix());
        push_attribute(&mut html, &id);
        html.push_str("\">");
        self.element(Element::markup(HEADINGS[level as usize - 1], html));
        let text = without_noncharacters(words).into();
        self.headings.push(Heading { id: id.into(), text, level });
        if let Some(renamed) = self.anchors.renamed.pop() {
            self.renamed(&renamed, range.clone());
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'t>) {
        self.code = true;
        self.block("<pre>", "\n<pre>");
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if language.is_empty() {
            self.tag("<code>");
            return;
        }
        let mut html = "<code class=\"language-".to_owned();
        push_attribute(&mut html, language);
        html.push_str("\">");
        self.element(Element::markup("code", html));
    }

    fn table_cell(&mut self) {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        };
        self.cell += 1;
        match (self.head, class) {
            (true, class) => self.element(Element::markup("th", format!("<th scope=\"col\"{class}>"))),
            (false, "") => self.tag("<td>"),
            (false, class) => self.element(Element::markup("td", format!("<td{class}>"))),
        }
    }

    fn footnote(&mut self, name: &str) {
        let (letter, is_first) = self.footnotes.define(name);
        let id = if is_first { format!(" id=\"{}{letter}\"", self.scope.footnote_prefix()) } else { String::new() };
        let label = format!("<sup class=\"footnote-definition-label\">{letter}</sup>");
        self.element(Element::markup("div", format!("<div class=\"footnote-definition\"{id}>{label}")));
    }

    /// A text, with the citations in it.
    fn text(&mut self, text: CowStr<'t>, range: &Range<usize>, escaped: &[usize]) {
        if self.skipping {
            return;
        }
        let mut from = 0;
        while let Some(found) = footnote::citation(&text, from, escaped) {
            let before = text[from..found.start].trim_end_matches([' ', '\u{a0}']);
            let end = from + before.len();
            let start = range.start + end;
            let target = LinkTarget::Source(text[found.start + 2..found.end - 1].into());
            let link = self.push(target, None, false, start..range.end.max(start));
            self.words(part(&text, from..end));
            self.element(Element::hole(Placeholder::Citation(link)));
            from = found.end;
        }
        self.words(if from == 0 { text } else { part(&text, from..text.len()) });
    }

    fn raw_html(&mut self, html: CowStr<'t>, range: &Range<usize>) {
        self.formatting += raw_html::formatting_tags(&html);
        let before = self.tags;
        self.tags += html.bytes().filter(|byte| *byte == b'<').count();
        if self.tags <= MOST_TAGS {
            self.at_line_start = if html.is_empty() { self.at_line_start } else { html.ends_with('\n') };
            self.raw.push((self.segments.len(), range.clone()));
            self.segments.push(Segment::Raw(html));
        } else if before <= MOST_TAGS {
            let span = (self.place)(range.clone());
            let diagnostic = self.reader.diagnostic(Code::TooMuchHtml, span);
            self.reader.push(diagnostic.with("limit", MOST_TAGS.to_string()));
        }
    }

    /// Counts the elements of raw HTML that a new block opens again; their tags may have been closed, which is not looked at.
    fn count_reopened(&mut self, range: &Range<usize>) {
        let before = self.reopened;
        self.reopened += self.formatting;
        if before <= MOST_REOPENED && self.reopened > MOST_REOPENED {
            let span = (self.place)(range.clone());
            let ru = format!("теги HTML в тексте пришлось бы открывать заново больше {MOST_REOPENED} раз");
            let en = format!("HTML tags of the text would be opened again more than {MOST_REOPENED} times");
            self.reader.over_limit(span, ru, en);
        }
    }

    /// Adds a link into the site, and returns its number.
    pub(super) fn push(
        &mut self,
        target: LinkTarget,
        anchor: Option<Box<str>>,
        named: bool,
        range: Range<usize>,
    ) -> u32 {
        let span = (self.place)(range);
        if self.links.len() == MOST_VALUES {
            let ru = format!("в тексте больше {MOST_VALUES} ссылок и сносок на источники");
            self.reader.over_limit(span, ru, format!("the text has more than {MOST_VALUES} links and citations"));
        }
        self.links.push(Link { target, anchor, named, sentence: Sentence::default(), span });
        self.links.len() as u32 - 1
    }

    fn words(&mut self, text: CowStr<'t>) {
        self.at_line_start = text.ends_with('\n');
        if !text.is_empty() {
            self.segments.push(Segment::Text(text));
        }
    }

    /// Writes a tag that begins a line.
    fn block(&mut self, tag: &'static str, on_new_line: &'static str) {
        self.tag(if self.at_line_start { tag } else { on_new_line });
    }

    pub(super) fn tag(&mut self, tag: &'static str) {
        self.at_line_start = tag.ends_with('\n');
        self.segments.push(Segment::Tag(tag));
    }

    pub(super) fn element(&mut self, element: Element) {
        self.at_line_start = element.before.ends_with('\n');
        self.segments.push(Segment::Element(element));
    }

    /// Reports an id that is not as it was written.
    fn renamed(&mut self, renamed: &Renamed, range: Range<usize>) {
        let diagnostic = self.reader.diagnostic(Code::RenamedId, (self.place)(range));
        let written = without_noncharacters(&renamed.written);
        self.reader.push(diagnostic.with("id", written).with("renamed", &*renamed.id));
    }

    /// Ends the text. One that exceeds a limit is left out.
    pub(super) fn finish(mut self) -> Body {
        if self.links.len() > MOST_VALUES || self.reopened > MOST_REOPENED {
            return Body::default();
        }
        let length = |segment: &Segment<'_>| match segment {
            Segment::Text(text) | Segment::Raw(text) => text.len(),
            Segment::Tag(_) | Segment::Element(_) => 8,
        };
        let length = self.segments.iter().map(length).sum();
        let prefix = self.scope.heading_prefix();
        let mut body = BodyBuilder::new(std::mem::take(&mut self.links), length);
        if self.raw.is_empty() {
            self.segments.iter().for_each(|segment| body.push(segment));
        } else {
            let renamed;
            (body, renamed) = raw_html::sanitize(&self.segments, std::mem::take(&mut self.anchors), &prefix, body);
            self.renamed_raw(&renamed);
        }
        Body { id_prefix: prefix.into(), ..body.finish(self.headings) }
    }

    /// Reports the ids of raw HTML that are not as they were written, each where it is last written: of an id that is
    /// there twice, the later is the one that had to be renamed.
    fn renamed_raw(&mut self, renamed: &[Renamed]) {
        let Some((_, first)) = self.raw.first().filter(|_| !renamed.is_empty()).cloned() else { return };
        let mut places: HashMap<String, Range<usize>> = HashMap::new();
        for (number, range) in &self.raw {
            if let Some(Segment::Raw(html)) = self.segments.get(*number) {
                places.extend(raw_html::ids(html).into_iter().map(|id| (id, range.clone())));
            }
        }
        for renamed in renamed {
            self.renamed(renamed, places.get(&renamed.written).unwrap_or(&first).clone());
        }
    }
}

/// The elements of headings by level.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Their end tags.
const HEADING_ENDS: [&str; 6] = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];

/// A part of a text; of the file itself where the text is.
fn part<'t>(text: &CowStr<'t>, range: Range<usize>) -> CowStr<'t> {
    match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        CowStr::Boxed(_) | CowStr::Inlined(_) => text[range].to_owned().into(),
    }
}

/// Adds the value of an attribute, between quotation marks.
pub(super) fn push_attribute(html: &mut String, value: &str) {
    let _ = escape_html(html, &without_noncharacters(value));
}
