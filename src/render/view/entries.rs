//! The order and the groups of the records of a list.

use std::cmp::Reverse;
use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::date::record_date;
use super::static_map::optional;
use crate::atlas::{IndexLetters, RecordIx, sort_text};
use crate::plan::{PageKind, RECORDS_PER_PAGE};
use crate::record::{self, Date};
use crate::render::list_index::{GroupTitle, ListGroup, ListIndex, ListLetter};
use crate::site::{FieldIx, FieldType, KindIx};
use crate::text::noun_case::capitalised;

/// The key by which a list is grouped.
enum Grouping {
    /// The year of the date.
    Year,
    /// The field `type`, in the order of its choices, if the records differ in it.
    Type(FieldIx),
    /// The first letter of the title, by the collation of the language.
    Letter,
}

impl Grouping {
    fn new(context: &PageContext, kind: KindIx, records: &[RecordIx]) -> Grouping {
        if context.is_dated(kind) {
            return Grouping::Year;
        }
        let vocabulary = &context.model.site.vocabulary;
        let known = vocabulary.kind(kind).known.kind;
        match known.map(|field| (field, &vocabulary.field(field).value)) {
            Some((field, FieldType::Choice(_))) => {
                let mut types = records.iter().map(|ix| choice(context, *ix, field));
                let first = types.next();
                match types.all(|other| Some(other) == first) {
                    true => Grouping::Letter,
                    false => Grouping::Type(field),
                }
            }
            _ => Grouping::Letter,
        }
    }

    /// Sorts records, which are in the order of their titles, so that those of a group stand together.
    fn sort(&self, context: &PageContext, records: &mut [RecordIx]) {
        match self {
            Grouping::Year => records.sort_by_key(|record| {
                let date = record_date(context, *record);
                Reverse(date.map(|date| (date.year(), Date::first_day(date))))
            }),
            Grouping::Type(field) => records.sort_by_key(|record| {
                choice(context, *record, *field).map_or(usize::MAX, usize::from)
            }),
            Grouping::Letter => {}
        }
    }

    /// The title of a record's group.
    fn title(&self, context: &PageContext, letters: &IndexLetters, ix: RecordIx) -> GroupTitle {
        match self {
            Grouping::Year => match record_date(context, ix) {
                Some(date) => GroupTitle::Text(date.year().to_string()),
                None => GroupTitle::Message("no_year"),
            },
            Grouping::Type(field) => match choice(context, ix, *field) {
                Some(choice) => GroupTitle::Choice(*field, choice),
                None => GroupTitle::Message("no_type"),
            },
            Grouping::Letter => GroupTitle::Text(letter(context, letters, ix)),
        }
    }
}

impl GroupTitle {
    /// The title as HTML, marked if it is not in the page's language.
    pub(super) fn html(&self, context: &PageContext) -> Value {
        match self {
            GroupTitle::Text(text) => Value::from(text.as_str()),
            GroupTitle::Message(key) => context.words(key),
            GroupTitle::Choice(field, at) => {
                let vocabulary = &context.model.site.vocabulary;
                let choice = match &vocabulary.field(*field).value {
                    FieldType::Choice(choices) => choices.get(usize::from(*at)),
                    _ => None,
                };
                // A plural of another language is no better than the label.
                let title = choice.and_then(|choice| choice.title.as_ref()?.get(context.language));
                let title = title.filter(|(_, language)| *language == context.language);
                let title =
                    title.or_else(|| choice.and_then(|choice| choice.label.get(context.language)));
                optional(title.map(|(text, language)| context.marked(&capitalised(text), language)))
            }
        }
    }
}

/// The choice of a record in a field.
fn choice(context: &PageContext, ix: RecordIx, field: FieldIx) -> Option<u16> {
    let fact = context.model.atlas.record(ix).field(field)?;
    match fact.value_in(context.language) {
        record::Value::Choice(choice) => Some(*choice),
        _ => None,
    }
}

fn letter(context: &PageContext, letters: &IndexLetters, ix: RecordIx) -> String {
    let model = &context.model;
    letters.letter(&sort_text(
        model.atlas.record(ix),
        context.language,
        &model.site,
    ))
}

/// The minimum number of records for groups by letter.
const MIN_BY_LETTER: usize = 31;

/// The index of all records of a kind.
pub(super) fn kind_list(context: &PageContext, kind: KindIx) -> ListIndex {
    let first = PageKind::Kind(kind, 1);
    context.theme.list_index(first, context.language, || {
        list_index(context, kind, context.model.atlas.of_kind(kind).to_vec())
    })
}

/// The index of the records of a kind in a region or sector.
pub(super) fn member_list(context: &PageContext, facet: RecordIx, kind: KindIx) -> ListIndex {
    let first = PageKind::Listing(facet, kind, 1);
    context.theme.list_index(first, context.language, || {
        let atlas = &context.model.atlas;
        let members = atlas.facets.members(facet).iter().copied();
        let of_kind = members.filter(|record| atlas.kind(*record) == kind);
        list_index(context, kind, of_kind.collect())
    })
}

/// Records grouped by year, or else by `type` if they differ in it, or else by first letter. Too few records for letters are
/// not grouped.
fn list_index(context: &PageContext, kind: KindIx, mut records: Vec<RecordIx>) -> ListIndex {
    context.model.atlas.sort(context.language, &mut records);
    let grouping = Grouping::new(context, kind, &records);
    grouping.sort(context, &mut records);
    let by_letter = matches!(grouping, Grouping::Letter);
    let mut groups: Vec<ListGroup> = Vec::new();
    if !by_letter || records.len() >= MIN_BY_LETTER {
        let letters = IndexLetters::new(context.model.site.code(context.language));
        let titles = records
            .iter()
            .map(|ix| grouping.title(context, &letters, *ix));
        for (place, title) in titles.enumerate() {
            match groups.last_mut().filter(|group| group.title == title) {
                Some(group) => group.places.end = place + 1,
                None => groups.push(ListGroup {
                    title,
                    places: place..place + 1,
                    split: None,
                    letters: Vec::new(),
                }),
            }
        }
        for group in &mut groups {
            let own = &records[group.places.clone()];
            group.split = context.split(own.iter().copied());
            if matches!(grouping, Grouping::Type(..)) && own.len() > RECORDS_PER_PAGE {
                group.letters = letters_of(context, &letters, own, group.places.start);
            }
        }
    }
    ListIndex {
        records: Arc::from(records),
        groups: Arc::from(groups),
        by_type: matches!(grouping, Grouping::Type(..)),
    }
}

/// The letters of records in the order of their titles, of which the first has the place `start`.
fn letters_of(
    context: &PageContext,
    letters: &IndexLetters,
    records: &[RecordIx],
    start: usize,
) -> Vec<ListLetter> {
    let mut found: Vec<ListLetter> = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let title = letter(context, letters, *record);
        if found.last().is_none_or(|last| last.title != title) {
            let start = start + place;
            found.push(ListLetter { title, start });
        }
    }
    found
}
