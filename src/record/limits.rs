//! Size limits for a single record. Content exceeds them only by mistake or on purpose.

/// The maximum length of a text without Markdown, in characters. A name is on every page that links to its record.
pub(in crate::record) const MAX_TEXT_CHARS: usize = 2000;

/// The maximum length of the value of a field of type text, in characters. Longer texts have paragraphs, and want Markdown.
pub(in crate::record) const MAX_FIELD_CHARS: usize = 20_000;

/// The maximum number of values of one field, and of links of one text.
pub(in crate::record) const MAX_VALUES: usize = 10_000;

/// The maximum number of records in one file: each has a page in every language.
pub(in crate::record) const MAX_RECORDS: usize = 10_000;

/// The maximum number of keys of one file that are read one by one because the YAML around them is broken.
pub(in crate::record) const MAX_RECOVERED_KEYS: usize = 100_000;

/// The maximum number of headings of one text: every link with an anchor searches them.
pub(in crate::record) const MAX_HEADINGS: usize = 1000;

/// The maximum length of a Markdown text, in bytes.
pub(in crate::record) const MAX_MARKDOWN_BYTES: usize = 1_000_000;

/// The maximum number of Markdown events of one text: tags, texts, line breaks.
pub(in crate::record) const MAX_EVENTS: usize = 100_000;

/// The maximum number of Markdown events of all texts of one file.
pub(in crate::record) const MAX_FILE_EVENTS: usize = 1_000_000;

/// The maximum number of footnotes of one text.
pub(in crate::record) const MAX_FOOTNOTES: usize = 1000;

/// The maximum number of formatting elements of raw HTML that HTML reopens in paragraphs of one text.
pub(in crate::record) const MAX_REOPENED_ELEMENTS: usize = 300_000;

/// The maximum nesting of quotations, lists and emphasis.
pub(in crate::record) const MAX_NESTING: usize = 100;

/// The maximum number of attributes of raw HTML in one text. The time of the tokenizer grows with the square of those
/// of one tag.
pub(in crate::record) const MAX_RAW_ATTRIBUTES: usize = 2000;

/// The maximum number of tags of raw HTML in one text. The time of the sanitizer grows with the square of their
/// nesting.
pub(in crate::record) const MAX_RAW_TAGS: usize = 1000;

/// Limit of the values that the defaults of a list file add to all its records.
pub(in crate::record) const MAX_DEFAULT_VALUES: usize = 500_000;
