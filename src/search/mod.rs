//! The full-text search index of one language: an inverted index in small script files (shards).
//!
//! [`build_index`] turns [`Document`]s into files. A query in the page (`assets/search.js`) loads `index.js` and the
//! shards of its terms: tens of kilobytes, whatever the size of the atlas. Every file is a classic script that calls
//! `atlasSearch(name, data)`. It also loads from `file://` and under `default-src 'self'`, where `fetch` and modules fail.
//!
//! | file | content | split |
//! |---|---|---|
//! | `index.js` | the first term and the hash of each shard, synonyms, interface strings | one |
//! | `facets-…js` | kind, regions and sectors of every document, for facet filters with counts | one |
//! | `n…js` | terms of names, aliases and short names with their documents | by term |
//! | `w…js` | terms of summaries, labels and texts with their documents | by term |
//! | `e…js` | the same terms reversed: a word whose beginning is mistyped is found by its end | by term |
//! | `a…js` | terms of words without their accents, each with the terms that are meant; where endings have accents | by term |
//! | `x-…js` | the cells of the matrix that have a page, by region | one |
//! | `s-…js` | the stemmer of the language; Russian and English are in the page's own script | one |
//! | `c…js` | cards: name, address, aliases | by document |
//! | `t…js` | texts, for the snippet shown under a hit | by document |
//!
//! The name of a shard contains a hash of its content. A browser may cache it forever, and an unchanged shard is not
//! written again. A stale `index.js` finds a missing file rather than a wrong one.

mod answer_pages;
mod build;
mod cards;
mod compounds;
mod document;
mod facet_table;
mod index_file;
mod index_input;
mod indexer;
mod language_rules;
mod postings;
mod shards;
mod snippets;
mod stemmer_script;
mod stemming;
mod synonyms;
mod term_counts;
mod term_dictionary;
mod term_tables;
mod tokenizer;
mod word_stems;

pub use answer_pages::{AnswerCells, AnswerPages};
pub use build::{build_index, term_of};
pub use document::{Document, SearchFacet, SearchKind};
pub use index_file::{IndexFile, IndexFileContent};
pub use index_input::IndexInput;
pub use language_rules::has_word_forms;
pub use snippets::SnippetTexts;
pub use word_stems::{StemmedWord, WordStems};
