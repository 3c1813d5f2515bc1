//! The source lines around a diagnostic.

use std::ops::Range;

use super::site::SnippetLine;
use crate::text::lines::{count_line_ends, split_lines};

/// Limit of the text on either side of the marked part, in characters.
const WIDEST: usize = 160;
/// Limit of marked lines.
const MOST_LINES: usize = 4;

/// Returns the lines of a byte range, with the range marked, and one line of context on either side.
pub(super) fn snippet(text: &str, span: Range<usize>) -> Vec<SnippetLine> {
    let (start, end) = (
        floor(text, span.start),
        floor(text, span.end.max(span.start)),
    );
    let first = count_line_ends(&text[..start]);
    let last = first + count_line_ends(text[start..end].trim_end()).min(MOST_LINES - 1);
    let mut offset = 0;
    let mut snippet = Vec::new();
    for (n, whole) in split_lines(text).enumerate().take(last + 2) {
        let line = whole.trim_end_matches(['\n', '\r']);
        let within = |at: usize| floor(line, at.saturating_sub(offset));
        let number = n + 1;
        if (first..=last).contains(&n) {
            let (from, to) = (within(start), within(end));
            snippet.push(SnippetLine {
                number,
                before: ending(&line[..from]),
                marked: Some(beginning(&line[from..to])),
                after: beginning(&line[to..]),
            });
        } else if number >= first {
            snippet.push(SnippetLine {
                number,
                before: beginning(line),
                ..SnippetLine::default()
            });
        }
        offset += whole.len();
    }
    snippet
}

/// Returns the last character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or_default()
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

fn ending(text: &str) -> String {
    match text.char_indices().rev().nth(WIDEST - 1) {
        Some((start, _)) if start > 0 => format!("…{}", &text[start..]),
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats a snippet with the marked text in brackets.
    fn shown(text: &str, span: Range<usize>) -> String {
        let line = |line: SnippetLine| {
            let marked = line
                .marked
                .map_or(String::new(), |marked| format!("[{marked}]"));
            format!("{} {}{marked}{}\n", line.number, line.before, line.after)
        };
        snippet(text, span).into_iter().map(line).collect()
    }

    #[test]
    fn the_mistake_is_marked_between_its_neighbours() {
        let text = "---\r\nимя: а\r\nрегион: томкс\r\n---\r\nтекст\r\n";
        let start = text.find("томкс").unwrap_or_default();
        assert_eq!(
            shown(text, start..start + 10),
            "2 имя: а\n3 регион: [томкс]\n4 ---\n"
        );
        assert_eq!(shown(text, 0..0), "1 []---\n2 имя: а\n");
        assert_eq!(shown(text, text.len()..text.len() + 5), "5 текст\n");
        assert_eq!(
            shown(
                text,
                start + 1..text.find("---\r\nт").unwrap_or_default() + 3
            ),
            "2 имя: а\n3 регион: [томкс]\n4 [---]\n5 текст\n"
        );
        assert_eq!(shown("", 0..0), "");
    }

    #[test]
    fn what_is_long_is_cut() {
        let lines = "строка\n".repeat(50);
        assert_eq!(snippet(&lines, 0..lines.len()).len(), MOST_LINES + 1);
        let wide = "ы".repeat(10_000);
        let cut = snippet(&wide, 5000..5002);
        assert!(
            cut[0].before.chars().count() <= WIDEST + 1
                && cut[0].after.chars().count() <= WIDEST + 1
        );
        assert_eq!(cut[0].marked.as_deref(), Some("ы"));
    }
}
