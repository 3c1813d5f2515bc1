//! `[search.synonyms]` of `site.toml`: words that readers use for what the atlas calls otherwise.

use super::toml_reader::TableReader;
use crate::diagnostic::Code;

/// A word or phrase with the phrases that it also means in a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonym {
    /// The word or phrase of a query.
    pub word: String,
    /// The phrases that are also looked for; at least one.
    pub meanings: Vec<String>,
}

pub(super) fn read(site: &TableReader<'_>) -> Vec<Synonym> {
    let Some(search) = site.table("search") else {
        return Vec::new();
    };
    let mut synonyms = Vec::new();
    for ((word, word_at), (text, text_at)) in search.text_entries("synonyms") {
        let has_letters = |text: &str| text.contains(char::is_alphanumeric);
        let meanings: Vec<String> = text.split(',').map(|part| part.trim().to_owned()).collect();
        let is_other = |meaning: &String| has_letters(meaning) && meaning != word;
        if !has_letters(word) {
            let facts = [
                ("key", "search.synonyms"),
                ("expected", "слово или выражение с буквами"),
                ("expected_en", "a word or phrase with letters"),
            ];
            search.report(Code::BadSetting, &word_at, &facts);
        } else if !meanings.iter().all(is_other) {
            let key = format!("search.synonyms.{word}");
            let facts = [
                ("key", key.as_str()),
                (
                    "expected",
                    "другие слова через запятую: \"Санкт-Петербург\"",
                ),
                (
                    "expected_en",
                    "other words, with commas between: \"Saint Petersburg\"",
                ),
            ];
            search.report(Code::BadSetting, &text_at, &facts);
        } else {
            synonyms.push(Synonym {
                word: word.to_owned(),
                meanings,
            });
        }
    }
    search.finish();
    synonyms
}
