//! The parts of a Markdown text in which words can become a link.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, TagEnd};

use super::events::options;

/// Returns the ranges of a text that are words outside of headings, links, code and HTML. Sorted; adjacent ones are joined.
pub fn linkable_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut closed = 0usize;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(tag) => closed += usize::from(is_closed(&tag.to_end())),
            Event::End(tag) => closed -= usize::from(is_closed(&tag)).min(closed),
            // An entity or an escaped character is not as long as its text.
            Event::Text(words) if closed == 0 && text[range.clone()] == *words => {
                match ranges.last_mut() {
                    Some(last) if last.end == range.start => last.end = range.end,
                    _ => ranges.push(range),
                }
            }
            _ => {}
        }
    }
    ranges.retain(|range| !text[range.clone()].trim().is_empty());
    ranges
}

/// Whether no link can be made within an element.
fn is_closed(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_)
    )
}

#[cfg(test)]
mod tests {
    use super::linkable_ranges;

    #[test]
    fn words_in_links_headings_and_code_are_left_out() {
        let text =
            "# Глава\n\nСлова [[miet|МИЭТ]] и `код`, **важно** [там](a.md).\n\n    код\n\n* пункт";
        let words: Vec<&str> = linkable_ranges(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(words, ["Слова ", " и ", ", ", "важно", ".", "пункт"]);
    }
}
