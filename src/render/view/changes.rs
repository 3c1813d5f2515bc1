//! What has changed in the atlas: by day, the latest of all, and since when a record is there.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::date::plain_date;
use super::static_map::{map, optional};
use crate::atlas::RecordIx;
use crate::history::{
    ChangeDay, ChangeLine, ChangePart, ChangeReport, KnownDay, SubjectChange, SubjectState,
};
use crate::plan::PageKind;
use crate::record::{Date, PartialDate};
use crate::text::Day;
use crate::text::html::Escaped;

/// Limit of the records of one day on the page.
const MOST_OF_DAY: usize = 30;

/// Limit of the records on the page.
const MOST: usize = 90;

/// Limit of the lines of a record.
const MOST_LINES: usize = 8;

/// Limit of a value on the page, in characters.
const MOST_OF_VALUE: usize = 240;

/// The number of records of the home page.
const NEWEST: usize = 6;

/// The days with their records, the latest first, up to the limits.
pub(super) fn change_days(context: &Arc<PageContext>) -> Value {
    let mut left = MOST;
    let days = days(context).iter().filter_map(|day| {
        let report = report(context, day)?;
        let shown: Vec<&SubjectChange> =
            report.subjects.iter().take(MOST_OF_DAY.min(left)).collect();
        left -= shown.len();
        let more = report.subjects.len() - shown.len();
        let records = report.subjects.iter();
        let records = records.filter(|subject| !subject.kind.is_empty()).count();
        let subjects = shown.iter().map(|subject| subject_view(context, subject));
        (!shown.is_empty()).then(|| {
            map([
                ("date", day_view(day.day)),
                ("count", Value::from(records)),
                ("entries", subjects.collect()),
                ("more", Value::from(more)),
            ])
        })
    });
    days.collect()
}

/// The records that are new or have changed last, each once, with the days.
pub(super) fn newest_changes(context: &Arc<PageContext>) -> Value {
    let mut found: Vec<(Day, RecordIx, bool)> = Vec::new();
    for day in days(context) {
        let subjects = report(context, day).map_or(&[][..], |report| &report.subjects);
        for subject in subjects.iter().filter(|subject| is_shown(subject.state)) {
            let record = context.model.atlas.by_id(&subject.id);
            let known = |record| found.iter().any(|(_, known, _)| *known == record);
            if let Some(record) = record.filter(|record| !known(*record)) {
                found.push((day.day, record, subject.state == SubjectState::Added));
            }
            if found.len() == NEWEST {
                break;
            }
        }
        if found.len() == NEWEST {
            break;
        }
    }
    let row = |(day, record, is_new): (Day, RecordIx, bool)| {
        map([
            ("date", day_view(day)),
            ("record", context.record(record)),
            ("is_new", Value::from(is_new)),
        ])
    };
    found.into_iter().map(row).collect()
}

/// The days of the first and the last change of a record, in words; none if they are unknown.
pub(super) fn known_days(context: &PageContext, record: RecordIx) -> Value {
    let view = |day: KnownDay| {
        map([
            ("date", day_view(day.latest())),
            ("is_exact", Value::from(matches!(day, KnownDay::On(_)))),
        ])
    };
    let days = context.model.known_days(record);
    optional(days.map(|days| map([("first", view(days.first)), ("last", view(days.last))])))
}

/// The remark about what the page does not show; none if it shows all.
pub(super) fn history_note(context: &PageContext) -> Value {
    let key = match &context.model.history {
        None => "change_from_records",
        Some(history) if history.is_shallow => "change_shallow",
        Some(history) if history.earliest.is_some() => "change_earlier",
        Some(_) => return Value::from(()),
    };
    context.words(key)
}

fn days(context: &PageContext) -> &[ChangeDay] {
    let history = context.model.history.as_ref();
    history.map_or(&[], |history| &history.days)
}

fn report<'c>(context: &PageContext, day: &'c ChangeDay) -> Option<&'c ChangeReport> {
    day.reports.get(context.language.index())
}

fn is_shown(state: SubjectState) -> bool {
    matches!(state, SubjectState::Added | SubjectState::Changed)
}

/// A day as a template value.
pub(super) fn day_view(day: Day) -> Value {
    plain_date(Some(Date::On(PartialDate::from(day))))
}

fn subject_view(context: &Arc<PageContext>, subject: &SubjectChange) -> Value {
    let record = context.model.atlas.by_id(&subject.id);
    let record = record.filter(|_| is_shown(subject.state) && !subject.kind.is_empty());
    let lines = subject.lines.iter().take(MOST_LINES);
    let more = subject.lines.len().saturating_sub(MOST_LINES);
    let kind = context.model.site.vocabulary.kind_named(&subject.kind);
    map([
        (
            "record",
            optional(record.map(|record| context.record(record))),
        ),
        ("url", page_url(context, subject)),
        ("title", Value::from(subject.title.as_str())),
        ("state", Value::from(subject.state_label.as_str())),
        ("kind", optional(kind.map(|kind| context.kind(kind)))),
        (
            "lines",
            lines.map(|line| line_view(context, line)).collect(),
        ),
        ("more", Value::from(more)),
    ])
}

/// The address of a free page that differs; none for records.
fn page_url(context: &PageContext, subject: &SubjectChange) -> Value {
    let name = subject.id.strip_prefix("pages/");
    let name = name.filter(|_| subject.kind.is_empty() && is_shown(subject.state));
    optional(name.and_then(|name| context.url(&PageKind::FreePage(name.into()))))
}

fn line_view(context: &Arc<PageContext>, line: &ChangeLine) -> Value {
    let site = &context.model.site;
    let language = site
        .language(&line.language)
        .filter(|_| !line.language.is_empty());
    let attributes = language.map_or_else(String::new, |language| {
        site.lang_attributes(language, context.language)
    });
    let mut html = String::new();
    for part in &line.parts {
        let (element, text) = match part {
            ChangePart::Words(text) => {
                html.push_str(&Escaped(text).to_string());
                continue;
            }
            ChangePart::Record { id, title } => {
                html.push_str(&record_html(context, id, title));
                continue;
            }
            ChangePart::Gone(text) => ("del", text),
            ChangePart::New(text) => ("ins", text),
        };
        let text = cut(text);
        let text = Escaped(&text);
        html.push_str(&format!("<{element}>{text}</{element}>"));
    }
    // Words that stay are in the language of the text, too.
    if !attributes.is_empty() {
        html = format!("<span{attributes}>{html}</span>");
    }
    map([
        ("label", Value::from(line.label.as_str())),
        ("html", Value::from_safe_string(html)),
    ])
}

fn record_html(context: &Arc<PageContext>, id: &str, title: &str) -> String {
    match context.model.atlas.by_id(id) {
        Some(record) => context
            .record(record)
            .get_attr("link")
            .map_or_else(|_| Escaped(title).to_string(), |link| link.to_string()),
        None => Escaped(title).to_string(),
    }
}

fn cut(text: &str) -> String {
    let mut shown: String = text.chars().take(MOST_OF_VALUE).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
