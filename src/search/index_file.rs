//! A file of the search index.

use super::snippets::SnippetTexts;

/// A file of the index.
#[derive(Clone, Debug)]
pub struct IndexFile {
    /// The path relative to the site's root.
    pub path: String,
    /// The content.
    pub content: IndexFileContent,
}

/// The content of a file of the index.
#[derive(Clone, Debug)]
pub enum IndexFileContent {
    /// Bytes in memory.
    Bytes(Vec<u8>),
    /// Texts that are generated again when the file is written.
    Snippets(SnippetTexts),
}
