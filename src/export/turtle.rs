//! `data/atlas.ttl`: the whole atlas as linked data, in Turtle (<https://www.w3.org/TR/turtle/>).
//!
//! What schema.org has words for is said in them; everything is also said in the atlas's own vocabulary, which the file
//! itself describes. A relation that is stated is a triple of its own; what is said about it (role, time, status,
//! sources) is a node beside it. Texts stay on the pages and in the tables: they state nothing that a query could ask. Where the site does not know its address, the file is to be read from where it lies.

use std::fmt::Write;

use super::record_table::whole;
use super::spelled::Spelled;
use super::text::Text;
use crate::atlas::{RecordIx, Relation};
use crate::escape;
use crate::layout::World;
use crate::linked::{Object, Scope};
use crate::record::{Claim, Date, Figure, Particulars, Role, Status, Target, Value};
use crate::site::{Language, Localized, Side, Vocabulary};

const PREFIXES: &str = "@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix v: <#> .
@prefix kind: <#kind/> .
@prefix field: <#field/> .
@prefix figure: <#figure/> .
@prefix relation: <#relation/> .\n";

pub(super) fn write(world: &World, mut text: Text<'_>) {
    if let Some(base) = &world.site.base_url {
        text.push_str("@base ");
        iri(&mut text, &format!("{base}data/atlas.ttl"));
        text.push_str(" .\n");
    }
    text.push_str(PREFIXES);
    let scope = Scope { site: &world.site, atlas: &world.atlas, plan: &world.plan, to_root: "../" };
    let writer = Writer {
        world,
        scope,
        things: Spelled::new(world, |out, record| iri(out, &scope.thing(record))),
        names: Names::new(&world.site.vocabulary),
    };
    writer.vocabulary(&mut text);
    for record in world.atlas.each() {
        writer.record(record, &mut text);
        text.pass();
    }
    text.finish();
}

struct Writer<'a> {
    world: &'a World,
    scope: Scope<'a>,
    /// What identifies each record, as it is written.
    things: Spelled,
    names: Names,
}

/// The names of the atlas's own vocabulary, as they are written, by their places in it.
struct Names {
    kinds: Vec<String>,
    fields: Vec<String>,
    figures: Vec<String>,
    relations: Vec<String>,
}

impl Names {
    fn new(vocabulary: &Vocabulary) -> Names {
        Names {
            kinds: vocabulary.kinds.iter().map(|kind| name("kind", &kind.id)).collect(),
            fields: vocabulary.fields.iter().map(|field| name("field", &field.name)).collect(),
            figures: vocabulary.figures.iter().map(|(id, _)| name("figure", id)).collect(),
            relations: vocabulary.relations.iter().map(|relation| name("relation", &relation.name)).collect(),
        }
    }
}

