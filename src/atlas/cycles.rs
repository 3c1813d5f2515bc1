//! Reports cycles of acyclic relations, such as a region that is part of itself.

use std::collections::HashSet;
use std::sync::Arc;

use super::record_ix::RecordIx;
use super::relation::{Relation, relations_of_type};
use crate::diagnostic::{Code, Diagnostic, MAX_RELATED};
use crate::record::Record;
use crate::site::{RelationIx, Site};
use crate::source::CowVec;

/// The maximum number of reported cycles of one relation type. Removing one cycle usually removes others.
const MAX_CYCLES: usize = 20;

/// Reports every cycle of an acyclic relation once.
pub(super) fn check(
    relations: &CowVec<Relation>,
    records: &CowVec<Arc<Record>>,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, kind) in site.vocabulary.relations.iter().enumerate() {
        if !kind.acyclic {
            continue;
        }
        let of_type: Vec<&Relation> =
            relations_of_type(relations, RelationIx::new(index)).collect();
        let (cycles, more) = find_cycles(&of_type, records.len());
        let mut last = None;
        for cycle in cycles {
            let id = |step: &&Relation| &*records[step.from.index()].id;
            let location = |step: &&Relation| step.at.clone();
            let Some(first) = cycle.first() else { continue };
            let field = if first.owner == first.from {
                &kind.name
            } else {
                &kind.inverse
            };
            let diagnostic =
                Diagnostic::new(Code::RelationCycle, location(first)).with("field", field);
            let diagnostic = diagnostic.with(
                "path",
                cycle_path(&cycle.iter().map(id).collect::<Vec<_>>()),
            );
            last = Some(diagnostic.at.clone());
            diagnostics.push(
                cycle[1..]
                    .iter()
                    .map(location)
                    .fold(diagnostic, Diagnostic::related),
            );
        }
        let more = last
            .filter(|_| more > 0)
            .map(|at| Diagnostic::more(at, Code::RelationCycle, more));
        diagnostics.extend(more);
    }
}

/// Formats the members of a cycle: `a → b → a`. A long one is shortened, with the number of omitted members.
fn cycle_path(ids: &[&str]) -> String {
    let (shown, rest) = ids.split_at(ids.len().min(MAX_RELATED));
    let rest = (!rest.is_empty()).then(|| format!("… (+{})", rest.len()));
    let path: Vec<&str> = shown
        .iter()
        .copied()
        .chain(rest.as_deref())
        .chain(ids.first().copied())
        .collect();
    path.join(" → ")
}

/// Finds cycles by depth-first search. Returns the first [`MAX_CYCLES`], and the number of the others. Every record is
/// visited once, so that every cycle is found once. `relations` must be sorted by their first record.
fn find_cycles<'r>(relations: &[&'r Relation], records: usize) -> (Vec<Vec<&'r Relation>>, usize) {
    let outgoing = |record: RecordIx| {
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
        // Each record of the path with the number of its relations that have been followed.
        let mut path: Vec<(RecordIx, usize)> = vec![(start, 0)];
        let mut on_path = HashSet::from([start]);
        while let Some((record, step)) = path.last_mut() {
            let Some(relation) = outgoing(*record).get(*step) else {
                done[record.index()] = true;
                on_path.remove(record);
                path.pop();
                continue;
            };
            *step += 1;
            let to = relation.to;
            if on_path.contains(&to) && found.len() == MAX_CYCLES {
                more += 1;
            } else if on_path.contains(&to) {
                let begin = path
                    .iter()
                    .position(|(record, _)| *record == to)
                    .unwrap_or(0);
                found.push(
                    path[begin..]
                        .iter()
                        .filter_map(|(record, step)| outgoing(*record).get(*step - 1).copied())
                        .collect(),
                );
            } else if !done[to.index()] {
                on_path.insert(to);
                path.push((to, 0));
            }
        }
    }
    (found, more)
}
