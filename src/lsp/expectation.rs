//! What the vocabulary lets stand at a place of a record.

use super::content_file::RecordPath;
use crate::site::{Choice, Direction, Field, FieldType, Key, KindIx, RelationIx, Site};

/// What can stand at a place of a record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expected<'s> {
    /// The keys of the kind.
    RecordKeys,
    /// Keys of a value that is a map.
    ValueKeys(Vec<ValueKey<'s>>),
    /// A record of one of some kinds; of any, if none is given.
    Record(Vec<KindIx>),
    /// A source.
    Source,
    /// A value of the field.
    Choice(&'s [Choice]),
    /// An epistemic status.
    Status,
    /// A role in a relation.
    Role,
    /// A figure.
    Figure,
    /// Yes or no.
    Boolean,
    /// A date.
    Date,
    /// The id of the record.
    Id,
    /// The name of the record.
    Name,
    /// Something that nobody can list.
    Other,
}

/// A key of a value that is a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ValueKey<'s> {
    /// One that the program reads.
    Known(&'static str),
    /// A language of the site.
    Language(&'s str),
    /// A scheme of identifiers, by its index.
    Scheme(usize),
    /// A qualifier of a relation, by its index.
    Qualifier(RelationIx, usize),
}

const PROVENANCE: [&str; 3] = ["source", "status", "note"];

/// Returns what can be a key at a place.
pub(super) fn expected_keys<'s>(site: &'s Site, kind: KindIx, path: &RecordPath) -> Expected<'s> {
    let known = |names: &[&'static str]| -> Vec<ValueKey<'s>> {
        let names = names.iter().chain(&PROVENANCE);
        names.map(|name| ValueKey::Known(name)).collect()
    };
    let languages = || {
        site.languages
            .iter()
            .map(|language| ValueKey::Language(&language.code))
    };
    let [first, rest @ ..] = path.keys.as_slice() else {
        return Expected::RecordKeys;
    };
    let Some(key) = site.vocabulary.kind(kind).keys.get(first).copied() else {
        return Expected::Other;
    };
    let is_text = matches!(
        rest.last().map(String::as_str),
        Some("note" | "role" | "value")
    );
    if is_text {
        return Expected::ValueKeys(languages().collect());
    }
    Expected::ValueKeys(match key {
        Key::Relation(relation, _) => {
            let relation_type = site.vocabulary.relation(relation);
            let mut keys = known(&["ref", "role", "since", "until", "on"]);
            let qualifiers = 0..relation_type.qualifiers.len();
            keys.extend(qualifiers.map(|index| ValueKey::Qualifier(relation, index)));
            keys.extend(
                relation_type
                    .signatory
                    .map(|_| ValueKey::Known("signatory")),
            );
            keys
        }
        Key::Figures => known(&["of", "value", "on", "by"]),
        Key::Name => languages().chain(known(&["value"])).collect(),
        Key::Field(field) => match item_type(site.vocabulary.field(field)) {
            FieldType::Point => known(&["lat", "lon"]),
            FieldType::Identifiers => {
                let schemes = 0..site.vocabulary.schemes.len();
                schemes
                    .map(ValueKey::Scheme)
                    .chain(known(&["value"]))
                    .collect()
            }
            FieldType::Text | FieldType::Markdown => languages().chain(known(&["value"])).collect(),
            _ => known(&["value"]),
        },
        Key::Short | Key::Aliases | Key::Summary | Key::Sort | Key::Text => languages().collect(),
        Key::Id | Key::Names | Key::Aka | Key::Status | Key::Draft => return Expected::Other,
    })
}

/// Returns what can be a value at a place.
pub(super) fn expected_value<'s>(site: &'s Site, kind: KindIx, path: &RecordPath) -> Expected<'s> {
    let vocabulary = &site.vocabulary;
    let [first, rest @ ..] = path.keys.as_slice() else {
        return Expected::RecordKeys;
    };
    let Some(key) = vocabulary.kind(kind).keys.get(first).copied() else {
        return Expected::Other;
    };
    match rest.last().map(String::as_str) {
        Some("source" | "sources") => return Expected::Source,
        Some("status") => return Expected::Status,
        Some("note") => return Expected::Other,
        _ => {}
    }
    match (key, rest) {
        (Key::Id, _) => Expected::Id,
        (Key::Name, _) => Expected::Name,
        (Key::Status, _) => Expected::Status,
        (Key::Draft, _) => Expected::Boolean,
        (Key::Relation(relation, side), []) => targets(site, relation, side),
        (Key::Relation(relation, side), [within]) => match within.as_str() {
            "ref" => targets(site, relation, side),
            "role" => Expected::Role,
            "since" | "until" | "on" => Expected::Date,
            "signatory" => Expected::Record(signatories(site, relation)),
            other => {
                let mut qualifiers = vocabulary.relation(relation).qualifiers.iter();
                let found = qualifiers.find(|qualifier| qualifier.id == other);
                found.map_or(Expected::Other, |qualifier| of_type(&qualifier.value))
            }
        },
        (Key::Figures, [within]) => match within.as_str() {
            "of" => Expected::Figure,
            "by" => Expected::Record(Vec::new()),
            "on" => Expected::Date,
            _ => Expected::Other,
        },
        (Key::Figures, []) => expected_keys(site, kind, path),
        (Key::Field(field), rest) => match rest {
            [] => of_type(item_type(vocabulary.field(field))),
            [value] if value == "value" => of_type(item_type(vocabulary.field(field))),
            _ => Expected::Other,
        },
        (
            Key::Relation(..)
            | Key::Figures
            | Key::Sort
            | Key::Short
            | Key::Aliases
            | Key::Names
            | Key::Aka
            | Key::Summary
            | Key::Text,
            _,
        ) => Expected::Other,
    }
}

/// Returns the type of a field, or of the items of its list.
pub(super) fn item_type(field: &Field) -> &FieldType {
    match &field.value {
        FieldType::List(item) => item,
        other => other,
    }
}

fn of_type(value: &FieldType) -> Expected<'_> {
    match value {
        FieldType::Choice(choices) => Expected::Choice(choices),
        FieldType::Boolean => Expected::Boolean,
        FieldType::Date => Expected::Date,
        FieldType::List(item) => of_type(item),
        FieldType::Text
        | FieldType::Markdown
        | FieldType::Integer
        | FieldType::Number
        | FieldType::Share
        | FieldType::Money
        | FieldType::Url
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Point
        | FieldType::Image
        | FieldType::Link
        | FieldType::Identifiers => Expected::Other,
    }
}

fn targets<'s>(site: &'s Site, relation: RelationIx, side: Direction) -> Expected<'s> {
    if relation == site.vocabulary.known.sources && side == Direction::Forward {
        return Expected::Source;
    }
    let kinds = site.vocabulary.relation(relation).kinds(side.other());
    Expected::Record(kinds.to_vec())
}

fn signatories(site: &Site, relation: RelationIx) -> Vec<KindIx> {
    let vocabulary = &site.vocabulary;
    let made = vocabulary.relation(relation).signatory;
    // The signatory is the end of that relation which is not the record itself.
    made.map_or(Vec::new(), |made| {
        vocabulary.relation(made).kinds(Direction::Inverse).to_vec()
    })
}

/// Returns the kinds of sources.
pub(super) fn source_kinds(site: &Site) -> &[KindIx] {
    site.vocabulary
        .relation(site.vocabulary.known.sources)
        .kinds(Direction::Inverse)
}
