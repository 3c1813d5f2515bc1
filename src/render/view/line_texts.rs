//! Lines as plain texts, for the rows of a list script.

use std::sync::Arc;

use super::context::PageContext;
use super::record_line::LineView;
use super::status::with_status;
use super::value::plain_value;
use crate::atlas::{Edge, RecordIx};
use crate::site::{FieldIx, LineForm, RelationRole};

/// The line of a record as plain texts, for the rows of a list script: parties or title; topic and signatories, or places and
/// participants; sources. Empty for a kind without lines.
pub(super) fn line_texts(context: &Arc<PageContext>, ix: RecordIx) -> Vec<String> {
    let model = &context.model;
    let Some(line) = LineView::new(context, ix) else {
        return Vec::new();
    };
    let names = |edges: &[Edge], between: &str| {
        let name = |edge: &Edge| {
            let title = model.title(context.language, edge.other).to_owned();
            with_status(context, title, model.atlas.status(edge))
        };
        edges.iter().map(name).collect::<Vec<_>>().join(between)
    };
    let known = model.site.vocabulary.kind(line.kind()).known;
    let field = |field: Option<FieldIx>| {
        let fact = field.and_then(|field| model.atlas.record(ix).field(field));
        fact.map_or(String::new(), |fact| plain_value(context, fact))
    };
    let title = model.title(context.language, ix).to_owned();
    let sources: Vec<&str> = line
        .numbered_sources()
        .into_iter()
        .map(|(_, source)| model.title(context.language, source))
        .collect();
    let [name, about, with] = match line.form {
        LineForm::Agreement => {
            let parties = names(&line.edges_in_role(RelationRole::Parties), " ⟷ ");
            let name = if parties.is_empty() { title } else { parties };
            let signed = names(&line.signatories(), ", ");
            [name, field(known.topic), signed]
        }
        LineForm::Event => {
            let mut places = names(&line.edges_in_role(RelationRole::Place), ", ");
            let place = field(known.place);
            if !places.is_empty() && !place.is_empty() {
                places.push_str(", ");
            }
            places.push_str(&place);
            [title, places, names(&line.participants(), ", ")]
        }
    };
    vec![name, about, with, sources.join(", ")]
}
