//! The state of the HTML writer, and its primitives.

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr};
use pulldown_cmark_escape::escape_html;

use super::super::footnotes::Footnotes;
use super::super::html_part::{HtmlElement, HtmlPart};
use super::super::ids::{IdRegistry, IdScope, RenamedId};
use super::super::noncharacters::replace_noncharacters;
use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;
use crate::record::limits::MAX_VALUES;
use crate::record::model::{Heading, Link, LinkTarget, Sentence};

/// As many segments as a paragraph of ordinary text comes to.
const INITIAL_PARTS: usize = 64;

/// Turns the events of a text into segments.
pub(in crate::record) struct HtmlWriter<'r, 's, 'p, 't> {
    pub(in crate::record) reader: &'r mut FileParser<'s>,
    pub(in crate::record) place: &'p dyn Fn(Range<usize>) -> Span,
    pub(super) parts: Vec<HtmlPart<'t>>,
    /// Whether the HTML is at the beginning of a line.
    pub(super) at_line_start: bool,
    pub(super) links: Vec<Link>,
    pub(super) headings: Vec<Heading>,
    pub(super) anchors: IdRegistry,
    pub(super) scope: IdScope,
    pub(super) footnotes: Footnotes,
    /// By how many levels headings stand deeper than they are written.
    pub(super) heading_shift: u8,
    /// Inside the text of `[[id]]`, which the record's name replaces.
    pub(in crate::record) in_replaced_text: bool,
    /// Inside an image.
    pub(super) image: Option<Image<'t>>,
    /// Inside a block of code, where nothing is a citation.
    pub(super) code: bool,
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) head: bool,
    /// How many tags of raw HTML there were.
    pub(super) tags: usize,
    /// How many tags of them begin an element that HTML opens again in every paragraph until it is closed.
    pub(super) formatting: usize,
    /// How many elements are opened again at most.
    pub(super) reopened: usize,
    /// Where the raw HTML stands.
    pub(super) raw: Vec<(usize, Range<usize>)>,
}

/// An image whose alternative text is being read.
pub(super) struct Image<'t> {
    pub(super) url: CowStr<'t>,
    pub(super) range: Range<usize>,
    pub(super) alternative: String,
    /// How many images within it are open.
    pub(super) depth: usize,
}

impl<'r, 's, 'p, 't> HtmlWriter<'r, 's, 'p, 't> {
    pub(in crate::record) fn new(
        reader: &'r mut FileParser<'s>,
        place: &'p dyn Fn(Range<usize>) -> Span,
        scope: IdScope,
        heading_shift: u8,
    ) -> Self {
        HtmlWriter {
            reader,
            place,
            parts: Vec::with_capacity(INITIAL_PARTS),
            at_line_start: true,
            links: Vec::new(),
            headings: Vec::new(),
            anchors: IdRegistry::default(),
            scope,
            footnotes: Footnotes::default(),
            heading_shift,
            in_replaced_text: false,
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

    /// Adds a link into the site, and returns its number.
    pub(in crate::record) fn add_link(
        &mut self,
        target: LinkTarget,
        anchor: Option<Box<str>>,
        named: bool,
        range: Range<usize>,
    ) -> u32 {
        let span = (self.place)(range);
        if self.links.len() == MAX_VALUES {
            let ru = format!("в тексте больше {MAX_VALUES} ссылок и сносок на источники");
            self.reader.report_limit(span, ru, format!("the text has more than {MAX_VALUES} links and citations"));
        }
        self.links.push(Link { target, anchor, named, sentence: Sentence::default(), span });
        self.links.len() as u32 - 1
    }

    pub(super) fn push_text(&mut self, text: CowStr<'t>) {
        self.at_line_start = text.ends_with('\n');
        if !text.is_empty() {
            self.parts.push(HtmlPart::Text(text));
        }
    }

    /// Writes a tag that begins a line.
    pub(super) fn push_block(&mut self, tag: &'static str, on_new_line: &'static str) {
        self.push_tag(if self.at_line_start { tag } else { on_new_line });
    }

    pub(in crate::record) fn push_tag(&mut self, tag: &'static str) {
        self.at_line_start = tag.ends_with('\n');
        self.parts.push(HtmlPart::Tag(tag));
    }

    pub(in crate::record) fn push_element(&mut self, element: HtmlElement) {
        self.at_line_start = element.before.ends_with('\n');
        self.parts.push(HtmlPart::Element(element));
    }

    /// Reports an id that is not as it was written.
    pub(super) fn report_renamed_id(&mut self, renamed: &RenamedId, range: Range<usize>) {
        let diagnostic = self.reader.diagnostic(Code::RenamedId, (self.place)(range));
        let written = replace_noncharacters(&renamed.written);
        self.reader.push(diagnostic.with("id", written).with("renamed", &*renamed.id));
    }
}

/// Adds the value of an attribute, between quotation marks.
pub(in crate::record) fn push_attribute(html: &mut String, value: &str) {
    let _ = escape_html(html, &replace_noncharacters(value));
}
