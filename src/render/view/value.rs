//! Field values as HTML and as plain text.

use std::sync::Arc;

use minijinja::value::Value;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::context::PageContext;
use crate::record::{self, FieldValue, LabelledLink};
use crate::render::filters::time_html;
use crate::render::locale_style::marked;
use crate::site::{FieldType, Language};
use crate::text::html::{escape_attribute_into, without_markup};

/// A field value as one line of text, marked if it is not in the page's language.
pub(super) fn marked_value(context: &PageContext, fact: &FieldValue) -> Value {
    let field = context.model.site.vocabulary.field(fact.field);
    match fact.value_in(context.language) {
        record::Value::Date(date) => context.style.marked_date(*date),
        value => {
            let (html, language) = value_html(context, &field.value, value);
            let language = language.unwrap_or(context.language);
            context.marked(&without_markup(&html), language)
        }
    }
}

/// A field value as plain text.
pub(super) fn plain_value(context: &PageContext, fact: &FieldValue) -> String {
    let field = context.model.site.vocabulary.field(fact.field);
    match fact.value_in(context.language) {
        record::Value::Date(date) => context.style.date(*date),
        value => without_markup(&value_html(context, &field.value, value).0),
    }
}

/// The code of the language of a field value, of a list that of its first foreign item; `None` if it is the page's.
pub(super) fn value_language(context: &PageContext, fact: &FieldValue) -> Option<String> {
    let field = context.model.site.vocabulary.field(fact.field);
    let foreign = |kind: &FieldType, value: &record::Value| {
        let language = value_html(context, kind, value).1?;
        context.foreign(language).map(str::to_owned)
    };
    match (fact.value_in(context.language), &field.value) {
        (record::Value::Date(date), _) => context.style.date_language(*date),
        (record::Value::List(items), FieldType::List(kind)) => {
            items.iter().find_map(|item| foreign(kind, item))
        }
        (value, kind) => foreign(kind, value),
    }
}

/// A value as HTML, and its language; `None` for values without a language.
pub(super) fn value_html(
    context: &PageContext,
    kind: &FieldType,
    value: &record::Value,
) -> (String, Option<Language>) {
    let style = &context.style;
    let plain = |text: String| (escape(&text), None);
    match value {
        record::Value::Text(text) => match text.get(context.language) {
            Some((text, language)) => (escape(text), Some(language)),
            None => (String::new(), None),
        },
        record::Value::Markdown(bodies) => {
            let body = bodies.get(context.language);
            body.map_or((String::new(), None), |(body, language)| {
                (context.body(body.into()), Some(language))
            })
        }
        record::Value::Integer(number) => plain(style.integer(*number)),
        record::Value::Number(number) => plain(style.number(*number)),
        record::Value::Share(number) => plain(style.percent(*number)),
        record::Value::Money(amount, currency) => plain(style.money(*amount, currency)),
        record::Value::Boolean(yes) => {
            let code = style.words.language(if *yes { "yes" } else { "no" });
            let language = code.and_then(|code| context.model.site.text_language(code));
            (escape(style.yes_or_no(*yes)), language)
        }
        record::Value::Date(date) => (time_html(style, *date), None),
        record::Value::Url(url) => (url_html(url), None),
        record::Value::Email(email) => (anchor(&mail_link(email), email, ""), None),
        record::Value::Phone(phone) => (phone_html(phone), None),
        record::Value::Point(lat, lon) => {
            // The words for the directions may be of another language, whose order they keep.
            let code = style.words.language("point");
            let language = code.and_then(|code| context.model.site.text_language(code));
            (escape(&style.point(*lat, *lon)), language)
        }
        record::Value::Image(image) => (context.figure_html(image, ""), None),
        record::Value::Link(link) => labelled_link_html(context, link),
        record::Value::Choice(choice) => choice_html(context, kind, *choice),
        record::Value::Identifiers(ids) => (identifiers_html(context, ids), None),
        record::Value::List(values) => {
            let item_type = match kind {
                FieldType::List(item_type) => item_type,
                other => other,
            };
            let items: Vec<String> = values
                .iter()
                .map(|value| value_html(context, item_type, value).0)
                .collect();
            let separator = match item_type.is_picture() {
                true => "",
                false => context.style.list_separator(),
            };
            (items.join(separator), None)
        }
    }
}

/// The label of a choice of a field.
fn choice_html(context: &PageContext, kind: &FieldType, choice: u16) -> (String, Option<Language>) {
    let FieldType::Choice(choices) = kind else {
        return (String::new(), None);
    };
    let label = choices
        .get(usize::from(choice))
        .and_then(|choice| choice.label.get(context.language));
    label.map_or((String::new(), None), |(text, language)| {
        (escape(text), Some(language))
    })
}

/// A link with words of its own.
fn labelled_link_html(context: &PageContext, link: &LabelledLink) -> (String, Option<Language>) {
    match link.text.get(context.language) {
        Some((text, language)) => {
            let attributes = " rel=\"external noopener\"";
            (anchor(&link.url, text, attributes), Some(language))
        }
        None => (url_html(&link.url), None),
    }
}

/// A URL as a link; the text is without scheme and final slash.
fn url_html(url: &str) -> String {
    let short = url
        .split_once("//")
        .map_or(url, |(_, rest)| rest)
        .trim_end_matches('/');
    anchor(url, short, " rel=\"external noopener\"")
}

/// A telephone number as a `tel:` link.
fn phone_html(phone: &str) -> String {
    let digits: String = phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    anchor(&format!("tel:{digits}"), phone, "")
}

/// Identifiers with the labels of their schemes, linked if the scheme has a URL pattern.
fn identifiers_html(context: &PageContext, ids: &[(u16, Arc<str>)]) -> String {
    let mut html = String::new();
    for (scheme, id) in ids {
        let scheme = &context.model.site.vocabulary.schemes[*scheme as usize];
        if !html.is_empty() {
            html.push_str(", ");
        }
        if let Some((label, language)) = scheme.label.get(context.language) {
            let attributes = context
                .model
                .site
                .lang_attributes(language, context.language);
            match attributes.is_empty() {
                true => escape_attribute_into(&mut html, label),
                false => html.push_str(&marked(label, &attributes)),
            }
        }
        html.push('\u{a0}');
        match &scheme.url {
            Some(url) => html.push_str(&anchor(
                &url.replace("{}", id),
                id,
                " rel=\"external noopener\"",
            )),
            None => escape_attribute_into(&mut html, id),
        }
    }
    html
}

/// The characters that are percent-encoded in `mailto:` links. Some could start header fields or a fragment.
const MAIL: AsciiSet = CONTROLS
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'^');

fn mail_link(email: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(email, &MAIL))
}

/// An `<a>` element; `attributes` is HTML.
fn anchor(url: &str, text: &str, attributes: &str) -> String {
    format!(
        "<a href=\"{}\"{attributes}>{}</a>",
        escape(url),
        escape(text)
    )
}

/// Text escaped for HTML content and attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    escape_attribute_into(&mut escaped, text);
    escaped
}
