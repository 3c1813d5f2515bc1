//! Layouts written in Tera 2. They have the same views, filters and functions as those in MiniJinja.
//!
//! Tera needs all variables before it renders, so the views of a page are converted to plain values. Records other
//! than the page's own are converted with the attributes in [`OTHER_RECORD_ATTRIBUTES`] only.

use std::sync::Arc;

use minijinja::value::{Kwargs as Arguments, Value as JinjaValue, ValueKind};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::filters::FILTERS;
use super::layouts::Layouts;
use super::locale_style::LocaleStyle;
use super::message::format_message;
use super::theme::Theme;
use super::view::{FUNCTIONS, Function, PageContext, RecordView, View};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::model::SiteModel;
use crate::site::Language;
use crate::source::SourcePath;

/// Maximum depth of nested lists and maps; deeper values are none.
const MAX_DEPTH: usize = 9;

/// The attributes of a record that is not the page's own.
const OTHER_RECORD_ATTRIBUTES: [&str; 16] = [
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

/// The variable with the page's index in the plan; functions read it.
const PAGE: &str = "__page";

/// The file name ending of layouts in Tera.
pub(super) const ENDING: &str = ".tera.html";

/// An engine for the pages of one language.
pub(super) fn engine(model: &Arc<SiteModel>, theme: &Arc<Theme>, style: &Arc<LocaleStyle>) -> Tera {
    let mut tera = Tera::new();
    // Tera resolves filters and functions when a template is added, so they are registered first.
    for (name, filter) in FILTERS {
        let style = style.clone();
        tera.register_filter(
            name,
            move |value: &Value, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
                filter(&style, &from_tera(value))
                    .map(|value| to_tera(&value, 0))
                    .map_err(|error| to_tera_error(&error))
            },
        );
    }
    for (name, call) in FUNCTIONS {
        let (model, theme) = (model.clone(), theme.clone());
        tera.register_function(
            name,
            move |arguments: Kwargs, state: &State<'_>| -> TeraResult<Value> {
                let page: u64 = state.get(PAGE)?.unwrap_or_default();
                let context = PageContext::new(&model, &theme, page as usize);
                let arguments = JinjaValue::from(to_arguments(&arguments));
                call(&context, &[arguments])
                    .map(|value| to_tera(&value, 0))
                    .map_err(|error| to_tera_error(&error))
            },
        );
    }
    let (messages, style) = (model.messages.clone(), style.clone());
    tera.register_function(
        "t",
        move |arguments: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            let key: String = arguments.must_get("key")?;
            let arguments = to_arguments(&arguments);
            format_message(&messages, &style, &key, |name| arguments.peek(name).ok())
                .map(|text| to_tera(&text, 0))
                .map_err(|error| to_tera_error(&error))
        },
    );
    // `check` has reported the error.
    let _ = tera.add_raw_templates(templates(&theme.layouts));
    tera
}

/// The templates in Tera.
fn templates(layouts: &Layouts) -> Vec<(String, String)> {
    let all = layouts
        .templates()
        .iter()
        .filter(|(name, _)| name.ends_with(ENDING));
    all.map(|(name, text)| (name.clone(), text.clone()))
        .collect()
}

/// Parses the layouts in Tera and reports what does not parse. Tera's parser needs the functions of a page, and these
/// the model.
pub fn check(model: &Arc<SiteModel>, theme: &Arc<Theme>) -> Vec<Diagnostic> {
    let templates = templates(&theme.layouts);
    if templates.is_empty() {
        return Vec::new();
    }
    let mut tera = engine(model, theme, theme.style(Language::DEFAULT));
    let error = tera.add_raw_templates(templates).err();
    error
        .map(|error| diagnostic(&error, &theme.layouts, "*.tera.html"))
        .into_iter()
        .collect()
}

/// Renders a page to HTML from the variables `root`.
pub(super) fn render(
    tera: &Tera,
    layouts: &Layouts,
    layout: &str,
    page: usize,
    root: &JinjaValue,
) -> Result<String, Diagnostic> {
    let mut context = Context::new();
    context.insert_value(PAGE, Value::from(page as u64));
    for name in root.try_iter().into_iter().flatten() {
        // Functions are registered with the engine. The variable `record` of a record page replaces the function.
        if let Ok(value) = root.get_item(&name)
            && let Some(name) = name.as_str()
            && value.downcast_object_ref::<Function>().is_none()
        {
            context.insert_value(name.to_owned(), to_tera(&value, 0));
        }
    }
    tera.render(layout, &context)
        .map_err(|error| diagnostic(&error, layouts, layout))
}

