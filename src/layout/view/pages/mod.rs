//! The variables of each sort of page besides the globals, a file for each sort that has several.

mod cell;
mod data_page;
mod entries;
mod free_page;
mod home;
mod index;
mod listing;
mod matrix;
mod pager;
mod tree;

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::functions::{FUNCTIONS, Function};
use super::page::PageView;
use super::site::SiteView;
use super::{PageContext, View, drawn, list, map, optional, quality};
use crate::page::{Data, Subject};
use crate::record::ProsePlace;

/// The variables of a template: the globals, the functions of the page, and what belongs to its subject.
pub(in crate::layout) struct Root {
    variables: Variables,
    /// What functions are bound to; one is made when a layout asks for it.
    context: Arc<PageContext>,
}

impl fmt::Debug for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.variables.fmt(f)
    }
}

/// Names with their values. There are so few that looking along them is the quickest way.
#[derive(Debug, Default)]
pub(super) struct Variables(Vec<(&'static str, Value)>);

impl Variables {
    /// Adds a variable, in the place of one of the same name.
    pub(super) fn insert(&mut self, name: &'static str, value: Value) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }
}

impl Object for Root {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let variable = self.variables.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone());
        variable.or_else(|| {
            let (_, call) = FUNCTIONS.into_iter().find(|(name, _)| *name == key)?;
            Some(Value::from_object(Function { context: self.context.clone(), call }))
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let variables = self.variables.0.iter().map(|(name, _)| *name);
        // A variable can stand in the place of a function.
        let hidden = |name: &&str| self.variables.0.iter().any(|(known, _)| known == name);
        let functions = FUNCTIONS.iter().map(|(name, _)| *name).filter(|name| !hidden(name));
        Enumerator::Values(variables.chain(functions).map(Value::from).collect())
    }
}

/// The variables of a page that a layout makes.
pub(in crate::layout) fn root(context: &Arc<PageContext>, layout: &str) -> Value {
    let mut variables = Variables::default();
    variables.insert("site", View::value(SiteView { context: context.clone() }));
    let name = layout.strip_suffix(".html").unwrap_or(layout).trim_end_matches(".tera");
    variables.insert("page", View::value(PageView { context: context.clone(), layout: name.to_owned() }));
    own_variables(context, &mut variables);
    Value::from_object(Root { variables, context: context.clone() })
}

fn own_variables(context: &Arc<PageContext>, variables: &mut Variables) {
    match &context.planned().subject {
        Subject::Home => home::variables(context, variables),
        Subject::Kind(kind, number) => index::variables(context, *kind, *number, variables),
        // The record of a page stands where other pages have the function that finds one.
        Subject::Record(record) | Subject::Card(record) => variables.insert("record", context.record(*record)),
        Subject::Listing(facet, kind, number) => listing::variables(context, *facet, *kind, *number, variables),
        Subject::Matrix => matrix::variables(context, variables),
        Subject::KindMatrix(kind) => {
            drawn::kind_matrix(context, *kind, variables);
            variables.insert("choices", drawn::matrix_kinds(context, Some(*kind)));
            variables.insert("cooperation", Value::from(()));
        }
        Subject::Cell(region, sector) => cell::variables(context, *region, *sector, variables),
        Subject::Quality => {
            variables.insert("sections", quality::sections(context));
            variables.insert("score", quality::score(context));
        }
        Subject::DataPage => data_page::variables(context, variables),
        Subject::Prose(page) => free_page::variables(context, page, variables),
        Subject::Moved(record, _) => {
            variables.insert("target", Value::from(context.record_url(*record)));
            variables.insert("target_title", Value::from(context.title()));
        }
        Subject::Map(kind) => variables.insert("map", drawn::atlas_map(context, *kind)),
        Subject::Network => variables.insert("network", drawn::overall(context)),
        Subject::Timeline(year) => {
            variables.insert("year", optional(*year));
            variables.insert("chronicle", drawn::chronicle(context, *year));
        }
        Subject::Compare => variables.insert("comparable", list::comparable(context)),
        Subject::Search | Subject::NotFound | Subject::Asset(_) | Subject::Export(_) | Subject::Data(_) => {}
    }
}

/// Passes on what a script of the pages loads; nothing for a page that is none.
pub(in crate::layout) fn script(context: &Arc<PageContext>, to: &mut dyn FnMut(&[u8])) {
    match &context.planned().subject {
        Subject::Data(Data::Network) => drawn::network_script(context, to),
        Subject::Data(Data::List(kind)) => list::script(context, *kind, to),
        _ => {}
    }
}

/// What a shared fragment may depend on, as a key, and its variables.
pub(in crate::layout) fn shared_root(page: &Value) -> Option<(String, impl FnOnce() -> Value + use<>)> {
    let page = View::<PageView>::shown(page)?;
    let context = page.context.clone();
    let kind = context.kind_here().map_or("", |kind| &*context.world.site.vocabulary.kind(kind).id).to_owned();
    let layout = page.layout.clone();
    let key = context.sort(&layout);
    let root = move || {
        let mut variables = Variables::default();
        variables.insert("site", View::value(SiteView { context: context.clone() }));
        let code = context.world.site.code(context.language);
        let page = map([
            ("layout", Value::from(layout)),
            ("kind", Value::from(kind)),
            ("root", Value::from(context.root.as_str())),
            ("language", map([("code", Value::from(code))])),
        ]);
        variables.insert("page", page);
        Value::from_object(Root { variables, context: context.clone() })
    };
    Some((key, root))
}

pub(super) fn intro(context: &PageContext, place: &ProsePlace) -> Value {
    optional(context.prose(place).map(|prose| Value::from_safe_string(context.body((&prose.body).into()))))
}
