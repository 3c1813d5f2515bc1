//! Layouts written in Tera 2, for teams whose layouts are. They see the same views through the same filters and
//! functions; only the engine differs. Tera wants its variables ready before it begins, so a page is laid out whole:
//! records beside the page's own are given with what lists need, and their lists of relations are left out.

use std::sync::Arc;

use minijinja::value::{Kwargs as Arguments, Value as Seen, ValueKind};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::engine::{FILTERS, filtered, words};
use super::format::Style;
use super::view::{FUNCTIONS, Function, PageContext, RecordView, View};
use super::world::World;
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::source::SourcePath;

/// How deep lists and maps are followed from a variable.
const DEEPEST: usize = 9;

/// What is given of a record that is not the page's own.
const OF_OTHERS: [&str; 16] = [
    "id",
    "kind",
    "name",
    "short",
    "title",
    "summary",
    "url",
    "lang",
    "status",
    "draft",
    "type",
    "date",
    "place",
    "location",
    "regions_derived",
    "source_path",
];

/// The name under which a template's variables hold the page's place in the plan.
const PAGE: &str = "__page";

/// The ending of layouts in Tera.
pub(super) const ENDING: &str = ".tera.html";

/// An engine for the pages of one language.
pub(super) fn engine(world: &Arc<World>, code: &str) -> Tera {
    let mut tera = Tera::new();
    // Tera parses a template when it is added and wants to know its filters and functions by then.
    let style = Style::of(code);
    for (name, filter) in FILTERS {
        tera.register_filter(name, move |value: &Value, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            filtered(filter, style, &shown(value)).map(|value| laid(&value, 0)).map_err(|error| failed(&error))
        });
    }
    for (name, call) in FUNCTIONS {
        let world = world.clone();
        tera.register_function(name, move |facts: Kwargs, state: &State<'_>| -> TeraResult<Value> {
            let page: u64 = state.get(PAGE)?.unwrap_or_default();
            let context = PageContext::new(&world, page as usize);
            let facts = Seen::from(arguments(&facts));
            call(&context, &[facts]).map(|value| laid(&value, 0)).map_err(|error| failed(&error))
        });
    }
    let (strings, code) = (world.layouts.strings.clone(), code.to_owned());
    tera.register_function("t", move |facts: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let key: String = facts.must_get("key")?;
        let facts = arguments(&facts);
        words(&strings, &code, &key, |name| facts.peek(name).ok())
            .map(|text| Value::normal_string(&text))
            .map_err(|error| failed(&error))
    });
    // What does not parse has been reported when the layouts were loaded.
    let _ = tera.add_raw_templates(templates(world));
    tera
}

/// The templates in Tera that parse. One that does not would keep the others from being added.
fn templates(world: &World) -> Vec<(String, String)> {
    let all = world.layouts.templates.iter().filter(|(name, _)| name.ends_with(ENDING));
    all.map(|(name, text)| (name.clone(), text.clone())).collect()
}

/// Parses the layouts in Tera and reports what does not parse.
pub(super) fn check(world: &Arc<World>) -> Option<Diagnostic> {
    let templates = templates(world);
    if templates.is_empty() {
        return None;
    }
    let mut tera = engine(world, "en");
    tera.add_raw_templates(templates).err().map(|error| diagnostic(&error, world, "*.tera.html"))
}

/// The HTML of a page.
pub(super) fn render(tera: &Tera, world: &World, layout: &str, page: usize, root: &Seen) -> Result<String, Diagnostic> {
    let mut context = Context::new();
    context.insert_value(PAGE, Value::from(page as u64));
    for name in root.try_iter().into_iter().flatten() {
        // Functions are registered with the engine; a page's record stands where the function of its name does.
        if let Ok(value) = root.get_item(&name)
            && let Some(name) = name.as_str()
            && value.downcast_object_ref::<Function>().is_none()
        {
            context.insert_value(name.to_owned(), laid(&value, 0));
        }
    }
    tera.render(layout, &context).map_err(|error| diagnostic(&error, world, layout))
}

