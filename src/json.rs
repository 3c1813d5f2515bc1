//! JSON (RFC 8259) as it is being written, without a tree of values in between.

use std::fmt::Write;

use crate::escape;

/// An object whose members are being written.
pub struct Object<'a> {
    json: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Begins an object.
    pub fn begin(json: &'a mut String) -> Object<'a> {
        json.push('{');
        Object { json, empty: true }
    }

    /// Members that will stand in an object written later.
    pub fn members(json: &'a mut String) -> Object<'a> {
        Object { json, empty: true }
    }

    /// Writes one of our own keys, in which nothing is special; its value is to be written next.
    pub fn key(&mut self, key: &'static str) -> &mut String {
        self.json.push_str(if std::mem::take(&mut self.empty) { "\"" } else { ",\"" });
        self.json.push_str(key);
        self.json.push_str("\":");
        self.json
    }

    /// Writes a key that a site has chosen; its value is to be written next.
    pub fn named(&mut self, key: &str) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.json.push(',');
        }
        string(self.json, key);
        self.json.push(':');
        self.json
    }

    /// A member with a text.
    pub fn text(&mut self, key: &'static str, text: &str) {
        string(self.key(key), text);
    }

    /// A member with a text, or null.
    pub fn optional(&mut self, key: &'static str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.key(key).push_str("null"),
        }
    }

    /// A member that is true or false.
    pub fn boolean(&mut self, key: &'static str, yes: bool) {
        self.key(key).push_str(if yes { "true" } else { "false" });
    }

    /// A member with a list of texts.
    pub fn list<'t>(&mut self, key: &'static str, texts: impl Iterator<Item = &'t str>) {
        list(self.key(key), texts, string);
    }

    /// Members that are written already, with what stands between them.
    pub fn ready(&mut self, members: &str) {
        if !std::mem::take(&mut self.empty) {
            self.json.push(',');
        }
        self.json.push_str(members);
    }

    /// Ends the object.
    pub fn end(self) {
        self.json.push('}');
    }
}

/// A list.
pub fn list<T>(json: &mut String, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut String, T)) {
    json.push('[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            json.push(',');
        }
        write(json, item);
    }
    json.push(']');
}

/// A number; null for one that JSON has no words for.
pub fn number(json: &mut String, number: f64) {
    // Whole numbers keep their `.0`, as readers know them from other writers.
    let _ = if number.is_finite() { write!(json, "{number:?}") } else { write!(json, "null") };
}

/// A string.
pub fn string(json: &mut String, text: &str) {
    json.push('"');
    escape::copy(
        json,
        text,
        |byte| escape::is_one(byte, [b'"', b'\\']) | (byte < b' '),
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

    use super::{Object, string};

    proptest! {
        #[test]
        fn a_string_is_read_as_it_was(text: String) {
            let mut json = String::new();
            string(&mut json, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("it is JSON"), text);
        }
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
        object.ready(&members);
        object.boolean("e", true);
        object.list("f", ["x", "y"].into_iter());
        object.named("\"").push('0');
        object.end();
        assert_eq!(json, r#"{"a":"ё","b":null,"c":1,"d":2,"e":true,"f":["x","y"],"\"":0}"#);
    }
}
