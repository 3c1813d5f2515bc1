//! Finds the sentence around a link, for the page of the linked record.

use crate::record::model::{NAME_MARK, Sentence};
use crate::text::escape;

/// The maximum length of the context on each side of the link, in characters.
const MAX_CONTEXT_CHARS: usize = 160;

/// The same in bytes, and one character more.
const WINDOW_BYTES: usize = (MAX_CONTEXT_CHARS + 2) * 4;

/// Returns the sentence around a link within its line. A sentence ends with `.`, `!`, `?` or `…` before a space and a
/// capital letter, a digit, a quotation link_at or a record name. A single letter before a full stop is an initial («И.
/// М. Сеченова») and ends no sentence. A longer context than [`MAX_CONTEXT_CHARS`] is truncated at a space.
pub(in crate::record) fn sentence_around(text: &str, link: (u32, u32)) -> Sentence {
    let (from, to) = (link.0 as usize, link.1 as usize);
    // The search is limited to the longest possible context.
    let nearest = text.ceil_char_boundary(from.saturating_sub(WINDOW_BYTES));
    let nearest = text[nearest..from]
        .rfind('\n')
        .map_or(nearest, |end| nearest + end + 1);
    let furthest = text.floor_char_boundary(text.len().min(to + WINDOW_BYTES));
    let text = &text[..text[to..furthest]
        .find('\n')
        .map_or(furthest, |end| to + end)];
    let furthest = text.len();
    let start = end_before(text, nearest, from).unwrap_or(nearest);
    let end = end_after(text, to, furthest).unwrap_or(furthest);
    let (context_from, context_to) = (context_start(text, start, from), context_end(text, to, end));
    Sentence {
        start: (from - text[context_from..from].trim_start().len()) as u32,
        link: (from as u32, to as u32),
        end: (to + text[to..context_to].trim_end().len()) as u32,
        truncated: (context_from > start, context_to < end),
    }
}

/// Returns the end of the last sentence that ends between two offsets.
fn end_before(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut rest = &text.as_bytes()[from..to];
    loop {
        rest = &rest[..last_possible_end(rest)?];
        if let Some(end) = ends_at(text, from + rest.len()).filter(|end| *end <= to) {
            return Some(end);
        }
    }
}

/// Returns the end of the first sentence that ends at `from` or later, with its last character before `to`.
fn end_after(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut at = text.ceil_char_boundary(from.saturating_sub(1));
    loop {
        at += escape::find_special(text.get(at..to)?, may_end_sentence);
        if at >= to {
            return None;
        }
        if let Some(end) = ends_at(text, at).filter(|end| *end >= from) {
            return Some(end);
        }
        at = text.ceil_char_boundary(at + 1);
    }
}

/// Whether a byte may start the last character of a sentence; `…` starts with 0xE2.
fn may_end_sentence(byte: u8) -> bool {
    (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == 0xe2)
}

/// Returns the offset of the last byte that may end a sentence. Chunks of 16 bytes are tested at once.
fn last_possible_end(bytes: &[u8]) -> Option<usize> {
    let (first, events) = bytes.as_rchunks::<16>();
    let has_any = |event: &[u8; 16]| {
        event
            .iter()
            .fold(false, |found, byte| found | may_end_sentence(*byte))
    };
    let (start, event) = match events.iter().rposition(has_any) {
        Some(number) => (first.len() + number * 16, &events[number][..]),
        None => (0, first),
    };
    event
        .iter()
        .rposition(|byte| may_end_sentence(*byte))
        .map(|at| start + at)
}

/// Returns the end of the sentence whose last character is at byte `at`. `None` if no sentence ends there.
fn ends_at(text: &str, at: usize) -> Option<usize> {
    let width = match text.as_bytes()[at] {
        0xe2 if !text[at..].starts_with('…') => return None,
        0xe2 => '…'.len_utf8(),
        _ => 1,
    };
    let after = &text[at + width..];
    let mut rest = after.trim_start_matches(['»', '"', ')', '”']).chars();
    if !rest.next()?.is_whitespace() {
        return None;
    }
    let next = rest.find(|c| !c.is_whitespace())?;
    if !(next.is_uppercase()
        || next.is_numeric()
        || matches!(next, '«' | '"' | '“' | '—' | '(' | NAME_MARK))
    {
        return None;
    }
    (text.as_bytes()[at] != b'.' || !is_initial(&text[..at])).then_some(at + width)
}

