//! The state of the HTML writer, and its primitives.

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr};
use pulldown_cmark_escape::escape_html;

use super::super::attribute_counter::AttributeCounter;
use super::super::footnotes::Footnotes;
use super::super::html_part::{HtmlElement, HtmlPart};
use super::super::ids::{IdRegistry, IdScope, RenamedId};
use super::super::noncharacters::replace_noncharacters;
use super::raw_block::RawBlock;
use crate::diagnostic::{Code, Location, Span};
use crate::record::file_parser::FileParser;
use crate::record::limits::MAX_VALUES;
use crate::record::model::{Heading, Link, LinkTarget, Sentence};

/// The initial capacity: the parts of a typical paragraph.
const INITIAL_PARTS: usize = 64;

/// Renders the events of a Markdown text to parts of HTML.
pub(in crate::record) struct HtmlWriter<'r, 's, 'p, 't> {
    pub(super) parser: &'r mut FileParser<'s>,
    /// Returns the location of a range of the source.
    pub(super) locate: &'p dyn Fn(Range<usize>) -> Span,
    pub(super) parts: Vec<HtmlPart<'t>>,
    /// Whether the output is at the start of a line.
    pub(super) at_line_start: bool,
    pub(super) links: Vec<Link>,
    pub(super) headings: Vec<Heading>,
    pub(super) ids: IdRegistry,
    pub(super) scope: IdScope,
    pub(super) footnotes: Footnotes,
    /// The number of levels by which headings are shifted down.
    pub(super) heading_shift: u8,
    /// Whether the current text is that of `[[id]]`, which the name of the record replaces.
    pub(super) in_replaced_text: bool,
    /// The current image.
    pub(super) image: Option<Image<'t>>,
    /// Whether the current text is a code block, which has no citations.
    pub(super) in_code_block: bool,
    /// The alignment of the columns of the current table.
    pub(super) alignments: Vec<Alignment>,
    /// The column of the next cell.
    pub(super) column: usize,
    /// Whether the current row is the head of a table.
    pub(super) in_table_head: bool,
    /// The number of tags of raw HTML.
    pub(super) tags: usize,
    /// The attributes of these.
    pub(super) attributes: AttributeCounter,
    /// The number of these that start a formatting element, which HTML reopens in every paragraph until it is closed.
    pub(super) formatting: usize,
    /// The upper bound of the number of reopened elements.
    pub(super) reopened: usize,
    /// The Markdown.
    pub(super) text: &'p str,
    /// Whether the text has raw HTML.
    pub(super) has_raw: bool,
    /// The current block of raw HTML.
    pub(super) raw_block: Option<RawBlock>,
    /// The ids of raw HTML, without prefix.
    pub(super) raw_ids: Vec<Box<str>>,
    /// Whether the current tag is within an element that was reported as removed.
    pub(super) in_removed: bool,
    /// The open heading of raw HTML: the index of the part with its tag, and its range in the source.
    pub(super) raw_heading: Option<(usize, Range<usize>)>,
    /// The number of open links of raw HTML.
    pub(super) open_raw_links: usize,
    /// The open links of Markdown: the index of the part after each start, and its range in the source.
    pub(super) link_starts: Vec<(usize, Range<usize>)>,
    /// The defined footnotes: their names and locations.
    pub(super) notes: Vec<(Box<str>, Location)>,
    /// The letters of the open footnotes; `None` for a second definition.
    pub(super) open_notes: Vec<Option<String>>,
    /// The ends of footnotes: the index of the part for the links back, and the letter.
    pub(super) note_ends: Vec<(usize, String)>,
}

/// An image whose alternative text is being collected.
pub(super) struct Image<'t> {
    pub(super) url: CowStr<'t>,
    pub(super) range: Range<usize>,
    pub(super) alternative: String,
    /// For `![[file]]` whether it has words of its own.
    pub(super) embed: Option<bool>,
    /// The number of open images within it.
    pub(super) depth: usize,
}

impl<'r, 's, 'p, 't> HtmlWriter<'r, 's, 'p, 't> {
    pub(in crate::record) fn new(
        parser: &'r mut FileParser<'s>,
        text: &'p str,
        locate: &'p dyn Fn(Range<usize>) -> Span,
        scope: IdScope,
        heading_shift: u8,
    ) -> Self {
        HtmlWriter {
            parser,
            locate,
            parts: Vec::with_capacity(INITIAL_PARTS),
            at_line_start: true,
            links: Vec::new(),
            headings: Vec::new(),
            ids: IdRegistry::default(),
            scope,
            footnotes: Footnotes::default(),
            heading_shift,
            in_replaced_text: false,
            image: None,
            in_code_block: false,
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
            tags: 0,
            attributes: AttributeCounter::default(),
            formatting: 0,
            reopened: 0,
            text,
            has_raw: false,
            raw_block: None,
            raw_ids: Vec::new(),
            in_removed: false,
            raw_heading: None,
            open_raw_links: 0,
            link_starts: Vec::new(),
            notes: Vec::new(),
            open_notes: Vec::new(),
            note_ends: Vec::new(),
        }
    }

    /// Adds an internal link or a citation. Returns its index.
    pub(super) fn add_link(
        &mut self,
        target: LinkTarget,
        anchor: Option<Box<str>>,
        named: bool,
        range: Range<usize>,
    ) -> u32 {
        let span = (self.locate)(range);
        let at = self.parser.location(span);
        if self.links.len() == MAX_VALUES {
            let ru = format!("в тексте больше {MAX_VALUES} ссылок и сносок на источники");
            self.parser.report_limit(
                span,
                ru,
                format!("the text has more than {MAX_VALUES} links and citations"),
            );
        }
        self.links.push(Link {
            target,
            anchor,
            named,
            attributes: Box::default(),
            sentence: Sentence::default(),
            at,
        });
        self.links.len() as u32 - 1
    }

    /// Writes text. It is escaped when the body is rendered.
    pub(super) fn push_text(&mut self, text: CowStr<'t>) {
        self.at_line_start = text.ends_with('\n');
        if !text.is_empty() {
            self.parts.push(HtmlPart::Text(text));
        }
    }

    /// Writes a tag that starts a line; `on_new_line` has a line feed before it.
    pub(super) fn push_block(&mut self, tag: &'static str, on_new_line: &'static str) {
        self.push_tag(if self.at_line_start { tag } else { on_new_line });
    }

    /// Writes a tag without attributes.
    pub(super) fn push_tag(&mut self, tag: &'static str) {
        self.at_line_start = tag.ends_with('\n');
        self.parts.push(HtmlPart::Tag(tag));
    }

    /// Writes an element.
    pub(super) fn push_element(&mut self, element: HtmlElement) {
        self.at_line_start = element.before.ends_with('\n');
        self.parts.push(HtmlPart::Element(element));
    }

    /// Reports a renamed id.
    pub(super) fn report_renamed_id(&mut self, renamed: &RenamedId, range: Range<usize>) {
        let diagnostic = self
            .parser
            .diagnostic(Code::RenamedId, (self.locate)(range));
        let original = replace_noncharacters(&renamed.original);
        self.parser.push(
            diagnostic
                .with("id", original)
                .with("renamed", &*renamed.id),
        );
    }
}

/// Appends the escaped value of an attribute, without quotation marks.
pub(super) fn push_attribute(html: &mut String, value: &str) {
    let _ = escape_html(html, &replace_noncharacters(value));
}
