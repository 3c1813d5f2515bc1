//! JSON (RFC 8259) as it is being written: objects of a few known keys, without a tree of values in between.

use std::fmt::Write;

use crate::escape;
use crate::layout::World;
use crate::site::Localized;

/// An object whose members are being written.
pub(super) struct Object<'a> {
    json: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Begins an object.
    pub(super) fn begin(json: &'a mut String) -> Object<'a> {
        json.push('{');
        Object { json, empty: true }
    }

    /// Writes a key; its value is to be written next.
    pub(super) fn key(&mut self, key: &str) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.json.push(',');
        }
        string(self.json, key);
        self.json.push(':');
        self.json
    }

    /// A member with a text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        string(self.key(key), text);
    }

    /// A member with a text, or null.
    pub(super) fn optional(&mut self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.key(key).push_str("null"),
        }
    }

    /// A member that is true or false.
    pub(super) fn boolean(&mut self, key: &str, yes: bool) {
        self.key(key).push_str(if yes { "true" } else { "false" });
    }

    /// A member with a text by language; an empty object where there is none.
    pub(super) fn texts(&mut self, key: &str, world: &World, text: &Localized) {
        texts(self.key(key), world, text);
    }

    /// A member with a list of texts.
    pub(super) fn list<'t>(&mut self, key: &str, texts: impl Iterator<Item = &'t str>) {
        list(self.key(key), texts, string);
    }

    /// Ends the object.
    pub(super) fn end(self) {
        self.json.push('}');
    }
}

/// A list.
pub(super) fn list<T>(json: &mut String, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut String, T)) {
    json.push('[');
    for (place, item) in items.enumerate() {
        if place > 0 {
            json.push(',');
        }
        write(json, item);
    }
    json.push(']');
}

/// A text by language.
pub(super) fn texts(json: &mut String, world: &World, text: &Localized) {
    let mut object = Object::begin(json);
    for (language, text) in text.iter() {
        object.text(world.site.code(language), text);
    }
    object.end();
}

/// A number; null for one that JSON has no words for.
pub(super) fn number(json: &mut String, number: f64) {
    // Whole numbers keep their `.0`, as readers know them from other writers.
    let _ = if number.is_finite() { write!(json, "{number:?}") } else { write!(json, "null") };
}

/// A string.
pub(super) fn string(json: &mut String, text: &str) {
    json.push('"');
    escape::copy(
        json,
        text,
        |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\'),
        |json, byte| {
            let _ = match byte {
                b'"' => json.write_str("\\\""),
                b'\\' => json.write_str("\\\\"),
                b'\n' => json.write_str("\\n"),
                b'\r' => json.write_str("\\r"),
                b'\t' => json.write_str("\\t"),
                other => write!(json, "\\u{other:04x}"),
            };
        },
    );
    json.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::string;

    proptest! {
        #[test]
        fn a_string_is_read_as_it_was(text: String) {
            let mut json = String::new();
            string(&mut json, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("it is JSON"), text);
        }
    }
}
