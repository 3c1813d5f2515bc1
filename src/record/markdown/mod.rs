//! Markdown to bodies: CommonMark with extensions, links to records, citations, and sanitized raw HTML.

mod attribute_counter;
mod body_builder;
mod event_counts;
mod events;
mod footnotes;
mod html;
mod html_part;
mod ids;
mod noncharacters;
mod raw_html;
mod reassemble;
mod render;
mod sanitize;
mod sentence;

pub(in crate::record) use ids::IdScope;
