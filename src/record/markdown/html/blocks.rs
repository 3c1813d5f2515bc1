//! Headings, code blocks and table cells.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, HeadingLevel};

use super::super::html_part::HtmlElement;
use super::super::noncharacters::replace_noncharacters;
use super::super::tables::excess_cells;
use super::writer::{HtmlWriter, push_attribute};
use crate::diagnostic::Code;
use crate::record::model::Heading;

/// The element of each heading level.
const HEADING_TAGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The end tag of each heading level.
pub(super) const HEADING_END_TAGS: [&str; 6] = [
    "</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n",
];

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Returns the shifted level of a heading, at most 6.
    pub(super) fn heading_level(&self, level: HeadingLevel) -> u8 {
        (level as u8 + self.heading_shift).min(6)
    }

    /// Writes the start tag of a heading with its id. `words` is its text.
    pub(super) fn push_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        words: &str,
        range: &Range<usize>,
    ) {
        let id = self.ids.add_heading(id, words);
        let level = self.heading_level(level);
        let mut html = format!("<h{level} id=\"{}", self.scope.heading_prefix());
        push_attribute(&mut html, &id);
        html.push_str("\">");
        self.push_element(HtmlElement::markup(HEADING_TAGS[level as usize - 1], html));
        let text = replace_noncharacters(words).into();
        self.headings.push(Heading {
            github_id: self.ids.add_github(words, &id),
            id: id.into(),
            text,
            level,
        });
        if let Some(renamed) = self.ids.renamed.pop() {
            self.report_renamed_id(&renamed, range.clone());
        }
    }

    /// Writes the start tags of a code block.
    pub(super) fn push_code_block(&mut self, kind: &CodeBlockKind<'t>) {
        self.in_code_block = true;
        self.push_block("<pre>", "\n<pre>");
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if language.is_empty() {
            self.push_tag("<code>");
            return;
        }
        let mut html = "<code class=\"language-".to_owned();
        push_attribute(&mut html, language);
        html.push_str("\">");
        self.push_element(HtmlElement::markup("code", html));
    }

    /// Writes the start tag of the next table cell.
    pub(super) fn push_table_cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        };
        self.column += 1;
        match (self.in_table_head, class) {
            (true, class) => self.push_element(HtmlElement::markup(
                "th",
                format!("<th scope=\"col\"{class}>"),
            )),
            (false, "") => self.push_tag("<td>"),
            (false, class) => self.push_element(HtmlElement::markup("td", format!("<td{class}>"))),
        }
    }

    /// Reports the cells of a row beyond the header, which no page shows.
    pub(super) fn check_row(&mut self, range: &Range<usize>) {
        let columns = self.alignments.len();
        if let Some(excess) = excess_cells(self.text, range.start, columns) {
            let span = (self.locate)(excess);
            let diagnostic = self.parser.diagnostic(Code::ExcessCells, span);
            self.parser
                .push(diagnostic.with("count", columns.to_string()));
        }
    }
}
