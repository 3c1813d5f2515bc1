//! Sanitizes raw HTML with ammonia.

use std::collections::HashSet;

use pulldown_cmark_escape::escape_html_body_text;

use super::body_builder::BodyBuilder;
use super::html_part::HtmlPart;
use super::reassemble::reassemble;
use crate::record::url::is_external_url;

/// Sanitizes the parts of a text with raw HTML and adds them to a body. Only these ids are kept.
///
/// The whole text is sanitized at once, because raw elements may enclose Markdown. Elements of Markdown are passed as
/// numbered stubs, `<a slot-0x="17">`. The sanitized HTML is parsed, and each stub becomes its element again. The name
/// of the attribute does not occur in the text. Entities are not decoded in attribute names, so that the text cannot
/// forge a stub.
pub(in crate::record) fn sanitize(
    parts: &[HtmlPart<'_>],
    ids: HashSet<String>,
    body: BodyBuilder,
) -> BodyBuilder {
    let slot = unused_attribute_name(&join_parts(parts, None));
    let html = sanitizer(&slot, ids)
        .clean(&join_parts(parts, Some(&slot)))
        .to_string();
    reassemble(&html, parts, &slot, body)
}

/// What becomes of an element of raw HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::record) enum Treatment {
    /// It stays.
    Kept,
    /// Its tags are layout only; its content stays.
    Unwrapped,
    /// Its tags are removed.
    Removed,
    /// It is removed with its content.
    RemovedWithContent,
}

/// Elements that stay: text-level elements and simple blocks. The title of the page is its only `h1`.
const KEPT: [&str; 72] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements without meaning of their own.
const LAYOUT: [&str; 12] = [
    "h1", "center", "font", "tt", "big", "nobr", "picture", "html", "head", "body", "main", "label",
];

/// Elements whose content is removed, or means nothing without them.
const WITH_CONTENT: [&str; 11] = [
    "script", "style", "iframe", "video", "audio", "object", "svg", "math", "canvas", "select",
    "textarea",
];

/// Returns what becomes of an element.
pub(in crate::record) fn treatment(name: &str) -> Treatment {
    if KEPT.contains(&name) {
        Treatment::Kept
    } else if LAYOUT.contains(&name) {
        Treatment::Unwrapped
    } else if WITH_CONTENT.contains(&name) {
        Treatment::RemovedWithContent
    } else {
        Treatment::Removed
    }
}

/// Joins the parts to HTML, with stubs for elements. Without `slot` the stubs have no numbers.
fn join_parts(parts: &[HtmlPart<'_>], slot: Option<&str>) -> String {
    let mut html = String::new();
    for (number, part) in parts.iter().enumerate() {
        match part {
            HtmlPart::Text(words) => drop(escape_html_body_text(&mut html, words)),
            HtmlPart::Tag(tag) => html.push_str(tag),
            HtmlPart::Raw(raw) => html.push_str(raw),
            HtmlPart::Element(element) => {
                html.extend(["<", element.name]);
                if let Some(slot) = slot {
                    html.push_str(&format!(" {slot}=\"{number}\""));
                }
                html.push('>');
            }
        }
    }
    html
}

/// The prefix of the attribute that numbers stubs.
const SLOT: &str = "slot-";

/// Returns an attribute name that does not occur in the text, and with which no attribute of the text begins: the
/// sanitizer lets all names with this prefix pass. The letter after the number keeps `slot-01` from being one of them.
fn unused_attribute_name(html: &str) -> String {
    let html = html.to_ascii_lowercase();
    let digits = |rest: &str| {
        rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()].parse()
    };
    let used: HashSet<usize> = html
        .split(SLOT)
        .skip(1)
        .filter_map(|rest| digits(rest).ok())
        .collect();
    let free = (0..)
        .find(|number| !used.contains(number))
        .unwrap_or_default();
    format!("{SLOT}{free}x")
}

/// Returns the sanitizer. It allows text-level elements and simple blocks. It removes scripts, styles, forms, frames,
/// images, and links within the site.
fn sanitizer(slot: &str, ids: HashSet<String>) -> ammonia::Builder<'_> {
    let mut builder = ammonia::Builder::default();
    builder
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .generic_attribute_prefixes([slot].into())
        .add_generic_attributes(["id", "dir"])
        // The text of a removed element is kept.
        .tags(KEPT.into())
        .add_clean_content_tags(["svg", "math"])
        .add_tag_attributes("th", ["scope"])
        .add_allowed_classes("th", ["right", "center"])
        .add_allowed_classes("td", ["right", "center"])
        .attribute_filter(
            move |element, attribute, value| match (element, attribute) {
                ("a", "href") => is_external_url(value).then(|| value.into()),
                // Ids were registered when the tags were read; no other may stay.
                (_, "id") => ids.contains(value).then(|| value.into()),
                (_, "dir") => ["ltr", "rtl", "auto"]
                    .iter()
                    .any(|known| value.eq_ignore_ascii_case(known))
                    .then(|| value.into()),
                (
                    _,
                    "cite" | "align" | "char" | "charoff" | "valign" | "bgcolor" | "width"
                    | "height",
                ) => None,
                _ => Some(value.into()),
            },
        );
    builder
}
