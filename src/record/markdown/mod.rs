//! Markdown to bodies: CommonMark with extensions, links to records, citations, and sanitized raw HTML.

mod attribute_counter;
mod autolinks;
mod body_builder;
mod callouts;
mod edited_text;
mod event_counts;
mod events;
mod footnotes;
mod foreign_notation;
mod html;
mod html_part;
mod ids;
mod linkable;
mod noncharacters;
mod notation;
mod raw_html;
mod raw_tags;
mod reassemble;
mod render;
mod sanitize;
mod sentence;
mod tables;
mod text_mark;
mod text_marks;

pub(in crate::record) use html::resolve_path;
pub(in crate::record) use ids::{IdScope, slug};
pub use linkable::linkable_ranges;
