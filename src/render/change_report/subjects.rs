//! The report of all records and free pages that differ.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::affected::{affected_pages, newly_unsourced};
use super::contents::contents;
use super::figures::figure_line;
use super::relations::{relation_line, relation_of};
use super::sides::{ReportSide, Sides, step, words};
use super::texts::{ChangedText, text_lines};
use super::values::{ChangedValue, value_line};
use super::words::{page_name, page_words, text_words};
use crate::change::{Alteration, Difference, Subject};
use crate::history::{ChangeLine, ChangeReport, SubjectChange, SubjectState};
use crate::model::SiteModel;
use crate::site::{Kind, Language};

/// Returns the differences between two states in a language of the new one. `differences` are sorted.
pub fn change_report(
    differences: &[Difference],
    old: &SiteModel,
    new: ReportSide<'_>,
    language: Language,
) -> ChangeReport {
    let sides = Sides::new(old, new, language);
    let of_subjects = differences.chunk_by(|one, other| one.subject == other.subject);
    let mut subjects: Vec<SubjectChange> = of_subjects
        .map(|of_one| subject_change(&sides, of_one))
        .collect();
    subjects.sort_by(|one, other| order(one).cmp(&order(other)));
    let ids: BTreeSet<&str> = differences
        .iter()
        .filter_map(|found| match &found.subject {
            Subject::Record(id) => Some(&**id),
            Subject::Page(..) => None,
        })
        .collect();
    let unsourced = newly_unsourced(&sides, ids.iter().copied());
    let pages: Vec<String> = affected_pages(&sides, differences).into_iter().collect();
    let mut summary = Vec::new();
    if subjects.is_empty() {
        summary.push(sides.word("change_none"));
    } else {
        if !ids.is_empty() {
            summary.push(sides.count("records_counted", ids.len()));
        }
        summary.push(sides.count("change_pages", pages.len()));
        if unsourced > 0 {
            summary.push(sides.count("unsourced_claims", unsourced));
        }
    }
    ChangeReport {
        title: sides.word("change_title"),
        summary,
        subjects,
        unsourced,
        pages,
    }
}

/// New records come first, free pages last; then by kind and title.
fn order(subject: &SubjectChange) -> (bool, SubjectState, &str, &str, &str) {
    let is_page = subject.kind.is_empty();
    (
        is_page,
        subject.state,
        &subject.kind,
        &subject.title,
        &subject.id,
    )
}

fn subject_change(sides: &Sides<'_>, differences: &[Difference]) -> SubjectChange {
    let alterations: Vec<&Alteration> = differences.iter().map(|one| &one.alteration).collect();
    match &differences[0].subject {
        Subject::Record(id) => record_change(sides, id, &alterations),
        Subject::Page(path, language) => page_change(sides, path, language, &alterations),
    }
}

fn record_change(sides: &Sides<'_>, id: &Arc<str>, alterations: &[&Alteration]) -> SubjectChange {
    let kind = sides.kind(id);
    let (state, state_label) = alterations
        .iter()
        .find_map(|alteration| match alteration {
            Alteration::Added => Some((SubjectState::Added, sides.word("change_added"))),
            Alteration::Removed => Some((SubjectState::Removed, sides.word("change_removed"))),
            Alteration::Merged { into } => {
                let title = sides.title(into);
                let merged = sides.fill("change_merged", &[("into", &title)]);
                Some((SubjectState::Merged, merged))
            }
            _ => None,
        })
        .unwrap_or((SubjectState::Changed, String::new()));
    let mut lines = match state {
        SubjectState::Added => contents(sides, id),
        SubjectState::Changed | SubjectState::Merged | SubjectState::Removed => Vec::new(),
    };
    lines.extend(record_lines(sides, id, kind, alterations));
    SubjectChange {
        id: id.clone(),
        kind: kind.map_or_else(String::new, |kind| kind.id.clone()),
        kind_label: kind.map_or_else(String::new, |kind| sides.kind_label(&kind.id)),
        title: title_of(sides, id, state),
        state,
        state_label,
        lines,
    }
}

/// The title of a record. The new state may know the id of one that is gone as a former id of another.
fn title_of(sides: &Sides<'_>, id: &str, state: SubjectState) -> String {
    let old = || {
        let record = sides.old.atlas.by_id(id)?;
        Some(sides.old.title(sides.old_language, record).to_owned())
    };
    match state {
        SubjectState::Merged | SubjectState::Removed => old().unwrap_or_else(|| id.to_owned()),
        SubjectState::Added | SubjectState::Changed => sides.title(id),
    }
}

