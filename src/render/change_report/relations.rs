//! Relations in words: one line for all relations of a type.

use super::sides::{Sides, step, words};
use super::values::{code_of, typed_in_words, without_code};
use crate::change::Alteration;
use crate::history::{ChangeLine, ChangePart};
use crate::model::SiteModel;
use crate::record::{RelationDetails, Role, Status};
use crate::site::{Language, RelationType};

/// Returns the relation of an alteration; `None` if it is of something else.
pub(super) fn relation_of(alteration: &Alteration) -> Option<&str> {
    match alteration {
        Alteration::RelationBegun { relation, .. }
        | Alteration::RelationGone { relation, .. }
        | Alteration::RelationEnded { relation, .. }
        | Alteration::RelationQualified { relation, .. } => Some(relation),
        Alteration::Added
        | Alteration::Removed
        | Alteration::Renamed { .. }
        | Alteration::Merged { .. }
        | Alteration::Kind { .. }
        | Alteration::Value { .. }
        | Alteration::Figure { .. }
        | Alteration::Text { .. } => None,
    }
}

/// Returns the line of all alterations of one relation of a record.
pub(super) fn relation_line(
    sides: &Sides<'_>,
    record: &str,
    relation: &str,
    alterations: &[&Alteration],
) -> ChangeLine {
    let mut parts = Vec::new();
    for alteration in alterations {
        let of_one = relation_parts(sides, record, alteration);
        if !parts.is_empty() && !of_one.is_empty() {
            parts.push(words("; "));
        }
        parts.extend(of_one);
    }
    let label = relation_type(sides.new, relation)
        .map(|known| known.label.text(sides.language))
        .or_else(|| {
            let known = relation_type(sides.old, relation)?;
            Some(known.label.text(sides.old_language))
        });
    ChangeLine {
        label: label.unwrap_or(relation).to_owned(),
        language: String::new(),
        parts,
    }
}

fn relation_type<'m>(model: &'m SiteModel, name: &str) -> Option<&'m RelationType> {
    let relations = &model.site.vocabulary.relations;
    relations.iter().find(|known| known.name == name)
}

fn relation_parts(sides: &Sides<'_>, record: &str, alteration: &Alteration) -> Vec<ChangePart> {
    match alteration {
        Alteration::RelationBegun { relation, to } => {
            let mut parts = vec![words("+ "), sides.record(to)];
            let details = details(sides.new, record, relation, to);
            let in_words = details.map(|details| details_in_words(sides, details));
            if let Some(text) = in_words.filter(|text| !text.is_empty()) {
                parts.extend([words(" ("), ChangePart::New(text), words(")")]);
            }
            parts
        }
        Alteration::RelationGone { to, .. } => vec![words("− "), gone(sides, to)],
        Alteration::RelationEnded { to, until, .. } => {
            let date = sides.date(until);
            let ended = sides.fill("change_ended", &[("date", &date)]);
            vec![sides.record(to), words(" — "), ChangePart::New(ended)]
        }
        Alteration::RelationQualified {
            relation,
            to,
            qualifier,
            was,
            is,
        } => {
            let (label, [was, is]) =
                qualifier_in_words(sides, relation, qualifier, [was.as_deref(), is.as_deref()]);
            let mut parts = vec![sides.record(to), words(format!(" — {label}: "))];
            parts.extend(step(was, is));
            parts
        }
        Alteration::Added
        | Alteration::Removed
        | Alteration::Renamed { .. }
        | Alteration::Merged { .. }
        | Alteration::Kind { .. }
        | Alteration::Value { .. }
        | Alteration::Figure { .. }
        | Alteration::Text { .. } => Vec::new(),
    }
}

/// Returns the record at the other end of a relation that is gone.
fn gone(sides: &Sides<'_>, id: &str) -> ChangePart {
    match sides.record(id) {
        ChangePart::Words(text) => ChangePart::Gone(text),
        record => record,
    }
}

