//! Claims as templates see them: facts and figures with their status, note and footnotes; dates.

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Attribute, Attributes, PageContext, View, escape, escape_into, map, optional};
use crate::atlas::RecordIx;
use crate::check::is_sourced;
use crate::layout::format::machine_date;
use crate::record::{self, Claim, Date, Fact, Figure, Record, Status};
use crate::site::{Field, FieldType, Language, Localized};

/// A date, to be written by the filters `date` and `isodate`, and how it stands to the truth.
#[derive(Debug)]
pub(in crate::layout) struct DateView {
    pub(in crate::layout) date: Date,
    /// As [`status`] gives it.
    status: Value,
}

impl Object for DateView {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["edtf", "iso", "year", "status"])
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match key {
            "year" => Some(Value::from(self.date.year())),
            "edtf" => Some(Value::from(self.date.to_string())),
            "iso" => Some(optional(machine_date(self.date))),
            "status" => Some(self.status.clone()),
            _ => None,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.date, f)
    }
}

/// A date of which nothing more is said.
pub(super) fn date(date: Option<Date>) -> Value {
    optional(date.map(|date| Value::from_object(DateView { date, status: Value::from(()) })))
}

/// The date of a field, with its status.
pub(super) fn dated(context: &PageContext, fact: Option<&Fact>) -> Value {
    let view = fact.and_then(|fact| match fact.value {
        record::Value::Date(date) => Some(DateView { date, status: status(context, fact.status()) }),
        _ => None,
    });
    optional(view.map(Value::from_object))
}

/// A status that is not simply «stated», with its label.
pub(super) fn status(context: &PageContext, status: Status) -> Value {
    optional(
        status_label(context, status)
            .map(|label| map([("id", Value::from(status.id())), ("label", Value::from(label))])),
    )
}

/// What readers see beside a claim that is not simply «stated».
pub(super) fn status_label(context: &PageContext, status: Status) -> Option<&str> {
    let statuses = &context.world.site.vocabulary.statuses;
    let label = || statuses.iter().find(|(id, _)| id == status.id()).map(|(_, label)| label.text(context.language));
    (status != Status::Stated).then(|| label().unwrap_or(status.id()))
}

/// A text with its status, where only text can stand: «26 ноября 2025 г. (вывод редакции)».
pub(super) fn with_status(context: &PageContext, text: String, status: Status) -> String {
    match status_label(context, status) {
        Some(label) => format!("{text} ({label})"),
        None => text,
    }
}

pub(super) fn note(context: &PageContext, note: &Localized) -> Value {
    optional(context.localized(note).map(|(text, _)| Value::from(text)))
}

/// The facts of a record in the order of the page.
pub(super) fn facts(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let record = context.world.atlas.record(ix);
    let vocabulary = &context.world.site.vocabulary;
    let shown = record.facts.iter().enumerate().filter(|(_, fact)| {
        let field = vocabulary.field(fact.field);
        !field.hidden && field.name != "checked"
    });
    shown.map(|(place, _)| View::value(FactView { context: context.clone(), ix, place })).collect()
}

/// A fact of a record.
pub(super) struct FactView {
    context: Arc<PageContext>,
    ix: RecordIx,
    /// Its place among the record's facts.
    place: usize,
}

impl FactView {
    fn fact(&self) -> &Fact {
        &self.context.world.atlas.record(self.ix).facts[self.place]
    }

    fn field(&self) -> &Field {
        self.context.world.site.vocabulary.field(self.fact().field)
    }

    fn claim(&self) -> Option<&Claim> {
        self.fact().claim.as_deref()
    }

    fn html(&self) -> (String, Option<&str>) {
        let (html, language) = value_html(&self.context, &self.field().value, &self.fact().value);
        (html, language.and_then(|language| self.context.foreign(language)))
    }

    fn is_unsourced(&self) -> bool {
        let sourced = self.fact().claim.as_ref().is_some_and(|claim| !claim.sources.is_empty());
        !sourced && !self.context.signpost(self.ix).sourced
    }
}

impl Attributes for FactView {
    const ATTRIBUTES: &'static [Attribute<FactView>] = &[
        ("id", |view| Value::from(view.field().name.as_str())),
        ("label", |view| Value::from(view.field().label.text(view.context.language))),
        ("html", |view| Value::from_safe_string(view.html().0)),
        ("lang", |view| optional(view.html().1)),
        ("status", |view| status(&view.context, view.fact().status())),
        ("note", |view| optional(view.claim().map(|claim| note(&view.context, &claim.note)))),
        ("notes", |view| {
            let notes = view.claim().map_or(Vec::new(), |claim| view.context.notes(&claim.sources));
            notes.into_iter().collect()
        }),
        ("unsourced", |view| Value::from(view.is_unsourced())),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, self.place as u32)
    }
}

/// A fact's value as plain text, with its status.
pub(super) fn value_text(context: &PageContext, fact: &Fact) -> String {
    let field = context.world.site.vocabulary.field(fact.field);
    let text = match &fact.value {
        record::Value::Date(date) => context.style.date(*date),
        value => without_markup(value_html(context, &field.value, value).0),
    };
    with_status(context, text, fact.status())
}