fn record_lines(
    sides: &Sides<'_>,
    id: &str,
    kind: Option<&Kind>,
    alterations: &[&Alteration],
) -> Vec<ChangeLine> {
    let (relations, others): (Vec<&Alteration>, Vec<&Alteration>) = alterations
        .iter()
        .partition(|one| relation_of(one).is_some());
    let (texts, values): (Vec<&Alteration>, Vec<&Alteration>) = others
        .iter()
        .partition(|one| matches!(one, Alteration::Text { .. }));
    let plain = |of: Vec<&Alteration>| -> Vec<ChangeLine> {
        let lines = of.into_iter();
        lines
            .flat_map(|one| other_lines(sides, (id, ""), kind, one))
            .collect()
    };
    let mut lines = plain(values);
    let mut of_relations = relations;
    of_relations.sort_by_key(|one| relation_of(one));
    let groups = of_relations.chunk_by(|one, other| relation_of(one) == relation_of(other));
    lines.extend(groups.filter_map(|group| {
        let relation = relation_of(group.first()?)?;
        Some(relation_line(sides, id, relation, group))
    }));
    lines.extend(plain(texts));
    lines
}

fn kind_line(sides: &Sides<'_>, from: &str, to: &str) -> ChangeLine {
    let (from, to) = (sides.kind_label(from), sides.kind_label(to));
    ChangeLine {
        label: sides.word("change_kind"),
        language: String::new(),
        parts: step(Some(from), Some(to)),
    }
}

/// Returns the lines of what is no relation. A free page has a language.
fn other_lines(
    sides: &Sides<'_>,
    (id, page_language): (&str, &str),
    kind: Option<&Kind>,
    alteration: &Alteration,
) -> Vec<ChangeLine> {
    match alteration {
        Alteration::Renamed { from } => vec![ChangeLine {
            label: String::new(),
            language: String::new(),
            parts: vec![words(sides.fill("change_renamed", &[("from", from)]))],
        }],
        Alteration::Kind { from, to } => vec![kind_line(sides, from, to)],
        Alteration::Value {
            key,
            language,
            part,
            from,
            to,
        } => {
            let value = ChangedValue {
                key,
                language,
                part: *part,
                from: from.as_deref(),
                to: to.as_deref(),
            };
            vec![value_line(sides, kind, &value)]
        }
        Alteration::Figure { figure, from, to } => {
            vec![figure_line(sides, id, figure, (from.as_ref(), to.as_ref()))]
        }
        Alteration::Text {
            key,
            language,
            gone,
            new,
        } => {
            let of = |model| match kind {
                Some(_) => text_words(model, id, key, language),
                None => page_words(model, id, page_language),
            };
            let text = ChangedText {
                key,
                language,
                gone,
                new,
                words: [of(sides.old), of(sides.new)],
            };
            text_lines(sides, kind, &text)
        }
        Alteration::Added
        | Alteration::Removed
        | Alteration::Merged { .. }
        | Alteration::RelationBegun { .. }
        | Alteration::RelationGone { .. }
        | Alteration::RelationEnded { .. }
        | Alteration::RelationQualified { .. } => Vec::new(),
    }
}

fn page_change(
    sides: &Sides<'_>,
    path: &str,
    language: &str,
    alterations: &[&Alteration],
) -> SubjectChange {
    let (state, state_label) = match alterations.first() {
        Some(Alteration::Added) => (SubjectState::Added, sides.word("change_page_added")),
        Some(Alteration::Removed) => (SubjectState::Removed, sides.word("change_page_removed")),
        _ => (SubjectState::Changed, String::new()),
    };
    let lines = alterations
        .iter()
        .flat_map(|alteration| other_lines(sides, (path, language), None, alteration));
    let lines = lines.map(|line| ChangeLine {
        language: sides.foreign(language),
        ..line
    });
    let name = page_name(sides.new, path, language)
        .or_else(|| page_name(sides.old, path, language))
        .unwrap_or_else(|| path.to_owned());
    SubjectChange {
        id: path.into(),
        kind: String::new(),
        kind_label: String::new(),
        title: sides.in_language(name, language),
        state,
        state_label,
        lines: lines.collect(),
    }
}
