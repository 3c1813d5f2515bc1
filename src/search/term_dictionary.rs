//! The term dictionary: maps the spellings of words to numbered terms (normalised stems).

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rust_stemmers::{Algorithm, Stemmer};

use super::tokenizer;
use crate::text::folding::{fold_word, is_cyrillic};

/// The number of a term within one [`TermDictionary`].
pub(super) type Term = u32;

/// Interner terms in the order in which they appear.
///
/// A text has far fewer spellings than words, so a spelling is folded, stemmed and kept once (some 0.3 µs) and then found
/// by its bytes: counting a word allocates nothing.
pub(super) struct TermDictionary {
    spellings: HashMap<Box<str>, Option<Term>, RandomState>,
    terms: HashMap<String, Term, RandomState>,
    russian: Stemmer,
    english: Stemmer,
    buffer: String,
}

impl TermDictionary {
    pub(super) fn new() -> Self {
        TermDictionary {
            spellings: HashMap::default(),
            terms: HashMap::default(),
            russian: Stemmer::create(Algorithm::Russian),
            english: Stemmer::create(Algorithm::English),
            buffer: String::new(),
        }
    }

    /// The term of a spelling; none for a stop word and for a single letter, which is an initial or a particle.
    #[inline]
    pub(super) fn term(&mut self, spelling: &str) -> Option<Term> {
        if let Some(&known) = self.spellings.get(spelling) {
            return known;
        }
        let term = self.find(spelling);
        self.spellings.insert(spelling.into(), term);
        term
    }

    /// The term of two words written as one.
    pub(super) fn term_of_parts(&mut self, first: &str, second: &str) -> Option<Term> {
        self.find(&format!("{first}{second}"))
    }

    fn find(&mut self, spelling: &str) -> Option<Term> {
        let mut folded = std::mem::take(&mut self.buffer);
        fold_word(spelling, &mut folded);
        let single = folded.chars().nth(1).is_none() && !folded.chars().all(char::is_numeric);
        let term = if folded.is_empty() || single || tokenizer::STOP.contains(&folded.as_str()) {
            None
        } else {
            let stem = self.stem(&folded);
            let next = self.terms.len() as Term;
            Some(*self.terms.entry(stem).or_insert(next))
        };
        self.buffer = folded;
        term
    }

    /// The Snowball stem by the word's alphabet (<https://snowballstem.org/algorithms/russian/stemmer.html>,
    /// <https://snowballstem.org/algorithms/english/stemmer.html>); anything mixed or numeric stays as it is.
    fn stem(&self, folded: &str) -> String {
        if folded.chars().all(is_cyrillic) {
            self.russian.stem(folded).into_owned()
        } else if folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.english.stem(folded).into_owned()
        } else {
            folded.to_owned()
        }
    }

    /// The spelling of the only term, for a dictionary that was asked for one.
    pub(super) fn into_single(self) -> Option<String> {
        self.terms.into_keys().next()
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The terms in the order of their bytes, each with its number.
    pub(super) fn into_sorted(self) -> Vec<(String, Term)> {
        let mut sorted: Vec<(String, Term)> = self.terms.into_iter().collect();
        sorted.sort_unstable();
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_term() {
        let mut dictionary = TermDictionary::new();
        let term = dictionary.term("кластер");
        assert!(term.is_some());
        for form in ["Кластеров", "КЛАСТЕРУ", "кластерами"] {
            assert_eq!(dictionary.term(form), term, "{form}");
        }
        assert_eq!(dictionary.term("clusters"), dictionary.term("Cluster"));
        assert_eq!(
            dictionary.term_of_parts("U", "Novus"),
            dictionary.term("unovus")
        );
    }

    /// `tests/search/agree.mjs` holds the page to the same file.
    #[test]
    fn terms_are_those_the_page_expects() {
        let lines = include_str!("../../tests/search/terms.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        let wrong: Vec<String> = lines
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, term)| {
                let got = crate::search::term_of(word);
                (got.as_deref() != Some(term)).then(|| format!("{word}: {got:?} instead of {term}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn particles_and_initials_are_no_terms() {
        let mut dictionary = TermDictionary::new();
        for word in ["и", "В", "the", "М"] {
            assert_eq!(dictionary.term(word), None, "{word}");
        }
        assert!(dictionary.term("5").is_some());
    }
}
