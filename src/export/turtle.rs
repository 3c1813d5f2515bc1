//! `data/atlas.ttl`: the whole atlas as linked data, in Turtle (<https://www.w3.org/TR/turtle/>).
//!
//! What schema.org has words for is said in them; everything is also said in the atlas's own vocabulary, which the file
//! itself describes. A relation that is stated is a triple of its own; what is said about it (role, time, status,
//! sources) is a node beside it. Where the site does not know its address, the file is to be read from where it lies.

use std::fmt::Write;

use rayon::prelude::*;

use super::plain::plain;
use super::record_table::whole;
use crate::atlas::{RecordIx, Relation};
use crate::layout::World;
use crate::linked::{Object, Scope};
use crate::record::{Claim, Date, Figure, Particulars, Role, Status, Target, Value};
use crate::site::{Language, Localized, Side};

const PREFIXES: &str = "@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix v: <#> .\n";

pub(super) fn write(world: &World) -> Vec<u8> {
    let mut text = String::new();
    if let Some(base) = &world.site.base_url {
        text.push_str("@base ");
        iri(&mut text, &format!("{base}data/atlas.ttl"));
        text.push_str(" .\n");
    }
    text.push_str(PREFIXES);
    let writer =
        Writer { world, scope: Scope { site: &world.site, atlas: &world.atlas, plan: &world.plan, to_root: "../" } };
    writer.vocabulary(&mut text);
    let records: Vec<RecordIx> = world.atlas.each().collect();
    let parts: Vec<String> = records.par_iter().map(|record| writer.record(*record)).collect();
    parts.iter().for_each(|part| text.push_str(part));
    let parts: Vec<String> = world.atlas.relations.par_iter().map(|relation| writer.relation(relation)).collect();
    parts.iter().for_each(|part| text.push_str(part));
    text.into_bytes()
}

struct Writer<'a> {
    world: &'a World,
    scope: Scope<'a>,
}

