//! What a record is at most. Nobody writes more by hand; a record that does would be shown by thousands of pages, or
//! keep the program busy for longer than it took to write.

use super::reader::Reader;
use super::yaml::Node;
use crate::diagnostic::{Code, Span};

/// The longest text that is no Markdown, in characters: a name stands on every page that links to its record.
pub(super) const LONGEST_TEXT: usize = 2000;

/// The most values of one field: names, references, figures.
pub(super) const MOST_VALUES: usize = 10_000;

/// The most records of one file: each has a page in every language.
pub(super) const MOST_RECORDS: usize = 10_000;

/// The most headings of one text: every link to a part of it looks for its own.
pub(super) const MOST_HEADINGS: usize = 1000;

/// The longest text in Markdown, in bytes.
pub(super) const LONGEST_MARKDOWN: usize = 1_000_000;

/// The most events of one text: tags, words between them, line ends.
pub(super) const MOST_EVENTS: usize = 100_000;

/// The most events of all texts of one file.
pub(super) const MOST_EVENTS_OF_FILE: usize = 1_000_000;

/// The most footnotes of one text.
pub(super) const MOST_FOOTNOTES: usize = 1000;

/// How often the elements of raw HTML that a browser opens again in each paragraph may be opened at most, all together.
pub(super) const MOST_REOPENED: usize = 300_000;

/// How deep quotations, lists and emphasis of a text are nested at most.
pub(super) const DEEPEST_TEXT: usize = 100;

impl Reader<'_> {
    /// The items of a field's list, as many as a field may have.
    pub(super) fn items<'n, 't>(&mut self, field: &str, node: &'n Node<'t>) -> &'n [Node<'t>] {
        let items = node.items();
        let Some(excess) = items.get(MOST_VALUES) else { return items };
        let ru = format!("в поле «{field}» больше {MOST_VALUES} значений");
        self.over_limit(excess.span, ru, format!("field `{field}` has more than {MOST_VALUES} values"));
        &items[..MOST_VALUES]
    }

    /// A text, or its beginning where it is longer than a text may be.
    pub(super) fn short_enough<'t>(&mut self, field: &str, text: &'t str, span: Span) -> &'t str {
        let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT) else { return text };
        let ru = format!("значение поля «{field}» длиннее {LONGEST_TEXT} знаков");
        self.over_limit(span, ru, format!("the value of field `{field}` is longer than {LONGEST_TEXT} characters"));
        &text[..end]
    }

    pub(super) fn over_limit(&mut self, span: Span, ru: String, en: String) {
        let diagnostic = self.diagnostic(Code::RecordLimit, span).with("words", ru).with("words_en", en);
        self.push(diagnostic);
    }
}
