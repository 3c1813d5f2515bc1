//! Escaping for HTML, and for SVG inside HTML.

use std::fmt;

use crate::text::escape::{escape_into, is_one_of};

/// Appends text for an element's content: `&`, `<` and `>` are escaped.
pub fn escape_content_into(html: &mut String, text: &str) {
    escape_into(
        html,
        text,
        |byte| is_one_of(byte, [b'&', b'<', b'>']),
        |html, byte| {
            html.push_str(entity(byte));
        },
    );
}

/// Appends text for an element's content or an attribute's value: quotation marks are escaped, too.
pub fn escape_attribute_into(html: &mut String, text: &str) {
    escape_into(html, text, is_markup, |html, byte| {
        html.push_str(entity(byte));
    });
}

/// Whether a byte is one that [`escape_attribute_into`] replaces.
pub fn is_markup(byte: u8) -> bool {
    is_one_of(byte, [b'&', b'<', b'>', b'"', b'\''])
}

/// The entity of a markup character; empty for all others.
fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => "",
    }
}

/// Text that is displayed escaped for content and attributes. Characters that XML forbids are left out.
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let text = self.0;
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            let length = match byte {
                b'\t' | b'\n' | b'\r' => continue,
                0..0x20 | 0x7f => 1,
                _ if is_markup(byte) => 1,
                // U+FFFE and U+FFFF.
                0xef if matches!(text.as_bytes()[at..], [_, 0xbf, 0xbe | 0xbf, ..]) => 3,
                _ => continue,
            };
            f.write_str(&text[from..at])?;
            f.write_str(entity(byte))?;
            from = at + length;
        }
        f.write_str(&text[from..])
    }
}

/// Removes tags and decodes the entities that escaping produces.
pub fn without_markup(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let mut text = String::with_capacity(html.len());
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    if !text.contains('&') {
        return text;
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::{Escaped, escape_attribute_into, escape_content_into};

    #[test]
    fn markup_is_escaped_for_its_place() {
        let (mut content, mut attribute) = (String::new(), String::new());
        escape_content_into(&mut content, "<a href=\"?a&b\">ё</a>");
        escape_attribute_into(&mut attribute, "<'\"&ё>");
        assert_eq!(content, "&lt;a href=\"?a&amp;b\"&gt;ё&lt;/a&gt;");
        assert_eq!(attribute, "&lt;&#39;&quot;&amp;ё&gt;");
        assert_eq!(
            Escaped("a\u{0}\u{7f}\u{ffff}\n<ё'").to_string(),
            "a\n&lt;ё&#39;"
        );
    }
}
