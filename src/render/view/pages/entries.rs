//! The groups of records in an index.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::date::record_date;
use super::super::static_map::{map, optional};
use crate::atlas::{IndexLetters, RecordIx, sort_text};
use crate::record;
use crate::site::{Choice, FieldIx, FieldType, KindIx};

/// The key by which an index is grouped.
enum Grouping<'w> {
    /// The year of the date.
    Year,
    /// The field `type`, in the order of its choices, if some record has one.
    Type(FieldIx, &'w [Choice]),
    /// The first letter of the title, by the collation of the language.
    Letter(IndexLetters),
}

impl<'w> Grouping<'w> {
    fn new(context: &'w PageContext, kind: KindIx, records: &[RecordIx]) -> Grouping<'w> {
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
            Some((field, FieldType::Choice(choices))) => Grouping::Type(field, choices),
            _ => Grouping::Letter(IndexLetters::new(context.model.site.code(context.language))),
        }
    }

    /// The sort index and title of a record's group.
    fn group(&self, context: &PageContext, ix: RecordIx) -> (usize, String) {
        let found = context.model.atlas.record(ix);
        match self {
            Grouping::Year => match record_date(context, ix) {
                Some(date) => (0, date.year().to_string()),
                None => (0, context.message("no_year").to_string()),
            },
            Grouping::Type(field, choices) => match found
                .field(*field)
                .map(|fact| fact.value_in(context.language))
            {
                Some(record::Value::Choice(choice)) => {
                    let label = choices[*choice as usize].label.text(context.language);
                    (*choice as usize, capitalised(label))
                }
                _ => (usize::MAX, context.message("no_type").to_string()),
            },
            Grouping::Letter(letters) => {
                let text = sort_text(found, context.language, &context.model.site);
                (0, letters.letter(&text))
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
    let mut groups: Vec<(usize, String, Vec<RecordIx>)> = Vec::new();
    for record in records {
        let (order, title) = grouping.group(context, *record);
        match groups.iter_mut().find(|(_, known, _)| *known == title) {
            Some((_, _, records)) => records.push(*record),
            None => groups.push((order, title, vec![*record])),
        }
    }
    groups.sort_by_key(|(order, _, _)| *order);
    let group = |(_, title, records): (usize, String, Vec<RecordIx>)| {
        map([
            ("title", Value::from(title)),
            ("split", optional(context.split(records.iter().copied()))),
            ("records", context.records(records)),
        ])
    };
    groups.into_iter().map(group).collect()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
