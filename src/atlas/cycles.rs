//! Relations that must not lead back to where they started: nothing is a part of itself.

use std::sync::Arc;

use super::{RecordIx, Relation};
use crate::diagnostic::{Code, Diagnostic, MAX_RELATED};
use crate::record::Record;
use crate::site::{RelationIx, Site};

/// The most circles of one relation that are reported: after the first of them is mended most others are gone.
const MOST: usize = 20;

/// Reports every circle of an acyclic relation, once.
pub(super) fn check(relations: &[Relation], records: &[Arc<Record>], site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (index, kind) in site.vocabulary.relations.iter().enumerate() {
        if kind.acyclic {
            let of_kind: Vec<&Relation> =
                relations.iter().filter(|relation| relation.relation == RelationIx::new(index)).collect();
            let (circles, more) = circles(&of_kind, records.len());
            let mut last = None;
            for circle in circles {
                let id = |step: &&Relation| &*records[step.from.index()].id;
                let place = |step: &&Relation| records[step.owner.index()].location(step.span);
                let Some(first) = circle.first() else { continue };
                let field = if first.owner == first.from { &kind.name } else { &kind.inverse };
                let diagnostic = Diagnostic::new(Code::RelationCycle, place(first)).with("field", field);
                let diagnostic = diagnostic.with("path", path(&circle.iter().map(id).collect::<Vec<_>>()));
                last = Some(diagnostic.at.clone());
                diagnostics.push(circle[1..].iter().map(place).fold(diagnostic, Diagnostic::related));
            }
            let more = last.filter(|_| more > 0).map(|at| Diagnostic::more(at, Code::RelationCycle, more));
            diagnostics.extend(more);
        }
    }
}

/// The members of a circle, from the first back to the first; of a long one the first, and how many more there are.
fn path(ids: &[&str]) -> String {
    let (shown, rest) = ids.split_at(ids.len().min(MAX_RELATED));
    let rest = (!rest.is_empty()).then(|| format!("… (+{})", rest.len()));
    let path: Vec<&str> = shown.iter().copied().chain(rest.as_deref()).chain(ids.first().copied()).collect();
    path.join(" → ")
}

/// The first [`MOST`] circles that a walk from every record meets, and how many more it meets; a walk never enters a record
/// twice, so each is found once.
fn circles<'r>(relations: &[&'r Relation], records: usize) -> (Vec<Vec<&'r Relation>>, usize) {
    // The relations are sorted by the record that they start from.
    let of = |record: RecordIx| {
        let start = relations.partition_point(|relation| relation.from < record);
        let end = relations.partition_point(|relation| relation.from <= record);
        &relations[start..end]
    };
    let (mut found, mut more) = (Vec::new(), 0);
    let mut done = vec![false; records];
    for start in relations.iter().map(|relation| relation.from) {
        if done[start.index()] {
            continue;
        }
        let mut path: Vec<(RecordIx, usize)> = vec![(start, 0)];
        let mut on_path = std::collections::HashSet::from([start]);
        while let Some((record, step)) = path.last_mut() {
            let Some(relation) = of(*record).get(*step) else {
                done[record.index()] = true;
                on_path.remove(record);
                path.pop();
                continue;
            };
            *step += 1;
            let to = relation.to;
            if on_path.contains(&to) && found.len() == MOST {
                more += 1;
            } else if on_path.contains(&to) {
                let begin = path.iter().position(|(record, _)| *record == to).unwrap_or(0);
                let steps = path[begin..].iter().filter_map(|(record, step)| of(*record).get(*step - 1).copied());
                found.push(steps.collect());
            } else if !done[to.index()] {
                on_path.insert(to);
                path.push((to, 0));
            }
        }
    }
    (found, more)
}
