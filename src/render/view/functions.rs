//! The template functions that depend on the page: links, assets, records.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Kwargs, Object, ObjectRepr, Value, from_args};
use minijinja::{Error, ErrorKind, State};

use super::context::PageContext;
use super::date::record_date;
use super::static_map::optional;
use crate::diagnostic::did_you_mean;
use crate::plan::{named_page, relative};
use crate::record::Date;

/// The functions by name. Arguments are positional or named (`asset(name="atlas.css")`); Tera has named ones only.
pub(in crate::render) const FUNCTIONS: [(&str, Call); 5] = [
    ("asset", asset),
    ("link", link),
    ("record", record),
    ("records", records),
    ("count", count),
];

pub(in crate::render) type Call = fn(&Arc<PageContext>, &[Value]) -> Result<Value, Error>;

/// A function bound to a page.
pub(in crate::render) struct Function {
    pub(super) context: Arc<PageContext>,
    pub(super) call: Call,
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("function")
    }
}

impl Object for Function {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        (self.call)(&self.context, args)
    }
}

/// The single argument of a function, positional or named.
fn argument(args: &[Value], name: &str) -> Result<Value, Error> {
    let (place, names): (Option<Value>, Kwargs) = from_args(args)?;
    match place {
        Some(value) => Ok(value),
        None => names.get(name),
    }
}

fn text(args: &[Value], name: &str) -> Result<String, Error> {
    let value = argument(args, name)?;
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| wrong(format!("`{name}` must be a text")))
}

fn wrong(words: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, words)
}

/// `asset("atlas.css")`: the relative address of a file of `assets/`, with its hash. Fails if there is no such file.
fn asset(context: &Arc<PageContext>, args: &[Value]) -> Result<Value, Error> {
    let name = &*text(args, "name")?;
    match context.model.plan.asset(name) {
        Some(page) => Ok(Value::from_safe_string(relative(
            &context.root,
            &page.address,
        ))),
        None => {
            let near = did_you_mean(name, context.model.plan.asset_names());
            let hint = near.map_or(String::new(), |near| format!(" (did you mean \"{near}\"?)"));
            Err(wrong(format!("there is no assets/{name}{hint}")))
        }
    }
}

/// `link("matrix")`, `link("cluster")`: the relative address of a page, or none.
fn link(context: &Arc<PageContext>, args: &[Value]) -> Result<Value, Error> {
    let name = &*text(args, "to")?;
    let page_kind = named_page(name, &context.model.site.vocabulary);
    Ok(context.url_value(&page_kind))
}

/// `record("misis")`: the record with an id or name, or none.
fn record(context: &Arc<PageContext>, args: &[Value]) -> Result<Value, Error> {
    let id = text(args, "id")?;
    Ok(optional(
        context
            .model
            .atlas
            .resolve(&id)
            .map(|record| context.record(record)),
    ))
}

/// `records(kind="event", sort="date", reverse=true, limit=5)`: the records of a kind, sorted.
fn records(context: &Arc<PageContext>, args: &[Value]) -> Result<Value, Error> {
    let (options,): (Kwargs,) = from_args(args)?;
    let kind: &str = options.get("kind")?;
    let sort: Option<&str> = options.get("sort")?;
    let reverse: Option<bool> = options.get("reverse")?;
    let limit: Option<usize> = options.get("limit")?;
    options.assert_all_used()?;
    let vocabulary = &context.model.site.vocabulary;
    let Some(kind) = vocabulary.kind_named(kind) else {
        return Err(wrong(format!("there is no kind \"{kind}\"")));
    };
    let mut found = context.model.atlas.of_kind(kind).to_vec();
    context.model.atlas.sort(context.language, &mut found);
    match sort {
        None | Some("name") => {}
        Some("date") => {
            found.sort_by_key(|record| record_date(context, *record).map(Date::first_day));
        }
        Some(other) => {
            return Err(wrong(format!(
                "records can be sorted by name or date, not by \"{other}\""
            )));
        }
    }
    if reverse == Some(true) {
        found.reverse();
    }
    found.truncate(limit.unwrap_or(usize::MAX));
    Ok(context.records(found))
}

/// `count(5, "cluster")`: a number with the noun of a kind, «5 кластеров».
fn count(context: &Arc<PageContext>, args: &[Value]) -> Result<Value, Error> {
    let (number, kind, names): (Option<usize>, Option<Value>, Kwargs) = from_args(args)?;
    let number = number.map_or_else(|| names.get("number"), Ok)?;
    let kind = kind.map_or_else(|| names.get("kind"), Ok)?;
    let id = match kind.as_str() {
        Some(id) => id.to_owned(),
        None => kind.get_attr("id")?.to_string(),
    };
    match context.model.site.vocabulary.kind_named(&id) {
        Some(kind) => Ok(context.count_label(kind, number)),
        None => Err(wrong(format!("there is no kind \"{id}\""))),
    }
}
