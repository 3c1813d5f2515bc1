//! The sequences of words that name a record.

use super::name_trie::NameWord;
use crate::record::Record;
use crate::search::WordStems;
use crate::site::{Language, Localized, Site, SortOrder};

/// The number of letters of a name of one word that is no abbreviation. Shorter ones are words of the language, too.
const SHORTEST: usize = 5;

/// Returns the sequences of words that name a record in a language.
pub(super) fn name_forms(
    record: &Record,
    language: Language,
    site: &Site,
    stems: &WordStems,
) -> Vec<Vec<NameWord>> {
    let texts = [&record.name, &record.short]
        .into_iter()
        .chain(&record.aliases);
    let own = |text: &Localized| text.exact(language).cloned();
    let foreign = |text: &Localized| text.get(language).map(|(text, _)| text.clone());
    // A name of another alphabet is written as it is.
    let names = texts.filter_map(|text| own(text).or_else(|| foreign(text)));
    let is_person = site.vocabulary.kind(record.kind).sort_order == SortOrder::Surname;
    let mut forms = Vec::new();
    for name in names {
        // What stands in brackets tells records apart; nobody writes it.
        let bare = name.split('(').next().unwrap_or_default();
        let words = words_of(bare, stems);
        if is_person {
            forms.extend(person_forms(bare, &words, stems));
        }
        if is_name(bare, &words) {
            forms.push(words);
        }
    }
    forms
}

fn words_of(name: &str, stems: &WordStems) -> Vec<NameWord> {
    let words = stems.words(name).into_iter();
    words
        .map(|word| {
            let text = &name[word.range];
            match is_abbreviation(text) {
                true => NameWord::Abbreviation(text.to_owned()),
                false => NameWord::Stem(word.stem),
            }
        })
        .collect()
}

/// Whether a word has more than one capital letter, or is nothing but one.
fn is_abbreviation(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2
}

/// Whether a sequence of words is so much of a name that it is one wherever it stands.
fn is_name(name: &str, words: &[NameWord]) -> bool {
    match words {
        [] => false,
        [NameWord::Abbreviation(text)] => text.chars().count() >= 2,
        [_] => {
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            letters >= SHORTEST && name.chars().any(char::is_uppercase)
        }
        _ => true,
    }
}

/// Returns the name of a person in the other order and with initials.
fn person_forms(name: &str, words: &[NameWord], stems: &WordStems) -> Vec<Vec<NameWord>> {
    let (Some((surname, given)), true) = (words.split_last(), words.len() >= 2) else {
        return Vec::new();
    };
    let initials: Vec<NameWord> = stems
        .words(name)
        .iter()
        .take(given.len())
        .filter_map(|word| name[word.range.clone()].chars().next())
        .map(NameWord::Initial)
        .collect();
    let before =
        |first: &[NameWord]| -> Vec<NameWord> { first.iter().chain([surname]).cloned().collect() };
    let after = |last: &[NameWord]| -> Vec<NameWord> {
        [surname].into_iter().chain(last).cloned().collect()
    };
    let mut forms = vec![after(given), before(&initials), after(&initials)];
    if given.len() > 1 {
        forms.extend([before(&given[..1]), before(&initials[..1])]);
    }
    forms
}