impl Writer<'_> {
    /// The kinds, fields, relations and figures that the rest of the file speaks of.
    fn vocabulary(&self, out: &mut String) {
        let vocabulary = &self.world.site.vocabulary;
        let mut term = |path: &str, of_type: &str, label: &Localized| {
            let _ = write!(out, "\n{path} a {of_type}");
            self.texts(out, ["", "rdfs:label"], label);
            out.push_str(" .");
        };
        for kind in &vocabulary.kinds {
            term(&name("kind", &kind.id), "rdfs:Class", &kind.label);
        }
        let mut seen = std::collections::BTreeSet::new();
        for field in &vocabulary.fields {
            if seen.insert(&field.name) {
                term(&name("field", &field.name), "rdf:Property", &field.label);
            }
        }
        for (id, label) in &vocabulary.figures {
            term(&name("figure", id), "rdfs:Resource", label);
        }
        let mut seen = std::collections::BTreeSet::new();
        for relation in &vocabulary.relations {
            if !seen.insert((&relation.name, &relation.inverse)) {
                continue;
            }
            term(&name("relation", &relation.name), "owl:ObjectProperty", &relation.label);
            if !relation.symmetric {
                term(&name("relation", &relation.inverse), "owl:ObjectProperty", &relation.inverse_label);
            }
        }
        for relation in &vocabulary.relations {
            let own = name("relation", &relation.name);
            let _ = match relation.symmetric {
                true => write!(out, "\n{own} a owl:SymmetricProperty ."),
                false => write!(out, "\n{own} owl:inverseOf {} .", name("relation", &relation.inverse)),
            };
        }
        out.push('\n');
    }

    fn record(&self, ix: RecordIx, out: &mut String) {
        let world = self.world;
        let record = world.atlas.record(ix);
        let vocabulary = &world.site.vocabulary;
        out.push('\n');
        out.push_str(self.thing(ix));
        let thing = self.scope.record(ix);
        out.push_str(" a ");
        out.push_str(&self.names.kinds[record.kind.index()]);
        for of_type in thing.types() {
            out.push_str(", schema:");
            out.push_str(of_type);
        }
        for language in world.site.each_language() {
            out.push_str(" ;\n  schema:mainEntityOfPage ");
            iri(out, &self.scope.page(world.plan.record(ix, language)));
        }
        let mut before = "";
        for statement in &thing.statements {
            if let Object::Text(text) = &statement.object {
                self.texts(out, ["schema:", statement.property], text);
                before = "";
                continue;
            }
            if statement.property == before {
                out.push_str(", ");
            } else {
                property(out, ["schema:", statement.property]);
                before = statement.property;
            }
            self.object(out, &statement.object);
        }
        self.stated(ix, out);
        if record.status != Status::Stated {
            let _ = write!(out, " ;\n  v:status \"{}\"", record.status.id());
        }
        for fact in &record.facts {
            let field = vocabulary.field(fact.field);
            let name = &self.names.fields[fact.field.index()];
            match &fact.value {
                Value::Text(text) => self.texts(out, ["", name], text),
                value => {
                    property(out, ["", name]);
                    match value {
                        Value::Date(date) => self.date(out, *date),
                        Value::Url(url) => iri(out, url),
                        Value::Boolean(yes) => out.push_str(if *yes { "true" } else { "false" }),
                        Value::Integer(number) => drop(write!(out, "{number}")),
                        Value::Number(number) | Value::Share(number) => drop(write!(out, "\"{number}\"^^xsd:decimal")),
                        other => literal(out, &whole(world, &field.value, other)),
                    }
                }
            }
            if let Some(said) = fact.claim.as_deref() {
                let _ = write!(out, " ;\n  v:claim [ v:field {name}");
                self.claim(out, said);
                out.push_str(" ]");
            }
        }
        for figure in &record.figures {
            self.figure(out, figure);
        }
        out.push_str(" .\n");
        for edge in world.atlas.edges(ix).iter().filter(|edge| edge.side == Side::From && !edge.bare) {
            self.particulars(&world.atlas.relations[edge.relation as usize], out);
        }
    }

    /// The relations of a record that are stated, each as a property.
    fn stated(&self, ix: RecordIx, out: &mut String) {
        let mut before = None;
        for edge in self.world.atlas.edges(ix).iter().filter(|edge| edge.side == Side::From) {
            if self.world.atlas.status(edge) != Status::Stated {
                continue;
            }
            let this = (edge.which, edge.other);
            match before.replace(this) {
                // Once is enough for two roles.
                Some(last) if last == this => continue,
                Some((last, _)) if last == this.0 => out.push_str(", "),
                _ => {
                    property(out, ["", &self.names.relations[edge.which.index()]]);
                }
            }
            out.push_str(self.thing(this.1));
        }
    }

    fn thing(&self, record: RecordIx) -> &str {
        self.things.of(record)
    }

    fn figure(&self, out: &mut String, figure: &Figure) {
        let _ = write!(out, " ;\n  v:figure [ v:of {} ; v:value ", self.names.figures[figure.of.index()]);
        literal(out, &figure.value.to_string());
        let _ = write!(out, " ; v:number \"{}\"^^xsd:decimal", figure.value.number);
        if let Some(on) = figure.on {
            out.push_str(" ; v:on ");
            self.date(out, on);
        }
        if let Some(by) = figure.by.as_ref().and_then(|by| self.world.atlas.resolve(&by.text)) {
            out.push_str(" ; v:by ");
            out.push_str(self.thing(by));
        }
        self.claim(out, &figure.claim);
        out.push_str(" ]");
    }

    /// What is said about a relation, as a node of its own.
    fn particulars(&self, relation: &Relation, out: &mut String) {
        let nothing = Particulars::default();
        let said = relation.particulars.as_deref().unwrap_or(&nothing);
        let (from, to) = (self.thing(relation.at(Side::From)), self.thing(relation.at(Side::To)));
        let own = &self.names.relations[relation.relation.index()];
        let _ = write!(out, "[] a v:Relation ; v:from {from} ; v:relation {own} ; v:to {to}");
        match &said.role {
            Some(Role::Known(role)) => {
                let (id, label) = &self.world.site.vocabulary.roles[usize::from(*role)];
                out.push_str(" ; v:role ");
                literal(out, id);
                self.texts(out, ["", "v:roleName"], label);
            }
            Some(Role::Words(words)) => self.texts(out, ["", "v:roleName"], words),
            None => {}
        }
        for (property, date) in [("since", said.since), ("until", said.until), ("on", said.on)] {
            if let Some(date) = date {
                let _ = write!(out, " ; v:{property} ");
                self.date(out, date);
            }
        }
        if let Some(via) = relation.via {
            out.push_str(" ; v:via ");
            out.push_str(self.thing(via));
        }
        if relation.derived {
            out.push_str(" ; v:derived true");
        }
        self.claim(out, &said.claim);
        out.push_str(" .\n");
    }

    fn claim(&self, out: &mut String, claim: &Claim) {
        let _ = write!(out, " ; v:status \"{}\"", claim.status.id());
        self.texts(out, ["", "v:note"], &claim.note);
        self.sources(out, &claim.sources);
    }

    fn sources(&self, out: &mut String, sources: &[Target]) {
        for source in self.world.atlas.resolve_all(sources) {
            out.push_str(" ; v:source ");
            out.push_str(self.thing(source));
        }
    }

    fn object(&self, out: &mut String, object: &Object<'_>) {
        match object {
            Object::Text(text) => literal(out, text.text(Language::DEFAULT)),
            Object::Plain(text) => literal(out, text),
            Object::Address(url) => iri(out, url),
            Object::Record(record) => out.push_str(self.thing(*record)),
            Object::Place(name, point) => {
                out.push_str("[ a schema:Place");
                if let Some(name) = name {
                    self.texts(out, ["", "schema:name"], name);
                }
                if let Some((lat, lon)) = point {
                    out.push_str(" ; schema:geo ");
                    self.object(out, &Object::Coordinates(*lat, *lon));
                }
                out.push_str(" ]");
            }
            Object::Coordinates(lat, lon) => {
                let _ = write!(out, "[ a schema:GeoCoordinates ; schema:latitude \"{lat}\"^^xsd:decimal");
                let _ = write!(out, " ; schema:longitude \"{lon}\"^^xsd:decimal ]");
            }
        }
    }

    /// A property with a text in each language that has one.
    fn texts(&self, out: &mut String, name: [&str; 2], text: &Localized) {
        for (language, text) in text.iter() {
            property(out, name);
            literal(out, text);
            out.push('@');
            out.push_str(self.world.site.code(language));
        }
    }

    /// A date with the type that fits its precision; one that no type of XML Schema can hold stays a text of EDTF.
    fn date(&self, out: &mut String, date: Date) {
        literal(out, &date.to_string());
        if let Date::On(moment) = date
            && moment.is_certain()
            && moment.year > 0
        {
            out.push_str(match (moment.month, moment.day) {
                (_, Some(_)) => "^^xsd:date",
                (Some(_), None) => "^^xsd:gYearMonth",
                (None, None) => "^^xsd:gYear",
            });
        }
    }
}

