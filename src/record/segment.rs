//! The parts of a text between the events of the Markdown parser and the finished [`super::body::Body`].

use pulldown_cmark::CowStr;

use super::body::Placeholder;

/// A part of a text, in the order of the page.
#[derive(Debug)]
pub(super) enum Segment<'t> {
    /// Words, with entities decoded.
    Text(CowStr<'t>),
    /// One tag without attributes, with line feeds around it.
    Tag(&'static str),
    /// An element that has attributes or a placeholder.
    Element(Element),
    /// HTML as the file has it.
    Raw(CowStr<'t>),
}

/// A start tag with attributes, or an element whose words are none of the text's.
#[derive(Debug)]
pub(super) struct Element {
    /// The name of the element, [`VOID`] for one that has no end tag.
    pub(super) name: &'static str,
    /// The HTML up to the placeholder.
    pub(super) before: String,
    /// What depends on the page.
    pub(super) hole: Option<Placeholder>,
    /// The HTML after the placeholder.
    pub(super) after: String,
}

/// The name under which elements without an end tag meet the sanitizer: HTML allows it wherever words may stand.
pub(super) const VOID: &str = "wbr";

impl Element {
    /// A start tag, or markup without words, that depends on no page.
    pub(super) fn markup(name: &'static str, html: String) -> Self {
        Element { name, before: html, hole: None, after: String::new() }
    }

    /// A placeholder between words.
    pub(super) fn hole(hole: Placeholder) -> Self {
        Element { name: VOID, before: String::new(), hole: Some(hole), after: String::new() }
    }
}

/// The name of the element that a tag begins or ends.
pub(super) fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['\n', '<', '/']);
    name.split([' ', '>', '/']).next().unwrap_or_default()
}

/// Whether a line of the text ends where an element begins or ends.
pub(super) fn ends_line(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "ul"
            | "ol"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "blockquote"
            | "pre"
            | "div"
            | "br"
            | "hr"
            | "dl"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "figure"
            | "figcaption"
    )
}
