//! What an atlas can speak of: kinds of record, their fields, the relations between them, figures and roles.

use std::collections::HashMap;

use super::language::{Localized, Plurals};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            pub(crate) fn new(index: usize) -> $name {
                $name(index as u16)
            }

            /// The place in the vocabulary's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// A kind, by its place in the vocabulary.
    KindIx
);
index!(
    /// A field, by its place in the vocabulary.
    FieldIx
);
index!(
    /// A relation, by its place in the vocabulary.
    RelationIx
);
index!(
    /// A figure's name, by its place in the vocabulary.
    FigureIx
);

/// The two kinds by which an atlas is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Where.
    Region,
    /// In which field of activity.
    Sector,
}

/// A kind of record.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The name in files and data: `cluster`.
    pub id: String,
    /// The folder of its records and the first part of their addresses: `clusters`.
    pub folder: String,
    /// «Кластер».
    pub label: Localized,
    /// «Кластеры».
    pub title: Localized,
    /// «5 кластеров».
    pub count: Plurals,
    /// Whether its records divide the atlas.
    pub facet: Option<Facet>,
    /// The relations from which a record without a region of its own takes its regions.
    pub regions_from: Vec<RelationIx>,
    /// What each key of a front matter means for this kind.
    pub keys: HashMap<String, Key, foldhash::fast::RandomState>,
    /// Its fields in the order of the page.
    pub fields: Vec<FieldIx>,
    /// The fields that pages use by their meaning.
    pub known: KnownFields,
    /// What its records are in the terms of schema.org: `Organization`; several types are separated by spaces.
    pub schema: Option<String>,
}

/// The fields of a kind that the program itself understands, where the kind has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownFields {
    /// `date`: when it happened.
    pub date: Option<FieldIx>,
    /// `run`: from when to when.
    pub run: Option<FieldIx>,
    /// `type`.
    pub kind: Option<FieldIx>,
    /// `location`.
    pub location: Option<FieldIx>,
    /// `place`.
    pub place: Option<FieldIx>,
    /// `checked`.
    pub checked: Option<FieldIx>,
    /// `publisher`.
    pub publisher: Option<FieldIx>,
    /// `url`.
    pub url: Option<FieldIx>,
}

/// What a key of a front matter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `id`.
    Id,
    /// `name`.
    Name,
    /// `short`.
    Short,
    /// `aliases`.
    Aliases,
    /// `aka`: the ids that the record had before.
    Aka,
    /// `summary`.
    Summary,
    /// `text`: the Markdown of a record in a list.
    Text,
    /// `figures`.
    Figures,
    /// `status`.
    Status,
    /// `draft`.
    Draft,
    /// A field of the vocabulary.
    Field(FieldIx),
    /// A relation, seen from one of its sides.
    Relation(RelationIx, Direction),
}

/// The keys that every kind has and that are no fields of the vocabulary.
pub const FIXED_KEYS: [(&str, Key); 10] = [
    ("id", Key::Id),
    ("name", Key::Name),
    ("short", Key::Short),
    ("aliases", Key::Aliases),
    ("aka", Key::Aka),
    ("summary", Key::Summary),
    ("status", Key::Status),
    ("figures", Key::Figures),
    ("draft", Key::Draft),
    ("text", Key::Text),
];

/// The direction of a relation, seen from one of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the source of the relation to its target: from the cluster to its members.
    Forward,
    /// From the target to the source: from the member to its cluster.
    Inverse,
}

impl Direction {
    /// Returns the opposite direction.
    pub fn other(self) -> Direction {
        match self {
            Direction::Forward => Direction::Inverse,
            Direction::Inverse => Direction::Forward,
        }
    }
}

/// A field of records.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key in a front matter. Two fields of different kinds may share one.
    pub name: String,
    /// What its values are.
    pub value: FieldType,
    /// «Основан».
    pub label: Localized,
    /// Whether pages leave it out of the list of facts.
    pub hidden: bool,
    /// Its property in the terms of schema.org; two for the beginning and the end of a date: `startDate endDate`.
    pub schema: Option<String>,
}

/// What the values of a field are. A scalar is decoded by this and never by how it looks.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// One line in one or more languages.
    Text,
    /// Markdown in one or more languages.
    Markdown,
    /// A whole number.
    Integer,
    /// A decimal number.
    Number,
    /// A share in per cent.
    Share,
    /// An amount and its currency (ISO 4217).
    Money,
    /// Yes or no.
    Boolean,
    /// A date or interval (EDTF).
    Date,
    /// A web address.
    Url,
    /// An address for mail.
    Email,
    /// A telephone number (E.164 with separators).
    Phone,
    /// Latitude and longitude in degrees (WGS 84).
    Point,
    /// One of some values.
    Choice(Vec<Choice>),
    /// Identifiers by their schemes: `{ inn: …, ror: … }`.
    Identifiers,
    /// A list of values of one type.
    List(Box<FieldType>),
}

/// One of the values of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The value in files and data.
    pub id: String,
    /// The value for readers.
    pub label: Localized,
}