/// Begins to say something more, with a property: the prefix of its name, where it does not have it yet, and the rest.
fn property(out: &mut String, [prefix, rest]: [&str; 2]) {
    out.push_str(" ;\n  ");
    out.push_str(prefix);
    out.push_str(rest);
    out.push(' ');
}

/// The name of something of the atlas's own vocabulary, with a prefix where its letters allow one.
fn name(prefix: &str, id: &str) -> String {
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

/// An IRI reference. What cannot stand in one is percent-encoded.
fn iri(out: &mut String, address: &str) {
    let forbidden =
        |byte: u8| escape::is_one(byte, [b'<', b'>', b'"', b'{', b'}', b'|', b'^', b'`', b'\\']) | (byte <= b' ');
    out.push('<');
    escape::copy(out, address, forbidden, |out, byte| _ = write!(out, "%{byte:02X}"));
    out.push('>');
}

/// A literal without its language or type.
fn literal(out: &mut String, text: &str) {
    out.push('"');
    let special = |byte: u8| escape::is_one(byte, [b'"', b'\\', b'\n', b'\r', b'\t']);
    escape::copy(out, text, special, |out, byte| {
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

#[cfg(test)]
mod tests {
    use super::{iri, literal};

    #[test]
    fn literals_and_addresses_end_where_they_should() {
        let mut out = String::new();
        literal(&mut out, "«ё» \"a\\b\"\n");
        iri(&mut out, "https://пример.рф/a b>\"{x}");
        assert_eq!(out, "\"«ё» \\\"a\\\\b\\\"\\n\"<https://пример.рф/a%20b%3E%22%7Bx%7D>");
    }
}
