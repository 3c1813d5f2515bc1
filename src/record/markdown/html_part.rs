//! The intermediate form of a text between Markdown events and a body.

use pulldown_cmark::CowStr;

use crate::record::model::Placeholder;

/// A part of the HTML of a text.
#[derive(Debug)]
pub(in crate::record) enum HtmlPart<'t> {
    /// Text, with entities decoded.
    Text(CowStr<'t>),
    /// A tag without attributes, with surrounding line feeds.
    Tag(&'static str),
    /// An element that has attributes or a placeholder.
    Element(HtmlElement),
    /// Raw HTML.
    Raw(CowStr<'t>),
}

/// A start tag with attributes, or an element without text of its own.
#[derive(Debug)]
pub(in crate::record) struct HtmlElement {
    /// The name of the element; [`VOID`] if it has no end tag.
    pub(in crate::record) name: &'static str,
    /// The HTML up to the placeholder.
    pub(in crate::record) before: String,
    /// The placeholder.
    pub(in crate::record) placeholder: Option<Placeholder>,
    /// The HTML after the placeholder.
    pub(in crate::record) after: String,
}

/// The element that represents elements without an end tag in the sanitizer. HTML allows `wbr` wherever it allows
/// text.
pub(in crate::record) const VOID: &str = "wbr";

impl HtmlElement {
    /// Creates an element without a placeholder.
    pub(in crate::record) fn markup(name: &'static str, html: String) -> Self {
        HtmlElement {
            name,
            before: html,
            placeholder: None,
            after: String::new(),
        }
    }

    /// Creates the start tag of an internal link.
    pub(in crate::record) fn link(link: u32) -> Self {
        HtmlElement {
            name: "a",
            before: String::new(),
            placeholder: Some(Placeholder::Address(link)),
            after: String::new(),
        }
    }

    /// Creates an element that is only a placeholder.
    pub(in crate::record) fn placeholder(placeholder: Placeholder) -> Self {
        HtmlElement {
            name: VOID,
            before: String::new(),
            placeholder: Some(placeholder),
            after: String::new(),
        }
    }
}

/// Returns the element name of a tag.
pub(in crate::record) fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['\n', '<', '/']);
    name.split([' ', '>', '/']).next().unwrap_or_default()
}

/// Whether an element starts a new line in plain text.
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
            | "section"
            | "article"
            | "aside"
            | "address"
    )
}
