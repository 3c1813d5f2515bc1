//! Raw HTML in a text, made harmless by ammonia.

use std::sync::LazyLock;

use super::cutter::OPEN;

/// How many tags of raw HTML a text may have. Nobody writes so many; deeply nested ones take the sanitiser time that
/// grows with the square of their number.
pub(super) const MOST_TAGS: usize = 1000;

/// HTML without what a record must not bring along.
pub(super) fn sanitised(html: &str) -> String {
    without_empty_images(&SANITISER.clean(html).to_string())
}

/// Raw images keep no address: what is left of them says nothing.
fn without_empty_images(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<img") {
        kept.push_str(before);
        let end = after.find('>').map_or(after.len(), |end| end + 1);
        if after[..end].contains("src=") {
            kept.push_str("<img");
            kept.push_str(&after[..end]);
        }
        rest = &after[end..];
    }
    kept + rest
}

/// What raw HTML in a record may be: text-level marks and simple blocks, no scripts, styles, forms or frames; links
/// only where Markdown's own may lead, images only from the site.
static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .add_tags(["sup", "sub", "mark", "figure", "figcaption"])
        // A page has one heading of the first level, and it is not the text's: its words stay.
        .rm_tags(["h1", "map", "area", "center", "font", "tt"])
        .rm_tag_attributes("img", ["width", "height", "align"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("div", ["id"])
        .add_tag_attributes("th", ["scope"])
        .add_allowed_classes("th", ["right", "center"])
        .add_allowed_classes("td", ["right", "center"])
        .add_allowed_classes("sup", ["footnote-reference", "footnote-definition-label"])
        .add_allowed_classes("div", ["footnote-definition"])
        .attribute_filter(|element, attribute, value| {
            let ours = value.starts_with(OPEN);
            match (element, attribute) {
                ("img", "src") | (_, "cite") => ours.then(|| value.into()),
                ("a", "href") => {
                    let away = ["http://", "https://", "mailto:", "tel:"]
                        .iter()
                        .any(|s| value.to_ascii_lowercase().starts_with(s));
                    (ours || away || value.starts_with("#fn-")).then(|| value.into())
                }
                ("div", "id") => value.starts_with("fn-").then(|| value.into()),
                (_, "align" | "char" | "charoff" | "valign" | "bgcolor" | "width" | "height") => None,
                _ => Some(value.into()),
            }
        });
    for level in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(level, ["id"]);
    }
    builder
});
