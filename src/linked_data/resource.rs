//! The mapping of a record to the vocabulary of schema.org: a resource with its statements.

use std::borrow::Cow;
use std::collections::HashSet;

use super::context::LinkedDataContext;
use super::place::ResourcePlace;
use super::schema_class::SchemaClass;
use super::schema_types::schema_types;
use crate::atlas::RecordIx;
use crate::record::{Date, ForeignName, Record, Status, Value};
use crate::site::{Direction, Kind, KindIx, Language, Localized, RelationIx};

/// The usual number of statements besides relations.
const USUAL: usize = 12;

/// An RDF resource: the types and statements of one record.
pub struct Resource<'a> {
    kind: &'a Kind,
    /// The statements in order.
    pub statements: Vec<Statement<'a>>,
}

/// A statement about a resource: a property of schema.org and its value.
pub struct Statement<'a> {
    /// The property: `memberOf`.
    pub property: &'a str,
    /// The value.
    pub value: PropertyValue<'a>,
}

/// The value of a property.
pub enum PropertyValue<'a> {
    /// A text with translations.
    Text(&'a Localized),
    /// A name with its language.
    Name(&'a ForeignName),
    /// A text without a language: a date, a code.
    Plain(Cow<'a, str>),
    /// An absolute URL.
    Address(Cow<'a, str>),
    /// Another record.
    Record(RecordIx),
    /// A place with its address.
    Place(ResourcePlace<'a>),
    /// Latitude and longitude in degrees.
    Coordinates(f64, f64),
}

impl<'a> LinkedDataContext<'a> {
    /// Builds the resource of a record with the field values of a language.
    pub fn resource(self, ix: RecordIx, language: Language) -> Resource<'a> {
        let record = self.atlas.record(ix);
        let kind = self.site.vocabulary.kind(record.kind);
        let mut resource = Resource {
            kind,
            statements: Vec::with_capacity(USUAL + self.atlas.edges(ix).len()),
        };
        let class = self.schema_class(record.kind);
        resource.add(
            "identifier",
            PropertyValue::Plain(Cow::Borrowed(&record.id)),
        );
        for (property, text) in [
            ("name", &record.name),
            ("alternateName", &record.short),
            ("description", &record.summary),
        ] {
            resource.text(property, text);
        }
        for alias in &record.aliases {
            resource.text("alternateName", alias);
        }
        for name in &record.foreign_names {
            resource.add("alternateName", PropertyValue::Name(name));
        }
        let mut place = self.facts(&mut resource, record, language);
        place.regions = self.atlas.facets.regions(ix).to_vec();
        place.host = self.host(class, ix);
        resource.place(class, place);
        if let Some(property) = class.sector() {
            for sector in self.atlas.facets.sectors(ix) {
                resource.add(property, PropertyValue::Record(*sector));
            }
        }
        self.relations(&mut resource, class, ix);
        resource
    }

    fn schema_class(&self, kind: KindIx) -> SchemaClass {
        SchemaClass::from_types(self.site.vocabulary.kind(kind).schema.as_deref())
    }

    /// Adds the fields of a record. Returns what they say of its place.
    fn facts(
        self,
        resource: &mut Resource<'a>,
        record: &'a Record,
        language: Language,
    ) -> ResourcePlace<'a> {
        let mut place = ResourcePlace::default();
        let known = &self.site.vocabulary.kind(record.kind).known;
        for fact in &record.fields {
            // Only stated values are published, except coordinates, which are common knowledge.
            let status = fact
                .provenance
                .as_deref()
                .map_or(Status::Stated, |claim| claim.status);
            if status != Status::Stated && !matches!(fact.value_in(language), Value::Point(..)) {
                continue;
            }
            let field = self.site.vocabulary.field(fact.field);
            let this = Some(fact.field);
            match fact.value_in(language) {
                Value::Text(text) if this == known.place => place.locality = Some(text),
                Value::Point(lat, lon) if this == known.location => {
                    place.point = Some((*lat, *lon));
                }
                Value::Identifiers(ids) => {
                    for (scheme, id) in ids {
                        if let Some(url) = &self.site.vocabulary.schemes[usize::from(*scheme)].url {
                            resource.add(
                                "sameAs",
                                PropertyValue::Address(url.replace("{}", id).into()),
                            );
                        }
                    }
                }
                value => {
                    if let Some(schema) = &field.schema {
                        resource.fact(schema, value);
                    }
                }
            }
        }
        place
    }

    fn relations(self, resource: &mut Resource<'a>, class: SchemaClass, ix: RecordIx) {
        let vocabulary = &self.site.vocabulary;
        let known = vocabulary.known;
        // A relation can repeat a sector or a region, which is stated only once.
        let of_record = |statement: &Statement<'a>| match statement.value {
            PropertyValue::Record(record) => Some((statement.property, record)),
            _ => None,
        };
        let known_before: HashSet<(&str, RecordIx)> =
            resource.statements.iter().filter_map(of_record).collect();
        let mut last: Option<(RelationIx, Direction, RecordIx)> = None;
        for edge in self.atlas.edges(ix) {
            if self.atlas.status(edge) != Status::Stated {
                continue;
            }
            let other = edge.other;
            // Relations to one record in different roles map to the same statement.
            let this = (edge.relation_type, edge.side, other);
            if last.replace(this) == Some(this) {
                continue;
            }
            let property = if edge.relation_type == known.parts {
                let alike = self.schema_class(self.atlas.kind(other)) == class;
                if alike { class.part(edge.side) } else { None }
            } else {
                vocabulary.relation(edge.relation_type).property(edge.side)
            };
            // Each of these properties has the place as its only value.
            let property = property.filter(|property| class.location() != Some(*property));
            if let Some(property) = property
                && !known_before.contains(&(property, other))
            {
                resource.add(property, PropertyValue::Record(other));
            }
        }
    }
}

impl<'a> Resource<'a> {
    /// The types.
    pub fn types(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        schema_types(self.kind)
    }

    fn add(&mut self, property: &'a str, value: PropertyValue<'a>) {
        self.statements.push(Statement { property, value });
    }

    /// Adds the place: as the location of what is somewhere, or as statements of what is itself a place.
    fn place(&mut self, class: SchemaClass, place: ResourcePlace<'a>) {
        if class == SchemaClass::Place {
            if let Some(locality) = place.locality {
                self.text("address", locality);
            }
            if let Some((lat, lon)) = place.point {
                self.add("geo", PropertyValue::Coordinates(lat, lon));
            }
            for region in place.containers() {
                self.add("containedInPlace", PropertyValue::Record(region));
            }
        } else if let Some(property) = class.location()
            && !place.is_empty()
        {
            self.add(property, PropertyValue::Place(place));
        }
    }

    fn text(&mut self, property: &'a str, text: &'a Localized) {
        if !text.is_empty() {
            self.add(property, PropertyValue::Text(text));
        }
    }

    fn fact(&mut self, schema: &'a str, value: &'a Value) {
        match value {
            Value::Text(text) => self.text(schema, text),
            Value::Url(url) => self.add(schema, PropertyValue::Address(Cow::Borrowed(&**url))),
            Value::Email(text) | Value::Phone(text) => {
                self.add(schema, PropertyValue::Plain(Cow::Borrowed(&**text)));
            }
            Value::Integer(number) => {
                self.add(schema, PropertyValue::Plain(number.to_string().into()));
            }
            Value::Date(date) => self.date(schema, *date),
            _ => {}
        }
    }

    /// Adds a date: its start if `schema` has one property, its start and end if it has two. ISO 8601 cannot express
    /// uncertainty, so an uncertain or approximate date is left out.
    fn date(&mut self, schema: &'a str, date: Date) {
        let mut properties = schema.split_whitespace();
        let ends = match (properties.next(), properties.next()) {
            (Some(first), Some(second)) => {
                let last = if matches!(date, Date::On(_)) && second != "endDate" {
                    None
                } else {
                    date.to()
                };
                [Some(first).zip(date.from()), Some(second).zip(last)]
            }
            (Some(only), None) => [Some(only).zip(date.from()), None],
            _ => return,
        };
        for (property, moment) in ends.into_iter().flatten() {
            if moment.is_exact() {
                self.add(property, PropertyValue::Plain(moment.to_string().into()));
            }
        }
    }
}
