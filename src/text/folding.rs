//! The folding of texts for comparison, one for names, the search, the order of titles and their index by letter.
//!
//! `assets/search-core.js` folds a query in the same way (`fold`); `tests/search/agree.mjs` compares the two.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

const SOFT_HYPHEN: char = '\u{ad}';

/// The mark of `й` above `и`.
const BREVE: char = '\u{306}';

/// Returns a text in Unicode normalization form C.
pub fn nfc(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    text.nfc().collect::<String>().into()
}

/// Whether a character can be part of a word: a letter, a digit, a combining mark or a soft hyphen.
pub fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character) || character == SOFT_HYPHEN
}

/// Whether a character is a hyphen, or a dash that may stand for one.
pub fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_accent(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// Whether a character is a quotation mark or an apostrophe.
fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '`' | '´' | '«' | '»' | 'ʼ' | '\u{2018}'..='\u{201f}' | '‹' | '›'
    )
}

/// Whether a character takes no room: a soft hyphen, a joiner, or a mark of writing direction.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        SOFT_HYPHEN | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Writes the folded spelling of a word: lower case, `ё` as `е`, no accents, compatible characters as plain ones, Latin
/// letters beyond the alphabet as those that people write instead (`ß` as `ss`). `й` stays a letter of its own.
/// Look-alikes of the other alphabet are replaced («HeаlthNet» with a Cyrillic «а»), and beside digits all of them are Latin
/// («1С», «Х5»).
pub fn fold_word(word: &str, out: &mut String) {
    out.clear();
    push_folded(word, out);
}

/// Appends the folded spelling of a word.
fn push_folded(word: &str, out: &mut String) {
    let start = out.len();
    // The whole word is decomposed at once, so that its marks are in the order of Unicode. A compatible character may stand
    // for an upper-case letter: `𝕊`.
    for part in word.nfkd().flat_map(char::to_lowercase) {
        if part == BREVE && out[start..].ends_with('и') {
            out.pop();
            out.push('й');
        }
        if is_accent(part) || part == SOFT_HYPHEN {
            continue;
        }
        match plain_letters(part) {
            Some(letters) => out.push_str(letters),
            None => out.push(part),
        }
    }
    unify(start, out);
}

/// The letters that are written instead of one that has no decomposition in Unicode; `None` for all others.
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Writes the spelling of a word that stemmers expect: lower case with its accents, compatible characters as plain ones.
/// Characters of `replaced` are first replaced by the others of their pairs.
pub fn lower_word(word: &str, replaced: &[(char, char)], out: &mut String) {
    let replace = |character| {
        let pair = replaced.iter().find(|(from, _)| *from == character);
        pair.map_or(character, |(_, to)| *to)
    };
    out.clear();
    let lower = word.nfc().map(replace).nfkc().flat_map(char::to_lowercase);
    out.extend(lower.nfc().filter(|&character| character != SOFT_HYPHEN));
}

/// Replaces look-alikes in a word of both alphabets, or of digits and nothing else; the word begins at `start`.
fn unify(start: usize, out: &mut String) {
    let word = &out[start..];
    let cyrillic = word.chars().filter(|letter| is_cyrillic(*letter)).count();
    let latin = word.chars().filter(char::is_ascii_lowercase).count();
    if cyrillic > 0 && latin > 0 {
        let (from, to) = if cyrillic >= latin {
            (LATIN, CYRILLIC)
        } else {
            (CYRILLIC, LATIN)
        };
        replace_letters(start, from, to, out);
    }
    let word = &out[start..];
    let alike = |letter: char| letter.is_ascii_digit() || CYRILLIC.contains(letter);
    if word.contains(|letter: char| letter.is_ascii_digit()) && word.chars().all(alike) {
        replace_letters(start, CYRILLIC, LATIN, out);
    }
}

/// Replaces the letters of one list by those of another in a word that begins at `start`.
fn replace_letters(start: usize, from: &str, to: &str, out: &mut String) {
    let replace = |c| {
        from.chars()
            .position(|other| other == c)
            .and_then(|place| to.chars().nth(place))
            .unwrap_or(c)
    };
    let word: String = out[start..].chars().map(replace).collect();
    out.replace_range(start.., &word);
}

const LATIN: &str = "aceopxykmtbh";
const CYRILLIC: &str = "асеорхукмтвн";

/// Whether a character is a lower-case letter of the Russian alphabet.
pub fn is_cyrillic(character: char) -> bool {
    ('а'..='я').contains(&character)
}

/// Returns the form by which names are compared: folded words, `-` for every dash, single spaces, no quotation marks,
/// apostrophes or invisible characters.
pub fn fold_name(name: &str) -> String {
    // What is left out joins the words beside it, whose look-alikes are then those of one word.
    let is_left_out = |c: &char| is_quotation_mark(*c) || is_invisible(*c);
    let name: String = name.nfkc().filter(|c| !is_left_out(c)).collect();
    let mut folded = String::with_capacity(name.len());
    let mut rest = name.as_str();
    while let Some(sign) = rest.chars().next() {
        let (word, after) = rest.split_at(rest.find(|c| !is_part_of_word(c)).unwrap_or(rest.len()));
        if !word.is_empty() {
            push_folded(word, &mut folded);
            rest = after;
            continue;
        }
        rest = &rest[sign.len_utf8()..];
        match sign {
            _ if sign.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ if is_dash(sign) => folded.push('-'),
            _ => folded.push(sign),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Returns what of a title counts for its place in a list: quotation marks, apostrophes and invisible characters are left
/// out, other signs are spaces. Empty for a title of nothing but signs.
pub fn sortable(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for character in title.chars() {
        if character.is_alphanumeric() || is_combining_mark(character) {
            text.push(character);
        } else if !(is_quotation_mark(character)
            || is_invisible(character)
            || text.is_empty()
            || text.ends_with(' '))
        {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(word: &str) -> String {
        let mut out = String::new();
        fold_word(word, &mut out);
        out
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
        assert_eq!(folded("1С"), "1c");
        assert_eq!(folded("Х5"), folded("X5"));
        assert_eq!(folded("Х5б"), "х5б");
        assert_eq!(folded("STRAẞE"), folded("Strasse"));
        assert_eq!(folded("Łódź Ærø Œuvre Đà Þór"), "lodz aero oeuvre da thor");
        assert_eq!(folded("Diyarbakır"), folded("DİYARBAKIR"));
        assert_eq!(folded("Οδυσσέας"), folded("ΟΔΥΣΣΕΑΣ"));
    }

    #[test]
    fn a_sign_of_its_own_is_not_lost_from_a_name() {
        assert_eq!(fold_name("C++"), "c++");
        assert_eq!(fold_name("R&D  «Центр»"), "r&d центр");
        assert_eq!(fold_name(".NET"), ".net");
        assert_eq!(sortable(".NET"), "NET");
        assert_eq!(sortable("«У-Новус» № 5"), "У Новус 5");
        assert_eq!(sortable("…"), "");
    }

    proptest! {
        #[test]
        fn folding_a_word_twice_changes_nothing(word in "\\PC{0,40}") {
            let once = folded(&word);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn folding_a_name_twice_changes_nothing(name in ".{0,40}") {
            let once = fold_name(&name);
            prop_assert_eq!(fold_name(&once), once);
        }

        #[test]
        fn the_form_of_unicode_does_not_matter(name in "[a-zA-Zа-яёйÀ-ſΆ-ώẞ«» -]{0,30}") {
            let decomposed: String = name.nfd().collect();
            prop_assert_eq!(fold_name(&decomposed), fold_name(&name));
        }
    }
}
