//! The parts of a text between the events of the Markdown parser and the finished [`super::body::Body`].

use pulldown_cmark::CowStr;

use crate::record::model::Placeholder;

/// A part of a text, in the order of the page.
#[derive(Debug)]
pub(in crate::record) enum HtmlPart<'t> {
    /// Words, with entities decoded.
    Text(CowStr<'t>),
    /// One tag without attributes, with line feeds around it.
    Tag(&'static str),
    /// An element that has attributes or a placeholder.
    Element(HtmlElement),
    /// HTML as the file has it.
    Raw(CowStr<'t>),
}

/// A start tag with attributes, or an element whose words are none of the text's.
#[derive(Debug)]
pub(in crate::record) struct HtmlElement {
    /// The name of the element, [`VOID`] for one that has no end tag.
    pub(in crate::record) name: &'static str,
    /// The HTML up to the placeholder.
    pub(in crate::record) before: String,
    /// What depends on the page.
    pub(in crate::record) placeholder: Option<Placeholder>,
    /// The HTML after the placeholder.
    pub(in crate::record) after: String,
}

/// The name under which elements without an end tag meet the sanitizer: HTML allows it wherever words may stand.
pub(in crate::record) const VOID: &str = "wbr";

impl HtmlElement {
    /// A start tag, or markup without words, that depends on no page.
    pub(in crate::record) fn markup(name: &'static str, html: String) -> Self {
        HtmlElement { name, before: html, placeholder: None, after: String::new() }
    }

    /// A placeholder between words.
    pub(in crate::record) fn placeholder(placeholder: Placeholder) -> Self {
        HtmlElement { name: VOID, before: String::new(), placeholder: Some(placeholder), after: String::new() }
    }
}

/// The name of the element that a tag begins or ends.
pub(in crate::record) fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['\n', '<', '/']);
    name.split([' ', '>', '/']).next().unwrap_or_default()
}

/// Whether a line of the text ends where an element begins or ends.
pub(in crate::record) fn is_block_element(name: &str) -> bool {
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
