//! The tokenizer: splits a text into words, and texts in scripts without spaces into pairs of characters.
//!
//! `assets/search-core.js` does the same to a query (`tokens`); `tests/search/agree.mjs` compares the two.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::folding::{is_dash, is_part_of_word};

/// The words of a text, as byte ranges: runs of letters, digits, combining marks and soft hyphens.
///
/// Chinese, Japanese, Thai, Lao, Khmer and Burmese have no spaces between words. A run of their characters gives every
/// pair of neighbours, and its last character alone: each character of the text then begins one word.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let mut open: Option<Range<usize>> = None;
    std::iter::from_fn(move || {
        if open.is_none() {
            let start = at + text[at..].find(is_part_of_word)?;
            open = unspaced_character(text, start);
            if open.is_none() {
                let rest = &text[start..];
                let ends = |c| !is_part_of_word(c) || is_unspaced(c);
                at = start + rest.find(ends).unwrap_or(rest.len());
                return Some(start..at);
            }
        }
        let first = open.take()?;
        open = unspaced_character(text, first.end);
        at = first.end;
        Some(first.start..open.as_ref().map_or(first.end, |second| second.end))
    })
}

/// The character of a script without spaces that begins at `at`, with its combining marks.
fn unspaced_character(text: &str, at: usize) -> Option<Range<usize>> {
    let first = text[at..].chars().next()?;
    if !is_unspaced(first) || !is_part_of_word(first) {
        return None;
    }
    let after = at + first.len_utf8();
    let rest = &text[after..];
    let end = rest.find(|c| !is_combining_mark(c)).unwrap_or(rest.len());
    Some(at..after + end)
}

/// Whether a character is of a script that is written without spaces.
pub(super) fn is_unspaced(character: char) -> bool {
    character >= '\u{e00}'
        && matches!(
            character,
            '\u{e00}'..='\u{eff}'
                | '\u{1000}'..='\u{109f}'
                | '\u{1780}'..='\u{17ff}'
                | '\u{3005}'..='\u{3007}'
                | '\u{3031}'..='\u{3035}'
                | '\u{303b}'
                | '\u{3040}'..='\u{30ff}'
                | '\u{31f0}'..='\u{31ff}'
                | '\u{3400}'..='\u{4dbf}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{a9e0}'..='\u{a9ff}'
                | '\u{aa60}'..='\u{aa7f}'
                | '\u{f900}'..='\u{faff}'
                | '\u{ff66}'..='\u{ff9f}'
                | '\u{20000}'..='\u{3ffff}'
        )
}

/// Whether what stands between two words is one hyphen or dash: «У-Новус» is also found as «уновус».
pub(super) fn is_hyphen(between: &str) -> bool {
    let mut signs = between.chars();
    signs.next().is_some_and(is_dash) && signs.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            found("«Ёлка-2», U\u{2011}Novus и т\u{ad}ех: 24,5 %"),
            ["Ёлка", "2", "U", "Novus", "и", "т\u{ad}ех", "24", "5"]
        );
        assert_eq!(found("தமிழ்நாடு हिन्दी"), ["தமிழ்நாடு", "हिन्दी"]);
    }

    #[test]
    fn scripts_without_spaces_are_split_into_pairs() {
        assert_eq!(found("人工智能"), ["人工", "工智", "智能", "能"]);
        assert_eq!(
            found("AI技術2025年、水"),
            ["AI", "技術", "術", "2025", "年", "水"]
        );
        assert_eq!(found("ที่นี่"), ["ที่นี่", "นี่"]);
    }

    proptest! {
        #[test]
        fn every_character_of_a_word_is_in_a_word(text in "[a-zа-яé\u{300}\u{ad} -]{0,6}[\u{e01}-\u{e4e}\u{4e00}-\u{4e20}か゛\u{30fb}\u{20000}]{0,12}.{0,8}") {
            let mut last = 0;
            for range in words(&text) {
                prop_assert!(range.start >= last && range.end > range.start);
                last = range.start;
            }
            for (at, _) in text.char_indices().filter(|(_, c)| is_part_of_word(*c)) {
                prop_assert!(words(&text).any(|range| range.contains(&at)), "{at} of {text:?}");
            }
        }
    }
}
