//! The network as a script for the page.

use std::sync::Arc;

use super::facet_ids::FacetIds;
use super::network_edges::NetworkEdges;
use super::network_rows::label_in_sentence;
use super::network_ties::ConnectedRecords;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::plan::relative;
use crate::record::Status;
use crate::render::view::context::PageContext;
use crate::render::view::script_rows::{CHUNK_CAPACITY, write_rows};
use crate::site::{Direction, Facet};
use crate::text::LangText;
use crate::text::json;

/// Writes the network as a script, in chunks. Relations refer to records, statuses and sources by index.
pub(in crate::render::view) fn write_network_script(
    context: &Arc<PageContext>,
    to: &mut dyn FnMut(&[u8]),
) {
    let connected = ConnectedRecords::new(context);
    let mut facets = [Facet::Region, Facet::Sector].map(|facet| FacetIds::new(context, facet));
    let mut out = String::with_capacity(CHUNK_CAPACITY);
    out.push_str("self.atlasNetwork={");
    write_vocabulary(context, &mut out);
    for (key, table) in ["regions", "sectors"].into_iter().zip(&facets) {
        out.push_str(&format!(",\"{key}\":"));
        json::list(&mut out, table.ids(), json::string);
    }
    out.push_str(",\"records\":[\n");
    write_rows(&mut out, to, &connected.records, |out, (ix, _)| {
        write_record(context, *ix, &mut facets, out);
    });
    out.push_str("],\"edges\":[\n");
    let mut edges = NetworkEdges::new(context, &connected);
    write_rows(&mut out, to, edges.groups(), |out, group| {
        edges.write(&group, out);
    });
    out.push_str("],\"sources\":[\n");
    write_rows(&mut out, to, edges.sources(), |out, source| {
        out.push('[');
        context.record_lang_text(*source).write_json(out);
        out.push(',');
        json::string(out, &address(context, *source));
        out.push(']');
    });
    out.push_str("]};\n");
    to(out.as_bytes());
}

/// Writes the labels of kinds, relations and statuses.
fn write_vocabulary(context: &PageContext, out: &mut String) {
    let vocabulary = &context.model.site.vocabulary;
    out.push_str("\"kinds\":");
    json::list(out, &vocabulary.kinds, |out, kind| {
        json::string(out, &kind.id);
    });
    out.push_str(",\"relations\":");
    json::list(out, &vocabulary.relations, |out, relation| {
        let sides = [Direction::Forward, Direction::Inverse];
        let [forward, inverse] = sides.map(|side| relation.heading(side));
        let texts = [
            LangText::plain(&relation.name),
            context.localized_lang_text(forward),
            context.localized_lang_text(inverse),
            LangText::plain(&relation.inverse),
            label_in_sentence(context, forward),
            label_in_sentence(context, inverse),
        ];
        json::list(out, texts, |out, text| text.write_json(out));
    });
    out.push_str(",\"statuses\":");
    json::list(out, Status::NAMES, |out, (_, status)| {
        let label = context.status_label_lang_text(status);
        label.unwrap_or(LangText::plain("")).write_json(out);
    });
}

/// The address of a record from the root.
fn address(context: &PageContext, ix: RecordIx) -> String {
    relative("", &context.model.plan.record(ix, context.language).address)
}

/// Writes one record as a JSON array: title, address, kind, regions, sectors, full name, id, status, date. The id is empty if it
/// is the name of the file; a status and a date at the end are left out if there are none.
fn write_record(
    context: &PageContext,
    ix: RecordIx,
    [regions, sectors]: &mut [FacetIds<'_>; 2],
    out: &mut String,
) {
    let SiteModel { atlas, .. } = &*context.model;
    let found = atlas.record(ix);
    let address = address(context, ix);
    let file = address.rsplit('/').next().unwrap_or_default();
    let id = match file.strip_suffix(".html") {
        Some(stem) if stem == &*found.id => "",
        _ => &found.id,
    };
    let name = match found.short.is_empty() {
        true => "",
        false => found.name.text(context.language),
    };
    out.push('[');
    context.record_lang_text(ix).write_json(out);
    out.push(',');
    json::string(out, &address);
    out.push_str(&format!(",{}", found.kind.index()));
    for places in [
        regions.places(atlas.facets.regions(ix)),
        sectors.places(atlas.facets.sectors(ix)),
    ] {
        out.push(',');
        json::list(out, places, |out, place| out.push_str(&place.to_string()));
    }
    for text in [name, id] {
        out.push(',');
        json::string(out, text);
    }
    let date = context.dated_lang_text(ix);
    if found.status != Status::Stated || date.is_some() {
        out.push_str(&format!(",{}", found.status as u8));
    }
    if let Some(date) = date {
        out.push(',');
        date.write_json(out);
    }
    out.push(']');
}
