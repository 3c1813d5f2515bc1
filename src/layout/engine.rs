//! The template engine: MiniJinja with auto-escape, limits, and the filters of the page's language.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Mutex;

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior};

use super::format::{Style, machine_moment};
use super::view::{date_value, escape_into, escape_needed, shared_root};
use super::{Layouts, Strings};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::source::SourcePath;

/// How much work a page may be: an index of 500 records takes about a million instructions.
const FUEL: u64 = 200_000_000;

/// How deep layouts may call one another.
const DEEPEST: usize = 100;

/// A filter writes a value in the style of the page's language, as plain text.
pub(super) type Filter = fn(Style, &Value, &mut String) -> Result<(), Error>;

/// The filters of both engines.
pub(super) const FILTERS: [(&str, Filter); 3] = [("date", date), ("isodate", isodate), ("number", number)];

/// What a filter makes of a value.
pub(super) fn filtered(filter: Filter, style: Style, value: &Value) -> Result<Value, Error> {
    let mut text = String::new();
    filter(style, value, &mut text)?;
    Ok(Value::from(text))
}

/// `{{ record.date|date }}`: a date in words.
fn date(style: Style, value: &Value, text: &mut String) -> Result<(), Error> {
    match date_value(value) {
        Some(date) => style.write_date(date, text),
        None if value.is_none() => {}
        None => return Err(Error::new(ErrorKind::InvalidOperation, "the filter `date` wants a date")),
    }
    Ok(())
}

/// `{{ record.date|isodate }}`: a date for machines; nothing where HTML has no form for it.
fn isodate(_: Style, value: &Value, text: &mut String) -> Result<(), Error> {
    match date_value(value).and_then(machine_moment) {
        Some(moment) => write!(text, "{moment}").map_err(|_| ErrorKind::WriteFailure.into()),
        None => Ok(()),
    }
}

/// `{{ 1234|number }}`: a number with its groups of digits.
fn number(style: Style, value: &Value, text: &mut String) -> Result<(), Error> {
    style.write_number(f64::try_from(value.clone())?, text);
    Ok(())
}

/// `{{ t("key", n=5) }}`: words of the interface, facts filled in, the plural form that `n` wants.
pub(super) fn words(
    strings: &Strings,
    code: &str,
    key: &str,
    fact: impl Fn(&str) -> Option<Value>,
) -> Result<String, Error> {
    let number = fact("n").and_then(|number| f64::try_from(number).ok());
    let Some(words) = strings.get(code, key, number) else {
        let words = format!("layouts/strings.toml has no \"{key}\"");
        return Err(Error::new(ErrorKind::InvalidOperation, words));
    };
    let mut text = String::with_capacity(words.len() + 64);
    let mut rest = &**words;
    // A fact that reads like the name of another is not filled in again.
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        rest = after;
        let named = after.split_once('}').and_then(|(name, after)| Some((name, fact(name)?, after)));
        let Some((name, value, after)) = named else {
            text.push('{');
            continue;
        };
        match (number, value.as_str()) {
            (Some(number), _) if name == "n" => Style::of(code).write_number(number, &mut text),
            (_, Some(value)) => text.push_str(value),
            (_, None) => write!(text, "{value}").map_err(|_| Error::from(ErrorKind::WriteFailure))?,
        }
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

/// `{{ shared("partials/menu.html") }}`: a fragment that is the same on all pages of a sort, made once for each. It
/// sees the site, the functions, and of the page its layout, kind, root and language.
fn shared(state: &State<'_, '_>, name: &str, fragments: &Mutex<HashMap<String, Value>>) -> Result<Value, Error> {
    let Some((key, root)) = state.lookup("page").and_then(|page| shared_root(&page)) else {
        return Err(Error::new(ErrorKind::InvalidOperation, "`shared` is for layouts of pages"));
    };
    let key = format!("{name} {key}");
    let known = fragments.lock().ok().and_then(|fragments| fragments.get(&key).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    let made = Value::from_safe_string(state.env().get_template(name)?.render(root())?);
    if let Ok(mut fragments) = fragments.lock() {
        fragments.insert(key, made.clone());
    }
    Ok(made)
}

/// An engine for the pages of one language.
pub(super) fn environment(layouts: &Layouts, code: &str) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(DEEPEST);
    environment.set_formatter(|out, state, value| {
        // Nothing is written for none, and true and false as HTML knows them.
        if value.is_none() {
            return Ok(());
        }
        match value.as_str() {
            // The engine's own way escapes `/` too, which makes every address longer and protects nobody.
            Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
                let mut safe = String::new();
                let text = if escape_needed(text) {
                    escape_into(&mut safe, text);
                    &safe
                } else {
                    text
                };
                out.write_str(text).map_err(Error::from)
            }
            _ => minijinja::escape_formatter(out, state, value),
        }
    });
    let style = Style::of(code);
    for (name, filter) in FILTERS {
        environment.add_filter(name, move |value: Value| filtered(filter, style, &value));
    }
    let (strings, code) = (layouts.strings.clone(), code.to_owned());
    environment.add_function("t", move |key: Option<&str>, facts: Kwargs| -> Result<Value, Error> {
        let key = key.map_or_else(|| facts.get("key"), Ok)?;
        // Most words stand as they are: they are shared, not copied.
        if facts.args().next().is_none()
            && let Some(words) = strings.get(&code, key, None)
        {
            return Ok(Value::from(words.clone()));
        }
        words(&strings, &code, key, |name| facts.peek(name).ok()).map(Value::from)
    });
    let fragments: Mutex<HashMap<String, Value>> = Mutex::default();
    environment.add_function("shared", move |state: &State<'_, '_>, name: &str| shared(state, name, &fragments));
    // A layout is parsed when a page first needs it. One that does not parse was reported when the layouts were loaded.
    let templates = layouts.clone();
    environment.set_loader(move |name| Ok(templates.text(name).map(str::to_owned)));
    environment.set_auto_reload(false);
    environment
}