/// Whether a text ends with an initial or a known abbreviation, without its full stop.
fn is_initial(text: &str) -> bool {
    // No abbreviation has more than three letters.
    let letters = text
        .char_indices()
        .rev()
        .take(4)
        .take_while(|(_, c)| matches!(c, 'а'..='я') || c.is_alphanumeric());
    let Some((count, (start, _))) = letters.enumerate().last() else {
        return false;
    };
    count == 0
        || matches!(
            &text[start..],
            "им" | "св" | "ул" | "стр" | "см" | "Dr" | "Mr"
        )
}

/// Returns the start of the context before a link: that of the sentence, or a space within reach.
fn context_start(text: &str, start: usize, link_at: usize) -> usize {
    if is_short(&text[start..link_at]) {
        return start;
    }
    match text[start..link_at]
        .char_indices()
        .rev()
        .nth(MAX_CONTEXT_CHARS)
    {
        None => start,
        Some((i, _)) => {
            let from = start + i;
            // A space may have several bytes, such as U+00A0.
            let space = text[from..link_at]
                .char_indices()
                .find(|(_, c)| c.is_whitespace());
            space.map_or(from, |(at, c)| from + at + c.len_utf8())
        }
    }
}

/// Returns the end of the context after a link: that of the sentence, or a space within reach.
fn context_end(text: &str, link_at: usize, end: usize) -> usize {
    if is_short(&text[link_at..end]) {
        return end;
    }
    match text[link_at..end].char_indices().nth(MAX_CONTEXT_CHARS) {
        None => end,
        Some((i, _)) => text[link_at..link_at + i]
            .rfind(char::is_whitespace)
            .map_or(link_at + i, |space| link_at + space),
    }
}

fn is_short(text: &str) -> bool {
    text.len() <= MAX_CONTEXT_CHARS || text.chars().count() <= MAX_CONTEXT_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, word: &str) -> String {
        let at = text.find(word).expect("the word");
        let Sentence {
            start,
            link: (from, to),
            end,
            truncated,
        } = sentence_around(text, (at as u32, (at + word.len()) as u32));
        let part = |from: u32, to: u32| &text[from as usize..to as usize];
        let dots = |truncated| if truncated { "…" } else { "" };
        format!(
            "{}{}[{}]{}{}",
            dots(truncated.0),
            part(start, from),
            part(from, to),
            part(to, end),
            dots(truncated.1)
        )
    }

    #[test]
    fn the_sentence_is_found_and_initials_do_not_end_it() {
        let text = "Первое. Первый МГМУ им. И. М. Сеченова и кластер подписали соглашение. «Третье» начинается.";
        assert_eq!(
            marked(text, "кластер"),
            "Первый МГМУ им. И. М. Сеченова и [кластер] подписали соглашение."
        );
        assert_eq!(marked(text, "Третье"), "«[Третье]» начинается.");
        assert_eq!(marked("Слово", "Слово"), "[Слово]");
        assert_eq!(
            marked(
                &format!("Было. {NAME_MARK} и кластер стали. Потом."),
                "кластер"
            ),
            format!("{NAME_MARK} и [кластер] стали.")
        );
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_space_of_any_width() {
        for space in ["\u{a0}", "\u{2003}", "\u{3000}"] {
            let long = format!("слово{space}").repeat(100);
            let cut = marked(&format!("{long}ЗДЕСЬ{space}{long}"), "ЗДЕСЬ");
            assert!(
                cut.starts_with("…слово") && cut.ends_with("слово…"),
                "{cut}"
            );
        }
    }

    #[test]
    fn a_long_sentence_is_cut_at_spaces() {
        let long = "слово ".repeat(100);
        let text = format!("{long}ЗДЕСЬ {long}");
        let cut = marked(&text, "ЗДЕСЬ");
        assert!(
            cut.starts_with("…слово ") && cut.ends_with("слово…"),
            "{cut}"
        );
        assert!(cut.chars().count() < 2 * MAX_CONTEXT_CHARS + 20);
    }
}
