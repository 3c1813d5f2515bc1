//! Escaping for XML 1.0 (<https://www.w3.org/TR/xml/>).

use crate::text::escape::{find_special, is_one_of};

/// Appends text for an element's content or an attribute's value. Characters that XML forbids are left out.
pub fn escape_into(xml: &mut String, text: &str) {
    // U+FFFE and U+FFFF begin with the byte EF.
    let special = |byte: u8| is_one_of(byte, [b'&', b'<', b'>', b'"', 0xef]) | (byte < b' ');
    if find_special(text, special) == text.len() {
        xml.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // An XML parser turns these into spaces in attributes.
            '\n' => xml.push_str("&#10;"),
            '\t' => xml.push_str("&#9;"),
            '\r' => xml.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => xml.push(c),
        }
    }
}

/// Appends an element with text content; nothing if the text is empty.
pub fn element(xml: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        xml.push('<');
        xml.push_str(name);
        xml.push('>');
        escape_into(xml, text);
        xml.push_str("</");
        xml.push_str(name);
        xml.push('>');
    }
}

/// Appends a URL with the five predefined entities, as sitemaps require (<https://www.sitemaps.org/protocol.html#escaping>).
pub fn escape_url_into(xml: &mut String, url: &str) {
    let mut rest = url;
    while let Some(at) = rest.find('\'') {
        escape_into(xml, &rest[..at]);
        xml.push_str("&apos;");
        rest = &rest[at + 1..];
    }
    escape_into(xml, rest);
}

#[cfg(test)]
mod tests {
    use super::{element, escape_url_into};

    #[test]
    fn text_cannot_become_markup() {
        let mut xml = String::new();
        element(&mut xml, "title", "A & B <\"ё\">\u{1}\n");
        element(&mut xml, "none", "");
        assert_eq!(xml, "<title>A &amp; B &lt;&quot;ё&quot;&gt;&#10;</title>");
    }

    #[test]
    fn apostrophes_of_urls_are_entities() {
        let mut xml = String::new();
        escape_url_into(&mut xml, "a'b&c'");
        assert_eq!(xml, "a&apos;b&amp;c&apos;");
    }
}
