//! The groups of records in an index.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::date::record_date;
use super::super::static_map::{map, optional};
use crate::atlas::{IndexLetters, RecordIx, sort_text};
use crate::record;
use crate::site::{FieldIx, FieldType, KindIx};
use crate::text::noun_case::capitalised;

/// The title of a group.
#[derive(PartialEq)]
enum GroupTitle {
    /// A year or a letter.
    Text(String),
    /// The message of a key.
    Message(&'static str),
    /// The label of a choice of a field.
    Choice(FieldIx, u16),
}

impl GroupTitle {
    /// The title as HTML, marked if it is not in the page's language.
    fn html(self, context: &PageContext) -> Value {
        match self {
            GroupTitle::Text(text) => Value::from(text),
            GroupTitle::Message(key) => context.words(key),
            GroupTitle::Choice(field, choice) => {
                let vocabulary = &context.model.site.vocabulary;
                let label = match &vocabulary.field(field).value {
                    FieldType::Choice(choices) => choices.get(usize::from(choice)),
                    _ => None,
                };
                let label = label.and_then(|choice| choice.label.get(context.language));
                optional(label.map(|(text, language)| context.marked(&capitalised(text), language)))
            }
        }
    }
}

/// The key by which an index is grouped.
enum Grouping {
    /// The year of the date.
    Year,
    /// The field `type`, in the order of its choices, if some record has one.
    Type(FieldIx),
    /// The first letter of the title, by the collation of the language.
    Letter(IndexLetters),
}

impl Grouping {
    fn new(context: &PageContext, kind: KindIx, records: &[RecordIx]) -> Grouping {
        if is_dated(context, kind) {
            return Grouping::Year;
        }
        let vocabulary = &context.model.site.vocabulary;
        let atlas = &context.model.atlas;
        let is_given = |field: &FieldIx| {
            let mut all = records.iter();
            all.any(|record| atlas.record(*record).field(*field).is_some())
        };
        match vocabulary
            .kind(kind)
            .known
            .kind
            .filter(is_given)
            .map(|field| (field, &vocabulary.field(field).value))
        {
            Some((field, FieldType::Choice(_))) => Grouping::Type(field),
            _ => Grouping::Letter(IndexLetters::new(context.model.site.code(context.language))),
        }
    }

    /// The sort index and title of a record's group.
    fn group(&self, context: &PageContext, ix: RecordIx) -> (usize, GroupTitle) {
        let found = context.model.atlas.record(ix);
        match self {
            Grouping::Year => match record_date(context, ix) {
                Some(date) => (0, GroupTitle::Text(date.year().to_string())),
                None => (0, GroupTitle::Message("no_year")),
            },
            Grouping::Type(field) => match found
                .field(*field)
                .map(|fact| fact.value_in(context.language))
            {
                Some(record::Value::Choice(choice)) => {
                    (usize::from(*choice), GroupTitle::Choice(*field, *choice))
                }
                _ => (usize::MAX, GroupTitle::Message("no_type")),
            },
            Grouping::Letter(letters) => {
                let text = sort_text(found, context.language, &context.model.site);
                (0, GroupTitle::Text(letters.letter(&text)))
            }
        }
    }
}

/// The minimum number of records for groups by letter.
const MIN_BY_LETTER: usize = 31;

/// Whether the records of a kind have a date; its index is sorted from the newest to the oldest.
pub(super) fn is_dated(context: &PageContext, kind: KindIx) -> bool {
    let vocabulary = &context.model.site.vocabulary;
    vocabulary.kind(kind).known.date.is_some()
}

/// Records grouped by year, or else by `type` if one has a type, or else by first letter. Empty for too few records for letters.
pub(super) fn grouped(context: &Arc<PageContext>, kind: KindIx, records: &[RecordIx]) -> Value {
    let grouping = Grouping::new(context, kind, records);
    if matches!(grouping, Grouping::Letter(_)) && records.len() < MIN_BY_LETTER {
        return Value::from(Vec::<Value>::new());
    }
    let mut groups: Vec<(usize, GroupTitle, Vec<RecordIx>)> = Vec::new();
    for record in records {
        let (order, title) = grouping.group(context, *record);
        match groups.iter_mut().find(|(_, known, _)| *known == title) {
            Some((_, _, records)) => records.push(*record),
            None => groups.push((order, title, vec![*record])),
        }
    }
    groups.sort_by_key(|(order, _, _)| *order);
    let group = |(_, title, records): (usize, GroupTitle, Vec<RecordIx>)| {
        map([
            ("title", title.html(context)),
            ("split", context.marked_split(records.iter().copied())),
            ("records", context.records(records)),
        ])
    };
    groups.into_iter().map(group).collect()
}
