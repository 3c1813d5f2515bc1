//! Citations within text.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::super::footnotes::find_citation;
use super::super::html_part::HtmlElement;
use super::writer::HtmlWriter;
use crate::record::model::{LinkTarget, Placeholder};

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Writes text, and citations within it. Escaped brackets are literal.
    pub(super) fn push_cited_text(
        &mut self,
        text: CowStr<'t>,
        range: &Range<usize>,
        escaped: &[usize],
    ) {
        if self.in_replaced_text {
            return;
        }
        let mut from = 0;
        while let Some(found) = find_citation(&text, from, escaped) {
            let before = text[from..found.start].trim_end_matches([' ', '\u{a0}']);
            let end = from + before.len();
            let start = range.start + end;
            let target = LinkTarget::Source(text[found.start + 2..found.end - 1].into());
            let link = self.add_link(target, None, false, start..range.end.max(start));
            self.push_linked_text(part(&text, from..end));
            self.push_element(HtmlElement::placeholder(Placeholder::Citation(link)));
            from = found.end;
        }
        self.push_linked_text(if from == 0 {
            text
        } else {
            part(&text, from..text.len())
        });
    }
}

/// Returns a slice of a text, without a copy if the text is borrowed.
pub(super) fn part<'t>(text: &CowStr<'t>, range: Range<usize>) -> CowStr<'t> {
    match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        CowStr::Boxed(_) | CowStr::Inlined(_) => text[range].to_owned().into(),
    }
}
