//! Stemming: the terms of a word by the rules of a language.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use super::language_rules::{LanguageRules, StemInput, is_built_in, rules_of};
use super::tokenizer::is_unspaced;
use crate::text::folding::{fold_word, is_cyrillic, lower_word};

/// The number of letters beyond which a word is no word of a language; it is its own term. Stemmers rebuild a word with
/// every letter that they replace, so a longer one would cost the square of its length.
const LONGEST: usize = 64;

/// Words that stand in every text and find nothing; the same list is in `assets/search-core.js`.
const STOP: &str = "и в во не на с со по для из к ко о об от за при до как что это а но или их его \
                    the of and in to for a an on by with at is";

/// The stemmers and stop words of one language.
pub(super) struct Stemming {
    own: Option<OwnStemmer>,
    /// The stemmers by alphabet; `None` for languages without an algorithm.
    by_alphabet: Option<(Stemmer, Stemmer)>,
    stop: HashSet<String, RandomState>,
}

/// The stemmer of a language that is neither Russian nor English.
struct OwnStemmer {
    stemmer: Stemmer,
    rules: &'static LanguageRules,
}

/// The terms of one word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stemmed {
    pub term: String,
    /// The term of the word written without its accents, if that is another one.
    pub unaccented: Option<String>,
}

impl Stemming {
    /// Creates the stemming of the language with that code.
    pub(super) fn new(code: &str) -> Stemming {
        let own = rules_of(code).map(|rules| OwnStemmer {
            stemmer: Stemmer::create(rules.algorithm),
            rules,
        });
        let both = || {
            (
                Stemmer::create(Algorithm::Russian),
                Stemmer::create(Algorithm::English),
            )
        };
        let stop = match &own {
            Some(own) => own.rules.stop,
            None if is_built_in(code) => STOP,
            None => "",
        };
        let folded = |word: &str| {
            let mut out = String::new();
            fold_word(word, &mut out);
            out
        };
        Stemming {
            by_alphabet: (own.is_some() || is_built_in(code)).then(both),
            own,
            stop: stop.split_whitespace().map(folded).collect(),
        }
    }

    /// Whether a folded word is a stop word.
    pub(super) fn is_stop(&self, folded: &str) -> bool {
        self.stop.contains(folded)
    }

    /// The terms of a word with its folded spelling. `None` for a stop word and for a single letter, which is an initial
    /// or a particle, unless its script has no spaces.
    pub(super) fn stem(&self, word: &str, folded: &str) -> Option<Stemmed> {
        let mut characters = folded.chars();
        let first = characters.next()?;
        let single = characters.next().is_none() && !first.is_numeric() && !is_unspaced(first);
        if single || self.stop.contains(folded) {
            return None;
        }
        let other = |text: &str| Stemmed {
            term: self.by_alphabet(text),
            unaccented: None,
        };
        let own = self.own.as_ref().and_then(|own| own.stem(word, folded));
        Some(own.unwrap_or_else(|| other(folded)))
    }

    /// The stem of a folded word by its alphabet (<https://snowballstem.org/algorithms/russian/stemmer.html>,
    /// <https://snowballstem.org/algorithms/english/stemmer.html>); anything mixed or numeric stays as it is.
    fn by_alphabet(&self, folded: &str) -> String {
        let stemmer = match &self.by_alphabet {
            Some((russian, _)) if folded.chars().all(is_cyrillic) => russian,
            Some((_, english)) if folded.bytes().all(|byte| byte.is_ascii_lowercase()) => english,
            Some(_) | None => return folded.to_owned(),
        };
        if is_longer(folded) {
            return folded.to_owned();
        }
        let stem = stemmer.stem(folded);
        if is_no_stem(&stem) {
            return folded.to_owned();
        }
        stem.into_owned()
    }
}

impl OwnStemmer {
    /// The terms of a word; `None` if it is not in the letters of the language.
    fn stem(&self, word: &str, folded: &str) -> Option<Stemmed> {
        if self.rules.input == StemInput::Folded {
            let term = self.stem_lower(folded)?;
            return Some(Stemmed {
                term,
                unaccented: None,
            });
        }
        let mut lower = String::new();
        lower_word(word, self.rules.replaced, &mut lower);
        let bare: String = folded.nfc().collect();
        let unaccented = self.stem_lower(&bare);
        let Some(term) = self.stem_lower(&lower) else {
            // A look-alike of another alphabet is replaced in the folded spelling only.
            return unaccented.map(|term| Stemmed {
                term,
                unaccented: None,
            });
        };
        let unaccented = unaccented.filter(|other| *other != term);
        Some(Stemmed { term, unaccented })
    }