/// An error of the engine as a diagnostic. Some errors know their place; others only print it.
fn diagnostic(error: &tera::Error, world: &World, layout: &str) -> Diagnostic {
    let text = error.to_string();
    let (name, span, words) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            (report.filename(), Span::new(report.span().range.clone()), report.message())
        }
        _ => {
            let (name, span) = printed_place(&text, world).unwrap_or((layout, Span::default()));
            (name, span, &*text)
        }
    };
    let at = Location { path: SourcePath::new(&format!("layouts/{name}")), span };
    Diagnostic::new(Code::BadLayout, at).with("words", words.lines().next().unwrap_or_default())
}

/// The place in a printed report: `--> record.tera.html:3:8`.
fn printed_place<'w>(report: &str, world: &'w World) -> Option<(&'w str, Span)> {
    let (_, rest) = report.split_once("--> ")?;
    let mut parts = rest.lines().next()?.rsplitn(3, ':');
    let column: usize = parts.next()?.trim().parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?.trim_start_matches('[').trim();
    let (name, text) = world.layouts.templates.iter().find(|(known, _)| known == name)?;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let on_line = text[start..].lines().next()?;
    let offset =
        start + on_line.char_indices().nth(column.saturating_sub(1)).map_or(on_line.len(), |(offset, _)| offset);
    Some((name, Span::new(offset..offset)))
}

fn failed(error: &minijinja::Error) -> tera::Error {
    tera::Error::message(error.detail().map_or_else(|| error.to_string(), str::to_owned))
}

fn arguments(facts: &Kwargs) -> Arguments {
    facts.iter().filter_map(|(key, value)| Some((key.as_str()?.to_owned(), shown(value)))).collect()
}

/// A view laid out as a value of Tera.
fn laid(value: &Seen, depth: usize) -> Value {
    match value.kind() {
        ValueKind::Bool => Value::from(value.is_true()),
        ValueKind::Number => match (i64::try_from(value.clone()), f64::try_from(value.clone())) {
            (Ok(whole), _) => Value::from(whole),
            (_, Ok(number)) => Value::from(number),
            _ => Value::none(),
        },
        ValueKind::String if value.is_safe() => Value::safe_string(value.as_str().unwrap_or_default()),
        ValueKind::String => Value::normal_string(value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable if depth < DEEPEST => {
            let items: Vec<Value> = value.try_iter().into_iter().flatten().map(|item| laid(&item, depth + 1)).collect();
            Value::from(items)
        }
        ValueKind::Map | ValueKind::Plain if depth < DEEPEST => map(value, depth),
        _ => Value::none(),
    }
}

fn map(value: &Seen, depth: usize) -> Value {
    let other = depth > 0 && View::<RecordView>::shown(value).is_some();
    let names: Vec<Seen> = if other {
        OF_OTHERS.iter().map(|name| Seen::from(*name)).collect()
    } else {
        value.try_iter().into_iter().flatten().collect()
    };
    let mut map = tera::Map::new();
    for name in names {
        if let (Some(key), Ok(found)) = (name.as_str(), value.get_item(&name)) {
            map.insert(key.to_owned().into(), laid(&found, depth + 1));
        }
    }
    Value::from(map)
}

/// A value of Tera as our filters and functions know it.
fn shown(value: &Value) -> Seen {
    if let Some(map) = value.as_map() {
        let pairs = map.iter().filter_map(|(key, value)| Some((key.as_str()?.to_owned(), shown(value))));
        return Seen::from(pairs.collect::<std::collections::BTreeMap<String, Seen>>());
    }
    if let Some(items) = value.as_array() {
        return items.iter().map(shown).collect();
    }
    if let Some(text) = value.as_str() {
        return if value.is_safe() { Seen::from_safe_string(text.to_owned()) } else { Seen::from(text) };
    }
    value
        .as_bool()
        .map(Seen::from)
        .or_else(|| value.as_i64().map(Seen::from))
        .or_else(|| value.as_f64().map(Seen::from))
        .unwrap_or_default()
}
