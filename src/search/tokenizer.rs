//! The tokenizer: splits a text into words and normalises their spelling.
//!
//! `assets/search.js` does the same to a query (`words`, `fold`): what changes here changes there, and
//! `tests/search/agree.mjs` holds the two together.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

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

fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_mark(character) || character == SOFT_HYPHEN
}

const SOFT_HYPHEN: char = '\u{ad}';

fn is_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// Whether what stands between two words is one hyphen: «У-Новус» is also found as «уновус».
pub(super) fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

/// Writes the spelling of `word` that is compared: lower-case, ё as е, no accents (but й stays a letter of its own),
/// and letters of one alphabet where a look-alike of the other slipped in («HeаlthNet» with a Cyrillic а).
pub(super) fn fold(word: &str, out: &mut String) {
    out.clear();
    let (mut cyrillic, mut latin) = (0, 0);
    for character in word.nfc().flat_map(char::to_lowercase) {
        if character == 'й' {
            out.push(character);
            cyrillic += 1;
            continue;
        }
        for part in std::iter::once(character)
            .nfkd()
            .filter(|&part| !is_mark(part) && part != SOFT_HYPHEN)
        {
            cyrillic += usize::from(is_cyrillic(part));
            latin += usize::from(part.is_ascii_lowercase());
            out.push(part);
        }
    }
    unify(cyrillic, latin, out);
}

fn unify(cyrillic: usize, latin: usize, out: &mut String) {
    if cyrillic > 0 && latin > 0 {
        let (from, to) = if cyrillic >= latin {
            (LATIN, CYRILLIC)
        } else {
            (CYRILLIC, LATIN)
        };
        let replace = |c| {
            from.chars()
                .position(|other| other == c)
                .and_then(|place| to.chars().nth(place))
                .unwrap_or(c)
        };
        *out = out.chars().map(replace).collect();
    }
}

const LATIN: &str = "aceopxykmtbh";
const CYRILLIC: &str = "асеорхукмтвн";

/// Whether `character` is a lower-case letter of the Russian alphabet.
pub(super) fn is_cyrillic(character: char) -> bool {
    ('а'..='я').contains(&character)
}

/// Words that stand in every text and find nothing; the same list is in `assets/search.js`.
pub(super) const STOP: &[&str] = &[
    "и", "в", "во", "не", "на", "с", "со", "по", "для", "из", "к", "ко", "о", "об", "от", "за",
    "при", "до", "как", "что", "это", "а", "но", "или", "их", "его", "the", "of", "and", "in",
    "to", "for", "a", "an", "on", "by", "with", "at", "is",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let mut out = String::new();
        fold(word, &mut out);
        out
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let text = "«Ёлка-2», U\u{2011}Novus и т\u{ad}ех: 24,5 %";
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(
            found,
            ["Ёлка", "2", "U", "Novus", "и", "т\u{ad}ех", "24", "5"]
        );
    }

    #[test]
    fn spellings_of_one_word_fold_together() {
        assert_eq!(folded("Артём"), "артем");
        assert_eq!(folded("Арте\u{308}м"), "артем");
        assert_eq!(folded("И\u{306}од"), "йод");
        assert_eq!(folded("ZÜRICH"), "zurich");
        assert_eq!(folded("т\u{ad}ех"), "тех");
        assert_eq!(folded("He\u{430}lthNet"), "healthnet");
        assert_eq!(folded("Клaстер"), "кластер");
    }
}
