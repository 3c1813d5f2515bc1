//! The tokenizer: splits a text into words.
//!
//! `assets/search-core.js` does the same to a query (`words`); `tests/search/agree.mjs` compares the two.

use std::ops::Range;

use crate::text::folding::{is_dash, is_part_of_word};

/// The words of a text, as byte ranges: runs of letters, digits, combining marks and soft hyphens.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_part_of_word)?;
        let rest = &text[start..];
        at = start + rest.find(|c| !is_part_of_word(c)).unwrap_or(rest.len());
        Some(start..at)
    })
}

/// Whether what stands between two words is one hyphen or dash: «У-Новус» is also found as «уновус».
pub(super) fn is_hyphen(between: &str) -> bool {
    let mut signs = between.chars();
    signs.next().is_some_and(is_dash) && signs.next().is_none()
}

/// Words that stand in every text and find nothing; the same list is in `assets/search-core.js`.
pub(super) const STOP: &[&str] = &[
    "и", "в", "во", "не", "на", "с", "со", "по", "для", "из", "к", "ко", "о", "об", "от", "за",
    "при", "до", "как", "что", "это", "а", "но", "или", "их", "его", "the", "of", "and", "in",
    "to", "for", "a", "an", "on", "by", "with", "at", "is",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let text = "«Ёлка-2», U\u{2011}Novus и т\u{ad}ех: 24,5 %";
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(
            found,
            ["Ёлка", "2", "U", "Novus", "и", "т\u{ad}ех", "24", "5"]
        );
    }
}
