//! The network as a script for the page.

use std::fmt::Write;
use std::sync::Arc;

use super::network_ancestors::AncestorIds;
use super::network_node::relation_status;
use super::network_ties::ConnectedRecords;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::plan::relative;
use crate::record::Status;
use crate::render::view::context::PageContext;
use crate::render::view::script_rows::{CHUNK_CAPACITY, write_rows};
use crate::render::view::status::status_label;
use crate::site::Direction;
use crate::text::json;

/// Writes the network as a script, in chunks. Relations refer to records and statuses by index.
pub(in crate::render::view) fn write_network_script(
    context: &Arc<PageContext>,
    to: &mut dyn FnMut(&[u8]),
) {
    let model = &context.model;
    let (atlas, vocabulary) = (&model.atlas, &model.site.vocabulary);
    let connected = ConnectedRecords::new(context);
    let mut places = vec![None; atlas.records.len()];
    for (at, (ix, _)) in connected.records.iter().enumerate() {
        places[ix.index()] = Some(at);
    }
    let mut out = String::with_capacity(CHUNK_CAPACITY);
    out.push_str("self.atlasNetwork={\"kinds\":");
    json::list(&mut out, &vocabulary.kinds, |out, kind| {
        json::list(
            out,
            [&*kind.id, kind.label.text(context.language)],
            json::string,
        );
    });
    out.push_str(",\"relations\":");
    json::list(&mut out, &vocabulary.relations, |out, relation| {
        let heading = |side| relation.heading(side).text(context.language);
        json::list(
            out,
            [
                &*relation.name,
                heading(Direction::Forward),
                heading(Direction::Inverse),
                &*relation.inverse,
            ],
            json::string,
        );
    });
    out.push_str(",\"statuses\":");
    let labels = Status::NAMES.map(|(_, status)| status_label(context, status).unwrap_or_default());
    json::list(&mut out, labels, json::string);
    out.push_str(",\"records\":[\n");
    let mut above = AncestorIds::new(atlas);
    write_rows(&mut out, to, &connected.records, |out, (ix, _)| {
        write_record(context, *ix, &mut above, out);
    });
    out.push_str("],\"edges\":[\n");
    let edges = connected.relations.iter().filter_map(|relation| {
        let place = |record: RecordIx| places[record.index()];
        Some((place(relation.from)?, place(relation.to)?, relation))
    });
    write_rows(&mut out, to, edges, |out, (from, to, relation)| {
        let _ = write!(
            out,
            "[{from},{to},{},{}]",
            relation.relation.index(),
            relation_status(relation) as u8
        );
    });
    out.push_str("]};\n");
    to(out.as_bytes());
}

/// Writes one record as a JSON array.
fn write_record(
    context: &PageContext,
    ix: RecordIx,
    above: &mut AncestorIds<'_>,
    out: &mut String,
) {
    let SiteModel { atlas, plan, .. } = &*context.model;
    let found = atlas.record(ix);
    out.push('[');
    json::string(out, context.model.title(context.language, ix));
    out.push(',');
    json::string(
        out,
        &relative("", &plan.record(ix, context.language).address),
    );
    let _ = write!(out, ",{},", found.kind.index());
    json::list(out, above.ids(atlas.facets.regions(ix)), json::string);
    out.push(',');
    json::list(out, above.ids(atlas.facets.sectors(ix)), json::string);
    out.push(',');
    json::string(
        out,
        if found.short.is_empty() {
            ""
        } else {
            found.name.text(context.language)
        },
    );
    out.push(',');
    json::string(out, &found.id);
    if found.status != Status::Stated {
        let _ = write!(out, ",{}", found.status as u8);
    }
    out.push(']');
}
