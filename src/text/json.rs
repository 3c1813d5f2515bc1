//! A streaming JSON writer (RFC 8259) that appends to a `String` without building a `serde_json::Value`.

use std::fmt::Write;

use crate::text::escape::{escape_into, is_one_of};

/// A writer of one object; it inserts the commas.
pub struct Object<'a> {
    json: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Begins an object with its brace.
    pub fn begin(json: &'a mut String) -> Object<'a> {
        json.push('{');
        Object { json, empty: true }
    }

    /// A writer of members without braces, for [`Object::raw_members`].
    pub fn members(json: &'a mut String) -> Object<'a> {
        Object { json, empty: true }
    }

    /// Writes a key that needs no escaping and returns the buffer for its value.
    pub fn key(&mut self, key: &'static str) -> &mut String {
        self.json.push_str(if std::mem::take(&mut self.empty) {
            "\""
        } else {
            ",\""
        });
        self.json.push_str(key);
        self.json.push_str("\":");
        self.json
    }

    /// Writes a key with escaping and returns the buffer for its value.
    pub fn named(&mut self, key: &str) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.json.push(',');
        }
        string(self.json, key);
        self.json.push(':');
        self.json
    }

    /// Writes a member with a string.
    pub fn text(&mut self, key: &'static str, text: &str) {
        string(self.key(key), text);
    }

    /// Writes a member with a string; null for `None`.
    pub fn optional(&mut self, key: &'static str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.key(key).push_str("null"),
        }
    }

    /// Writes a member with a boolean.
    pub fn boolean(&mut self, key: &'static str, yes: bool) {
        self.key(key).push_str(if yes { "true" } else { "false" });
    }

    /// Writes a member with an array of strings.
    pub fn list<'t>(&mut self, key: &'static str, texts: impl Iterator<Item = &'t str>) {
        list(self.key(key), texts, string);
    }

    /// Writes members that are JSON already, commas between them included.
    pub fn raw_members(&mut self, members: &str) {
        if !std::mem::take(&mut self.empty) {
            self.json.push(',');
        }
        self.json.push_str(members);
    }

    /// Ends the object with its brace.
    pub fn end(self) {
        self.json.push('}');
    }
}

/// Writes an array.
pub fn list<T>(
    json: &mut String,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut String, T),
) {
    json.push('[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            json.push(',');
        }
        write(json, item);
    }
    json.push(']');
}

/// Writes a number; null for infinities and NaN, which JSON cannot represent.
pub fn number(json: &mut String, number: f64) {
    // Whole numbers keep their `.0`, as in the output of serde_json.
    let _ = if number.is_finite() {
        write!(json, "{number:?}")
    } else {
        write!(json, "null")
    };
}

/// Writes a string.
pub fn string(json: &mut String, text: &str) {
    json.push('"');
    escape_into(
        json,
        text,
        |byte| is_one_of(byte, [b'"', b'\\']) | (byte < b' '),
        |json, byte| match byte {
            b'\n' => json.push_str("\\n"),
            b'\r' => json.push_str("\\r"),
            b'\t' => json.push_str("\\t"),
            other => push_escape(json, other),
        },
    );
    json.push('"');
}

/// Writes a string that may stand inside a `<script>` element of HTML.
pub fn script_string(json: &mut String, text: &str) {
    json.push('"');
    escape_script_into(json, text);
    json.push('"');
}

/// Appends the content of a [`script_string`], without quotation marks. `<`, `>`, `&` and the line separators of
/// JavaScript are written as `\u` escapes.
pub fn escape_script_into(json: &mut String, text: &str) {
    let special = |byte: u8| is_one_of(byte, [b'"', b'\\', b'<', b'>', b'&']) | (byte < b' ');
    let start = json.len();
    escape_into(json, text, special, push_escape);
    if has_line_separator(text) {
        let escaped = json[start..]
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029");
        json.truncate(start);
        json.push_str(&escaped);
    }
}

/// Appends the content of a JSON string in which line feeds are kept and all other control characters become spaces.
pub fn escape_spaced_into(json: &mut String, text: &str) {
    let special = |byte: u8| is_one_of(byte, [b'"', b'\\']) | (byte < b' ');
    escape_into(json, text, special, |json, byte| match byte {
        b'"' | b'\\' => push_escape(json, byte),
        b'\n' => json.push_str("\\n"),
        _ => json.push(' '),
    });
}

/// The length in bytes of what [`escape_spaced_into`] appends.
pub fn escaped_spaced_len(text: &str) -> usize {
    // Chunks whose count fits a byte, so that the compiler vectorises the loop.
    let count = |bytes: &[u8]| {
        bytes.iter().fold(0u8, |sum, byte| {
            sum + u8::from(matches!(byte, b'"' | b'\\' | b'\n'))
        })
    };
    text.len()
        + text
            .as_bytes()
            .chunks(128)
            .map(|bytes| usize::from(count(bytes)))
            .sum::<usize>()
}

/// Appends the escape of a quotation mark or backslash, or the `\u` escape of any other byte.
fn push_escape(json: &mut String, byte: u8) {
    let _ = match byte {
        b'"' => json.write_str("\\\""),
        b'\\' => json.write_str("\\\\"),
        other => write!(json, "\\u{other:04x}"),
    };
}

/// Whether a text contains U+2028 or U+2029, whose third bytes differ in the last bit.
fn has_line_separator(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (seconds, thirds) = (
        bytes.get(1..).unwrap_or_default(),
        bytes.get(2..).unwrap_or_default(),
    );
    // Without an early exit the compiler vectorises the loop.
    bytes
        .iter()
        .zip(seconds)
        .zip(thirds)
        .fold(false, |found, ((first, second), third)| {
            found | ((*first == 0xe2) & (*second == 0x80) & (*third & 0xfe == 0xa8))
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Object, escape_spaced_into, escaped_spaced_len, script_string, string};

    proptest! {
        #[test]
        fn a_string_is_read_as_it_was(text: String) {
            let mut json = String::new();
            string(&mut json, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("it is JSON"), text);
        }
    }

    #[test]
    fn nothing_ends_the_element_that_holds_a_script_string() {
        let mut json = String::new();
        script_string(&mut json, "</script><!-- \"a\\b\" & \n\u{2028}");
        assert_eq!(
            json,
            "\"\\u003c/script\\u003e\\u003c!-- \\\"a\\\\b\\\" \\u0026 \\u000a\\u2028\""
        );
        let read: String = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(read, "</script><!-- \"a\\b\" & \n\u{2028}");
        json.clear();
        script_string(&mut json, "№ — \u{2029}");
        assert_eq!(json, "\"№ — \\u2029\"");
    }

    #[test]
    fn control_characters_of_a_spaced_string_are_spaces() {
        let (mut json, text) = (String::new(), "«а» \"b\" \\ \n\t");
        escape_spaced_into(&mut json, text);
        assert_eq!(json, r#"«а» \"b\" \\ \n "#);
        assert_eq!(json.len(), escaped_spaced_len(text));
    }

    #[test]
    fn members_stand_between_commas() {
        let mut json = String::new();
        let mut object = Object::begin(&mut json);
        object.text("a", "ё");
        object.optional("b", None);
        let mut members = String::new();
        let mut later = Object::members(&mut members);
        later.key("c").push('1');
        later.key("d").push('2');
        object.raw_members(&members);
        object.boolean("e", true);
        object.list("f", ["x", "y"].into_iter());
        object.named("\"").push('0');
        object.end();
        assert_eq!(
            json,
            r#"{"a":"ё","b":null,"c":1,"d":2,"e":true,"f":["x","y"],"\"":0}"#
        );
    }
}
