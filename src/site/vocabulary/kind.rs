//! Kinds of record.

use std::collections::HashMap;

use super::index::{FieldIx, RelationIx};
use super::relation::Direction;
use super::roles::{Facet, KindRole, KnownFields};
use crate::site::default_sources::DefaultSource;
use crate::site::localized::{Localized, Plurals};

/// A kind of record.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The name in files and data: `cluster`.
    pub id: String,
    /// The folder of its records, and the first part of their addresses: `clusters`.
    pub folder: String,
    /// The singular: «Кластер».
    pub label: Localized,
    /// The plural: «Кластеры».
    pub title: Localized,
    /// The forms after a number: «5 кластеров».
    pub count: Plurals,
    /// Its colour in charts and lists.
    pub colour: KindColour,
    /// The role as a facet, if its records classify others.
    pub facet: Option<Facet>,
    /// What the program does with its records.
    pub roles: Vec<KindRole>,
    /// What its records are sorted by.
    pub sort_order: SortOrder,
    /// The relations that rows of lists show besides name and place: the posts of a person.
    pub row_relations: Vec<RelationIx>,
    /// The relations through which a record without a sector inherits sectors.
    pub sectors_from: Vec<RelationIx>,
    /// The relations through which a record without a region inherits regions.
    pub regions_from: Vec<RelationIx>,
    /// The sources of claims of its records that have no others.
    pub default_sources: Vec<DefaultSource>,
    /// The meaning of each key of the front matter.
    pub keys: HashMap<String, Key, foldhash::fast::RandomState>,
    /// The fields, in the order of the page.
    pub fields: Vec<FieldIx>,
    /// The fields that the program interprets.
    pub known: KnownFields,
    /// The types in schema.org, separated by spaces: `Organization`.
    pub schema: Option<String>,
}

impl Kind {
    /// Whether the kind has a role.
    pub fn has_role(&self, role: KindRole) -> bool {
        self.roles.contains(&role)
    }
}

/// A colour of the palette of the style sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindColour(u8);

impl KindColour {
    /// The number of colours.
    pub const COUNT: u8 = 13;

    /// The colour with a number from 1 to [`Self::COUNT`].
    pub fn new(number: u32) -> Option<KindColour> {
        let number = u8::try_from(number).ok()?;
        (1..=Self::COUNT)
            .contains(&number)
            .then_some(KindColour(number))
    }

    /// The number, from 1.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The colour that the fewest of some kinds have, the first of these.
    pub(super) fn rarest(taken: &[KindColour]) -> KindColour {
        let uses = |number: &u8| taken.iter().filter(|colour| colour.0 == *number).count();
        KindColour((1..=Self::COUNT).min_by_key(uses).unwrap_or(1))
    }
}

/// What the records of a kind are sorted by, if they have no `sort`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortOrder {
    /// The title.
    #[default]
    Title,
    /// The surname, which is a field or the last word of the name.
    Surname,
}

/// The meaning of a key of the front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `id`.
    Id,
    /// `name`.
    Name,
    /// `sort`: what the record is sorted by.
    Sort,
    /// `short`.
    Short,
    /// `aliases`.
    Aliases,
    /// `names`: names in further languages.
    Names,
    /// `aka`: former ids.
    Aka,
    /// `summary`.
    Summary,
    /// `text`: the Markdown text of a record in a list.
    Text,
    /// `figures`.
    Figures,
    /// `status`.
    Status,
    /// `draft`.
    Draft,
    /// A field.
    Field(FieldIx),
    /// A relation in one direction.
    Relation(RelationIx, Direction),
}

/// The keys of every kind that are not fields.
pub const FIXED_KEYS: [(&str, Key); 12] = [
    ("id", Key::Id),
    ("name", Key::Name),
    ("sort", Key::Sort),
    ("short", Key::Short),
    ("aliases", Key::Aliases),
    ("names", Key::Names),
    ("aka", Key::Aka),
    ("summary", Key::Summary),
    ("status", Key::Status),
    ("figures", Key::Figures),
    ("draft", Key::Draft),
    ("text", Key::Text),
];