/// Returns the details of a relation between two records. `None` if there are none.
fn details<'m>(
    model: &'m SiteModel,
    from: &str,
    relation: &str,
    to: &str,
) -> Option<&'m RelationDetails> {
    let atlas = &model.atlas;
    let (from, to) = (atlas.by_id(from)?, atlas.by_id(to)?);
    let edges = atlas.edges(from).iter().filter(|edge| edge.other == to);
    let mut stated = edges.map(|edge| &atlas.relations[edge.relation as usize]);
    let vocabulary = &model.site.vocabulary;
    let found = stated.find(|stated| vocabulary.relation(stated.relation).name == relation)?;
    found.details.as_deref()
}

/// Returns role, period and status in words.
fn details_in_words(sides: &Sides<'_>, details: &RelationDetails) -> String {
    let role = details.role.as_ref().map(|role| match role {
        Role::Known(index) => {
            let roles = &sides.new.site.vocabulary.roles;
            roles[usize::from(*index)]
                .label
                .text(sides.language)
                .to_owned()
        }
        Role::Words(words) => words.text(sides.language).to_owned(),
    });
    let period = sides.style.period_text(details);
    let status = details.provenance.status;
    let status = (status != Status::Stated).then(|| sides.status(status.id()));
    let parts = role.into_iter().chain(period.map(|text| text.to_string()));
    parts.chain(status).collect::<Vec<_>>().join(", ")
}

/// Returns the label of a qualifier, and two values of it in words.
fn qualifier_in_words(
    sides: &Sides<'_>,
    relation: &str,
    key: &str,
    values: [Option<&str>; 2],
) -> (String, [Option<String>; 2]) {
    let in_words = |text: &dyn Fn(&str) -> String| values.map(|value| value.map(text));
    let (dates, titles) = (
        |text: &str| sides.date(text),
        |text: &str| sides.title(text),
    );
    match key {
        "role" => {
            let roles = |text: &str| role(sides, text);
            (sides.word("change_role"), in_words(&roles))
        }
        "since" => (sides.word("change_period_since"), in_words(&dates)),
        "until" => (sides.word("change_period_until"), in_words(&dates)),
        "on" => (sides.word("change_period_on"), in_words(&dates)),
        "status" => {
            let statuses = |text: &str| sides.status(text);
            (sides.word("status").to_lowercase(), in_words(&statuses))
        }
        "source" => (sides.word("change_source"), in_words(&titles)),
        "signatory" => (sides.word("change_signatory"), in_words(&titles)),
        "note" => {
            let notes = |text: &str| without_code(text).to_owned();
            let code = values
                .iter()
                .flatten()
                .next()
                .map_or("", |text| code_of(text));
            let label = sides.in_language(sides.word("change_note"), code);
            (label, in_words(&notes))
        }
        _ => own_qualifier(sides, relation, key, values),
    }
}

/// Returns the label and the values of a qualifier of the vocabulary.
fn own_qualifier(
    sides: &Sides<'_>,
    relation: &str,
    key: &str,
    values: [Option<&str>; 2],
) -> (String, [Option<String>; 2]) {
    let known = |model, language: Language| {
        let known = relation_type(model, relation)?.qualifiers.iter();
        let qualifier = known.clone().find(|known| known.id == key)?;
        let texts = values.map(|value| Some(typed_in_words(sides, &qualifier.value, value?)));
        Some((qualifier.label.text(language).to_owned(), texts))
    };
    known(sides.new, sides.language)
        .or_else(|| known(sides.old, sides.old_language))
        .unwrap_or_else(|| (key.to_owned(), values.map(|value| value.map(str::to_owned))))
}

/// Returns a role in words: one of the vocabulary, or the words of the editor after the code of their language.
fn role(sides: &Sides<'_>, text: &str) -> String {
    let roles = &sides.new.site.vocabulary.roles;
    let known = roles.iter().find(|role| role.id == text);
    known.map_or_else(
        || without_code(text).to_owned(),
        |role| role.label.text(sides.language).to_owned(),
    )
}