impl Writer<'_> {
    /// The kinds, fields, relations and figures that the rest of the file speaks of.
    fn vocabulary(&self, out: &mut String) {
        let vocabulary = &self.world.site.vocabulary;
        let mut term = |path: &str, of_type: &str, label: &Localized| {
            let _ = write!(out, "\n<#{path}> a {of_type}");
            self.texts(out, "rdfs:label", label);
            out.push_str(" .");
        };
        for kind in &vocabulary.kinds {
            term(&format!("kind/{}", kind.id), "rdfs:Class", &kind.label);
        }
        let mut seen = std::collections::BTreeSet::new();
        for field in &vocabulary.fields {
            if seen.insert(&field.name) {
                term(&format!("field/{}", field.name), "rdf:Property", &field.label);
            }
        }
        for (id, label) in &vocabulary.figures {
            term(&format!("figure/{id}"), "rdfs:Resource", label);
        }
        let mut seen = std::collections::BTreeSet::new();
        for relation in &vocabulary.relations {
            if !seen.insert((&relation.name, &relation.inverse)) {
                continue;
            }
            term(&format!("relation/{}", relation.name), "owl:ObjectProperty", &relation.label);
            if !relation.symmetric {
                term(&format!("relation/{}", relation.inverse), "owl:ObjectProperty", &relation.inverse_label);
            }
        }
        for relation in &vocabulary.relations {
            let _ = match relation.symmetric {
                true => write!(out, "\n<#relation/{}> a owl:SymmetricProperty .", relation.name),
                false => {
                    write!(out, "\n<#relation/{}> owl:inverseOf <#relation/{}> .", relation.name, relation.inverse)
                }
            };
        }
        out.push('\n');
    }

    fn record(&self, ix: RecordIx) -> String {
        let world = self.world;
        let record = world.atlas.record(ix);
        let vocabulary = &world.site.vocabulary;
        let mut out = String::with_capacity(2048);
        out.push('\n');
        iri(&mut out, &self.scope.thing(ix));
        let thing = self.scope.record(ix);
        let _ = write!(out, " a <#kind/{}>", vocabulary.kind(record.kind).id);
        for of_type in &thing.types {
            let _ = write!(out, ", schema:{of_type}");
        }
        for language in world.site.each_language() {
            out.push_str(" ;\n  schema:mainEntityOfPage ");
            iri(&mut out, &self.scope.page(world.plan.record(ix, language)));
        }
        for statement in &thing.statements {
            let property = format!("schema:{}", statement.property);
            match &statement.object {
                Object::Text(text) => self.texts(&mut out, &property, text),
                object => {
                    let _ = write!(out, " ;\n  {property} ");
                    self.object(&mut out, object);
                }
            }
        }
        if record.status != Status::Stated {
            let _ = write!(out, " ;\n  v:status \"{}\"", record.status.id());
        }
        for fact in &record.facts {
            let field = vocabulary.field(fact.field);
            let property = format!("<#field/{}>", field.name);
            match &fact.value {
                Value::Text(text) => self.texts(&mut out, &property, text),
                value => {
                    let _ = write!(out, " ;\n  {property} ");
                    match value {
                        Value::Date(date) => self.date(&mut out, *date),
                        Value::Url(url) => iri(&mut out, url),
                        Value::Boolean(yes) => out.push_str(if *yes { "true" } else { "false" }),
                        Value::Integer(number) => drop(write!(out, "{number}")),
                        Value::Number(number) | Value::Share(number) => drop(write!(out, "\"{number}\"^^xsd:decimal")),
                        other => literal(&mut out, &whole(world, &field.value, other)),
                    }
                }
            }
            if let Some(said) = fact.claim.as_deref() {
                let _ = write!(out, " ;\n  v:claim [ v:field <#field/{}>", field.name);
                self.claim(&mut out, said);
                out.push_str(" ]");
            }
        }
        for figure in &record.figures {
            self.figure(&mut out, figure);
        }
        for (language, body) in &record.bodies {
            out.push_str(" ;\n  v:text ");
            literal(&mut out, &plain(world, body, *language));
            let _ = write!(out, "@{}", world.site.code(*language));
        }
        out.push_str(" .\n");
        out
    }

    fn figure(&self, out: &mut String, figure: &Figure) {
        let (id, _) = &self.world.site.vocabulary.figures[figure.of.index()];
        let _ = write!(out, " ;\n  v:figure [ v:of <#figure/{id}> ; v:value ");
        literal(out, &figure.value.to_string());
        let _ = write!(out, " ; v:number \"{}\"^^xsd:decimal", figure.value.number);
        if let Some(on) = figure.on {
            out.push_str(" ; v:on ");
            self.date(out, on);
        }
        if let Some(by) = figure.by.as_ref().and_then(|by| self.world.atlas.resolve(&by.text)) {
            out.push_str(" ; v:by ");
            iri(out, &self.scope.thing(by));
        }
        self.claim(out, &figure.claim);
        out.push_str(" ]");
    }

    fn relation(&self, relation: &Relation) -> String {
        let kind = self.world.site.vocabulary.relation(relation.relation);
        let nothing = Particulars::default();
        let said = relation.particulars.as_deref().unwrap_or(&nothing);
        let mut out = String::new();
        let (from, to) = (self.scope.thing(relation.at(Side::From)), self.scope.thing(relation.at(Side::To)));
        if said.claim.status == Status::Stated {
            out.push('\n');
            iri(&mut out, &from);
            let _ = write!(out, " <#relation/{}> ", kind.name);
            iri(&mut out, &to);
            out.push_str(" .");
        }
        if relation.particulars.is_none() && relation.via.is_none() && !relation.derived {
            return out;
        }
        out.push_str("\n[] a v:Relation ; v:from ");
        iri(&mut out, &from);
        let _ = write!(out, " ; v:relation <#relation/{}> ; v:to ", kind.name);
        iri(&mut out, &to);
        match &said.role {
            Some(Role::Known(role)) => {
                let (id, label) = &self.world.site.vocabulary.roles[usize::from(*role)];
                out.push_str(" ; v:role ");
                literal(&mut out, id);
                self.texts(&mut out, "v:roleName", label);
            }
            Some(Role::Words(words)) => self.texts(&mut out, "v:roleName", words),
            None => {}
        }
        for (property, date) in [("since", said.since), ("until", said.until), ("on", said.on)] {
            if let Some(date) = date {
                let _ = write!(out, " ; v:{property} ");
                self.date(&mut out, date);
            }
        }
        if let Some(via) = relation.via {
            out.push_str(" ; v:via ");
            iri(&mut out, &self.scope.thing(via));
        }
        if relation.derived {
            out.push_str(" ; v:derived true");
        }
        self.claim(&mut out, &said.claim);
        out.push_str(" .");
        out
    }

    fn claim(&self, out: &mut String, claim: &Claim) {
        let _ = write!(out, " ; v:status \"{}\"", claim.status.id());
        self.texts(out, "v:note", &claim.note);
        self.sources(out, &claim.sources);
    }

    fn sources(&self, out: &mut String, sources: &[Target]) {
        for source in self.world.atlas.resolve_all(sources) {
            out.push_str(" ; v:source ");
            iri(out, &self.scope.thing(source));
        }
    }

    fn object(&self, out: &mut String, object: &Object<'_>) {
        match object {
            Object::Text(text) => literal(out, text.text(Language::DEFAULT)),
            Object::Plain(text) => literal(out, text),
            Object::Address(url) => iri(out, url),
            Object::Record(record) => iri(out, &self.scope.thing(*record)),
            Object::Place(name, point) => {
                out.push_str("[ a schema:Place");
                if let Some(name) = name {
                    self.texts(out, "schema:name", name);
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
    fn texts(&self, out: &mut String, property: &str, text: &Localized) {
        for (language, text) in text.iter() {
            let _ = write!(out, " ;\n  {property} ");
            literal(out, text);
            let _ = write!(out, "@{}", self.world.site.code(language));
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

/// An IRI reference. What cannot stand in one is percent-encoded.
fn iri(out: &mut String, address: &str) {
    out.push('<');
    for c in address.chars() {
        match c {
            '\u{0}'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('>');
}

/// A literal without its language or type.
fn literal(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
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
