//! Text for XML 1.0 (<https://www.w3.org/TR/xml/>).

use crate::escape;

/// Adds text to an element's content or an attribute's value. Characters that XML cannot hold are left out.
pub(super) fn escape_into(xml: &mut String, text: &str) {
    // Both characters that are no ASCII begin with the byte EF.
    let special = |byte: u8| escape::is_one(byte, [b'&', b'<', b'>', b'"', 0xef]) | (byte < b' ');
    if escape::plain(text, special) == text.len() {
        xml.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // An attribute would turn these into spaces.
            '\n' => xml.push_str("&#10;"),
            '\t' => xml.push_str("&#9;"),
            '\r' => xml.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => xml.push(c),
        }
    }
}

/// An element with text in it; nothing where there is no text.
pub(super) fn element(xml: &mut String, name: &str, text: &str) {
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

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn text_cannot_become_markup() {
        let mut xml = String::new();
        element(&mut xml, "title", "A & B <\"ё\">\u{1}\n");
        element(&mut xml, "none", "");
        assert_eq!(xml, "<title>A &amp; B &lt;&quot;ё&quot;&gt;&#10;</title>");
    }
}
