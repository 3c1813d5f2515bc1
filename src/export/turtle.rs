//! `data/atlas.ttl`: the whole atlas as linked data, in Turtle (<https://www.w3.org/TR/turtle/>).
//!
//! Statements use schema.org where it has a term; all are also expressed in the atlas's own vocabulary, which the file
//! defines. A stated relation is a triple; its details (role, time, status, sources) are a separate node. Texts are left
//! out, since queries cannot use them. IRIs are relative to the file if the site has no base address.

use std::fmt::Write;

use super::record_strings::RecordStrings;
use super::turtle_syntax::{iri, literal, localized, name, property};
use super::turtle_vocabulary::{VocabularyNames, write_definitions};
use super::value_text::value_text;
use crate::atlas::{Edge, EffectiveSources, RecordIx, Relation};
use crate::linked_data::{LinkedDataContext, PropertyValue, ResourcePlace};
use crate::model::SiteModel;
use crate::plan::Export;
use crate::record::{Date, Observation, Provenance, RelationDetails, Role, Status, Value};
use crate::site::{Direction, FieldType, Language, Localized, VocabularyTerm};
use crate::text::chunk_writer::ChunkWriter;

const PREFIXES: &str = "@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix v: <#> .
@prefix kind: <#kind/> .
@prefix field: <#field/> .
@prefix figure: <#figure/> .
@prefix relation: <#relation/> .
@prefix qualifier: <#qualifier/> .\n";

