//! The atlas drawn, as templates see it: what stands in the records becomes the plain values of [`crate::figure`].
//!
//! Every figure comes with what its template needs for a twin in HTML: a table, a list, a legend.

mod atlas_map;
mod chronicle;
mod cooperation;
mod kind_matrix;
mod locator;
mod neighbours;
mod overall;
mod series;

use minijinja::value::Value;

pub(super) use atlas_map::atlas_map;
pub(super) use chronicle::{chronicle, of_record};
pub(super) use cooperation::cooperation;
pub(super) use kind_matrix::{kind_matrix, kinds as matrix_kinds};
pub(super) use locator::locator;
pub(super) use neighbours::neighbours;
pub(super) use overall::{ROOM, overall, push_rows, script as network_script};
pub(super) use series::series;

use super::{PageContext, map, optional};
use crate::atlas::{RecordIx, Relation};
use crate::chart::breaks::{ClassBreaks, CountClass};
use crate::chart::network::model::NetworkNode;
use crate::record::Status;

/// A drawing; none where there is nothing to show.
fn drawing(svg: String) -> Value {
    optional((!svg.is_empty()).then(|| Value::from_safe_string(svg)))
}

/// The classes of counts for a legend in HTML: «3–4», and «10 и больше» for the last.
fn classes(context: &PageContext, breaks: &ClassBreaks) -> Value {
    let number = |count: u32| context.style.number(f64::from(count));
    let last = breaks.classes().len().saturating_sub(1);
    let text = |at: usize, class: &CountClass| match () {
        () if at == last && class.from < class.to => format!("{}+", number(class.from)),
        () if class.from == class.to => number(class.from),
        () => format!("{}–{}", number(class.from), number(class.to)),
    };
    let entry = |(at, class): (usize, &CountClass)| {
        map([("level", Value::from(class.level)), ("text", Value::from(text(at, class)))])
    };
    breaks.classes().iter().enumerate().map(entry).collect()
}

/// A record as a node of a network.
fn node(context: &PageContext, record: RecordIx) -> NetworkNode<'static> {
    let found = context.world.atlas.record(record);
    NetworkNode {
        label: found.title(context.language).0.to_string().into(),
        href: context.record_url(record).into(),
        kind: context.world.site.vocabulary.kind(found.kind).id.clone().into(),
    }
}

/// Whether a relation ties two records of the atlas: not what divides it, is a source for it or only names something.
fn is_tie(context: &PageContext, relation: &Relation) -> bool {
    let vocabulary = &context.world.site.vocabulary;
    let kind = vocabulary.relation(relation.relation);
    let divides = |record: RecordIx| vocabulary.kind(context.world.atlas.kind(record)).facet.is_some();
    !kind.listing && !kind.from_text && !divides(relation.from) && !divides(relation.to)
}

/// Whether a relation is planned, proposed or inferred.
fn is_doubtful(relation: &Relation) -> bool {
    relation.particulars.as_ref().is_some_and(|particulars| particulars.claim.status != Status::Stated)
}
