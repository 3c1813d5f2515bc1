//! JSON-LD 1.1 (<https://www.w3.org/TR/json-ld11/>) for the head of a page.
//!
//! The context stands in the page: a reader of the data need not fetch one. The text goes into a `<script>` element as
//! a data block, which browsers do not run; `<`, `>` and `&` are written as escapes, so that nothing in it can end the
//! element (<https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>).

use std::fmt::Write;

use super::{Mentions, Object, Scope, Statement};
use crate::atlas::RecordIx;
use crate::site::Language;
use crate::{escape, json};

const START: &str = concat!(
    "{\"@context\":{\"@vocab\":\"https://schema.org/\",",
    "\"url\":{\"@type\":\"@id\"},\"sameAs\":{\"@type\":\"@id\"},\"contentUrl\":{\"@type\":\"@id\"}},\"@graph\":["
);

/// Room for the data of most pages.
const ROOM: usize = 3072;

/// The data of one page, as it is being written.
pub struct Graph<'a> {
    scope: Scope<'a>,
    mentions: &'a Mentions,
    /// What every mention of a record begins with.
    mention: String,
    language: Language,
    json: &'a mut String,
}

impl<'a> Graph<'a> {
    /// Begins one, for readers of a language.
    pub fn new(json: &'a mut String, scope: Scope<'a>, mentions: &'a Mentions, language: Language) -> Graph<'a> {
        json.reserve(ROOM);
        json.push_str(START);
        let mut mention = String::from("{\"@id\":\"");
        escaped(&mut mention, scope.root());
        Graph { scope, mentions, mention, language, json }
    }

    /// Begins a node with its type and, where it has one, its identifier.
    pub fn node(&mut self, of_type: &'static str, id: Option<&str>) -> &mut Self {
        self.comma();
        self.begin(of_type);
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
    pub fn text(&mut self, property: &'static str, text: &str) -> &mut Self {
        self.key(property);
        quoted(self.json, text);
        self
    }

    /// A property with a number.
    pub fn number(&mut self, property: &'static str, number: usize) -> &mut Self {
        self.key(property);
        let _ = write!(self.json, "{number}");
        self
    }

    /// A property that refers to something.
    pub fn reference(&mut self, property: &'static str, id: &str) -> &mut Self {
        self.key(property);
        self.json.push_str("{\"@id\":");
        quoted(self.json, id);
        self.json.push('}');
        self
    }

    /// Begins a property whose value is a node.
    pub fn inner(&mut self, property: &'static str, of_type: &'static str) -> &mut Self {
        self.key(property);
        self.begin(of_type);
        self
    }

    /// Begins a property with several values.
    pub fn list(&mut self, property: &'static str) -> &mut Self {
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

    /// The way to a page: names and addresses; nothing where there is none.
    pub fn breadcrumbs<N: AsRef<str>>(&mut self, crumbs: impl Iterator<Item = (N, String)>) -> &mut Self {
        let mut crumbs = crumbs.zip(1..).peekable();
        if crumbs.peek().is_none() {
            return self;
        }
        self.inner("breadcrumb", "BreadcrumbList").list("itemListElement");
        for ((name, url), position) in crumbs {
            self.node("ListItem", None)
                .number("position", position)
                .text("name", name.as_ref())
                .text("item", &url)
                .end();
        }
        self.end_list().end()
    }

    /// A record with everything that can be said of it.
    pub fn thing(&mut self, record: RecordIx, page: &str) -> &mut Self {
        let mut thing = self.scope.record(record);
        self.comma();
        self.json.push_str("{\"@type\":");
        let mut types = thing.types();
        match (types.next(), types.next()) {
            (Some(only), None) => quoted(self.json, only),
            _ => json::list(self.json, thing.types(), quoted),
        }
        let id = self.scope.thing(record);
        self.text("@id", &id).reference("mainEntityOfPage", page);
        // The values of one property stand together, in the order in which they were said.
        let mut rest = &mut thing.statements[..];
        while let Some(first) = rest.first() {
            let property = first.property;
            let said = |statement: &Statement<'_>| statement.property == property;
            let mut together = rest.iter().take_while(|statement| said(statement)).count();
            let more = rest[together..].iter().filter(|statement| said(statement)).count();
            if more > 0 {
                rest.sort_by_key(|statement| !said(statement));
                together += more;
            }
            let (values, others) = rest.split_at_mut(together);
            self.comma();
            quoted(self.json, property);
            self.json.push(':');
            match values {
                [only] => self.object(&only.object),
                several => {
                    for (place, value) in several.iter().enumerate() {
                        self.json.push(if place == 0 { '[' } else { ',' });
                        self.object(&value.object);
                    }
                    self.json.push(']');
                }
            }
            rest = others;
        }
        self.end()
    }

    /// Ends the text.
    pub fn finish(self) {
        self.json.push_str("]}");
    }

    fn object(&mut self, object: &Object<'_>) {
        match object {
            Object::Text(text) => quoted(self.json, text.text(self.language)),
            Object::Plain(text) | Object::Address(text) => quoted(self.json, text),
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
        self.json.push_str(&self.mention);
        self.json.push_str(self.mentions.of(self.scope, self.language, record));
    }

    fn begin(&mut self, of_type: &'static str) {
        self.json.push_str("{\"@type\":\"");
        self.json.push_str(of_type);
        self.json.push('"');
    }

    fn key(&mut self, key: &'static str) {
        self.comma();
        self.json.push('"');
        self.json.push_str(key);
        self.json.push_str("\":");
    }

    fn comma(&mut self) {
        if !matches!(self.json.as_bytes().last(), Some(b'[' | b'{' | b',' | b':')) {
            self.json.push(',');
        }
    }
}

/// A string of JSON that can also stand within a `<script>` element.
pub fn quoted(json: &mut String, text: &str) {
    json.push('"');
    escaped(json, text);
    json.push('"');
}

/// The inside of such a string.
pub(super) fn escaped(json: &mut String, text: &str) {
    let special = |byte: u8| escape::is_one(byte, [b'"', b'\\', b'<', b'>', b'&']) | (byte < b' ');
    let start = json.len();
    escape::copy(json, text, special, |json, byte| {
        let _ = match byte {
            b'"' => json.write_str("\\\""),
            b'\\' => json.write_str("\\\\"),
            other => write!(json, "\\u{other:04x}"),
        };
    });
    // The two ends of lines that only JSON takes for letters.
    if has_foreign_line_end(text) {
        let escaped = json[start..].replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        json.truncate(start);
        json.push_str(&escaped);
    }
}

/// Whether U+2028 or U+2029 stands in a text, whose third bytes differ in the last bit.
fn has_foreign_line_end(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (seconds, thirds) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    // No early end, so that the bytes are compared side by side.
    bytes.iter().zip(seconds).zip(thirds).fold(false, |found, ((first, second), third)| {
        found | ((*first == 0xe2) & (*second == 0x80) & (*third & 0xfe == 0xa8))
    })
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
        json.clear();
        quoted(&mut json, "№ — \u{2029}");
        assert_eq!(json, "\"№ — \\u2029\"");
    }
}
