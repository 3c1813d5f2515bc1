//! JSON-LD 1.1 (<https://www.w3.org/TR/json-ld11/>) for the head of a page.
//!
//! The context stands in the page: a reader of the data need not fetch one. The text goes into a `<script>` element as
//! a data block, which browsers do not run; `<`, `>` and `&` are written as escapes, so that nothing in it can end the
//! element (<https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>).

use std::fmt::Write;

use super::{Object, Scope, Thing};
use crate::atlas::RecordIx;
use crate::escape;
use crate::site::Language;

const START: &str = concat!(
    "{\"@context\":{\"@vocab\":\"https://schema.org/\",",
    "\"url\":{\"@type\":\"@id\"},\"sameAs\":{\"@type\":\"@id\"},\"contentUrl\":{\"@type\":\"@id\"}},\"@graph\":["
);

/// The data of one page, as it is being written.
pub struct Graph<'a> {
    scope: Scope<'a>,
    language: Language,
    json: String,
}

impl<'a> Graph<'a> {
    /// An empty one, for readers of a language.
    pub fn new(scope: Scope<'a>, language: Language) -> Graph<'a> {
        let mut json = String::with_capacity(2048);
        json.push_str(START);
        Graph { scope, language, json }
    }

    /// Begins a node with its type and, where it has one, its identifier.
    pub fn node(&mut self, of_type: &str, id: Option<&str>) -> &mut Self {
        self.comma();
        self.json.push_str("{\"@type\":");
        quoted(&mut self.json, of_type);
        if let Some(id) = id {
            self.text("@id", id);
        }
        self
    }

    /// Ends what was begun.
    pub fn end(&mut self) -> &mut Self {
        self.json.push('}');
        self
    }

    /// A property with a text.
    pub fn text(&mut self, property: &str, text: &str) -> &mut Self {
        self.key(property);
        quoted(&mut self.json, text);
        self
    }

    /// A property with a number.
    pub fn number(&mut self, property: &str, number: usize) -> &mut Self {
        self.key(property);
        let _ = write!(self.json, "{number}");
        self
    }

    /// A property that refers to something.
    pub fn reference(&mut self, property: &str, id: &str) -> &mut Self {
        self.key(property);
        self.json.push_str("{\"@id\":");
        quoted(&mut self.json, id);
        self.json.push('}');
        self
    }

    /// Begins a property whose value is a node.
    pub fn inner(&mut self, property: &str, of_type: &str) -> &mut Self {
        self.key(property);
        self.json.push_str("{\"@type\":");
        quoted(&mut self.json, of_type);
        self
    }

    /// Begins a property with several values.
    pub fn list(&mut self, property: &str) -> &mut Self {
        self.key(property);
        self.json.push('[');
        self
    }

    /// Ends a list.
    pub fn end_list(&mut self) -> &mut Self {
        self.json.push(']');
        self
    }

    /// A reference to a record within a list.
    pub fn item(&mut self, record: RecordIx) -> &mut Self {
        self.comma();
        self.record(record);
        self
    }

    /// The way to a page: names and addresses.
    pub fn breadcrumbs(&mut self, crumbs: &[(String, String)]) -> &mut Self {
        self.inner("breadcrumb", "BreadcrumbList").list("itemListElement");
        for (place, (name, url)) in crumbs.iter().enumerate() {
            self.node("ListItem", None).number("position", place + 1).text("name", name).text("item", url).end();
        }
        self.end_list().end()
    }

    /// A record with everything that can be said of it.
    pub fn thing(&mut self, record: RecordIx, page: &str) -> &mut Self {
        let Thing { types, mut statements } = self.scope.record(record);
        self.comma();
        self.json.push_str("{\"@type\":");
        match &types[..] {
            [only] => quoted(&mut self.json, only),
            several => {
                for (place, one) in several.iter().enumerate() {
                    self.json.push(if place == 0 { '[' } else { ',' });
                    quoted(&mut self.json, one);
                }
                self.json.push(']');
            }
        }
        let id = self.scope.thing(record);
        self.text("@id", &id).reference("mainEntityOfPage", page);
        // The values of one property stand together, in the order in which they were said.
        let mut order: Vec<&str> = Vec::with_capacity(statements.len());
        for statement in &statements {
            if !order.contains(&statement.property) {
                order.push(statement.property);
            }
        }
        statements.sort_by_key(|statement| order.iter().position(|property| *property == statement.property));
        for values in statements.chunk_by(|a, b| a.property == b.property) {
            self.key(values[0].property);
            if let [only] = values {
                self.object(&only.object);
            } else {
                self.json.push('[');
                for (place, value) in values.iter().enumerate() {
                    if place > 0 {
                        self.json.push(',');
                    }
                    self.object(&value.object);
                }
                self.json.push(']');
            }
        }
        self.end()
    }

    /// The whole text.
    pub fn finish(mut self) -> String {
        self.json.push_str("]}");
        self.json
    }

    fn object(&mut self, object: &Object<'_>) {
        match object {
            Object::Text(text) => quoted(&mut self.json, text.text(self.language)),
            Object::Plain(text) | Object::Address(text) => quoted(&mut self.json, text),
            Object::Record(record) => self.record(*record),
            Object::Place(name, point) => {
                self.json.push_str("{\"@type\":\"Place\"");
                if let Some(name) = name {
                    self.text("name", name.text(self.language));
                }
                if let Some((lat, lon)) = point {
                    self.key("geo");
                    self.object(&Object::Coordinates(*lat, *lon));
                }
                self.json.push('}');
            }
            Object::Coordinates(lat, lon) => {
                let _ = write!(self.json, "{{\"@type\":\"GeoCoordinates\",\"latitude\":{lat},\"longitude\":{lon}}}");
            }
        }
    }

    fn record(&mut self, record: RecordIx) {
        self.json.push_str("{\"@id\":");
        quoted(&mut self.json, &self.scope.thing(record));
        self.json.push_str(",\"name\":");
        quoted(&mut self.json, self.scope.atlas.record(record).title(self.language).0);
        self.json.push('}');
    }

    fn key(&mut self, key: &str) {
        self.comma();
        quoted(&mut self.json, key);
        self.json.push(':');
    }

    fn comma(&mut self) {
        if !self.json.ends_with(['[', '{', ',', ':']) {
            self.json.push(',');
        }
    }
}

/// A string of JSON that can also stand within a `<script>` element.
pub fn quoted(json: &mut String, text: &str) {
    let special =
        |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == b'<') | (byte == b'>') | (byte == b'&');
    let start = json.len();
    json.push('"');
    escape::copy(json, text, special, |json, byte| {
        let _ = match byte {
            b'"' => json.write_str("\\\""),
            b'\\' => json.write_str("\\\\"),
            other => write!(json, "\\u{other:04x}"),
        };
    });
    json.push('"');
    // The two ends of lines that only JSON takes for letters.
    if has_foreign_line_end(text) {
        let escaped = json[start..].replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        json.truncate(start);
        json.push_str(&escaped);
    }
}

/// Whether U+2028 or U+2029 stands in a text. Both begin with the byte E2, as dashes do.
fn has_foreign_line_end(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_at_checked(escape::plain(rest, |byte| byte == 0xe2)) {
        let mut chars = after.chars();
        match chars.next() {
            None => return false,
            Some('\u{2028}' | '\u{2029}') => return true,
            Some(_) => rest = chars.as_str(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_ends_the_element_that_holds_it() {
        let mut json = String::new();
        quoted(&mut json, "</script><!-- \"a\\b\" & \n\u{2028}");
        assert_eq!(json, "\"\\u003c/script\\u003e\\u003c!-- \\\"a\\\\b\\\" \\u0026 \\u000a\\u2028\"");
        let read: String = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(read, "</script><!-- \"a\\b\" & \n\u{2028}");
    }
}
