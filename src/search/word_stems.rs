//! The words of a text with their stems, for whoever looks for word forms.

use std::ops::Range;

use super::stemming::Stemming;
use super::tokenizer::words;
use crate::text::folding::fold_word;

/// How often a stem is stemmed again: «Зайцева» and «Зайцев» have one stem after two times.
const ROUNDS: usize = 3;

/// The stems of one language.
pub struct WordStems(Stemming);

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StemmedWord {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What all forms of the word have in common.
    pub stem: String,
}

impl WordStems {
    /// Creates the stems of the language with a code.
    pub fn new(code: &str) -> WordStems {
        WordStems(Stemming::new(code))
    }

    /// Returns the words of a text.
    pub fn words(&self, text: &str) -> Vec<StemmedWord> {
        let all = words(text);
        all.map(|range| StemmedWord {
            stem: self.stem(&text[range.clone()]),
            range,
        })
        .collect()
    }

    /// Returns the stem of a word. A stop word is its own.
    fn stem(&self, word: &str) -> String {
        let mut stem = String::new();
        fold_word(word, &mut stem);
        for round in 0..ROUNDS {
            let of = if round == 0 { word } else { &stem };
            let Some(next) = self.0.stem(of, &stem) else {
                break;
            };
            if next.term == stem || next.term.chars().count() < 3 {
                break;
            }
            stem = next.term;
        }
        stem
    }
}
