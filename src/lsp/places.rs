//! Definition and references: where a record is, and what names it.

use serde_json::{Value, json};

use super::context::Context;
use super::named_record::{NamedTarget, named_at, record_at};
use super::position::TextPosition;
use crate::atlas::{RecordIx, ResolvedLink};
use crate::diagnostic::Location;
use crate::record::{Body, Link, LinkTarget};
use crate::source::SourcePath;

/// Answers `textDocument/definition`.
pub(super) fn definition(context: Context<'_>, path: &SourcePath, position: TextPosition) -> Value {
    let place = named_at(context, path, position).and_then(|named| match named.target {
        NamedTarget::Record(record) => context.location(&context.atlas().record(record).at),
        NamedTarget::FreePage(slot) => {
            let language = context.site().default_language();
            let page = context.atlas().free_page(&slot, language, context.site())?;
            context.location(&page.at)
        }
        NamedTarget::Asset(path) => {
            let start = TextPosition::default().to_json();
            let range = json!({"start": start, "end": start});
            Some(json!({"uri": context.workspace.uri(path.as_str()), "range": range}))
        }
    });
    place.unwrap_or(Value::Null)
}

/// Whether the places that name a record include the one that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declaration {
    /// They do.
    Included,
    /// They do not.
    Left,
}

/// Answers `textDocument/references`.
pub(super) fn references(
    context: Context<'_>,
    path: &SourcePath,
    position: TextPosition,
    declaration: Declaration,
) -> Value {
    let Some((record, _)) = record_at(context, path, position) else {
        return json!([]);
    };
    let mut places = places_of(context, record);
    if declaration == Declaration::Included {
        let own = context.atlas().record(record);
        places.push(own.at.clone());
        places.extend(own.translations.iter().map(|(_, at)| at.clone()));
    }
    places.sort();
    places.dedup();
    let places: Vec<Value> = places
        .iter()
        .filter_map(|at| context.location(at))
        .collect();
    Value::from(places)
}

/// Answers `textDocument/documentHighlight`: the places of this file.
pub(super) fn highlights(context: Context<'_>, path: &SourcePath, position: TextPosition) -> Value {
    let (Some((record, _)), Some(text)) = (
        record_at(context, path, position),
        context.positioned(path.as_str()),
    ) else {
        return json!([]);
    };
    let places = places_of(context, record)
        .into_iter()
        .filter(|at| at.path == *path);
    let ranges = places.map(|at| json!({"range": text.range(context.analysis.present_span(&at))}));
    Value::from(ranges.collect::<Vec<_>>())
}

/// Returns all places that name a record: references, citations, links.
pub(super) fn places_of(context: Context<'_>, record: RecordIx) -> Vec<Location> {
    let (atlas, site) = (context.atlas(), context.site());
    let mut places = Vec::new();
    for other in &atlas.records {
        other.visit_names(&mut |name| {
            if atlas.resolve(&name.text) == Some(record) {
                places.push(name.at.clone());
            }
        });
        for text in other.texts() {
            add_links(text.body, &mut places, &|link| {
                is_link_to(context, link, record)
            });
        }
    }
    for page in atlas.free_pages.values() {
        add_links(&page.body, &mut places, &|link| {
            is_link_to(context, link, record)
        });
    }
    let stated = site
        .all_default_sources()
        .filter(|source| atlas.resolve(&source.text) == Some(record));
    places.extend(stated.map(|source| source.at.clone()));
    places
}

fn is_link_to(context: Context<'_>, link: &Link, record: RecordIx) -> bool {
    let is_plain = !matches!(link.target, LinkTarget::Here | LinkTarget::Asset(_));
    let target = context.atlas().resolve_link(link, context.site());
    is_plain && target == Some(ResolvedLink::Record(record))
}

fn add_links(body: &Body, places: &mut Vec<Location>, is_wanted: &dyn Fn(&Link) -> bool) {
    let wanted = body.links.iter().filter(|link| is_wanted(link));
    places.extend(wanted.map(|link| link.at.clone()));
}