/// A relation between records.
#[derive(Clone, Debug)]
pub struct RelationType {
    /// The key on the side it starts from: `members`.
    pub name: String,
    /// The key on the other side: `member_of`; the same as `name` where the relation is symmetric.
    pub inverse: String,
    /// «Участники».
    pub label: Localized,
    /// «Участник кластера».
    pub inverse_label: Localized,
    /// The kinds that it can start from; none means any.
    pub from: Vec<KindIx>,
    /// The kinds that it can lead to; none means any.
    pub to: Vec<KindIx>,
    /// Whether both sides are alike.
    pub symmetric: bool,
    /// Whether it may not lead back to where it started.
    pub acyclic: bool,
    /// Whether pages show it by other means than a group of its own.
    pub listing: bool,
    /// Whether it comes from the text and cannot be written as a field.
    pub from_text: bool,
    /// The relation that the `signatory` of one of its references makes.
    pub signatory: Option<RelationIx>,
    /// Its property in the terms of schema.org on the side it starts from.
    pub schema: Option<String>,
    /// The same on the other side.
    pub inverse_schema: Option<String>,
}

impl RelationType {
    /// Its key on a side.
    pub fn key(&self, side: Direction) -> &str {
        match side {
            Direction::Forward => &self.name,
            Direction::Inverse => &self.inverse,
        }
    }

    /// The heading of its group on the page of a record that stands on this side.
    pub fn heading(&self, side: Direction) -> &Localized {
        match side {
            Direction::Forward => &self.label,
            Direction::Inverse => &self.inverse_label,
        }
    }

    /// Its property in the terms of schema.org for the record on a side.
    pub fn property(&self, side: Direction) -> Option<&str> {
        match side {
            Direction::Forward => self.schema.as_deref(),
            Direction::Inverse => self.inverse_schema.as_deref(),
        }
    }

    /// The kinds that may stand on a side; none means any.
    pub fn kinds(&self, side: Direction) -> &[KindIx] {
        match side {
            Direction::Forward => &self.from,
            Direction::Inverse => &self.to,
        }
    }
}

/// A scheme of identifiers.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The key in `ids`: `inn`.
    pub id: String,
    /// «ИНН».
    pub label: Localized,
    /// How a value is verified.
    pub check: Option<Checksum>,
    /// The page about a value, with `{}` for it.
    pub url: Option<String>,
}

/// How the value of an identifier is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// ИНН: 10 or 12 digits with control digits (приказ ФНС ММВ-7-6/435@).
    Inn,
    /// ОГРН: 13 digits, or 15 of an entrepreneur, with a control digit.
    Ogrn,
    /// ROR: base32 with an ISO/IEC 7064 MOD 97-10 checksum.
    Ror,
    /// Wikidata: Q and a number.
    Wikidata,
    /// ORCID: 16 digits with an ISO 7064 MOD 11-2 check character.
    Orcid,
}

/// The whole vocabulary of a site.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The kinds, in the order of menus.
    pub kinds: Vec<Kind>,
    /// The fields, in the order of pages.
    pub fields: Vec<Field>,
    /// The relations, in the order of pages.
    pub relations: Vec<RelationType>,
    /// What figures count: id and label.
    pub figures: Vec<(String, Localized)>,
    /// Roles in a relation that have a label in every language.
    pub roles: Vec<(String, Localized)>,
    /// What readers see beside a claim of each status.
    pub statuses: Vec<(String, Localized)>,
    /// The schemes of identifiers.
    pub schemes: Vec<Scheme>,
    /// The relations that the program itself understands.
    pub known: KnownRelations,
}

/// The relations that pages and facets are made from. The default vocabulary has them, and a site cannot take them away.
#[derive(Clone, Copy, Debug)]
pub struct KnownRelations {
    /// Where a record belongs.
    pub region: RelationIx,
    /// In which fields it works.
    pub sectors: RelationIx,
    /// The trees of regions, sectors and everything else.
    pub parts: RelationIx,
    /// What a record is known from.
    pub sources: RelationIx,
    /// The links of its text.
    pub mentions: RelationIx,
}

impl Vocabulary {
    /// The kind at an index.
    pub fn kind(&self, kind: KindIx) -> &Kind {
        &self.kinds[kind.index()]
    }

    /// The field at an index.
    pub fn field(&self, field: FieldIx) -> &Field {
        &self.fields[field.index()]
    }

    /// The relation at an index.
    pub fn relation(&self, relation: RelationIx) -> &RelationType {
        &self.relations[relation.index()]
    }

    /// The indexes of all kinds, in order.
    pub fn each_kind(&self) -> impl Iterator<Item = KindIx> + use<> {
        (0..self.kinds.len()).map(KindIx::new)
    }

    /// The kind with an id.
    pub fn kind_named(&self, id: &str) -> Option<KindIx> {
        self.kinds.iter().position(|kind| kind.id == id).map(KindIx::new)
    }

    /// The kind whose records stand in a folder.
    pub fn kind_in(&self, folder: &str) -> Option<KindIx> {
        self.kinds.iter().position(|kind| kind.folder == folder).map(KindIx::new)
    }

    /// The kind that divides the atlas by a facet.
    pub fn facet(&self, facet: Facet) -> Option<KindIx> {
        self.kinds.iter().position(|kind| kind.facet == Some(facet)).map(KindIx::new)
    }

    /// A kind's field by its key.
    pub fn field_of(&self, kind: KindIx, key: &str) -> Option<FieldIx> {
        match self.kind(kind).keys.get(key) {
            Some(Key::Field(field)) => Some(*field),
            _ => None,
        }
    }

    /// The label of a role that the vocabulary knows.
    pub fn role(&self, id: &str) -> Option<&Localized> {
        self.roles.iter().find(|(known, _)| known == id).map(|(_, label)| label)
    }
}
