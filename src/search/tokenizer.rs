//! The tokenizer: splits a text into words and normalises their spelling.
//!
//! `assets/search.js` does the same to a query (`words`, `fold`): what changes here changes there, and
//! `tests/search/agree.mjs` holds the two together.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// The words of a text, as byte ranges: runs of letters, digits, combining marks and soft hyphens.
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(&byte) = bytes.get(at)
            && !LETTERS[byte as usize]
        {
            match rare(self.text, at) {
                (_, true) => break,
                (width, false) => at += width,
            }
        }
        let start = at;
        loop {
            at = end_of_letters(bytes, at);
            if at == bytes.len() {
                break;
            }
            match rare(self.text, at) {
                (width, true) => at += width,
                (_, false) => break,
            }
        }
        self.at = at;
        (start < at).then_some(start..at)
    }
}

/// The bytes that continue a word and need no decoding: letters and digits of ASCII, the lead bytes D0 and D1 of the
/// Cyrillic letters that are nearly all there is in most texts, and what follows a lead byte.
const LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        letters[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte, 0x80..=0xbf | 0xd0 | 0xd1);
        byte += 1;
    }
    letters
};

/// Where a run of [`LETTERS`] ends that goes on at a place. Words are of all lengths, so that steps of one byte end where
/// a processor does not expect it; where the letters are Cyrillic, a step takes up to eight.
#[inline]
fn end_of_letters(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at).filter(|byte| LETTERS[**byte as usize]) {
        at += match bytes[at..].first_chunk::<8>().filter(|_| !byte.is_ascii()) {
            Some(eight) => not_cyrillic(u64::from_le_bytes(*eight)).trailing_zeros() as usize / 8,
            None => 1,
        };
    }
    at
}

/// The highest bit of each of eight bytes that is none of D0, D1 and what follows a lead byte, all of which Cyrillic letters
/// are made of (after Warren, Hacker's Delight, section 6–1).
fn not_cyrillic(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let (highest, lower) = (EACH << 7, EACH * 0x7f);
    let leads = bytes & (bytes << 1) & highest;
    let unlike = (bytes ^ (EACH * 0xd0)) & (EACH * 0xfe);
    let other_leads = leads & (((unlike & lower) + lower) | unlike);
    (!bytes & highest) | other_leads
}

/// Width in bytes of the character at `at`, which is none of [`LETTERS`], and whether it is part of a word all the same.
#[inline]
fn rare(text: &str, at: usize) -> (usize, bool) {
    if text.as_bytes()[at].is_ascii() {
        return (1, false);
    }
    let character = text[at..].chars().next().unwrap_or(' ');
    let part = character.is_alphanumeric() || is_mark(character) || character == SOFT_HYPHEN;
    (character.len_utf8(), part)
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
    if word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, 'А'..='я' | 'Ё' | 'ё')) {
        // Nearly every word; nothing to compose or to take apart.
        for character in word.chars() {
            let lower = match character {
                'Ё' | 'ё' => 'е',
                'А'..='Я' => char::from_u32(character as u32 + 32).unwrap_or(character),
                _ => character.to_ascii_lowercase(),
            };
            cyrillic += usize::from(is_cyrillic(lower));
            latin += usize::from(lower.is_ascii_lowercase());
            out.push(lower);
        }
        return unify(cyrillic, latin, out);
    }
    for character in word.nfc().flat_map(char::to_lowercase) {
        if character == 'й' {
            out.push(character);
            cyrillic += 1;
            continue;
        }
        for part in std::iter::once(character).nfkd().filter(|&part| !is_mark(part) && part != SOFT_HYPHEN) {
            cyrillic += usize::from(is_cyrillic(part));
            latin += usize::from(part.is_ascii_lowercase());
            out.push(part);
        }
    }
    unify(cyrillic, latin, out);
}

fn unify(cyrillic: usize, latin: usize, out: &mut String) {
    if cyrillic > 0 && latin > 0 {
        let (from, to) = if cyrillic >= latin { (LATIN, CYRILLIC) } else { (CYRILLIC, LATIN) };
        let replace =
            |c| from.chars().position(|other| other == c).and_then(|place| to.chars().nth(place)).unwrap_or(c);
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
    "и", "в", "во", "не", "на", "с", "со", "по", "для", "из", "к", "ко", "о", "об", "от", "за", "при", "до", "как",
    "что", "это", "а", "но", "или", "их", "его", "the", "of", "and", "in", "to", "for", "a", "an", "on", "by", "with",
    "at", "is",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert_eq!(found, ["Ёлка", "2", "U", "Novus", "и", "т\u{ad}ех", "24", "5"]);
    }

    proptest! {
        #[test]
        fn steps_of_eight_bytes_end_where_steps_of_one_do(text in "([а-яА-ЯёЁa-z0-9 .,«»№́ÜЀӿԀ漢]|.){0,40}") {
            let bytes = text.as_bytes();
            for at in 0..=bytes.len() {
                let simple = at + bytes[at..].iter().take_while(|byte| LETTERS[**byte as usize]).count();
                prop_assert_eq!(end_of_letters(bytes, at), simple);
            }
        }
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
