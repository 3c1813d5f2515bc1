//! A mark within a text that CommonMark does not know.

use std::borrow::Cow;
use std::ops::Range;

/// A mark within the text of an event.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) struct TextMark {
    /// The bytes of the text that the mark replaces.
    pub(in crate::record) range: Range<usize>,
    pub(in crate::record) kind: TextMarkKind,
}

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::record) enum TextMarkKind {
    /// The beginning of a highlight.
    HighlightStart,
    /// The end of a highlight.
    HighlightEnd,
    /// The id of a block, with its `^`.
    BlockId,
    /// `[[]]`: a link without target and words.
    EmptyLink,
    /// `[[|`: the beginning of a link without a target, before its words.
    NoTarget,
    /// `]]` after these words.
    NoTargetEnd,
    /// A notation of other programs, which stays as it is. The mark has no bytes, and stands before it.
    Foreign(ForeignNotation),
}

/// A notation of other programs that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::record) enum ForeignNotation {
    /// `^[a footnote within the text]`
    InlineFootnote,
    /// `{{< name >}}`, `{{% name %}}`, `{% name %}`
    TemplateTag(&'static str),
    /// `::: name`
    Container,
    /// `[TOC]`
    Contents,
    /// `$$x^2$$`
    Formula,
}

impl ForeignNotation {
    /// Returns the beginning of the notation, as it stands in a text.
    pub(in crate::record) fn sign(self) -> &'static str {
        match self {
            ForeignNotation::InlineFootnote => "^[",
            ForeignNotation::TemplateTag(sign) => sign,
            ForeignNotation::Container => ":::",
            ForeignNotation::Contents => "[TOC]",
            ForeignNotation::Formula => "$$",
        }
    }
}

/// Returns a text without its marks.
pub(in crate::record) fn without_marks<'e>(text: &'e str, marks: &[TextMark]) -> Cow<'e, str> {
    if marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let starts = marks.iter().map(|mark| mark.range.start);
    let ends = marks.iter().map(|mark| mark.range.end);
    let parts = std::iter::once(0)
        .chain(ends)
        .zip(starts.chain([text.len()]));
    parts.map(|(from, to)| &text[from..to]).collect()
}
