//! The term dictionary: maps the spellings of words to numbered terms (normalised stems).

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use super::stemming::{Stemmed, Stemming};
use crate::text::folding::fold_word;

/// The number of a term within one [`TermDictionary`].
pub(super) type Term = u32;

/// Interns terms in the order in which they appear.
///
/// A text has far fewer spellings than words, so a spelling is folded, stemmed and kept once (some 0.3 µs) and then found
/// by its bytes: counting a word allocates nothing.
pub(super) struct TermDictionary {
    spellings: HashMap<Box<str>, Option<Term>, RandomState>,
    terms: HashMap<String, Term, RandomState>,
    accents: HashSet<(String, Term), RandomState>,
    stemming: Stemming,
    buffer: String,
}

/// What a dictionary has learnt.
pub(super) struct Learnt {
    /// The terms in the order of their bytes, each with its number.
    pub terms: Vec<(String, Term)>,
    /// The terms of words written without their accents, each with the term that is meant; in no order.
    pub accents: Vec<(String, String)>,
}

impl TermDictionary {
    /// Creates an empty dictionary of the language with that code.
    pub(super) fn new(language: &str) -> Self {
        TermDictionary {
            spellings: HashMap::default(),
            terms: HashMap::default(),
            accents: HashSet::default(),
            stemming: Stemming::new(language),
            buffer: String::new(),
        }
    }

    /// The term of a spelling; none for a stop word that is no acronym and for a single letter, which is an initial or a particle.
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

    /// The term of a text that is not stemmed: a number, an acronym, a word with a sign of its own.
    pub(super) fn exact(&mut self, folded: &str) -> Term {
        let next = self.terms.len() as Term;
        match self.terms.get(folded) {
            Some(&known) => known,
            None => {
                self.terms.insert(folded.to_owned(), next);
                next
            }
        }
    }

    /// The term of a word that would be none otherwise: a single letter, or a stop word that is an acronym. `None` for a
    /// text without letters.
    pub(super) fn whole(&mut self, spelling: &str) -> Option<Term> {
        let mut folded = std::mem::take(&mut self.buffer);
        fold_word(spelling, &mut folded);
        let term = (!folded.is_empty()).then(|| self.exact(&folded));
        self.buffer = folded;
        term
    }

    /// The term of a stop word in capitals: the first word of «СО РАН» is an acronym.
    fn acronym(&mut self, spelling: &str, folded: &str) -> Option<Term> {
        let capitals =
            spelling.chars().all(char::is_uppercase) && spelling.chars().nth(1).is_some();
        (capitals && self.stemming.is_stop(folded)).then(|| self.exact(folded))
    }

    fn find(&mut self, spelling: &str) -> Option<Term> {
        let mut folded = std::mem::take(&mut self.buffer);
        fold_word(spelling, &mut folded);
        let stemmed = self.stemming.stem(spelling, &folded);
        let acronym = match &stemmed {
            Some(_) => None,
            None => self.acronym(spelling, &folded),
        };
        self.buffer = folded;
        let Some(Stemmed { term, unaccented }) = stemmed else {
            return acronym;
        };
        let next = self.terms.len() as Term;
        let number = *self.terms.entry(term).or_insert(next);
        self.accents.extend(unaccented.map(|bare| (bare, number)));
        Some(number)
    }

    /// The spelling of the only term, for a dictionary that was asked for one.
    pub(super) fn into_single(self) -> Option<String> {
        self.terms.into_keys().next()
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// All terms, and what is written without accents.
    pub(super) fn into_learnt(self) -> Learnt {
        let mut terms: Vec<(String, Term)> = self.terms.into_iter().collect();
        let mut spellings: Vec<&str> = vec![""; terms.len()];
        for (term, number) in &terms {
            spellings[*number as usize] = term;
        }
        let meant = |(bare, number): (String, Term)| (bare, spellings[number as usize].to_owned());
        let accents = self.accents.into_iter().map(meant).collect();
        terms.sort_unstable();
        Learnt { terms, accents }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_term() {
        let mut dictionary = TermDictionary::new("ru");
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
                let got = crate::search::term_of("ru", word);
                (got.as_deref() != Some(term)).then(|| format!("{word}: {got:?} instead of {term}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn particles_and_initials_are_no_terms() {
        let mut dictionary = TermDictionary::new("ru");
        for word in ["и", "В", "the", "М"] {
            assert_eq!(dictionary.term(word), None, "{word}");
        }
        assert!(dictionary.term("5").is_some());
    }
}
