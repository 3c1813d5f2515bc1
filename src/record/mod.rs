//! RECORDS: one file of content → typed records.
//!
//! A file is read alone: nothing here knows its neighbours, so files are read in parallel and only changed ones again.
//! What a file means for others (whether a reference leads anywhere, whether an id is taken) is found in
//! [`crate::atlas`].

mod address;
mod anchor;
mod body;
mod body_builder;
mod provenance;
mod date;
mod destination;
mod figure;
mod footnote;
mod front_matter;
mod id;
mod identifier;
mod keys;
mod limit;
mod markdown;
mod prose;
mod raw_html;
mod reader;
mod reference;
mod segment;
mod sentence;
mod value;
mod writer;
mod yaml;

use std::sync::Arc;

use crate::diagnostic::{Checked, Location, Span};
use crate::site::{Direction, FieldIx, KindIx, Language, Localized, RelationIx, Site};
use crate::source::{File, SourcePath};

pub use body::{Body, Heading, Link, LinkTarget, Placeholder, Sentence, TextSegment};
pub use date::{Date, IntervalEnd, PartialDate};
pub use figure::{Bound, Observation, Quantity};
pub use id::{folded_name, id_fault, is_reserved_name};
pub use value::Value;

/// How a claim stands to the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A source says that it is so.
    #[default]
    Stated,
    /// A source says that it will be so.
    Planned,
    /// Somebody suggested it.
    Proposed,
    /// Nobody said it; the editor concluded it.
    Inferred,
}

impl Status {
    /// All of them with their names in files.
    pub const NAMES: [(&'static str, Status); 4] = [
        ("stated", Status::Stated),
        ("planned", Status::Planned),
        ("proposed", Status::Proposed),
        ("inferred", Status::Inferred),
    ];

    /// The name in files and data.
    pub fn id(self) -> &'static str {
        Status::NAMES[self as usize].0
    }
}

/// A name as somebody wrote it, to be resolved to a record: an id, or a name, short name or alias.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordName {
    /// What was written.
    pub text: Arc<str>,
    /// Where.
    pub span: Span,
}

/// What is said about a claim besides its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// How it stands to the truth.
    pub status: Status,
    /// A remark for readers.
    pub note: Localized,
    /// What it is known from.
    pub sources: Vec<RecordName>,
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldValue {
    /// Which field.
    pub field: FieldIx,
    /// Its value.
    pub value: Value,
    /// What is said about it.
    pub provenance: Option<Box<Provenance>>,
    /// Where it stands.
    pub span: Span,
}

impl FieldValue {
    /// How it stands to the truth.
    pub fn status(&self) -> Status {
        self.provenance.as_ref().map_or(Status::Stated, |provenance| provenance.status)
    }
}

/// What somebody or something is in a relation.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// One of the vocabulary's roles, by its place in the list.
    Known(u16),
    /// A role in the editor's words.
    Words(Localized),
}

/// The particulars of a reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RelationDetails {
    /// As what.
    pub role: Option<Role>,
    /// From when.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// The date for which it is said.
    pub on: Option<Date>,
    /// What is said about it.
    pub provenance: Provenance,
    /// Who signed for the party.
    pub signatories: Vec<RecordName>,
}

/// One side of a relation, as written in a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Which relation.
    pub relation: RelationIx,
    /// The side on which this record stands.
    pub side: Direction,
    /// The record on the other side.
    pub target: RecordName,
    /// Particulars, where there are any.
    pub details: Option<Arc<RelationDetails>>,
}

/// A record as its file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id, unique in the atlas.
    pub id: Arc<str>,
    /// Its kind.
    pub kind: KindIx,
    /// The language that the file translates into, where it is a translation of another file's record.
    pub translates: Option<Language>,
    /// The file, and where in it the record can be pointed at: its name, or its beginning.
    pub at: Location,
    /// Its name.
    pub name: Localized,
    /// Its short name.
    pub short: Localized,
    /// Other names.
    pub aliases: Vec<Localized>,
    /// The ids that it had before.
    pub aka: Vec<RecordName>,
    /// A sentence or two about it.
    pub summary: Localized,
    /// Its fields, in the vocabulary's order.
    pub fields: Vec<FieldValue>,
    /// Its side of relations, in the order written.
    pub references: Vec<Reference>,
    /// Its figures, in the order written.
    pub observations: Vec<Observation>,
    /// Its text by language.
    pub bodies: Vec<(Language, Body)>,
    /// How the thing itself stands to the truth.
    pub status: Status,
    /// Whether it is left out of the published atlas.
    pub draft: bool,
}

impl Record {
    /// The value of a field.
    pub fn field(&self, field: FieldIx) -> Option<&FieldValue> {
        self.fields.iter().find(|known| known.field == field)
    }

    /// The short name, or the name where there is none, for a reader of a language.
    pub fn title(&self, language: Language) -> (&Arc<str>, Language) {
        let short = self.short.exact(language).map(|text| (text, language));
        let name = || self.name.exact(language).map(|text| (text, language));
        let any = || self.short.get(language).or_else(|| self.name.get(language));
        short.or_else(name).or_else(any).unwrap_or((&self.id, language))
    }

    /// The text for a reader of a language, and the language it is in.
    pub fn body(&self, language: Language) -> Option<(&Body, Language)> {
        let exact = self.bodies.iter().find(|(known, _)| *known == language);
        exact.or_else(|| self.bodies.first()).map(|(language, body)| (body, *language))
    }

    /// A place in the record's file.
    pub fn location(&self, span: Span) -> Location {
        Location { path: self.at.path.clone(), span }
    }
}

/// What a text without a kind is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FreePageSlot {
    /// `content/_index.md`: the home page's introduction.
    Home,
    /// `content/clusters/_index.md`: the introduction of a kind.
    Section(KindIx),
    /// `content/pages/about.md`: a page of its own, by its name.
    Page(Arc<str>),
}

/// A text that is not about a thing of the atlas.
#[derive(Clone, Debug, PartialEq)]
pub struct FreePage {
    /// What it is for.
    pub slot: FreePageSlot,
    /// The language it is in.
    pub language: Language,
    /// The file.
    pub at: Location,
    /// The title, if one is given.
    pub name: Localized,
    /// A sentence about it, if one is given.
    pub summary: Localized,
    /// The text.
    pub body: Body,
}

/// What one file holds.
#[derive(Clone, Debug, Default)]
pub struct ParsedFile {
    /// Its records.
    pub records: Vec<Arc<Record>>,
    /// Its text, where it is no record.
    pub free_page: Option<Arc<FreePage>>,
}

/// Reads one file of `content/`. Never fails: what cannot be read is left out and reported.
pub fn parse(path: &SourcePath, file: &File, site: &Site) -> Checked<ParsedFile> {
    reader::read(path, file, site)
}