pub(super) fn write(model: &SiteModel, mut out: ChunkWriter<'_>) {
    if let (Some(base), Some(own)) = (&model.site.base_url, model.plan.export(Export::Turtle)) {
        out.push_str("@base ");
        iri(out.text(), &own.address.canonical(base));
        out.push_str(" .\n");
    }
    out.push_str(PREFIXES);
    let context = LinkedDataContext {
        site: &model.site,
        atlas: &model.atlas,
        plan: &model.plan,
        to_root: "../",
    };
    let writer = TurtleWriter {
        model,
        context,
        resources: RecordStrings::new(model, |out, record| iri(out, &context.resource_iri(record))),
        names: VocabularyNames::new(&model.site.vocabulary),
    };
    write_definitions(&model.site, out.text());
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

impl TurtleWriter<'_> {
    fn record(&self, ix: RecordIx, out: &mut String) {
        let model = self.model;
        let record = model.atlas.record(ix);
        out.push('\n');
        out.push_str(self.resource(ix));
        let resource = self.context.resource(ix, Language::DEFAULT);
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
        if let Some(provenance) = record.name_provenance.as_deref() {
            out.push_str(" ;\n  v:claim [ v:field schema:name");
            let found = model.atlas.value_sources(ix, Some(provenance));
            self.claim(out, Some(provenance), &found);
            out.push_str(" ]");
        }
        self.field_values(ix, out);
        for figure in &record.observations {
            self.figure(out, ix, figure);
        }
        out.push_str(" .\n");
        let edges = model.atlas.edges(ix).iter();
        let is_described = |edge: &&Edge| {
            let is_claim = model.site.is_claim(edge.relation_type);
            edge.side == Direction::Forward && (is_claim || !edge.bare)
        };
        for edge in edges.filter(is_described) {
            self.relation_details(&model.atlas.relations[edge.relation as usize], out);
        }
    }

    /// Writes the field values of a record with their provenance.
    fn field_values(&self, ix: RecordIx, out: &mut String) {
        let model = self.model;
        let record = model.atlas.record(ix);
        for fact in &record.fields {
            let field = model.site.vocabulary.field(fact.field);
            let name = &self.names.fields[fact.field.index()];
            for value in fact.value.all() {
                match value {
                    Value::Text(text) => self.texts(out, ["", name], text),
                    value => {
                        property(out, ["", name]);
                        self.field_value(&field.value, value, out);
                    }
                }
            }
            let provenance = fact.provenance.as_deref();
            let is_claim = model.site.is_field_claim(record.kind, fact.field);
            let found = model.atlas.value_sources(ix, provenance);
            if provenance.is_some() || (is_claim && !found.sources.is_empty()) {
                let _ = write!(out, " ;\n  v:claim [ v:field {name}");
                self.claim(out, provenance, &found);
                out.push_str(" ]");
            }
        }
    }

    fn field_value(&self, kind: &FieldType, value: &Value, out: &mut String) {
        match value {
            Value::Date(date) => self.date(out, *date),
            Value::Url(url) => iri(out, url),
            Value::Boolean(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Value::Integer(number) => _ = write!(out, "{number}"),
            Value::Number(number) | Value::Share(number) => {
                _ = write!(out, "\"{number}\"^^xsd:decimal");
            }
            other => literal(out, &value_text(self.model, kind, other, Language::DEFAULT)),
        }
    }

    /// Writes the stated relations of a record, each as a property.
    fn stated_relations(&self, ix: RecordIx, out: &mut String) {
        let mut before = None;
        for edge in self
            .model
            .atlas
            .edges(ix)
            .iter()
            .filter(|edge| edge.side == Direction::Forward)
        {
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

    fn figure(&self, out: &mut String, ix: RecordIx, figure: &Observation) {
        let _ = write!(
            out,
            " ;\n  v:figure [ v:of {} ; v:value ",
            self.names.figures[figure.of.index()]
        );
        literal(out, &figure.value.to_string());
        let _ = write!(out, " ; v:number \"{}\"^^xsd:decimal", figure.value.number);
        if let Some(on) = figure.on {
            out.push_str(" ; v:on ");
            self.date(out, on);
        }
        if let Some(by) = figure
            .by
            .as_ref()
            .and_then(|by| self.model.atlas.resolve(&by.text))
        {
            out.push_str(" ; v:by ");
            out.push_str(self.resource(by));
        }
        let found = self.model.atlas.value_sources(ix, Some(&figure.provenance));
        self.claim(out, Some(&figure.provenance), &found);
        out.push_str(" ]");
    }

    /// Writes the details of a relation as a node.
    fn relation_details(&self, relation: &Relation, out: &mut String) {
        let nothing = RelationDetails::default();
        let details = relation.details.as_deref().unwrap_or(&nothing);
        let (from, to) = (
            self.resource(relation.at(Direction::Forward)),
            self.resource(relation.at(Direction::Inverse)),
        );
        let own = &self.names.relations[relation.relation.index()];
        let _ = write!(
            out,
            "[] a v:Relation ; v:from {from} ; v:relation {own} ; v:to {to}"
        );
        match &details.role {
            Some(Role::Known(role)) => {
                let VocabularyTerm { id, label } =
                    &self.model.site.vocabulary.roles[usize::from(*role)];
                out.push_str(" ; v:role ");
                literal(out, id);
                self.texts(out, ["", "v:roleName"], label);
            }
            Some(Role::Words(words)) => self.texts(out, ["", "v:roleName"], words),
            None => {}
        }
        for (property, date) in [
            ("since", details.since),
            ("until", details.until),
            ("on", details.on),
        ] {
            if let Some(date) = date {
                let _ = write!(out, " ; v:{property} ");
                self.date(out, date);
            }
        }
        let kind = self.model.site.vocabulary.relation(relation.relation);
        for (index, value) in &details.qualifiers {
            let qualifier = &kind.qualifiers[*index];
            let _ = write!(out, " ; {} ", name("qualifier", &qualifier.id));
            self.field_value(&qualifier.value, value, out);
        }
        if let Some(via) = relation.via {
            out.push_str(" ; v:via ");
            out.push_str(self.resource(via));
        }
        if relation.derived {
            out.push_str(" ; v:derived true");
        }
        for record in relation.stated_in() {
            out.push_str(" ; v:statedIn ");
            out.push_str(self.resource(record));
        }
        let found = self
            .model
            .atlas
            .relation_sources(relation, &self.model.site);
        self.claim(out, Some(&details.provenance), &found);
        out.push_str(" .\n");
    }

    /// Writes status, note and sources of a claim; the sources in the terms of PROV-O (<https://www.w3.org/TR/prov-o/>).
    fn claim(
        &self,
        out: &mut String,
        provenance: Option<&Provenance>,
        found: &EffectiveSources<'_>,
    ) {
        let status = provenance.map_or(Status::Stated, |provenance| provenance.status);
        let _ = write!(out, " ; v:status \"{}\"", status.id());
        if let Some(provenance) = provenance {
            self.texts(out, ["", "v:note"], &provenance.note);
        }
        for source in &*found.sources {
            out.push_str(" ; prov:hadPrimarySource ");
            out.push_str(self.resource(*source));
        }
        if found.inherited {
            out.push_str(" ; v:sourcesInherited true");
        }
    }

    fn value(&self, out: &mut String, value: &PropertyValue<'_>) {
        match value {
            PropertyValue::Text(text) => literal(out, text.text(Language::DEFAULT)),
            PropertyValue::Name(name) => {
                literal(out, &name.text);
                out.push('@');
                out.push_str(&name.language);
            }
            PropertyValue::Plain(text) => literal(out, text),
            PropertyValue::Address(url) => iri(out, url),
            PropertyValue::Record(record) => out.push_str(self.resource(*record)),
            PropertyValue::Place(place) => self.place(out, place),
            PropertyValue::Coordinates(lat, lon) => {
                let _ = write!(
                    out,
                    "[ a schema:GeoCoordinates ; schema:latitude \"{lat}\"^^xsd:decimal"
                );
                let _ = write!(out, " ; schema:longitude \"{lon}\"^^xsd:decimal ]");
            }
        }
    }

    /// Writes a place with its postal address.
    fn place(&self, out: &mut String, place: &ResourcePlace<'_>) {
        let context = self.context;
        out.push_str("[ a schema:Place");
        if let Some(name) = place.name(context) {
            self.texts(out, ["", "schema:name"], name);
        }
        let region = place.region(context);
        if place.locality.is_some() || region.is_some() {
            out.push_str(" ; schema:address [ a schema:PostalAddress");
            for (property, text) in [
                ("schema:addressLocality", place.locality),
                ("schema:addressRegion", region),
            ] {
                if let Some(text) = text {
                    self.texts(out, ["", property], text);
                }
            }
            out.push_str(" ]");
        }
        if let Some((lat, lon)) = place.point {
            out.push_str(" ; schema:geo ");
            self.value(out, &PropertyValue::Coordinates(lat, lon));
        }
        for record in place.containers() {
            out.push_str(" ; schema:containedInPlace ");
            out.push_str(self.resource(record));
        }
        out.push_str(" ]");
    }

    /// Writes a property with one literal per translation of a text.
    fn texts(&self, out: &mut String, name: [&str; 2], text: &Localized) {
        localized(out, &self.model.site, name, text);
    }

    /// Writes a date with the XML Schema type of its precision; a date without such a type is an EDTF literal.
    fn date(&self, out: &mut String, date: Date) {
        literal(out, &date.to_string());
        if let Date::On(moment) = date
            && moment.is_exact()
        {
            out.push_str(match (moment.month, moment.day) {
                _ if moment.time.is_some() => "^^xsd:dateTime",
                (_, Some(_)) => "^^xsd:date",
                (Some(_), None) => "^^xsd:gYearMonth",
                (None, None) => "^^xsd:gYear",
            });
        }
    }
}
