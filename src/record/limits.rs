//! Size limits for a single record. Content exceeds them only by mistake or on purpose.

/// The longest text that is no Markdown, in characters: a name stands on every page that links to its record.
pub(in crate::record) const MAX_TEXT_CHARS: usize = 2000;

/// The most values of one field: names, references, figures.
pub(in crate::record) const MAX_VALUES: usize = 10_000;

/// The most records of one file: each has a page in every language.
pub(in crate::record) const MAX_RECORDS: usize = 10_000;

/// The most headings of one text: every link to a part of it looks for its own.
pub(in crate::record) const MAX_HEADINGS: usize = 1000;

/// The longest text in Markdown, in bytes.
pub(in crate::record) const MAX_MARKDOWN_BYTES: usize = 1_000_000;

/// The most events of one text: tags, words between them, line ends.
pub(in crate::record) const MAX_EVENTS: usize = 100_000;

/// The most events of all texts of one file.
pub(in crate::record) const MAX_FILE_EVENTS: usize = 1_000_000;

/// The most footnotes of one text.
pub(in crate::record) const MAX_FOOTNOTES: usize = 1000;

/// How often the elements of raw HTML that a browser opens again in each paragraph may be opened at most, all together.
pub(in crate::record) const MAX_REOPENED_ELEMENTS: usize = 300_000;

/// How deep quotations, lists and emphasis of a text are nested at most.
pub(in crate::record) const MAX_NESTING: usize = 100;

/// How many tags of raw HTML a text may have. Nobody writes so many; deeply nested ones take the sanitizer time that
/// grows with the square of their number.
pub(in crate::record) const MAX_RAW_TAGS: usize = 1000;
