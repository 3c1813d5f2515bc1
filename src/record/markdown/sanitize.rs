//! Sanitizes raw HTML with ammonia.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use pulldown_cmark_escape::escape_html_body_text;

use super::body_builder::BodyBuilder;
use super::html_part::HtmlPart;
use super::ids::{IdRegistry, RenamedId};
use super::reassemble::reassemble;
use crate::record::url::is_external_url;

/// Sanitizes the parts of a text with raw HTML and adds them to a body. Returns the renamed ids.
///
/// The whole text is sanitized at once, because raw elements may enclose Markdown. Elements of Markdown are passed as
/// numbered stubs, `<a slot-0="17">`. The sanitized HTML is parsed, and each stub becomes its element again. The name
/// of the attribute does not occur in the text. Entities are not decoded in attribute names, so that the text cannot
/// forge a stub.
pub(in crate::record) fn sanitize(
    parts: &[HtmlPart<'_>],
    anchors: IdRegistry,
    prefix: &str,
    body: BodyBuilder,
) -> (BodyBuilder, Vec<RenamedId>) {
    let slot = unused_attribute_name(&join_parts(parts, None));
    let anchors = Arc::new(Mutex::new(anchors));
    let html = sanitizer(&slot, prefix.to_owned(), anchors.clone())
        .clean(&join_parts(parts, Some(&slot)))
        .to_string();
    let body = reassemble(&html, parts, &slot, body);
    let renamed = std::mem::take(
        &mut anchors
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .renamed,
    );
    (body, renamed)
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

/// Returns an attribute name that does not occur in the text.
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
    format!("{SLOT}{free}")
}

/// Returns the sanitizer. It allows text-level elements and simple blocks. It removes scripts, styles, forms, frames,
/// images, and links within the site.
fn sanitizer(slot: &str, prefix: String, anchors: Arc<Mutex<IdRegistry>>) -> ammonia::Builder<'_> {
    let mut builder = ammonia::Builder::default();
    builder
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .generic_attribute_prefixes([slot].into())
        .add_tags(["sup", "sub", "mark", "figure", "figcaption"])
        // The title of the page is its only `h1`. The text of a removed element is kept.
        .rm_tags(["h1", "img", "map", "area", "center", "font", "tt"])
        .add_tag_attributes("th", ["scope"])
        .add_allowed_classes("th", ["right", "center"])
        .add_allowed_classes("td", ["right", "center"])
        .attribute_filter(
            move |element, attribute, value| match (element, attribute) {
                ("a", "href") => is_external_url(value).then(|| value.into()),
                (_, "id") => {
                    let mut anchors = anchors.lock().unwrap_or_else(PoisonError::into_inner);
                    Some(Cow::Owned(format!("{prefix}{}", anchors.add_raw(value))))
                }
                (
                    _,
                    "cite" | "align" | "char" | "charoff" | "valign" | "bgcolor" | "width"
                    | "height",
                ) => None,
                _ => Some(value.into()),
            },
        );
    for level in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(level, ["id"]);
    }
    builder
}
