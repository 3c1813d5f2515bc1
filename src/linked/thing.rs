//! What can be said of a record in the terms of schema.org.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Scope;
use crate::atlas::RecordIx;
use crate::record::{Date, Record, Status, Value};
use crate::site::{KindIx, Localized, RelationIx, Side};

/// How much is said of a thing besides its relations, and seldom more.
const USUAL: usize = 12;

/// One thing of the atlas.
pub struct Thing<'a> {
    /// Its types, separated by spaces.
    types: &'a str,
    /// What is said of it.
    pub statements: Vec<Statement<'a>>,
}

/// A property of schema.org and its value.
pub struct Statement<'a> {
    /// The property: `memberOf`.
    pub property: &'a str,
    /// The value.
    pub object: Object<'a>,
}

/// The value of a property.
pub enum Object<'a> {
    /// A text in one or more languages.
    Text(&'a Localized),
    /// A text in no language: a date, a code.
    Plain(Cow<'a, str>),
    /// An address of the web.
    Address(Cow<'a, str>),
    /// Another record.
    Record(RecordIx),
    /// A place: its name, if it has one, and its latitude and longitude, if they are known.
    Place(Option<&'a Localized>, Option<(f64, f64)>),
    /// Latitude and longitude.
    Coordinates(f64, f64),
}

/// The branch of schema.org's tree of types that decides how places and parts are said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Branch {
    Place,
    Organization,
    Event,
    Person,
    Work,
    Other,
}

impl Branch {
    fn of(schema: Option<&str>) -> Branch {
        match schema.and_then(|types| types.split_whitespace().next()).unwrap_or_default() {
            "Place" | "AdministrativeArea" | "City" | "Country" | "State" | "CivicStructure" | "Landform" => {
                Branch::Place
            }
            "Organization"
            | "Corporation"
            | "CollegeOrUniversity"
            | "EducationalOrganization"
            | "GovernmentOrganization"
            | "ResearchOrganization"
            | "NGO"
            | "Consortium"
            | "Project"
            | "LocalBusiness" => Branch::Organization,
            "Event" | "BusinessEvent" | "EducationEvent" | "SocialEvent" => Branch::Event,
            "Person" => Branch::Person,
            "CreativeWork" | "Article" | "NewsArticle" | "Report" | "Legislation" | "Dataset" | "Book" => Branch::Work,
            _ => Branch::Other,
        }
    }

    /// The property for the region in which something lies.
    fn region(self) -> Option<&'static str> {
        match self {
            Branch::Place => Some("containedInPlace"),
            Branch::Organization | Branch::Event => Some("location"),
            Branch::Person => Some("workLocation"),
            Branch::Work => Some("contentLocation"),
            Branch::Other => None,
        }
    }

    /// The property for the sector in which something works.
    fn sector(self) -> Option<&'static str> {
        match self {
            Branch::Place => Some("keywords"),
            Branch::Organization | Branch::Person => Some("knowsAbout"),
            Branch::Event | Branch::Work => Some("about"),
            Branch::Other => None,
        }
    }

    /// The property for a part, and that for a whole.
    fn part(self, side: Side) -> Option<&'static str> {
        let (part, whole) = match self {
            Branch::Place => ("containsPlace", "containedInPlace"),
            Branch::Organization => ("subOrganization", "parentOrganization"),
            Branch::Event => ("subEvent", "superEvent"),
            Branch::Work => ("hasPart", "isPartOf"),
            Branch::Person | Branch::Other => return None,
        };
        Some(if side == Side::From { part } else { whole })
    }
}

