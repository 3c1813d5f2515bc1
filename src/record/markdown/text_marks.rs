//! Marks within texts that CommonMark does not know: `==highlights==`, block ids, and links without a target.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::MarkdownEvent;
use super::foreign_notation::{foreign_notations, may_have_foreign_notation};
use super::text_mark::{TextMark, TextMarkKind};

/// The mark at the beginning and end of a highlight.
const HIGHLIGHT: &str = "==";

/// Finds the marks in the texts of events. A paragraph that is only a block id becomes its text.
pub(super) fn read_text_marks(events: &mut Vec<MarkdownEvent<'_>>) {
    let may_have = |event: &MarkdownEvent<'_>| match &event.event {
        Event::Text(text) => {
            text.contains(HIGHLIGHT) || text.contains("[[") || may_have_foreign_notation(text)
        }
        _ => false,
    };
    if !events.iter().any(may_have) {
        return;
    }
    let mut highlights = Highlights::default();
    let mut in_code_block = false;
    let mut removed = Vec::new();
    for index in 0..events.len() {
        match &events[index].event {
            Event::Start(tag) => {
                in_code_block |= matches!(tag, Tag::CodeBlock(_));
                highlights.open.push(None);
            }
            Event::End(tag) => {
                in_code_block &= !matches!(tag, TagEnd::CodeBlock);
                highlights.open.pop();
            }
            Event::Text(text) if !in_code_block => {
                let mut marks = empty_links(text, &events[index].escaped);
                marks.extend(foreign_notations(text, &events[index].escaped));
                let next = events.get(index + 1).map(|event| &event.event);
                if let Some(range) = block_id(text).filter(|_| ends_block(next)) {
                    if range == (0..text.len()) && is_paragraph(events, index) {
                        removed.extend([index - 1, index + 1]);
                    }
                    marks.push(TextMark {
                        range,
                        kind: TextMarkKind::BlockId,
                    });
                }
                highlights.read(index, text, &events[index].escaped);
                events[index].marks = marks;
            }
            _ => {}
        }
    }
    for (index, mark) in highlights.found {
        events[index].marks.push(mark);
    }
    for event in events.iter_mut() {
        event.marks.sort_by_key(|mark| mark.range.start);
    }
    let mut removed = removed.into_iter().peekable();
    let mut index = 0;
    events.retain(|_| {
        let is_removed = removed.next_if_eq(&index).is_some();
        index += 1;
        !is_removed
    });
}

/// The highlights of a text. Both marks of one stand in the same element.
#[derive(Default)]
struct Highlights {
    /// The last beginning in each open element: the index of the event, and the offset in its text.
    open: Vec<Option<(usize, usize)>>,
    found: Vec<(usize, TextMark)>,
}

impl Highlights {
    /// Reads a text, in order of the events.
    fn read(&mut self, index: usize, text: &str, escaped: &[usize]) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let mut from = 0;
        while let Some(found) = text[from..].find(HIGHLIGHT) {
            let start = from + found;
            let run = text[start..]
                .bytes()
                .take_while(|byte| *byte == b'=')
                .count();
            from = start + run;
            if run != HIGHLIGHT.len() || escaped.binary_search(&start).is_ok() {
                continue;
            }
            let before = text[..start].chars().next_back();
            let after = text[from..].chars().next();
            let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let mark = |start, kind| TextMark {
                range: start..start + HIGHLIGHT.len(),
                kind,
            };
            match *open {
                Some((first, at)) if !is_space(before) && !is_letter(after) => {
                    *open = None;
                    self.found
                        .push((first, mark(at, TextMarkKind::HighlightStart)));
                    self.found
                        .push((index, mark(start, TextMarkKind::HighlightEnd)));
                }
                _ if !is_space(after) && !is_letter(before) => *open = Some((index, start)),
                _ => {}
            }
        }
    }
}

/// Returns the marks of links without a target: `[[]]`, `[[|words]]`.
fn empty_links(text: &str, escaped: &[usize]) -> Vec<TextMark> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("[[") {
        let start = from + found;
        from = start + 2;
        if escaped.binary_search(&start).is_ok() {
            continue;
        }
        let inside = &text[from..];
        let blank = inside.len() - inside.trim_start_matches([' ', '\u{a0}']).len();
        let rest = &inside[blank..];
        if rest.starts_with("]]") {
            from += blank + 2;
            marks.push(TextMark {
                range: start..from,
                kind: TextMarkKind::EmptyLink,
            });
        } else if let Some(words) = rest.strip_prefix('|')
            && let Some(end) = words.find(['[', ']'])
            && words[end..].starts_with("]]")
        {
            let words_start = from + blank + 1;
            from = words_start + end + 2;
            marks.push(TextMark {
                range: start..words_start,
                kind: TextMarkKind::NoTarget,
            });
            marks.push(TextMark {
                range: from - 2..from,
                kind: TextMarkKind::NoTargetEnd,
            });
        }
    }
    marks
}

/// Returns the range of the block id that a text ends with, and of the spaces before it. `^2` is no id.
fn block_id(text: &str) -> Option<Range<usize>> {
    let trimmed = text.trim_end();
    let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let before = trimmed.trim_end_matches(is_id);
    let id = &trimmed[before.len()..];
    let before = before.strip_suffix('^')?;
    let is_separate = before.is_empty() || before.ends_with(char::is_whitespace);
    let has_letter = id.len() > 1 && id.contains(|c: char| c.is_ascii_alphabetic());
    (is_separate && has_letter).then(|| before.trim_end().len()..text.len())
}

/// Whether a block ends before an event.
fn ends_block(next: Option<&Event<'_>>) -> bool {
    matches!(
        next,
        Some(
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_))
                | Event::Start(Tag::List(_))
        )
    )
}

/// Whether an event is all that a paragraph has.
fn is_paragraph(events: &[MarkdownEvent<'_>], index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| &events[before].event);
    let after = events.get(index + 1).map(|after| &after.event);
    matches!(before, Some(Event::Start(Tag::Paragraph)))
        && matches!(after, Some(Event::End(TagEnd::Paragraph)))
}
