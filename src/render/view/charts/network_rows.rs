//! The rows of the network's table: records with the numbers of their relations by label.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::value::Value;

use super::network_ties::ConnectedRecords;
use crate::render::view::context::PageContext;
use crate::render::view::static_map::map;
use crate::site::{Direction, Localized, RelationIx};
use crate::text::LangText;
use crate::text::noun_case::within_sentence;

/// The numbers of relations of one record, by type and side.
type Ties = Vec<((RelationIx, Direction), usize)>;

/// The rows of some of the connected records: `{record, count, ties}`.
pub(super) fn network_rows(
    context: &Arc<PageContext>,
    connected: &ConnectedRecords<'_>,
    listed: &[usize],
) -> Value {
    let mut ties: HashMap<usize, Ties> = listed.iter().map(|rank| (*rank, Vec::new())).collect();
    let ranks = connected.ranks();
    for relation in &connected.relations {
        for side in [Direction::Forward, Direction::Inverse] {
            let rank = ranks[relation.at(side).index()];
            let Some(own) = rank.and_then(|rank| ties.get_mut(&rank)) else {
                continue;
            };
            let key = (relation.relation, side);
            match own.iter_mut().find(|(known, _)| *known == key) {
                Some((_, count)) => *count += 1,
                None => own.push((key, 1)),
            }
        }
    }
    let row = |rank: &usize| {
        let (ix, count) = connected.records[*rank];
        map([
            ("record", context.record(ix)),
            ("count", Value::from(count)),
            ("ties", tie_counts(context, &ties[rank])),
        ])
    };
    listed.iter().map(row).collect()
}

/// The labels of relations with their counts, the most frequent first: `{label, count}`. Relations of one label are one entry.
fn tie_counts(context: &PageContext, ties: &Ties) -> Value {
    let vocabulary = &context.model.site.vocabulary;
    let mut counts: Vec<(&Localized, usize)> = Vec::new();
    for ((relation, side), count) in ties {
        let label = vocabulary.relation(*relation).heading(*side);
        let text = label.text(context.language);
        let same = |(known, _): &&mut (&Localized, usize)| known.text(context.language) == text;
        match counts.iter_mut().find(same) {
            Some((_, sum)) => *sum += count,
            None => counts.push((label, *count)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let entry = |(label, count): (&Localized, usize)| {
        let label = label_in_sentence(context, label);
        let marked = context
            .style
            .marked_text(label.to_string(), label.language());
        map([("label", marked), ("count", Value::from(count))])
    };
    counts.into_iter().map(entry).collect()
}

/// The label of a relation as it stands within a sentence; empty if there is none.
pub(super) fn label_in_sentence<'a>(context: &'a PageContext, label: &Localized) -> LangText<'a> {
    let found = label.get(context.language);
    found.map_or(LangText::plain(""), |(text, language)| {
        let text = within_sentence(text, context.model.site.code(language));
        LangText::new(text, context.foreign(language))
    })
}