/// HTML as plain text.
fn without_markup(html: String) -> String {
    if !html.contains(['<', '&']) {
        return html;
    }
    let mut text = String::with_capacity(html.len());
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    if !text.contains('&') {
        return text;
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// A value for readers, as HTML, and the language that it is in, if it is in one.
fn value_html(context: &PageContext, kind: &FieldType, value: &record::Value) -> (String, Option<Language>) {
    let style = context.style;
    let plain = |text: String| (escape(&text), None);
    match value {
        record::Value::Text(text) => match text.get(context.language) {
            Some((text, language)) => (escape(text), Some(language)),
            None => (String::new(), None),
        },
        record::Value::Markdown(bodies) => {
            let body = bodies.iter().find(|(language, _)| *language == context.language).or(bodies.first());
            body.map_or((String::new(), None), |(language, body)| (context.body(body.into()), Some(*language)))
        }
        record::Value::Integer(number) => plain(style.number(*number as f64)),
        record::Value::Number(number) => plain(style.number(*number)),
        record::Value::Share(number) => plain(style.percent(*number)),
        record::Value::Money(amount, currency) => plain(style.money(*amount, currency)),
        record::Value::Boolean(yes) => plain(style.yes_or_no(*yes).to_owned()),
        record::Value::Date(date) => match machine_date(*date) {
            Some(machine) => (format!("<time datetime=\"{machine}\">{}</time>", escape(&style.date(*date))), None),
            None => plain(style.date(*date)),
        },
        record::Value::Url(url) => {
            let short = url.split_once("//").map_or(&**url, |(_, rest)| rest).trim_end_matches('/');
            (anchor(url, short, " rel=\"external noopener\""), None)
        }
        record::Value::Email(email) => (anchor(&mail_link(email), email, ""), None),
        record::Value::Phone(phone) => {
            let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            (anchor(&format!("tel:{digits}"), phone, ""), None)
        }
        record::Value::Point(lat, lon) => plain(style.point(*lat, *lon)),
        record::Value::Choice(choice) => match kind {
            FieldType::Choice(choices) => {
                let label = choices.get(*choice as usize).and_then(|choice| choice.label.get(context.language));
                label.map_or((String::new(), None), |(text, language)| (escape(text), Some(language)))
            }
            _ => (String::new(), None),
        },
        record::Value::Identifiers(ids) => {
            let mut html = String::new();
            for (scheme, id) in ids {
                let scheme = &context.world.site.vocabulary.schemes[*scheme as usize];
                if !html.is_empty() {
                    html.push_str(", ");
                }
                escape_into(&mut html, scheme.label.text(context.language));
                html.push('\u{a0}');
                match &scheme.url {
                    Some(url) => html.push_str(&anchor(&url.replace("{}", id), id, " rel=\"external noopener\"")),
                    None => escape_into(&mut html, id),
                }
            }
            (html, None)
        }
        record::Value::List(values) => {
            let of = match kind {
                FieldType::List(of) => of,
                other => other,
            };
            let items: Vec<String> = values.iter().map(|value| value_html(context, of, value).0).collect();
            (items.join(", "), None)
        }
    }
}

/// The characters of a mail address that are encoded in a link: some could begin headers or a fragment.
const MAIL: AsciiSet =
    CONTROLS.add(b'#').add(b'%').add(b'&').add(b'?').add(b'`').add(b'{').add(b'|').add(b'}').add(b'^');

fn mail_link(email: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(email, &MAIL))
}

fn anchor(url: &str, text: &str, attributes: &str) -> String {
    format!("<a href=\"{}\"{attributes}>{}</a>", escape(url), escape(text))
}

/// The figures of a record: one entry for what is counted, the latest observation first.
pub(super) fn figures(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let record = context.world.atlas.record(ix);
    let mut order: Vec<_> = record.figures.iter().map(|figure| figure.of).collect();
    order.dedup();
    let mut seen = Vec::new();
    order.retain(|of| {
        if seen.contains(of) {
            false
        } else {
            seen.push(*of);
            true
        }
    });
    let covered = is_sourced(&context.world.site, record);
    let one = |of| {
        let (id, label) = &context.world.site.vocabulary.figures[crate::site::FigureIx::index(of)];
        let mut observations: Vec<&Figure> = record.figures.iter().filter(|figure| figure.of == of).collect();
        observations.sort_by_key(|figure| std::cmp::Reverse(figure.on.map(Date::last_day)));
        map([
            ("id", Value::from(id.as_str())),
            ("label", Value::from(label.text(context.language))),
            ("contradiction", Value::from(contradicts(&observations))),
            ("series", super::drawn::series(context, id, label.text(context.language), &observations)),
            ("observations", observations.iter().map(|figure| observation(context, figure, covered)).collect()),
        ])
    };
    order.into_iter().map(one).collect()
}

fn contradicts(observations: &[&Figure]) -> bool {
    observations.windows(2).any(|pair| pair[0].on == pair[1].on && pair[0].value != pair[1].value)
}

fn observation(context: &Arc<PageContext>, figure: &Figure, covered: bool) -> Value {
    let by = figure.by.as_ref().and_then(|by| context.world.atlas.resolve(&by.text));
    map([
        ("value", Value::from(context.style.quantity(figure.value))),
        ("number", Value::from(figure.value.number)),
        ("on", date(figure.on)),
        ("by", optional(by.map(|by| context.record(by)))),
        ("status", status(context, figure.claim.status)),
        ("note", note(context, &figure.claim.note)),
        ("notes", context.notes(&figure.claim.sources).into_iter().collect()),
        ("unsourced", Value::from(!covered && figure.claim.sources.is_empty())),
    ])
}

/// How many claims of a record have no source.
pub(super) fn unsourced(context: &PageContext, ix: RecordIx, record: &Record) -> usize {
    if is_sourced(&context.world.site, record) {
        return 0;
    }
    let claims = crate::check::claims(&context.world.site, &context.world.atlas, ix);
    claims.filter(|claim| !claim.sourced).count()
}