/// Parses every layout and reports those that do not parse.
pub(super) fn check(layouts: &Layouts) -> Vec<Diagnostic> {
    let mut environment = Environment::new();
    let templates = layouts.templates.iter().filter(|(name, _)| !name.ends_with(".tera.html"));
    let errors = templates.filter_map(|(name, text)| {
        environment.add_template_owned(name.clone(), text.clone()).err().map(|error| diagnostic(&error, name))
    });
    errors.collect()
}

/// An error of the engine as a diagnostic: at the layout that is really at fault, however deep it was included.
pub(super) fn diagnostic(error: &Error, layout: &str) -> Diagnostic {
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
        && let Some(missing) = innermost.detail().and_then(|detail| detail.split(['"', '\'']).nth(1))
    {
        return Diagnostic::new(Code::MissingLayout, at).with("name", missing);
    }
    let words = match innermost.detail() {
        Some(detail) => format!("{}: {detail}", innermost.kind()),
        None => innermost.kind().to_string(),
    };
    Diagnostic::new(Code::BadLayout, at).with("words", words)
}

#[cfg(test)]
mod tests {
    use minijinja::value::Value;

    use super::{Strings, words};
    use crate::source::SourcePath;

    #[test]
    fn a_fact_that_reads_like_the_place_of_another_stays_as_it_is() {
        let text = "[en]\ncite = \"{title}{mark} // {site} {unknown} {\"\nfound = { one = \"{n} record\", other = \"{n} records\" }\n";
        let strings = Strings::read(text, &SourcePath::new("layouts/strings.toml")).value;
        let fact = |name: &str| match name {
            "title" => Some(Value::from("{site}")),
            "mark" => Some(Value::from(5)),
            "site" => Some(Value::from("{title}")),
            "n" => Some(Value::from(1234)),
            _ => None,
        };
        assert_eq!(words(&strings, "en", "cite", fact).expect("words"), "{site}5 // {title} {unknown} {");
        assert_eq!(words(&strings, "en", "found", fact).expect("words"), "1,234 records");
        assert!(words(&strings, "en", "missing", fact).is_err());
    }
}
