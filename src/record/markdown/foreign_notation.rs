//! Finds the notation of other programs that is printed as it stands: footnotes within texts, template tags, containers,
//! places for contents, formulas.

use super::text_mark::{ForeignNotation, TextMark, TextMarkKind};

/// The signs that stand anywhere in a text.
const INSIDE: [ForeignNotation; 5] = [
    ForeignNotation::InlineFootnote,
    ForeignNotation::TemplateTag("{{<"),
    ForeignNotation::TemplateTag("{{%"),
    ForeignNotation::TemplateTag("{%"),
    ForeignNotation::Formula,
];

/// Whether a text may have such a notation.
pub(super) fn may_have_foreign_notation(text: &str) -> bool {
    text.contains(['^', '{', '$', ':', '['])
}

/// Returns a mark before the first notation of each sort in a text. `escaped` are the places of characters that a backslash
/// makes plain.
pub(super) fn foreign_notations(text: &str, escaped: &[usize]) -> Vec<TextMark> {
    let mut marks: Vec<TextMark> = Vec::new();
    for notation in INSIDE {
        let place = text.find(notation.sign());
        // `{{% x %}}` has the sign of `{% x %}`, too.
        let is_new = |at: &usize| marks.iter().all(|mark| mark.range.start.abs_diff(*at) > 2);
        let found = place
            .filter(is_new)
            .filter(|at| is_whole(text, *at, notation));
        marks.extend(found.map(|at| mark(at, notation)));
    }
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    // Colons alone end a container, whose beginning is reported.
    let has_name = !rest.trim_matches(':').trim().is_empty();
    if has_name && rest.starts_with(ForeignNotation::Container.sign()) {
        marks.push(mark(start, ForeignNotation::Container));
    }
    if rest
        .trim_end()
        .eq_ignore_ascii_case(ForeignNotation::Contents.sign())
    {
        marks.push(mark(start, ForeignNotation::Contents));
    }
    marks.retain(|mark| escaped.binary_search(&mark.range.start).is_err());
    marks
}

fn mark(at: usize, notation: ForeignNotation) -> TextMark {
    TextMark {
        range: at..at,
        kind: TextMarkKind::Foreign(notation),
    }
}

/// Whether a notation that begins at a place ends, too: `x^[` alone is none.
fn is_whole(text: &str, at: usize, notation: ForeignNotation) -> bool {
    let end = match notation {
        ForeignNotation::InlineFootnote => "]",
        ForeignNotation::TemplateTag("{{<") => ">}}",
        ForeignNotation::TemplateTag(_) => "%}",
        ForeignNotation::Formula => "$$",
        ForeignNotation::Container | ForeignNotation::Contents => "",
    };
    text[at + notation.sign().len()..].contains(end)
}
