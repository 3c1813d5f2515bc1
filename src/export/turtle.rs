//! `data/atlas.ttl`: the whole atlas as linked data, in Turtle (<https://www.w3.org/TR/turtle/>).
//!
//! Statements use schema.org where it has a term; all are also expressed in the atlas's own vocabulary, which the file
//! defines. A stated relation is a triple; its details (role, time, status, sources) are a separate node. Texts are left
//! out, since queries cannot use them. IRIs are relative to the file if the site has no base address.

use std::fmt::Write;

use super::record_strings::RecordStrings;
use super::value_text::value_text;
use crate::atlas::{RecordIx, Relation};
use crate::linked_data::{LinkedDataContext, PropertyValue};
use crate::model::SiteModel;
use crate::plan::Export;
use crate::record::{Date, Observation, Provenance, Record, RecordName, RelationDetails, Role, Status, Value};
use crate::site::{Direction, Language, Localized, Vocabulary, VocabularyTerm};
use crate::text::chunk_writer::ChunkWriter;
use crate::text::escape;

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

pub(super) fn write(model: &SiteModel, mut out: ChunkWriter<'_>) {
    if let (Some(base), Some(own)) = (&model.site.base_url, model.plan.export(Export::Turtle)) {
        out.push_str("@base ");
        iri(out.text(), &own.address.canonical(base));
        out.push_str(" .\n");
    }
    out.push_str(PREFIXES);
    let context = LinkedDataContext { site: &model.site, atlas: &model.atlas, plan: &model.plan, to_root: "../" };
    let writer = TurtleWriter {
        model,
        context,
        resources: RecordStrings::new(model, |out, record| iri(out, &context.resource_iri(record))),
        names: VocabularyNames::new(&model.site.vocabulary),
    };
    writer.vocabulary(out.text());
    for record in model.atlas.indices() {
        writer.record(record, out.text());
        out.flush_if_full();
    }
    out.finish();
}

struct TurtleWriter<'a> {
    model: &'a SiteModel,
    context: LinkedDataContext<'a>,
    /// The IRI of each record in Turtle.
    resources: RecordStrings,
    names: VocabularyNames,
}

/// The prefixed names of the atlas's own vocabulary by index.
struct VocabularyNames {
    kinds: Vec<String>,
    fields: Vec<String>,
    figures: Vec<String>,
    relations: Vec<String>,
}

impl VocabularyNames {
    fn new(vocabulary: &Vocabulary) -> VocabularyNames {
        VocabularyNames {
            kinds: vocabulary.kinds.iter().map(|kind| name("kind", &kind.id)).collect(),
            fields: vocabulary.fields.iter().map(|field| name("field", &field.name)).collect(),
            figures: vocabulary.figures.iter().map(|figure| name("figure", &figure.id)).collect(),
            relations: vocabulary.relations.iter().map(|relation| name("relation", &relation.name)).collect(),
        }
    }
}

