//! A JSON-LD 1.1 writer (<https://www.w3.org/TR/json-ld11/>) for the head of a page.
//!
//! The JSON-LD context is inline, so that a consumer does not fetch one. The text is a data block in a `<script>` element,
//! which browsers do not run. Escapes for `<`, `>` and `&` prevent that a value ends the element
//! (<https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>).

use std::fmt::Write;

use super::context::LinkedDataContext;
use super::node_refs::NodeRefs;
use super::place::ResourcePlace;
use super::resource::{PropertyValue, Statement};
use super::schema_types::write_types;
use crate::atlas::RecordIx;
use crate::site::Language;
use crate::text::json::{escape_script_into, script_string};

const START: &str = concat!(
    "{\"@context\":{\"@vocab\":\"https://schema.org/\",",
    "\"url\":{\"@type\":\"@id\"},\"sameAs\":{\"@type\":\"@id\"},\"contentUrl\":{\"@type\":\"@id\"}},\"@graph\":["
);

/// The initial capacity in bytes, enough for most pages.
const CAPACITY: usize = 3072;

/// A writer of the JSON-LD graph of one page.
pub struct Graph<'a> {
    context: LinkedDataContext<'a>,
    node_refs: &'a NodeRefs,
    /// The beginning of every reference to a record.
    ref_start: String,
    language: Language,
    json: &'a mut String,
}

impl<'a> Graph<'a> {
    /// Begins a graph in a language.
    pub fn new(
        json: &'a mut String,
        context: LinkedDataContext<'a>,
        node_refs: &'a NodeRefs,
        language: Language,
    ) -> Graph<'a> {
        json.reserve(CAPACITY);
        json.push_str(START);
        let mut ref_start = String::from("{\"@id\":\"");
        escape_script_into(&mut ref_start, context.root());
        Graph {
            context,
            node_refs,
            ref_start,
            language,
            json,
        }
    }

    /// Begins a node with its type and its identifier, if any.
    pub fn node(&mut self, of_type: &'static str, id: Option<&str>) -> &mut Self {
        self.comma();
        self.begin(of_type);
        if let Some(id) = id {
            self.text("@id", id);
        }
        self
    }

    /// Ends a node.
    pub fn end(&mut self) -> &mut Self {
        self.json.push('}');
        self
    }

    /// Writes a property with a string.
    pub fn text(&mut self, property: &'static str, text: &str) -> &mut Self {
        self.key(property);
        script_string(self.json, text);
        self
    }

    /// Writes a property with a number.
    pub fn number(&mut self, property: &'static str, number: usize) -> &mut Self {
        self.key(property);
        let _ = write!(self.json, "{number}");
        self
    }

    /// Writes a property with a reference to a node.
    pub fn reference(&mut self, property: &'static str, id: &str) -> &mut Self {
        self.key(property);
        self.json.push_str("{\"@id\":");
        script_string(self.json, id);
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

    /// Writes a reference to a record as an item of a list.
    pub fn item(&mut self, record: RecordIx) -> &mut Self {
        self.comma();
        self.record(record);
        self
    }

    /// Writes the breadcrumbs of a page from names and addresses; nothing if there are none.
    pub fn breadcrumbs<N: AsRef<str>>(
        &mut self,
        crumbs: impl Iterator<Item = (N, String)>,
    ) -> &mut Self {
        let mut crumbs = crumbs.zip(1..).peekable();
        if crumbs.peek().is_none() {
            return self;
        }
        self.inner("breadcrumb", "BreadcrumbList")
            .list("itemListElement");
        for ((name, url), position) in crumbs {
            self.node("ListItem", None)
                .number("position", position)
                .text("name", name.as_ref())
                .text("item", &url)
                .end();
        }
        self.end_list().end()
    }

    /// Writes the node of a record with all its statements.
    pub fn resource(&mut self, record: RecordIx, page: &str) -> &mut Self {
        let mut resource = self.context.resource(record, self.language);
        self.comma();
        self.json.push_str("{\"@type\":");
        write_types(self.json, resource.types());
        let id = self.context.resource_iri(record);
        self.text("@id", &id).reference("mainEntityOfPage", page);
        // The values of one property are grouped, in the order of their statements.
        let mut rest = &mut resource.statements[..];
        while let Some(first) = rest.first() {
            let property = first.property;
            let is_same = |statement: &Statement<'_>| statement.property == property;
            let mut together = rest
                .iter()
                .take_while(|statement| is_same(statement))
                .count();
            let more = rest[together..]
                .iter()
                .filter(|statement| is_same(statement))
                .count();
            if more > 0 {
                rest.sort_by_key(|statement| !is_same(statement));
                together += more;
            }
            let (values, others) = rest.split_at_mut(together);
            self.comma();
            script_string(self.json, property);
            self.json.push(':');
            match values {
                [only] => self.value(&only.value),
                several => {
                    for (place, value) in several.iter().enumerate() {
                        self.json.push(if place == 0 { '[' } else { ',' });
                        self.value(&value.value);
                    }
                    self.json.push(']');
                }
            }
            rest = others;
        }
        self.end()
    }

    /// Ends the graph.
    pub fn finish(self) {
        self.json.push_str("]}");
    }

    fn value(&mut self, value: &PropertyValue<'_>) {
        match value {
            PropertyValue::Text(text) => script_string(self.json, text.text(self.language)),
            PropertyValue::Name(name) => {
                self.json.push_str("{\"@language\":");
                script_string(self.json, &name.language);
                self.json.push_str(",\"@value\":");
                script_string(self.json, &name.text);
                self.json.push('}');
            }
            PropertyValue::Plain(text) | PropertyValue::Address(text) => {
                script_string(self.json, text);
            }
            PropertyValue::Record(record) => self.record(*record),
            PropertyValue::Place(place) => self.place(place),
            PropertyValue::Coordinates(lat, lon) => {
                let _ = write!(
                    self.json,
                    "{{\"@type\":\"GeoCoordinates\",\"latitude\":{lat},\"longitude\":{lon}}}"
                );
            }
        }
    }

    /// Writes a place with its postal address.
    fn place(&mut self, place: &ResourcePlace<'_>) {
        let language = self.language;
        self.begin("Place");
        if let Some(name) = place.name(self.context) {
            self.text("name", name.text(language));
        }
        let region = place.region(self.context);
        if place.locality.is_some() || region.is_some() {
            self.inner("address", "PostalAddress");
            if let Some(locality) = place.locality {
                self.text("addressLocality", locality.text(language));
            }
            if let Some(region) = region {
                self.text("addressRegion", region.text(language));
            }
            self.end();
        }
        if let Some((lat, lon)) = place.point {
            self.key("geo");
            self.value(&PropertyValue::Coordinates(lat, lon));
        }
        if place.containers().next().is_some() {
            self.list("containedInPlace");
            for record in place.containers() {
                self.item(record);
            }
            self.end_list();
        }
        self.end();
    }

    fn record(&mut self, record: RecordIx) {
        self.json.push_str(&self.ref_start);
        self.json
            .push_str(self.node_refs.get(self.context, self.language, record));
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
