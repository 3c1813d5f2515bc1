//! Lines as plain texts, for the rows of a list script.

use std::sync::Arc;

use super::context::PageContext;
use super::record_line::LineView;
use crate::atlas::{Edge, RecordIx};
use crate::site::{FieldIx, LineForm, RelationRole};
use crate::text::LangText;

/// The line of a record as plain texts, for the rows of a list script: parties or title; topic and signatories, or places and
/// participants; sources. Empty for a kind without lines.
pub(super) fn line_texts(context: &Arc<PageContext>, ix: RecordIx) -> Vec<LangText<'_>> {
    let model = &context.model;
    let Some(line) = LineView::new(context, ix) else {
        return Vec::new();
    };
    let names = |edges: &[Edge], between: &'static str| {
        let name = |edge: &Edge| {
            let status = context.status_lang_text(model.atlas.status(edge));
            context.record_lang_text(edge.other).and(status)
        };
        LangText::joined(edges.iter().map(name), between)
    };
    let known = model.site.vocabulary.kind(line.kind()).known;
    let field = |field: Option<FieldIx>| {
        let fact = field.and_then(|field| model.atlas.record(ix).field(field));
        fact.map_or(LangText::plain(""), |fact| context.value_lang_text(fact))
    };
    let title = context.record_lang_text(ix);
    let sources = line.numbered_sources().into_iter();
    let sources = sources.map(|(_, source)| context.record_lang_text(source));
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
                places = places.and(", ");
            }
            let places = places.and(place);
            [title, places, names(&line.participants(), ", ")]
        }
    };
    vec![name, about, with, LangText::joined(sources, ", ")]
}
