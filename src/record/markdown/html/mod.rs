//! Renders the events of a Markdown text to parts of HTML.

mod blocks;
mod citations;
mod events;
mod finish;
mod links;
mod raw;
mod url_target;
mod writer;

pub(in crate::record) use writer::HtmlWriter;
