//! Renders the events of a Markdown text to parts of HTML.

mod blocks;
mod citations;
mod embeds;
mod events;
mod finish;
mod links;
mod notes;
mod raw;
mod raw_block;
mod text_marks;
mod url_target;
mod writer;

pub(in crate::record) use url_target::resolve_path;
pub(in crate::record) use writer::HtmlWriter;
