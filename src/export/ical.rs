//! `data/events.ics`: events as an iCalendar (RFC 5545).
//!
//! Calendars have no imprecise dates, so the file contains only events whose first and last day are both certain.

use std::fmt::Write;

use super::atom::status_word;
use super::calendar_time::{CalendarTime, basic_format};
use super::uuid::uuid;
use super::value_text::value_text;
use crate::atlas::RecordIx;
use crate::linked_data::LinkedDataContext;
use crate::model::SiteModel;
use crate::plan::calendar_kinds;
use crate::record::{Status, Value};
use crate::site::{Direction, Language, RelationIx};

/// The greatest length of a line without its end, in octets (RFC 5545, 3.1).
const LONGEST: usize = 75;

pub(super) fn write(model: &SiteModel) -> Vec<u8> {
    let stamp = format!("{}T000000Z", basic_format(model.today));
    let title = model.site.title.text(Language::DEFAULT);
    let calendar = calendar(title, |text| {
        for kind in calendar_kinds(&model.site) {
            for record in model.atlas.of_kind(kind) {
                event(model, *record, &stamp, text);
            }
        }
    });
    calendar.into_bytes()
}

/// Returns a calendar with a title and the events that are written into it (RFC 5545, 3.4).
pub(super) fn calendar(title: &str, write_events: impl FnOnce(&mut String)) -> String {
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(
        &mut text,
        concat!(
            "PRODID:-//innovation-atlas//",
            env!("CARGO_PKG_VERSION"),
            "//EN"
        ),
    );
    line(&mut text, "CALSCALE:GREGORIAN");
    property(&mut text, "X-WR-CALNAME", title);
    write_events(&mut text);
    line(&mut text, "END:VCALENDAR");
    text
}

fn event(model: &SiteModel, ix: RecordIx, stamp: &str, text: &mut String) {
    let record = model.atlas.record(ix);
    let vocabulary = &model.site.vocabulary;
    let Some(fact) = record.known_field(vocabulary, |known| known.date) else {
        return;
    };
    let is_inferred = fact
        .provenance
        .as_deref()
        .is_some_and(|claim| claim.status == Status::Inferred);
    let Value::Date(date) = *fact.value_in(Language::DEFAULT) else {
        return;
    };
    let Some(time) = CalendarTime::new(date).filter(|_| !is_inferred) else {
        return;
    };
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}", uuid(model, &record.id)));
    line(text, &format!("DTSTAMP:{stamp}"));
    for property in time.properties() {
        line(text, &property);
    }
    let title = record.title(Language::DEFAULT).0;
    match status_word(model, Language::DEFAULT, record.status) {
        Some(word) => property(text, "SUMMARY", &format!("[{word}] {title}")),
        None => property(text, "SUMMARY", title),
    }
    property(text, "DESCRIPTION", record.summary.text(Language::DEFAULT));
    property(text, "LOCATION", &location(model, ix));
    if let Some(Value::Point(lat, lon)) = record
        .known_field(vocabulary, |known| known.location)
        .map(|fact| fact.value_in(Language::DEFAULT))
    {
        line(text, &format!("GEO:{lat:.6};{lon:.6}"));
    }
    let context = LinkedDataContext {
        site: &model.site,
        atlas: &model.atlas,
        plan: &model.plan,
        to_root: "",
    };
    if model.site.base_url.is_some() {
        line(
            text,
            &format!(
                "URL:{}",
                context.page(model.plan.record(ix, Language::DEFAULT))
            ),
        );
    }
    let is_certain = record.status == Status::Stated && fact.status() == Status::Stated;
    line(
        text,
        if is_certain {
            "STATUS:CONFIRMED"
        } else {
            "STATUS:TENTATIVE"
        },
    );
    line(text, "END:VEVENT");
}

/// The property of schema.org that a relation to a venue has.
const LOCATION: &str = "location";

/// Returns the location of an event: its venue and its place; empty if neither is stated.
fn location(model: &SiteModel, ix: RecordIx) -> String {
    let (record, vocabulary) = (model.atlas.record(ix), &model.site.vocabulary);
    let place = record.known_field(vocabulary, |known| known.place);
    let place = place.map_or(String::new(), |fact| {
        let kind = &vocabulary.field(fact.field).value;
        let value = fact.value_in(Language::DEFAULT);
        value_text(model, kind, value, Language::DEFAULT).into_owned()
    });
    let mut relations = vocabulary.relations.iter().enumerate();
    let venue = relations.find_map(|(index, relation)| {
        let is_venue = relation.schema.as_deref() == Some(LOCATION);
        let mut hosts = model
            .atlas
            .related(ix, RelationIx::new(index), Direction::Forward)
            .filter(|_| is_venue);
        let host = model.atlas.record(hosts.next()?);
        Some(host.title(Language::DEFAULT).0.to_string())
    });
    match venue {
        Some(venue) if place.is_empty() => venue,
        Some(venue) if !place.contains(&venue) => format!("{venue}, {place}"),
        _ => place,
    }
}

/// Writes a property with a text (3.3.11); nothing if it is empty.
pub(super) fn property(text: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let mut content = format!("{name}:");
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                let _ = write!(content, "\\{c}");
            }
            '\n' => content.push_str("\\n"),
            c if c.is_control() => {}
            c => content.push(c),
        }
    }
    line(text, &content);
}

/// Writes a content line, folded after at most 75 octets and only between characters (3.1).
pub(super) fn line(text: &mut String, content: &str) {
    let mut left = LONGEST;
    for c in content.chars() {
        if c.len_utf8() > left {
            text.push_str("\r\n ");
            // The space at the start of a folded line counts.
            left = LONGEST - 1;
        }
        left -= c.len_utf8();
        text.push(c);
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_by_octets_between_letters() {
        let mut text = String::new();
        let long = "Круглый стол о развитии, кластеры; регионы\\города\nвторая строка ".repeat(4);
        property(&mut text, "SUMMARY", &long);
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        let unfolded = text
            .replace("\r\n ", "")
            .replace("\\n", "\n")
            .replace("\\,", ",")
            .replace("\\;", ";");
        assert_eq!(
            unfolded.replace("\\\\", "\\"),
            format!("SUMMARY:{long}\r\n")
        );
        let mut exact = String::new();
        line(&mut exact, &"a".repeat(75));
        assert_eq!(exact, format!("{}\r\n", "a".repeat(75)));
    }
}
