//! Raw HTML, within limits.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::super::html_part::HtmlPart;
use super::super::raw_html::count_formatting_tags;
use super::writer::HtmlWriter;
use crate::diagnostic::Code;
use crate::record::limits::{MAX_RAW_ATTRIBUTES, MAX_RAW_TAGS, MAX_REOPENED_ELEMENTS};

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Adds raw HTML. Beyond [`MAX_RAW_TAGS`] and [`MAX_RAW_ATTRIBUTES`] it is omitted and reported once.
    pub(super) fn push_raw_html(&mut self, html: CowStr<'t>, range: &Range<usize>) {
        let attributes_before = self.attributes.count;
        self.attributes.push(&html);
        if self.attributes.count > MAX_RAW_ATTRIBUTES {
            if attributes_before <= MAX_RAW_ATTRIBUTES {
                let span = (self.locate)(range.clone());
                let ru = format!("в тегах HTML больше {MAX_RAW_ATTRIBUTES} атрибутов");
                let en = format!("HTML tags have more than {MAX_RAW_ATTRIBUTES} attributes");
                self.parser.report_limit(span, ru, en);
            }
            return;
        }
        self.formatting += count_formatting_tags(&html);
        let before = self.tags;
        self.tags += html.bytes().filter(|byte| *byte == b'<').count();
        if self.tags <= MAX_RAW_TAGS {
            self.at_line_start = if html.is_empty() {
                self.at_line_start
            } else {
                html.ends_with('\n')
            };
            self.raw.push((self.parts.len(), range.clone()));
            self.parts.push(HtmlPart::Raw(html));
        } else if before <= MAX_RAW_TAGS {
            let span = (self.locate)(range.clone());
            let diagnostic = self.parser.diagnostic(Code::TooMuchHtml, span);
            self.parser
                .push(diagnostic.with("limit", MAX_RAW_TAGS.to_string()));
        }
    }

    /// Counts the formatting elements of raw HTML that a new block may reopen. An upper bound: end tags are ignored.
    pub(super) fn count_reopened(&mut self, range: &Range<usize>) {
        let before = self.reopened;
        self.reopened += self.formatting;
        if before <= MAX_REOPENED_ELEMENTS && self.reopened > MAX_REOPENED_ELEMENTS {
            let span = (self.locate)(range.clone());
            let ru = format!(
                "теги HTML в тексте пришлось бы открывать заново больше {MAX_REOPENED_ELEMENTS} раз"
            );
            let en = format!(
                "HTML tags of the text would be opened again more than {MAX_REOPENED_ELEMENTS} times"
            );
            self.parser.report_limit(span, ru, en);
        }
    }
}
