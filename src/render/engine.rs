//! The template engine: MiniJinja with HTML escaping, limits, and the filters and messages of one language.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::filters::FILTERS;
use super::layouts::Layouts;
use super::locale_style::LocaleStyle;
use super::message::format_message;
use super::view::{attributes_of, shared_root};
use crate::diagnostic::{Code, Diagnostic, Location, Span, did_you_mean, join_names};
use crate::model::Messages;
use crate::source::SourcePath;
use crate::text::escape::find_special;
use crate::text::html::{escape_attribute_into, is_markup};

/// Maximum number of template instructions per page. An index of 500 records takes about a million.
const FUEL: u64 = 200_000_000;

/// Maximum depth of nested includes, macros and blocks.
const MAX_DEPTH: usize = 100;

/// An engine for the pages of one language, with escaping, limits, filters and functions.
pub(super) fn environment(
    layouts: &Layouts,
    messages: &Arc<Messages>,
    style: &Arc<LocaleStyle>,
) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(MAX_DEPTH);
    environment.set_formatter(write_value);
    for (name, filter) in FILTERS {
        let style = style.clone();
        environment.add_filter(name, move |value: Value| {
            if value.is_undefined() {
                return Err(Error::from(ErrorKind::UndefinedError));
            }
            filter(&style, &value)
        });
    }
    let (messages, style) = (messages.clone(), style.clone());
    environment.add_function(
        "t",
        move |key: Option<&str>, arguments: Kwargs| -> Result<Value, Error> {
            let key = key.map_or_else(|| arguments.get("key"), Ok)?;
            // A message without arguments is shared, not copied.
            if arguments.args().next().is_none()
                && let Some((message, language)) =
                    messages.get_with_language(&style.code, key, None)
            {
                return Ok(style.marked_message(message, language));
            }
            format_message(&messages, &style, key, |name| arguments.peek(name).ok())
        },
    );
    let fragments: Mutex<HashMap<String, Value>> = Mutex::default();
    environment.add_function("shared", move |state: &State<'_, '_>, name: &str| {
        cached_fragment(state, name, &fragments)
    });
    // Layouts are parsed on first use. `check` has reported those that do not parse.
    let templates = layouts.clone();
    environment.set_loader(move |name| Ok(templates.text(name).map(str::to_owned)));
    environment.set_auto_reload(false);
    environment
}

/// Writes a value of an expression, escaped for HTML. None is written as nothing, booleans as in HTML.
fn write_value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    match value.as_str() {
        // MiniJinja's own escaping also escapes `/`, which makes every address longer and is not needed for safety.
        Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
            let mut escaped = String::new();
            let text = if find_special(text, is_markup) < text.len() {
                escape_attribute_into(&mut escaped, text);
                &escaped
            } else {
                text
            };
            out.write_str(text).map_err(Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// `{{ shared("partials/menu.html") }}`: renders a fragment once for all pages with the same layout, kind, language
/// and path to the root. It sees only these, the site and the functions.
fn cached_fragment(
    state: &State<'_, '_>,
    name: &str,
    fragments: &Mutex<HashMap<String, Value>>,
) -> Result<Value, Error> {
    let Some((key, variables)) = state.lookup("page").and_then(|page| shared_root(&page)) else {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "`shared` is for layouts of pages",
        ));
    };
    let key = format!("{name} {key}");
    let known = fragments
        .lock()
        .ok()
        .and_then(|fragments| fragments.get(&key).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    let rendered = Value::from_safe_string(state.env().get_template(name)?.render(variables())?);
    if let Ok(mut fragments) = fragments.lock() {
        fragments.insert(key, rendered.clone());
    }
    Ok(rendered)
}

/// Parses all layouts in MiniJinja and returns a diagnostic for each that does not parse.
pub(super) fn check(layouts: &Layouts) -> Vec<Diagnostic> {
    let mut environment = Environment::new();
    let templates = layouts
        .templates()
        .iter()
        .filter(|(name, _)| !name.ends_with(".tera.html"));
    let errors = templates.filter_map(|(name, text)| {
        environment
            .add_template_owned(name.clone(), text.clone())
            .err()
            .map(|error| diagnostic(&error, name, layouts))
    });
    errors.collect()
}

/// Converts an engine error to a diagnostic at the innermost layout that caused it. `layout` is the page's own.
pub(super) fn diagnostic(error: &Error, layout: &str, layouts: &Layouts) -> Diagnostic {
    let mut innermost = error;
    let mut source = std::error::Error::source(error);
    while let Some(next) = source {
        if let Some(next) = next.downcast_ref::<Error>()
            && next.name().is_some()
        {
            innermost = next;
        }
        source = next.source();
    }
    let name = innermost.name().unwrap_or(layout);
    let at = Location {
        path: SourcePath::new(&format!("layouts/{name}")),
        span: Span::new(innermost.range().unwrap_or(0..0)),
    };
    if innermost.kind() == ErrorKind::TemplateNotFound
        && let Some(missing) = innermost
            .detail()
            .and_then(|detail| detail.split(['"', '\'']).nth(1))
    {
        return Diagnostic::new(Code::MissingLayout, at).with("name", missing);
    }
    let words = match innermost.detail() {
        Some(detail) => format!("{}: {detail}", innermost.kind()),
        None => innermost.kind().to_string(),
    };
    let named = layouts
        .text(name)
        .filter(|_| innermost.kind() == ErrorKind::UndefinedError)
        .and_then(|text| undefined_expression(text, at.span.range()));
    let diagnostic = Diagnostic::new(Code::BadLayout, at).with("words", words);
    match named.and_then(|expression| unknown_attribute(expression)) {
        Some((name, known)) => {
            let near = did_you_mean(name, known.iter().copied()).map(str::to_owned);
            diagnostic
                .with_some("near", near)
                .with("known", join_names(known))
        }
        None => diagnostic,
    }
}

/// The expression that is undefined: the one at a range, or the one before it if a filter is there.
fn undefined_expression(text: &str, range: std::ops::Range<usize>) -> Option<&str> {
    let before = text.get(..range.start)?.trim_end();
    let Some(filtered) = before.strip_suffix('|') else {
        return text.get(range);
    };
    let filtered = filtered.trim_end();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let start = filtered.rfind(|c| !is_name(c));
    let start = start.map_or(0, |at| {
        at + filtered[at..].chars().next().map_or(0, char::len_utf8)
    });
    filtered.get(start..)
}

/// The last attribute of an expression such as `record.nmae`, with the attributes that its variable has.
fn unknown_attribute(expression: &str) -> Option<(&str, Vec<&'static str>)> {
    let (variable, name) = expression.trim().rsplit_once('.')?;
    let known = attributes_of(variable)?;
    (!known.contains(&name)).then_some((name, known))
}
