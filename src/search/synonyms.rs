//! Synonyms: words of a query that also mean other words, those of the site and general ones of the field.
//!
//! A synonym leads one way: «стартап» finds accelerators, and «акселератор» finds nothing else.

use super::compounds::{Compound, each_compound};
use super::stemming::Stemming;
use super::tokenizer;
use crate::site::Synonym;
use crate::text::folding::fold_word;

/// General words of the field, in Russian and English: `word = meaning, meaning`. They serve in every language whose index
/// has the meanings.
const GENERAL: &str = include_str!("synonyms.txt");

/// The synonyms whose meanings the index can find, as lines `terms=terms|terms`; `terms` are those of the index, sorted.
///
/// A synonym of the site takes the place of a general one.
pub(super) fn lines(language: &str, terms: &[&str], own: &[Synonym]) -> Vec<String> {
    let stemming = Stemming::new(language);
    let general = GENERAL.lines().filter_map(general_synonym);
    let mut known: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for Synonym { word, meanings } in own.iter().cloned().chain(general) {
        let key = phrase(&stemming, &word).join(" ");
        if key.is_empty() || known.contains(&key) {
            continue;
        }
        let found = |phrase: &Vec<String>| {
            let is_known = |term: &String| terms.binary_search(&term.as_str()).is_ok();
            !phrase.is_empty() && phrase.iter().all(is_known)
        };
        let meanings = meanings.iter().map(|text| phrase(&stemming, text));
        let meanings: Vec<String> = meanings
            .filter(found)
            .map(|phrase| phrase.join(" "))
            .filter(|meaning| *meaning != key)
            .collect();
        if !meanings.is_empty() {
            lines.push(format!("{key}={}", meanings.join("|")));
        }
        known.push(key);
    }
    lines
}

/// A line of the table; `None` for a comment.
fn general_synonym(line: &str) -> Option<Synonym> {
    let (word, meanings) = line.split_once('=').filter(|_| !line.starts_with('#'))?;
    Some(Synonym {
        word: word.trim().to_owned(),
        meanings: meanings
            .split(',')
            .map(|text| text.trim().to_owned())
            .collect(),
    })
}

/// The terms of a phrase: of its words, or of its compounds if it has nothing else.
fn phrase(stemming: &Stemming, text: &str) -> Vec<String> {
    let words: Vec<_> = tokenizer::words(text).collect();
    let mut folded = String::new();
    let mut terms = Vec::new();
    for range in &words {
        let word = &text[range.clone()];
        fold_word(word, &mut folded);
        terms.extend(stemming.stem(word, &folded).map(|stemmed| stemmed.term));
    }
    if terms.is_empty() {
        each_compound(text, &words, &mut |compound| match compound {
            Compound::Exact(term) => terms.push(term),
            Compound::Word(_) => {}
        });
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synonym_is_kept_where_the_index_has_its_meaning() {
        let own = [Synonym {
            word: "Питер".to_owned(),
            meanings: vec!["Санкт-Петербург".to_owned(), "Ленинград".to_owned()],
        }];
        let terms = ["петербург", "санкт", "университет"];
        let lines = lines("ru", &terms, &own);
        assert_eq!(lines[0], "питер=санкт петербург");
        assert!(lines.contains(&"вуз=университет".to_owned()), "{lines:?}");
        assert!(
            !lines.iter().any(|line| line.starts_with("айт")),
            "{lines:?}"
        );
    }

    #[test]
    fn general_synonyms_have_words_and_meanings() {
        let lines = GENERAL
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        for line in lines {
            let synonym = general_synonym(line).expect(line);
            assert!(!synonym.word.is_empty(), "{line}");
            assert!(
                synonym.meanings.iter().all(|text| !text.is_empty()),
                "{line}"
            );
        }
    }
}
