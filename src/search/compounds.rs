//! Compounds: terms of several words or of a word with a sign, beside those of the words.
//!
//! | written | term |
//! |---|---|
//! | `12 500`, `2017-02-21`, `+7 (901) 555-01-23` | the digits together; of ten or more also the last nine, after `+` |
//! | `R&D`, `R & D` | `r&d` |
//! | `C++`, `C#` | `c++`, `c#` |
//! | `C.N.R.S.` | `cnrs` |
//! | `К-2`, `Z-01` | both parts as one word |
//!
//! `assets/search-core.js` does the same to a query (`compounds`); `tests/search/agree.mjs` compares the two.

use std::ops::Range;

use super::tokenizer;
use crate::text::folding::fold_word;

/// A term of several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Compound {
    /// A term as it is.
    Exact(String),
    /// A word that is stemmed like others.
    Word(String),
}

/// The number of digits of a number beyond which it is no number.
const LONGEST: usize = 24;
/// The number of digits of a telephone number with the code of a country, at least.
const PHONE: usize = 10;
/// The last digits by which a telephone number is found without the code of its country.
const LOCAL: usize = 9;
/// The number of parts of an acronym.
const MOST_PARTS: usize = 12;
/// The number of letters before `++` or `#`.
const SIGNED: usize = 4;

/// What stands between the parts of a compound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Number,
    Ampersand,
    Point,
    Hyphen,
}

/// Passes the compounds of a text to `to`. `words` are those of [`tokenizer::words`].
pub(super) fn each_compound(text: &str, words: &[Range<usize>], to: &mut dyn FnMut(Compound)) {
    let mut first = 0;
    while first < words.len() {
        let mut last = first;
        let mut kind = None;
        while let Some(next) = words.get(last + 1) {
            let found = link(text, &words[last], next);
            if found.is_none() || kind.is_some() && found != kind {
                break;
            }
            kind = found;
            last += 1;
        }
        match kind {
            Some(kind) => joined(text, &words[first..=last], kind, to),
            None => phone(&text[words[first].clone()], to),
        }
        // The last part may begin the next compound: «R&D-2».
        let next = last.max(first + 1);
        for word in &words[first..next] {
            signed(text, word, to);
        }
        first = next;
    }
}

/// What joins two neighbouring words; `None` if nothing does.
fn link(text: &str, word: &Range<usize>, next: &Range<usize>) -> Option<Joint> {
    let (one, other) = (&text[word.clone()], &text[next.clone()]);
    let between = text.get(word.end..next.start)?;
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    if digits(one) && digits(other) {
        return joins_digits(between).then_some(Joint::Number);
    }
    match between {
        "&" | " & " => Some(Joint::Ampersand),
        "." => (is_letter(one) && is_letter(other)).then_some(Joint::Point),
        _ if tokenizer::is_hyphen(between) => {
            let short = |word: &str| is_letter(word) || word.contains(|c: char| c.is_ascii_digit());
            (short(one) || short(other)).then_some(Joint::Hyphen)
        }
        _ => None,
    }
}

/// Whether two groups of digits with these characters between them are one number.
fn joins_digits(between: &str) -> bool {
    let mut signs = between.chars();
    let is_space = |sign| matches!(sign, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    match (signs.next(), signs.next(), signs.next()) {
        (Some(sign), None, None) => {
            is_space(sign)
                || matches!(
                    sign,
                    '(' | ')' | '-' | '\u{2011}' | '.' | ',' | '/' | '\'' | '’'
                )
        }
        (Some(one), Some('('), None) => is_space(one),
        (Some(')'), Some(one), None) => is_space(one) || one == '-',
        _ => false,
    }
}

/// Whether a word is one letter, its marks included.
fn is_letter(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

fn joined(text: &str, words: &[Range<usize>], kind: Joint, to: &mut dyn FnMut(Compound)) {
    let part = |word: &Range<usize>| &text[word.clone()];
    match kind {
        Joint::Ampersand | Joint::Point if words.len() > MOST_PARTS => {}
        Joint::Number => {
            let digits: String = words.iter().map(part).collect();
            if digits.len() <= LONGEST {
                phone(&digits, to);
                to(Compound::Exact(digits));
            }
        }
        Joint::Ampersand => {
            let folded: Vec<String> = words.iter().map(|word| folded(part(word))).collect();
            to(Compound::Exact(folded.join("&")));
        }
        Joint::Point => to(Compound::Word(words.iter().map(part).collect())),
        Joint::Hyphen => {
            for pair in words.windows(2) {
                to(Compound::Word(pair.iter().map(part).collect()));
            }
        }
    }
}

/// Passes the last digits of a number as long as a telephone number with the code of a country.
fn phone(digits: &str, to: &mut dyn FnMut(Compound)) {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && (PHONE..=LONGEST).contains(&digits.len()) {
        to(Compound::Exact(format!(
            "+{}",
            &digits[digits.len() - LOCAL..]
        )));
    }
}

/// Passes a short word with `++` or `#` after it.
fn signed(text: &str, word: &Range<usize>, to: &mut dyn FnMut(Compound)) {
    let rest = &text[word.end..];
    let Some(sign) = ["++", "#"].into_iter().find(|sign| rest.starts_with(sign)) else {
        return;
    };
    let after = rest[sign.len()..].chars().next();
    let letters = &text[word.clone()];
    let ends = after.is_none_or(|c| !c.is_alphanumeric() && c != '+' && c != '#');
    if ends && letters.chars().count() <= SIGNED && letters.chars().all(char::is_alphabetic) {
        to(Compound::Exact(folded(letters) + sign));
    }
}

fn folded(word: &str) -> String {
    let mut out = String::new();
    fold_word(word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compounds(text: &str) -> Vec<String> {
        let words: Vec<Range<usize>> = tokenizer::words(text).collect();
        let mut found = Vec::new();
        each_compound(text, &words, &mut |compound| {
            found.push(match compound {
                Compound::Exact(text) => text,
                Compound::Word(text) => format!("{text}…"),
            });
        });
        found
    }

    /// `tests/search/agree.mjs` holds the page to the same file.
    #[test]
    fn compounds_are_those_the_page_expects() {
        let lines = include_str!("../../tests/search/compounds.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (text, wanted) = line.split_once('\t').expect("two columns");
            assert_eq!(compounds(text).join(" | "), wanted, "{text}");
        }
    }

    #[test]
    fn a_row_of_numbers_takes_linear_time() {
        let text = "1-".repeat(200_000);
        assert!(compounds(&text).is_empty());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([a-zа-яA-Z0-9]{0,3}[-–.& +#()/,\u{a0}]{0,2}|\\PC){0,12}") {
            compounds(&text);
        }
    }
}
