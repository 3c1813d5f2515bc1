//! The data files and feeds on the page about open data.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::atlas::{Claim, ClaimTarget};
use crate::plan::{Export, Feed, PageKind, Table, relative};
use crate::site::{Facet, Language};

/// The files of `data/` with their types and row counts.
pub(super) fn files(context: &Arc<PageContext>) -> Value {
    let model = &context.model;
    let file = |export: Export| {
        let (name, media_type) = export.data_file(&model.site)?;
        let page = model
            .plan
            .page(&PageKind::Export(export), Language::DEFAULT)?;
        let (id, title) = match export {
            Export::Table(Table::Kind(kind)) => {
                let title = &model.site.vocabulary.kind(kind).title;
                ("kind", Some(context.marked_text(title)))
            }
            Export::Table(Table::Relations) => ("relations", None),
            Export::Table(Table::Figures) => ("figures", None),
            Export::Table(Table::Claims) => ("claims", None),
            Export::Workbook => ("workbook", None),
            Export::Schema => ("schema", None),
            Export::Package => ("package", None),
            Export::Places => ("places", None),
            Export::Turtle => ("turtle", None),
            Export::Network => ("network", None),
            Export::Calendar => ("calendar", None),
            _ => ("atlas", None),
        };
        let kind = match export {
            Export::Table(Table::Kind(kind)) => Some(context.kind(kind)),
            _ => None,
        };
        Some(map([
            ("id", Value::from(id)),
            ("name", Value::from(name)),
            ("title", optional(title)),
            ("kind", optional(kind)),
            ("url", Value::from(relative(&context.root, &page.address))),
            ("type", Value::from(media_type)),
            ("rows", optional(rows(context, export))),
        ]))
    };
    Export::data_files(&model.site, &model.atlas)
        .into_iter()
        .filter_map(file)
        .collect()
}

/// The feeds in the page's language in three lists: atlas and kinds, regions, sectors.
pub(super) fn feeds(context: &Arc<PageContext>) -> Value {
    let model = &context.model;
    let vocabulary = &model.site.vocabulary;
    let entry = |feed: Feed| {
        let title = match feed {
            Feed::All => context.marked_text(&model.site.title),
            Feed::Kind(kind) => context.marked_text(&vocabulary.kind(kind).title),
            Feed::Facet(record) => {
                let (title, language) = model.atlas.record(record).title(context.language);
                context.marked(title, language)
            }
        };
        let url = context.url(&PageKind::Export(Export::Feed(feed)))?;
        Some(map([("title", title), ("url", Value::from(url))]))
    };
    let facet = |facet| -> Value {
        let mut records = vocabulary
            .facet(facet)
            .map_or(Vec::new(), |kind| model.atlas.of_kind(kind).to_vec());
        model.atlas.sort(context.language, &mut records);
        records
            .into_iter()
            .filter_map(|record| entry(Feed::Facet(record)))
            .collect()
    };
    let kinds = [Feed::All]
        .into_iter()
        .chain(vocabulary.each_kind().map(Feed::Kind));
    map([
        ("kinds", kinds.filter_map(entry).collect()),
        ("regions", facet(Facet::Region)),
        ("sectors", facet(Facet::Sector)),
    ])
}

/// The number of rows of a table; `None` for other files.
fn rows(context: &PageContext, export: Export) -> Option<usize> {
    let atlas = &context.model.atlas;
    let Export::Table(table) = export else {
        return None;
    };
    Some(match table {
        Table::Kind(kind) => atlas.of_kind(kind).len(),
        Table::Relations => atlas.relations.len(),
        Table::Figures => atlas
            .records
            .iter()
            .map(|record| record.observations.len())
            .sum(),
        Table::Claims => {
            let site = &context.model.site;
            let of = |claim: Claim| match claim.target {
                ClaimTarget::Name => 1,
                ClaimTarget::Field(place) => {
                    let fact = &atlas.record(claim.record).fields[place];
                    fact.value.all().count()
                }
                ClaimTarget::Observation(_) | ClaimTarget::Relation(_) => 0,
            };
            let claims = atlas.indices().flat_map(|ix| atlas.claims(ix, site));
            claims.map(of).sum()
        }
    })
}
