//! Text formats and the calendar: escaping, JSON, XML, chunked output, bilingual messages, folding, scripts and [`Day`]. It depends on no other room.
//!
//! | syntax | escaper | replaced characters |
//! |---|---|---|
//! | HTML content | [`html::escape_content_into`] | `&` `<` `>` |
//! | HTML attribute, HTML content | [`html::escape_attribute_into`] | `&` `<` `>` `"` `'` |
//! | SVG inside HTML | [`html::Escaped`] | as an attribute; control characters are dropped |
//! | XML 1.0 | [`xml::escape_into`] | `&` `<` `>` `"`, line breaks, tabs; forbidden characters are dropped |
//! | sitemap URL | [`xml::escape_url_into`] | `&` `<` `>` `"` `'` |
//! | JSON | [`json::string`] | `"` `\`, control characters |
//! | JSON in a `<script>` element | [`json::script_string`] | as JSON, and `<` `>` `&` U+2028 U+2029 |
//! | search shards | [`json::escape_spaced_into`] | `"` `\` line feed; control characters become spaces |
//!
//! CSV, Turtle, iCalendar and BibTeX have one writer each, which calls [`escape::escape_into`] itself.

pub mod bilingual;
pub mod blank;
pub mod chunk_writer;
pub mod day;
pub mod escape;
pub mod folding;
pub mod html;
pub mod json;
pub mod lang_text;
pub mod lines;
pub mod no_break;
pub mod noun_case;
pub mod script;
pub mod xml;

pub use bilingual::{Bilingual, MessageLanguage};
pub use blank::is_blank;
pub use day::Day;
pub use lang_text::LangText;
pub use script::Script;
