//! What an index is made of.

use super::answer_pages::AnswerPages;
use super::document::Document;
use crate::site::Synonym;

/// What an index is made of besides texts.
#[derive(Clone, Copy, Debug)]
pub struct IndexInput<'a> {
    /// The code of the language.
    pub language: &'a str,
    /// The documents.
    pub documents: &'a [Document<'a>],
    /// The interface messages by key (`found.few` for a plural form), written to `index.js`.
    pub strings: &'a [(String, String)],
    /// The synonyms of the site.
    pub synonyms: &'a [Synonym],
    /// The pages that answer a search.
    pub pages: &'a AnswerPages,
}
