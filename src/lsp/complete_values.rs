//! Completion of values: records, sources, choices, statuses, roles, figures, dates.

use super::complete_keys::{complete_record_keys, complete_value_keys};
use super::completion_item::{CompletionItem, CompletionList, ItemKind};
use super::context::Context;
use super::expectation::{Expected, source_kinds};
use super::name_list::NameMatch;
use super::yaml_place::YamlPlace;
use crate::atlas::RecordIx;
use crate::record::Status;
use crate::site::{KindIx, Localized, VocabularyTerm};
use crate::text::folding::fold_name;

/// Adds what can be a value.
pub(super) fn complete_value(
    place: &YamlPlace<'_, '_>,
    expected: &Expected<'_>,
    list: &mut CompletionList,
) {
    let context = place.context;
    let vocabulary = &context.site().vocabulary;
    match expected {
        Expected::Record(kinds) => {
            let path = place.file.record_path(place.cursor.owner);
            let own = path.and_then(|path| place.file.record_id(path.record));
            add_records(context, place.typed, kinds, own.as_deref(), list);
            add_hyphens(place, list);
        }
        Expected::Source => {
            add_records(
                context,
                place.typed,
                source_kinds(context.site()),
                None,
                list,
            );
            add_hyphens(place, list);
        }
        Expected::Choice(choices) => {
            let choices = choices.iter().map(|choice| (&*choice.id, &choice.label));
            add_terms(context, place.typed, choices, list);
            add_hyphens(place, list);
        }
        Expected::Status => {
            let label = |id: &str| vocabulary.statuses.iter().find(|status| status.id == id);
            let none = Localized::default();
            let statuses = Status::NAMES
                .iter()
                .map(|(id, _)| (*id, label(id).map_or(&none, |term| &term.label)));
            add_terms(context, place.typed, statuses, list);
        }
        Expected::Role => add_terms(context, place.typed, terms(&vocabulary.roles), list),
        Expected::Figure => add_terms(context, place.typed, terms(&vocabulary.figures), list),
        Expected::Boolean => {
            for value in ["true", "false"]
                .into_iter()
                .filter(|value| value.starts_with(place.typed))
            {
                list.items
                    .push(CompletionItem::new(ItemKind::Term, value, ""));
            }
        }
        Expected::Date => add_dates(place, list),
        Expected::RecordKeys => complete_record_keys(place, list),
        Expected::ValueKeys(keys) if !place.cursor.may_be_key => {
            complete_value_keys(place, keys, list);
        }
        Expected::ValueKeys(_) | Expected::Id | Expected::Name | Expected::Other => {}
    }
}

fn terms(terms: &[VocabularyTerm]) -> impl Iterator<Item = (&str, &Localized)> {
    terms.iter().map(|term| (&*term.id, &term.label))
}

/// Adds records of some kinds by any of their names, without the record with the id `own`.
pub(super) fn add_records(
    context: Context<'_>,
    typed: &str,
    kinds: &[KindIx],
    own: Option<&str>,
    list: &mut CompletionList,
) {
    let atlas = context.atlas();
    let language = context.site().default_language();
    let own = own.and_then(|id| atlas.by_id(id));
    let is_allowed = |record: RecordIx| {
        let is_of_kind = kinds.is_empty() || kinds.contains(&atlas.kind(record));
        is_of_kind && Some(record) != own
    };
    let found = context
        .analysis
        .names
        .find(typed, is_allowed, |record| atlas.rank(language, record));
    list.is_incomplete = true;
    let shown = found.iter().take(super::completion_item::MAX_ITEMS);
    list.items
        .extend(shown.map(|(record, _)| record_item(context, *record)));
}

fn record_item(context: Context<'_>, record: RecordIx) -> CompletionItem {
    let id = &*context.atlas().record(record).id;
    let detail = format!("{} · {}", context.name(record), context.description(record));
    CompletionItem::new(ItemKind::Record, id, detail)
}

/// Adds terms by their ids and labels.
fn add_terms<'t>(
    context: Context<'_>,
    typed: &str,
    terms: impl Iterator<Item = (&'t str, &'t Localized)>,
    list: &mut CompletionList,
) {
    let folded = fold_name(typed);
    let language = context.language();
    let mut found = Vec::new();
    for (id, label) in terms {
        let labels: Vec<String> = label.iter().map(|(_, text)| fold_name(text)).collect();
        let begins = |text: &str| {
            text.split([' ', '-']).any(|word| word.starts_with(&folded))
                || text.starts_with(&folded)
        };
        let fit = match () {
            () if id.starts_with(&folded) => NameMatch::Beginning,
            () if labels.iter().any(|label| begins(label)) => NameMatch::Words,
            () if begins(id) => NameMatch::Words,
            () if id.contains(&folded) => NameMatch::Inside,
            () if labels.iter().any(|label| label.contains(&folded)) => NameMatch::Inside,
            () => continue,
        };
        found.push((
            fit,
            CompletionItem::new(ItemKind::Term, id, label.text(language)),
        ));
    }
    found.sort_by_key(|(fit, _)| *fit);
    list.items.extend(found.into_iter().map(|(_, item)| item));
}

/// Makes items of a list of values that stand on a line of their own below their key.
fn add_hyphens(place: &YamlPlace<'_, '_>, list: &mut CompletionList) {
    if place.cursor.is_below_key {
        for item in &mut list.items {
            item.insert = format!("- {}", item.insert);
        }
    }
}

/// Adds forms of dates: today, and the ways to say less than a day.
fn add_dates(place: &YamlPlace<'_, '_>, list: &mut CompletionList) {
    let context = place.context;
    let today = context.analysis.snapshot.options().today.to_string();
    let typed_year: String = place
        .typed
        .chars()
        .take(4)
        .filter(char::is_ascii_digit)
        .collect();
    let year = if typed_year.len() == 4 {
        &typed_year
    } else {
        &today[..4]
    };
    let forms = [
        (today.clone(), context.word("сегодня", "today")),
        (
            today[..7].to_owned(),
            context.word("этот месяц", "this month"),
        ),
        (year.to_owned(), context.word("год", "a year")),
        (
            format!("{year}~"),
            context.word("около этого года", "about that year"),
        ),
        (
            format!("{year}?"),
            context.word("год под вопросом", "uncertain"),
        ),
        (
            format!("../{year}"),
            context.word("не позже этого года", "that year or before"),
        ),
        (
            format!("{year}/.."),
            context.word("с этого года, конца нет", "since that year, without an end"),
        ),
        (
            format!("{year}-06-22/{year}-06-23"),
            context.word("с одного дня по другой", "from day to day"),
        ),
    ];
    for (date, words) in forms {
        if date.starts_with(place.typed) && list.items.iter().all(|item| item.label != date) {
            list.items
                .push(CompletionItem::new(ItemKind::Value, date, words));
        }
    }
}
