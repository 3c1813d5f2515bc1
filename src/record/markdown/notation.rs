//! The notation of other programs for notes: `%%comments%%`, `[[id|words]]` within tables, and `[[…]]` that is no link.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::edited_text::{EditedText, TextChange};
use super::events::options;
use crate::text::lines::split_lines;

/// The mark at the beginning and end of a comment.
const COMMENT: &str = "%%";

/// How far the brackets that close `[[` are looked for.
const MAX_LINK_BYTES: usize = 500;

/// A text without comments, whose tables keep the pipes of links within cells.
pub(super) struct Notation<'t> {
    pub(super) text: EditedText<'t>,
    /// The beginning of a comment that does not end, in the original.
    pub(super) open_comment: Option<Range<usize>>,
}

/// Removes comments, and escapes the pipes of links within tables and the brackets of what is no link to a record.
pub(super) fn read_notation(text: &str) -> Notation<'_> {
    let has_comments = text.contains(COMMENT);
    let mut escapes = link_pipes(text);
    escapes.extend(no_links(text));
    if !has_comments && escapes.is_empty() {
        return Notation {
            text: EditedText::new(text, &[]),
            open_comment: None,
        };
    }
    let regions = Regions::new(text);
    let (mut changes, mut open_comment) = (Vec::new(), None);
    if has_comments {
        open_comment = find_comments(text, &regions, &mut changes);
    }
    if !escapes.is_empty() {
        let cuts: Vec<Range<usize>> = changes.iter().map(|cut| cut.range.clone()).collect();
        changes.extend(
            escapes
                .into_iter()
                .filter(|at| !contains(&regions.code, *at) && !contains(&cuts, *at))
                .map(|at| TextChange {
                    range: at..at,
                    with: "\\",
                }),
        );
        changes.sort_by_key(|change| change.range.start);
    }
    Notation {
        text: EditedText::new(text, &changes),
        open_comment,
    }
}

/// Ranges of a text, sorted.
struct Regions {
    /// Text that is neither code nor HTML nor an address.
    words: Vec<Range<usize>>,
    code: Vec<Range<usize>>,
}

impl Regions {
    fn new(text: &str) -> Regions {
        let (mut words, mut code) = (Vec::new(), Vec::new());
        let mut in_code = false;
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => {
                    in_code = true;
                    code.push(range);
                }
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Code(_) => code.push(range),
                Event::Text(_) if !in_code => words.push(range),
                _ => {}
            }
        }
        Regions { words, code }
    }
}

/// Whether one of the sorted ranges contains an offset.
fn contains(ranges: &[Range<usize>], at: usize) -> bool {
    let passed = ranges.partition_point(|range| range.start <= at);
    passed > 0 && at < ranges[passed - 1].end
}

/// Adds the cuts of all comments. Returns the first one that does not end.
fn find_comments(
    text: &str,
    regions: &Regions,
    changes: &mut Vec<TextChange>,
) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(found) = text[from..].find(COMMENT) {
        let start = from + found;
        from = start + COMMENT.len();
        if !contains(&regions.words, start) || text[..start].ends_with('\\') {
            continue;
        }
        // A comment that begins a line may hold empty lines.
        let before = text[..start].trim_end_matches([' ', '\t', '>']);
        let begins_line = before.is_empty() || before.ends_with(['\n', '\r']);
        // The end is found first: only what lies before it is searched for an empty line.
        let rest = &text[from..];
        let end = rest
            .find(COMMENT)
            .filter(|length| begins_line || !has_empty_line(&rest[..length + COMMENT.len()]));
        let Some(length) = end else {
            return Some(start..from);
        };
        from += length + COMMENT.len();
        changes.push(TextChange {
            range: start..from,
            with: "",
        });
    }
    None
}

/// Whether a line after the first one is empty.
fn has_empty_line(text: &str) -> bool {
    let mut lines = split_lines(text).skip(1);
    lines.any(|line| line.trim().is_empty())
}

/// Returns the offsets of brackets that begin no link to a record: those of `[[1, 2], [3, 4]]` and of `[[words]](url)`.
fn no_links(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("[[") {
        let start = from + at;
        from = start + 2;
        if text[..start].ends_with(['\\', '!']) {
            continue;
        }
        let inside = &text.as_bytes()[from..];
        match closing_bracket(inside) {
            Some((end, false)) if inside.get(end + 1) == Some(&b'(') => {
                found.extend([start + 1, from + end - 1]);
            }
            Some((_, true)) => found.push(start),
            _ => {}
        }
    }
    found
}

/// Returns the offset of the second bracket that closes `[[`, and whether other brackets stand between. `None` if there is
/// none on the line, or one that does not follow the first, or after words for a link.
fn closing_bracket(inside: &[u8]) -> Option<(usize, bool)> {
    let (mut depth, mut has_others) = (2, false);
    for (at, byte) in inside.iter().enumerate().take(MAX_LINK_BYTES) {
        match byte {
            b'\n' | b'\r' => return None,
            b'|' if !has_others => return None,
            b'[' => {
                depth += 1;
                has_others = true;
            }
            b']' => {
                depth -= 1;
                has_others |= depth == 1 && inside.get(at + 1) != Some(&b']');
            }
            _ => {}
        }
        if depth == 0 {
            let is_double = at > 0 && inside[at - 1] == b']';
            return is_double.then_some((at, has_others));
        }
    }
    None
}

/// Returns the offsets of the pipes within `[[…|…]]` in the rows of tables.
fn link_pipes(text: &str) -> Vec<usize> {
    let mut pipes = Vec::new();
    if !text.contains("[[") || !text.contains('|') {
        return pipes;
    }
    let (mut in_table, mut last, mut at) = (false, 0..0, 0);
    for line in split_lines(text) {
        let range = at..at + line.len();
        at = range.end;
        if line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty() {
            in_table = false;
        } else if in_table {
            pipes_of_line(text, &range, &mut pipes);
        } else if is_delimiter_row(line) {
            in_table = true;
            pipes_of_line(text, &last, &mut pipes);
        }
        last = range;
    }
    pipes
}

/// Whether a line is the row of hyphens below the header of a table.
fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim_matches([' ', '\t', '>', '\r', '\n']);
    line.contains('|')
        && line.contains('-')
        && line
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

fn pipes_of_line(text: &str, line: &Range<usize>, pipes: &mut Vec<usize>) {
    let mut from = line.start;
    while let Some(found) = text[from..line.end].find("[[") {
        let start = from + found + 2;
        let inside = &text[start..line.end];
        let end = inside.find(['[', ']']).unwrap_or(inside.len());
        if inside[end..].starts_with("]]") {
            let bytes = inside.as_bytes();
            pipes.extend(
                (0..end)
                    .filter(|at| bytes[*at] == b'|' && (*at == 0 || bytes[*at - 1] != b'\\'))
                    .map(|at| start + at),
            );
        }
        from = start + end;
    }
}
