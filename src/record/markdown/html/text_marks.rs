//! Highlights, block ids, and links without a target.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::super::html_part::{HtmlElement, VOID};
use super::super::text_mark::{ForeignNotation, TextMark, TextMarkKind};
use super::citations::part;
use super::writer::HtmlWriter;
use crate::diagnostic::Code;

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Writes a text with its marks.
    pub(super) fn push_marked_text(
        &mut self,
        text: &CowStr<'t>,
        range: &Range<usize>,
        escaped: &[usize],
        marks: &[TextMark],
    ) {
        if self.in_replaced_text {
            return;
        }
        let mut from = 0;
        for mark in marks {
            self.push_part(text, from..mark.range.start, range, escaped);
            from = mark.range.end;
            let source = source_of(text, mark.range.clone(), range);
            self.push_mark(mark.kind, &text[mark.range.clone()], source);
        }
        self.push_part(text, from..text.len(), range, escaped);
    }

    /// Writes a part of a text without marks.
    fn push_part(
        &mut self,
        text: &CowStr<'t>,
        inner: Range<usize>,
        range: &Range<usize>,
        escaped: &[usize],
    ) {
        let before = |end: usize| escaped.partition_point(|at| *at < end);
        let within = &escaped[before(inner.start)..before(inner.end)];
        let escaped: Vec<usize> = within.iter().map(|at| at - inner.start).collect();
        let source = source_of(text, inner.clone(), range);
        self.push_cited_text(part(text, inner), &source, &escaped);
    }

    fn push_mark(&mut self, kind: TextMarkKind, words: &str, range: Range<usize>) {
        match kind {
            TextMarkKind::HighlightStart => self.push_tag("<mark>"),
            TextMarkKind::HighlightEnd => self.push_tag("</mark>"),
            TextMarkKind::BlockId => {
                let id = self.raw_id(words.trim(), &range);
                self.push_element(HtmlElement::markup(
                    VOID,
                    format!("<span id=\"{id}\"></span>"),
                ));
            }
            TextMarkKind::EmptyLink => {
                let diagnostic = self
                    .parser
                    .diagnostic(Code::EmptyLink, (self.locate)(range));
                self.parser.push(diagnostic);
            }
            TextMarkKind::NoTarget => self.report_broken_link("[[|]]", &range),
            TextMarkKind::NoTargetEnd => {}
            TextMarkKind::Foreign(notation) => self.report_foreign_notation(notation, range),
        }
    }
}

impl HtmlWriter<'_, '_, '_, '_> {
    /// Reports a notation that begins at the start of a range.
    fn report_foreign_notation(&mut self, notation: ForeignNotation, range: Range<usize>) {
        let sign = notation.sign();
        let (ru, en) = match notation {
            ForeignNotation::InlineFootnote => (
                "сноску пишут так: слово[^1], а её текст строкой ниже: [^1]: текст",
                "a footnote is written word[^1], and its text on a line below: [^1]: text",
            ),
            ForeignNotation::TemplateTag(_)
            | ForeignNotation::Container
            | ForeignNotation::Contents
            | ForeignNotation::Formula => (
                "уберите её или напишите обычным Markdown; что должно выйти как есть, берут в обратные кавычки",
                "remove it, or write plain Markdown; what is meant to stand as it is goes into backticks",
            ),
        };
        let range = range.start..range.end.max(range.start + sign.len());
        let diagnostic = self
            .parser
            .diagnostic(Code::ForeignNotation, (self.locate)(range))
            .with("notation", sign)
            .with("advice", ru)
            .with("advice_en", en);
        self.parser.push(diagnostic);
    }
}

/// Returns the range in the source of a part of a text. Where the text is not a slice of the source, that of the whole text.
fn source_of(text: &str, part: Range<usize>, range: &Range<usize>) -> Range<usize> {
    if text.len() == range.len() {
        range.start + part.start..range.start + part.end
    } else {
        range.clone()
    }
}
