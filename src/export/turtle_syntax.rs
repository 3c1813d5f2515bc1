//! The syntax of Turtle: names, IRIs, literals and properties.

use std::fmt::Write;

use crate::site::{Localized, Site};
use crate::text::escape;

/// Begins another property; its name is the concatenation of both parts.
pub(super) fn property(out: &mut String, [prefix, rest]: [&str; 2]) {
    out.push_str(" ;\n  ");
    out.push_str(prefix);
    out.push_str(rest);
    out.push(' ');
}

/// The name of a vocabulary term: a prefixed name if its characters allow one, else an IRI.
pub(super) fn name(prefix: &str, id: &str) -> String {
    let mut bytes = id.bytes();
    let simple = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if simple {
        return format!("{prefix}:{id}");
    }
    let mut out = String::new();
    iri(&mut out, &format!("#{prefix}/{id}"));
    out
}

/// Writes an IRI reference. Forbidden characters are percent-encoded.
pub(super) fn iri(out: &mut String, address: &str) {
    let forbidden = |byte: u8| {
        escape::is_one_of(
            byte,
            [b'<', b'>', b'"', b'{', b'}', b'|', b'^', b'`', b'\\'],
        ) | (byte <= b' ')
    };
    out.push('<');
    escape::escape_into(out, address, forbidden, |out, byte| {
        _ = write!(out, "%{byte:02X}");
    });
    out.push('>');
}

/// Writes a literal without language or type.
pub(super) fn literal(out: &mut String, text: &str) {
    out.push('"');
    let special = |byte: u8| escape::is_one_of(byte, [b'"', b'\\', b'\n', b'\r', b'\t']);
    escape::escape_into(out, text, special, |out, byte| {
        out.push_str(match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            _ => "\\t",
        });
    });
    out.push('"');
}

/// Writes a property with one literal per translation of a text.
pub(super) fn localized(out: &mut String, site: &Site, name: [&str; 2], text: &Localized) {
    for (language, text) in text.iter() {
        property(out, name);
        literal(out, text);
        out.push('@');
        out.push_str(site.code(language));
    }
}

#[cfg(test)]
mod tests {
    use super::{iri, literal};

    #[test]
    fn literals_and_addresses_end_where_they_should() {
        let mut out = String::new();
        literal(&mut out, "«ё» \"a\\b\"\n");
        iri(&mut out, "https://пример.рф/a b>\"{x}");
        assert_eq!(
            out,
            "\"«ё» \\\"a\\\\b\\\"\\n\"<https://пример.рф/a%20b%3E%22%7Bx%7D>"
        );
    }
}
