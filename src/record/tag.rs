//! A tag of HTML that our own writers or the sanitiser have made.

/// A tag as it stands in HTML.
pub(super) struct Tag<'h> {
    /// From `<` to `>`.
    pub(super) written: &'h str,
    /// The element's name, with a slash before it where the element ends: `/p`.
    pub(super) name: &'h str,
}

impl<'h> Tag<'h> {
    /// The tag that HTML begins with, if it ends; a quoted value may hold what ends one.
    pub(super) fn at_start(html: &'h str) -> Option<Tag<'h>> {
        let mut quote = None;
        let end = html.bytes().position(|byte| match (quote, byte) {
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                false
            }
            (None, b'>') => true,
            (Some(open), _) if open == byte => {
                quote = None;
                false
            }
            _ => false,
        });
        let written = &html[..end? + 1];
        Some(Tag { written, name: written[1..].split([' ', '>', '\n']).next()? })
    }
}

/// Whether a line of the text ends where an element begins or ends.
pub(super) fn ends_line(name: &str) -> bool {
    matches!(
        name.strip_prefix('/').unwrap_or(name),
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

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn a_tag_ends_outside_of_quotes() {
        let read = |html| Tag::at_start(html).map(|tag| (tag.written, tag.name));
        assert_eq!(read("<img alt=\"a > b\" src='>'>text>"), Some(("<img alt=\"a > b\" src='>'>", "img")));
        assert_eq!(read("</p>\n<p>"), Some(("</p>", "/p")));
        assert_eq!(read("<p class=\"a>"), None);
    }
}