    /// The folded stem of a lower-case word.
    fn stem_lower(&self, lower: &str) -> Option<String> {
        let ranges = self.rules.letters;
        let is_letter = |c: char| ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
        if !lower.chars().all(is_letter) || is_longer(lower) {
            return None;
        }
        let mut term = String::new();
        fold_word(&self.stemmer.stem(lower), &mut term);
        // An algorithm may take a short word away as a whole.
        (!term.is_empty()).then_some(term)
    }
}

/// Whether what is left of a Russian word is too short: «НИИ» would be «н», and «НИУ» «ни».
fn is_no_stem(stem: &str) -> bool {
    let mut letters = stem.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(only), None, None) => is_cyrillic(only),
        (Some(one), Some(last), None) => is_cyrillic(one) && "аеиоуыэюя".contains(last),
        _ => false,
    }
}

/// Whether a word has more letters than are stemmed.
fn is_longer(word: &str) -> bool {
    word.len() > LONGEST && word.chars().nth(LONGEST).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::language_rules::has_word_forms;
    use proptest::prelude::*;

    fn stemmed(code: &str, word: &str) -> Option<Stemmed> {
        let mut folded = String::new();
        fold_word(word, &mut folded);
        Stemming::new(code).stem(word, &folded)
    }

    fn term(code: &str, word: &str) -> Option<String> {
        stemmed(code, word).map(|stemmed| stemmed.term)
    }

    #[test]
    fn forms_of_a_word_share_a_term_in_each_language() {
        for (code, words) in [
            ("da", "forskning forskningen FORSKNINGENS"),
            ("de", "Förderung Förderungen FÖRDERUNG"),
            ("de-AT", "Straße Strassen STRAẞE"),
            ("el", "έρευνα έρευνας ΕΡΕΥΝΑΣ"),
            ("es", "región regiones"),
            ("fi", "yliopisto yliopistot yliopistossa"),
            ("fr", "développer développées DÉVELOPPÉ"),
            ("hu", "kutatás kutatások kutatásban"),
            ("it", "impresa imprese"),
            ("nb", "bedrift bedrifter bedriftene"),
            ("nl", "onderneming ondernemingen"),
            ("pt-BR", "inovação inovações"),
            ("ro", "regiunea regiunii"),
            ("sv", "företag företagen FÖRETAG"),
            ("tr", "şirket şirketler ŞİRKETLERİN"),
            ("ru", "кластер кластеров"),
            ("en", "cluster clusters"),
        ] {
            assert!(has_word_forms(code));
            let terms: Vec<_> = words.split(' ').map(|word| term(code, word)).collect();
            assert!(
                terms[0].is_some() && terms.iter().all(|term| *term == terms[0]),
                "{code}: {terms:?}"
            );
        }
    }

    #[test]
    fn an_acronym_is_not_stemmed_away() {
        assert_eq!(term("ru", "НИИ").as_deref(), Some("нии"));
        assert_eq!(term("ru", "НИУ").as_deref(), Some("ниу"));
        assert_eq!(term("ru", "эры"), term("ru", "эра"));
    }

    #[test]
    fn a_word_without_its_accents_finds_its_term() {
        let found = stemmed("fr", "développées").expect("a term");
        assert_eq!(found.term, "developp");
        assert_eq!(found.unaccented, term("fr", "developpees"));
        assert_eq!(stemmed("de", "Hütten"), stemmed("de", "Hutten"));
    }

    #[test]
    fn languages_without_an_algorithm_keep_their_words() {
        for code in ["kk", "tt", "uk", "zh"] {
            assert!(!has_word_forms(code), "{code}");
        }
        assert_eq!(term("kk", "кластерлер").as_deref(), Some("кластерлер"));
        assert_eq!(term("kk", "clusters").as_deref(), Some("clusters"));
        assert_eq!(term("zh", "水").as_deref(), Some("水"));
    }

    #[test]
    fn other_alphabets_keep_their_rules() {
        assert_eq!(term("de", "кластеров"), term("ru", "кластер"));
        assert_eq!(term("el", "clusters"), term("en", "cluster"));
        assert_eq!(term("de", "He\u{430}lthNet"), term("de", "Healthnet"));
    }

    #[test]
    fn a_word_of_any_length_is_a_term() {
        let long = "ß".repeat(100_000);
        assert_eq!(term("de", &long).map(|term| term.len()), Some(200_000));
    }

    proptest! {
        #[test]
        fn no_word_makes_a_stemmer_panic(
            word in "(\\PC{0,12}|[a-zäöüßáéíóúàèìòùâêîôûãõçñşğıåæø]{0,14}|[ά-ώϊ]{0,12}|[ؠ-يً-ٓ]{0,12}|[அ-்]{0,12})",
        ) {
            for code in ["ar", "da", "nl", "fi", "fr", "de", "el", "hu", "it", "no", "pt", "ro", "es", "sv", "ta", "tr", "ru", "kk"] {
                if let Some(found) = stemmed(code, &word) {
                    prop_assert!(!found.term.is_empty(), "{code}: {word}");
                }
            }
        }
    }
}