impl<'a> Scope<'a> {
    /// What can be said of a record.
    pub fn record(self, ix: RecordIx) -> Thing<'a> {
        let record = self.atlas.record(ix);
        let kind = self.site.vocabulary.kind(record.kind);
        let mut thing = Thing {
            types: kind.schema.as_deref().unwrap_or("Thing"),
            statements: Vec::with_capacity(USUAL + self.atlas.edges(ix).len()),
        };
        let branch = self.branch(record.kind);
        thing.say("identifier", Object::Plain(Cow::Borrowed(&record.id)));
        for (property, text) in
            [("name", &record.name), ("alternateName", &record.short), ("description", &record.summary)]
        {
            thing.text(property, text);
        }
        for alias in &record.aliases {
            thing.text("alternateName", alias);
        }
        self.facts(&mut thing, branch, record);
        if let Some(property) = branch.region() {
            for region in self.atlas.facets.regions(ix) {
                thing.say(property, Object::Record(*region));
            }
        }
        if let Some(property) = branch.sector() {
            for sector in self.atlas.facets.sectors(ix) {
                thing.say(property, Object::Record(*sector));
            }
        }
        self.relations(&mut thing, branch, ix);
        thing
    }

    fn branch(&self, kind: KindIx) -> Branch {
        Branch::of(self.site.vocabulary.kind(kind).schema.as_deref())
    }

    fn facts(self, thing: &mut Thing<'a>, branch: Branch, record: &'a Record) {
        let (mut name, mut point) = (None, None);
        for fact in &record.facts {
            // Only what is stated is said; the coordinates of a place are common knowledge all the same.
            let status = fact.claim.as_deref().map_or(Status::Stated, |claim| claim.status);
            if status != Status::Stated && !matches!(fact.value, Value::Point(..)) {
                continue;
            }
            let field = self.site.vocabulary.field(fact.field);
            match (&*field.name, &fact.value) {
                ("place", Value::Text(text)) => name = Some(text),
                ("location", Value::Point(lat, lon)) => point = Some((*lat, *lon)),
                (_, Value::Identifiers(ids)) => {
                    for (scheme, id) in ids {
                        if let Some(url) = &self.site.vocabulary.schemes[usize::from(*scheme)].url {
                            thing.say("sameAs", Object::Address(url.replace("{}", id).into()));
                        }
                    }
                }
                (_, value) => {
                    if let Some(schema) = &field.schema {
                        thing.fact(schema, value);
                    }
                }
            }
        }
        match branch {
            _ if name.is_none() && point.is_none() => {}
            Branch::Place => {
                if let Some(name) = name {
                    thing.text("address", name);
                }
                if let Some((lat, lon)) = point {
                    thing.say("geo", Object::Coordinates(lat, lon));
                }
            }
            Branch::Person => thing.say("workLocation", Object::Place(name, point)),
            Branch::Organization | Branch::Event => thing.say("location", Object::Place(name, point)),
            Branch::Work => thing.say("contentLocation", Object::Place(name, point)),
            Branch::Other => {}
        }
    }

    fn relations(self, thing: &mut Thing<'a>, branch: Branch, ix: RecordIx) {
        let vocabulary = &self.site.vocabulary;
        let known = vocabulary.known;
        // A subject can be one of the sectors, a venue one of the regions: once is enough.
        let of_record = |statement: &Statement<'a>| match statement.object {
            Object::Record(record) => Some((statement.property, record)),
            _ => None,
        };
        let known_before: HashSet<(&str, RecordIx)> = thing.statements.iter().filter_map(of_record).collect();
        let mut last: Option<(RelationIx, Side, RecordIx)> = None;
        for edge in self.atlas.edges(ix) {
            if self.atlas.status(edge) != Status::Stated {
                continue;
            }
            let other = edge.other;
            // Several relations to one record, in different roles, say the same here.
            let this = (edge.which, edge.side, other);
            if last.replace(this) == Some(this) {
                continue;
            }
            let property = if edge.which == known.parts {
                let alike = self.branch(self.atlas.kind(other)) == branch;
                if alike { branch.part(edge.side) } else { None }
            } else {
                vocabulary.relation(edge.which).property(edge.side)
            };
            if let Some(property) = property
                && !known_before.contains(&(property, other))
            {
                thing.say(property, Object::Record(other));
            }
        }
    }
}

impl<'a> Thing<'a> {
    /// Its types.
    pub fn types(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.types.split_whitespace()
    }

    fn say(&mut self, property: &'a str, object: Object<'a>) {
        self.statements.push(Statement { property, object });
    }

    fn text(&mut self, property: &'a str, text: &'a Localized) {
        if !text.is_empty() {
            self.say(property, Object::Text(text));
        }
    }

    fn fact(&mut self, schema: &'a str, value: &'a Value) {
        match value {
            Value::Text(text) => self.text(schema, text),
            Value::Url(url) => self.say(schema, Object::Address(Cow::Borrowed(&**url))),
            Value::Email(text) | Value::Phone(text) => self.say(schema, Object::Plain(Cow::Borrowed(&**text))),
            Value::Integer(number) => self.say(schema, Object::Plain(number.to_string().into())),
            Value::Date(date) => self.date(schema, *date),
            _ => {}
        }
    }

    /// A date where one property is named, its beginning and its end where there are two. ISO 8601 has no words for
    /// uncertainty, and a guess must not become a fact on the way: such a date is not said.
    fn date(&mut self, schema: &'a str, date: Date) {
        let mut properties = schema.split_whitespace();
        let ends = match (properties.next(), properties.next()) {
            (Some(first), Some(second)) => {
                let last = if matches!(date, Date::On(_)) && second != "endDate" { None } else { date.to() };
                [Some(first).zip(date.from()), Some(second).zip(last)]
            }
            (Some(only), None) => [Some(only).zip(date.from()), None],
            _ => return,
        };
        for (property, moment) in ends.into_iter().flatten() {
            if moment.is_certain() && moment.year > 0 {
                self.say(property, Object::Plain(moment.to_string().into()));
            }
        }
    }
}
