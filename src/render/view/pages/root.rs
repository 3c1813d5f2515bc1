//! Selects the variables of a page by its type.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::object::View;
use super::super::page::PageView;
use super::super::site::SiteView;
use super::super::static_map::{map, optional};
use super::super::{charts, compared, list, quality};
use super::variables::{Root, Variables};
use super::{cell, changes, compared_list, data_page, free_page, home, index, listing, matrix};
use crate::plan::{PageKind, ScriptData};

/// The variables of a page for a layout.
pub(in crate::render) fn root(context: &Arc<PageContext>, layout: &str) -> Value {
    let mut variables = Variables::default();
    variables.insert(
        "site",
        View::value(SiteView {
            context: context.clone(),
        }),
    );
    let name = layout
        .strip_suffix(".html")
        .unwrap_or(layout)
        .trim_end_matches(".tera");
    variables.insert(
        "page",
        View::value(PageView {
            context: context.clone(),
            layout: name.to_owned(),
        }),
    );
    own_variables(context, &mut variables);
    Value::from_object(Root {
        variables,
        context: context.clone(),
    })
}

fn own_variables(context: &Arc<PageContext>, variables: &mut Variables) {
    match &context.planned().kind {
        PageKind::Home => home::variables(context, variables),
        PageKind::Kind(kind, number) => index::variables(context, *kind, *number, variables),
        // The variable replaces the function `record`.
        PageKind::Record(record) | PageKind::Card(record) => {
            variables.insert("record", context.record(*record));
        }
        PageKind::Listing(facet, kind, number) => {
            listing::variables(context, *facet, *kind, *number, variables);
        }
        PageKind::Matrix => matrix::variables(context, variables),
        PageKind::KindMatrix(kind) => {
            charts::matrix_table(context, Some(*kind), variables);
            variables.insert("choices", charts::matrix_kinds(context, Some(*kind)));
            variables.insert("cooperation", Value::from(()));
        }
        PageKind::Cell(region, sector) => cell::variables(context, *region, *sector, variables),
        PageKind::Quality => {
            variables.insert("sections", quality::sections(context));
            variables.insert("score", quality::score(context));
            variables.insert("parts", quality::parts(context));
            variables.insert("bars", quality::bars(context));
            variables.insert("lists", compared_list::list_links(context));
        }
        PageKind::ComparedList(place) => compared_list::variables(context, *place, variables),
        PageKind::Changes => changes::variables(context, variables),
        PageKind::DataPage => data_page::variables(context, variables),
        PageKind::FreePage(page) => free_page::variables(context, page, variables),
        PageKind::Moved(target, _) => {
            variables.insert("target", optional(context.url(target)));
            variables.insert("target_title", Value::from(context.title()));
        }
        PageKind::Map(kind) => variables.insert("map", charts::atlas_map(context, *kind)),
        PageKind::Network => variables.insert("network", charts::network(context)),
        PageKind::Timeline(year) => {
            variables.insert("year", optional(*year));
            variables.insert("chronicle", charts::timeline(context, *year));
        }
        PageKind::Compare => variables.insert("comparable", compared::comparable(context)),
        PageKind::Search => home::search_variables(context, variables),
        PageKind::NotFound
        | PageKind::Asset(_)
        | PageKind::Static(_)
        | PageKind::Picture(..)
        | PageKind::ShareImage(_)
        | PageKind::Export(_)
        | PageKind::FormerFile(..)
        | PageKind::Data(_)
        | PageKind::Chart(_) => {}
    }
}

/// Writes a data script or a drawing in chunks; nothing if the page is neither.
pub(in crate::render) fn write_script(context: &Arc<PageContext>, to: &mut dyn FnMut(&[u8])) {
    match &context.planned().kind {
        PageKind::Chart(chart) => to(charts::picture(context, *chart).as_bytes()),
        PageKind::Data(ScriptData::Network) => charts::write_network_script(context, to),
        PageKind::Data(ScriptData::List(kind)) => list::write_list_script(context, *kind, to),
        PageKind::Data(ScriptData::Compared(kind, part)) => {
            compared::write_compared_script(context, *kind, *part, to);
        }
        _ => {}
    }
}

/// The cache key of shared fragments on a page, and a function that creates their variables. `None` if `page` is not
/// the variable of that name.
pub(in crate::render) fn shared_root(
    page: &Value,
) -> Option<(String, impl FnOnce() -> Value + use<>)> {
    let page = View::<PageView>::downcast(page)?;
    let context = page.context.clone();
    let kind = context
        .page_kind()
        .map_or("", |kind| &*context.model.site.vocabulary.kind(kind).id)
        .to_owned();
    let layout = page.layout.clone();
    let key = context.fragment_key(&layout);
    let root = move || {
        let mut variables = Variables::default();
        variables.insert(
            "site",
            View::value(SiteView {
                context: context.clone(),
            }),
        );
        let code = context.model.site.code(context.language);
        let page = map([
            ("layout", Value::from(layout)),
            ("kind", Value::from(kind)),
            ("root", Value::from(context.root.as_str())),
            ("language", map([("code", Value::from(code))])),
        ]);
        variables.insert("page", page);
        Value::from_object(Root {
            variables,
            context: context.clone(),
        })
    };
    Some((key, root))
}