impl TurtleWriter<'_> {
    /// Writes the definitions of kinds, fields, relations and figures.
    fn vocabulary(&self, out: &mut String) {
        let vocabulary = &self.model.site.vocabulary;
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
        for VocabularyTerm { id, label } in &vocabulary.figures {
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
        let model = self.model;
        let record = model.atlas.record(ix);
        out.push('\n');
        out.push_str(self.resource(ix));
        let resource = self.context.resource(ix);
        out.push_str(" a ");
        out.push_str(&self.names.kinds[record.kind.index()]);
        for of_type in resource.types() {
            out.push_str(", schema:");
            out.push_str(of_type);
        }
        for language in model.site.each_language() {
            out.push_str(" ;\n  schema:mainEntityOfPage ");
            iri(out, &self.context.page(model.plan.record(ix, language)));
        }
        let mut before = "";
        for statement in &resource.statements {
            if let PropertyValue::Text(text) = &statement.value {
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
            self.value(out, &statement.value);
        }
        self.stated_relations(ix, out);
        if record.status != Status::Stated {
            let _ = write!(out, " ;\n  v:status \"{}\"", record.status.id());
        }
        self.field_values(record, out);
        for figure in &record.observations {
            self.figure(out, figure);
        }
        out.push_str(" .\n");
        for edge in model.atlas.edges(ix).iter().filter(|edge| edge.side == Direction::Forward && !edge.bare) {
            self.relation_details(&model.atlas.relations[edge.relation as usize], out);
        }
    }

    /// Writes the field values of a record with their provenance.
    fn field_values(&self, record: &Record, out: &mut String) {
        let model = self.model;
        for fact in &record.fields {
            let field = model.site.vocabulary.field(fact.field);
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
                        other => literal(out, &value_text(model, &field.value, other)),
                    }
                }
            }
            if let Some(claim) = fact.provenance.as_deref() {
                let _ = write!(out, " ;\n  v:claim [ v:field {name}");
                self.claim(out, claim);
                out.push_str(" ]");
            }
        }
    }

    /// Writes the stated relations of a record, each as a property.
    fn stated_relations(&self, ix: RecordIx, out: &mut String) {
        let mut before = None;
        for edge in self.model.atlas.edges(ix).iter().filter(|edge| edge.side == Direction::Forward) {
            if self.model.atlas.status(edge) != Status::Stated {
                continue;
            }
            let this = (edge.relation_type, edge.other);
            match before.replace(this) {
                // Relations in different roles are one triple.
                Some(last) if last == this => continue,
                Some((last, _)) if last == this.0 => out.push_str(", "),
                _ => {
                    property(out, ["", &self.names.relations[edge.relation_type.index()]]);
                }
            }
            out.push_str(self.resource(this.1));
        }
    }

    fn resource(&self, record: RecordIx) -> &str {
        self.resources.get(record)
    }

    fn figure(&self, out: &mut String, figure: &Observation) {
        let _ = write!(out, " ;\n  v:figure [ v:of {} ; v:value ", self.names.figures[figure.of.index()]);
        literal(out, &figure.value.to_string());
        let _ = write!(out, " ; v:number \"{}\"^^xsd:decimal", figure.value.number);
        if let Some(on) = figure.on {
            out.push_str(" ; v:on ");
            self.date(out, on);
        }
        if let Some(by) = figure.by.as_ref().and_then(|by| self.model.atlas.resolve(&by.text)) {
            out.push_str(" ; v:by ");
            out.push_str(self.resource(by));
        }
        self.claim(out, &figure.provenance);
        out.push_str(" ]");
    }

    /// Writes the details of a relation as a node.
    fn relation_details(&self, relation: &Relation, out: &mut String) {
        let nothing = RelationDetails::default();
        let details = relation.details.as_deref().unwrap_or(&nothing);
        let (from, to) =
            (self.resource(relation.at(Direction::Forward)), self.resource(relation.at(Direction::Inverse)));
        let own = &self.names.relations[relation.relation.index()];
        let _ = write!(out, "[] a v:Relation ; v:from {from} ; v:relation {own} ; v:to {to}");
        match &details.role {
            Some(Role::Known(role)) => {
                let VocabularyTerm { id, label } = &self.model.site.vocabulary.roles[usize::from(*role)];
                out.push_str(" ; v:role ");
                literal(out, id);
                self.texts(out, ["", "v:roleName"], label);
            }
            Some(Role::Words(words)) => self.texts(out, ["", "v:roleName"], words),
            None => {}
        }
        for (property, date) in [("since", details.since), ("until", details.until), ("on", details.on)] {
            if let Some(date) = date {
                let _ = write!(out, " ; v:{property} ");
                self.date(out, date);
            }
        }
        if let Some(via) = relation.via {
            out.push_str(" ; v:via ");
            out.push_str(self.resource(via));
        }
        if relation.derived {
            out.push_str(" ; v:derived true");
        }
        self.claim(out, &details.provenance);
        out.push_str(" .\n");
    }

    fn claim(&self, out: &mut String, claim: &Provenance) {
        let _ = write!(out, " ; v:status \"{}\"", claim.status.id());
        self.texts(out, ["", "v:note"], &claim.note);
        self.sources(out, &claim.sources);
    }

    fn sources(&self, out: &mut String, sources: &[RecordName]) {
        for source in self.model.atlas.resolve_all(sources) {
            out.push_str(" ; v:source ");
            out.push_str(self.resource(source));
        }
    }

    fn value(&self, out: &mut String, value: &PropertyValue<'_>) {
        match value {
            PropertyValue::Text(text) => literal(out, text.text(Language::DEFAULT)),
            PropertyValue::Plain(text) => literal(out, text),
            PropertyValue::Address(url) => iri(out, url),
            PropertyValue::Record(record) => out.push_str(self.resource(*record)),
            PropertyValue::Place(name, point) => {
                out.push_str("[ a schema:Place");
                if let Some(name) = name {
                    self.texts(out, ["", "schema:name"], name);
                }
                if let Some((lat, lon)) = point {
                    out.push_str(" ; schema:geo ");
                    self.value(out, &PropertyValue::Coordinates(*lat, *lon));
                }
                out.push_str(" ]");
            }
            PropertyValue::Coordinates(lat, lon) => {
                let _ = write!(out, "[ a schema:GeoCoordinates ; schema:latitude \"{lat}\"^^xsd:decimal");
                let _ = write!(out, " ; schema:longitude \"{lon}\"^^xsd:decimal ]");
            }
        }
    }

    /// Writes a property with one literal per translation of a text.
    fn texts(&self, out: &mut String, name: [&str; 2], text: &Localized) {
        for (language, text) in text.iter() {
            property(out, name);
            literal(out, text);
            out.push('@');
            out.push_str(self.model.site.code(language));
        }
    }

    /// Writes a date with the XML Schema type of its precision; a date without such a type is an EDTF literal.
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

/// Begins another property; its name is the concatenation of both parts.
fn property(out: &mut String, [prefix, rest]: [&str; 2]) {
    out.push_str(" ;\n  ");
    out.push_str(prefix);
    out.push_str(rest);
    out.push(' ');
}

/// The name of a vocabulary term: a prefixed name if its characters allow one, else an IRI.
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

/// Writes an IRI reference. Forbidden characters are percent-encoded.
fn iri(out: &mut String, address: &str) {
    let forbidden =
        |byte: u8| escape::is_one_of(byte, [b'<', b'>', b'"', b'{', b'}', b'|', b'^', b'`', b'\\']) | (byte <= b' ');
    out.push('<');
    escape::escape_into(out, address, forbidden, |out, byte| _ = write!(out, "%{byte:02X}"));
    out.push('>');
}

/// Writes a literal without language or type.
fn literal(out: &mut String, text: &str) {
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
