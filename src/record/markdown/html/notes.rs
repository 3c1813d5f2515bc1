//! Footnotes: references, definitions, and the links back.

use std::fmt::Write;
use std::ops::Range;

use super::super::html_part::{HtmlElement, HtmlPart, VOID};
use super::super::noncharacters::replace_noncharacters;
use super::writer::HtmlWriter;
use crate::diagnostic::Code;

impl HtmlWriter<'_, '_, '_, '_> {
    /// Writes a reference to a footnote. It has an id, to which the note leads back.
    pub(super) fn push_footnote_reference(&mut self, name: &str) {
        let (letter, number) = self.footnotes.refer(name);
        let note = self.scope.footnote_prefix();
        let id = reference_id(&self.scope.reference_prefix(), &letter, number);
        self.push_element(HtmlElement::markup(
            VOID,
            format!(
                "<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#{note}{letter}\">{letter}</a></sup>"
            ),
        ));
    }

    /// Writes the start of a footnote definition. Reports a second one of the same name.
    pub(super) fn push_footnote(&mut self, name: &str, range: &Range<usize>) {
        let (letter, is_first) = self.footnotes.define(name);
        let id = if is_first {
            format!(" id=\"{}{letter}\"", self.scope.footnote_prefix())
        } else {
            String::new()
        };
        let mark = range.start..range.start + "[^]".len() + name.len();
        if is_first {
            let at = self.parser.location((self.locate)(mark));
            self.notes.push((replace_noncharacters(name).into(), at));
        } else {
            let diagnostic = self
                .parser
                .diagnostic(Code::DuplicateNote, (self.locate)(mark));
            self.parser
                .push(diagnostic.with("name", replace_noncharacters(name)));
        }
        self.open_notes.push(is_first.then(|| letter.clone()));
        let label = format!("<sup class=\"footnote-definition-label\">{letter}</sup>");
        self.push_element(HtmlElement::markup(
            "div",
            format!("<div class=\"footnote-definition\"{id}>{label}"),
        ));
    }

    /// Writes the end of a footnote definition. Its links back are written at the end of the text, when all references
    /// are known.
    pub(super) fn end_footnote(&mut self) {
        if let Some(letter) = self.open_notes.pop().flatten() {
            let in_paragraph = matches!(self.parts.last(), Some(HtmlPart::Tag("</p>\n")));
            let at = self.parts.len() - usize::from(in_paragraph);
            let empty = HtmlElement::markup(VOID, String::new());
            self.parts.insert(at, HtmlPart::Element(empty));
            self.note_ends.push((at, letter));
        }
        self.push_tag("</div>\n");
    }

    /// Writes the links from each footnote back to its references.
    pub(super) fn write_links_back(&mut self) {
        let prefix = self.scope.reference_prefix();
        for (at, letter) in std::mem::take(&mut self.note_ends) {
            let references = self.footnotes.references(&letter);
            let Some(HtmlPart::Element(element)) = self.parts.get_mut(at) else {
                continue;
            };
            for number in 1..=references {
                let id = reference_id(&prefix, &letter, number);
                let nth = match number {
                    1 => String::new(),
                    number => format!("<sup>{number}</sup>"),
                };
                let _ = write!(
                    element.before,
                    " <a class=\"footnote-back\" href=\"#{id}\">↩{nth}</a>"
                );
            }
        }
    }
}

/// Returns the id of a reference to a footnote, counted from 1.
fn reference_id(prefix: &str, letter: &str, number: usize) -> String {
    match number {
        1 => format!("{prefix}{letter}"),
        number => format!("{prefix}{letter}-{number}"),
    }
}