/// Converts an engine error to a diagnostic. Some errors have a location; of others it is parsed from the message.
fn diagnostic(error: &tera::Error, layouts: &Layouts, layout: &str) -> Diagnostic {
    let text = error.to_string();
    let (name, span, words) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => (
            report.filename(),
            Span::new(report.span().range.clone()),
            report.message(),
        ),
        _ => {
            let (name, span) = parse_location(&text, layouts).unwrap_or((layout, Span::default()));
            (name, span, &*text)
        }
    };
    let at = Location {
        path: SourcePath::new(&format!("layouts/{name}")),
        span,
    };
    Diagnostic::new(Code::BadLayout, at).with("words", words.lines().next().unwrap_or_default())
}

/// Parses the location in a report of Tera: `--> record.tera.html:3:8`.
fn parse_location<'l>(report: &str, layouts: &'l Layouts) -> Option<(&'l str, Span)> {
    let (_, rest) = report.split_once("--> ")?;
    let mut parts = rest.lines().next()?.rsplitn(3, ':');
    let column: usize = parts.next()?.trim().parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?.trim_start_matches('[').trim();
    let (name, text) = layouts
        .templates()
        .iter()
        .find(|(known, _)| known == name)?;
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let on_line = text[start..].lines().next()?;
    let offset = start
        + on_line
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(on_line.len(), |(offset, _)| offset);
    Some((name, Span::new(offset..offset)))
}

fn to_tera_error(error: &minijinja::Error) -> tera::Error {
    tera::Error::message(
        error
            .detail()
            .map_or_else(|| error.to_string(), str::to_owned),
    )
}

/// Converts the named arguments of a call.
fn to_arguments(arguments: &Kwargs) -> Arguments {
    arguments
        .iter()
        .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), from_tera(value))))
        .collect()
}

/// Converts a value or view to a value of Tera; none below [`MAX_DEPTH`].
fn to_tera(value: &JinjaValue, depth: usize) -> Value {
    match value.kind() {
        ValueKind::Bool => Value::from(value.is_true()),
        ValueKind::Number => match (i64::try_from(value.clone()), f64::try_from(value.clone())) {
            (Ok(whole), _) => Value::from(whole),
            (_, Ok(number)) => Value::from(number),
            _ => Value::none(),
        },
        ValueKind::String if value.is_safe() => {
            Value::safe_string(value.as_str().unwrap_or_default())
        }
        ValueKind::String => Value::normal_string(value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable if depth < MAX_DEPTH => {
            let items: Vec<Value> = value
                .try_iter()
                .into_iter()
                .flatten()
                .map(|item| to_tera(&item, depth + 1))
                .collect();
            Value::from(items)
        }
        ValueKind::Map | ValueKind::Plain if depth < MAX_DEPTH => map_to_tera(value, depth),
        _ => Value::none(),
    }
}

/// Converts a map or view attribute by attribute.
fn map_to_tera(value: &JinjaValue, depth: usize) -> Value {
    let other = depth > 0 && View::<RecordView>::downcast(value).is_some();
    let names: Vec<JinjaValue> = if other {
        OTHER_RECORD_ATTRIBUTES
            .iter()
            .map(|name| JinjaValue::from(*name))
            .collect()
    } else {
        value.try_iter().into_iter().flatten().collect()
    };
    let mut map = tera::Map::new();
    for name in names {
        if let (Some(key), Ok(found)) = (name.as_str(), value.get_item(&name)) {
            map.insert(key.to_owned().into(), to_tera(&found, depth + 1));
        }
    }
    Value::from(map)
}

/// Converts a value of Tera for the filters and functions of the program.
fn from_tera(value: &Value) -> JinjaValue {
    if let Some(map) = value.as_map() {
        let pairs = map
            .iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), from_tera(value))));
        return JinjaValue::from(pairs.collect::<std::collections::BTreeMap<String, JinjaValue>>());
    }
    if let Some(items) = value.as_array() {
        return items.iter().map(from_tera).collect();
    }
    if let Some(text) = value.as_str() {
        return if value.is_safe() {
            JinjaValue::from_safe_string(text.to_owned())
        } else {
            JinjaValue::from(text)
        };
    }
    value
        .as_bool()
        .map(JinjaValue::from)
        .or_else(|| value.as_i64().map(JinjaValue::from))
        .or_else(|| value.as_f64().map(JinjaValue::from))
        .unwrap_or_default()
}
