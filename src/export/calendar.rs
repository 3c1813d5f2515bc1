//! `data/events.ics`: events as an iCalendar (RFC 5545).
//!
//! A calendar knows days and nothing vaguer, so only events whose first and last day are both known for certain stand
//! in it; the others would have to be given days that nobody named.

use std::fmt::Write;

use super::identity::uuid;
use super::record_table::whole;
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::linked::Scope;
use crate::page::calendar_kind;
use crate::record::{Date, Day, Status, Value, days_in};
use crate::site::{Language, RelationIx, Side};

/// The longest line without its end, in octets (3.1).
const LONGEST: usize = 75;

pub(super) fn write(world: &World) -> Vec<u8> {
    let mut text = String::new();
    let (year, month, day) = world.today;
    let stamp = format!("{year:04}{month:02}{day:02}T000000Z");
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, concat!("PRODID:-//innovation-atlas//", env!("CARGO_PKG_VERSION"), "//EN"));
    line(&mut text, "CALSCALE:GREGORIAN");
    property(&mut text, "X-WR-CALNAME", world.site.title.text(Language::DEFAULT));
    let kind = calendar_kind(&world.site);
    for record in kind.map_or(&[][..], |kind| world.atlas.of_kind(kind)) {
        event(world, *record, &stamp, &mut text);
    }
    line(&mut text, "END:VCALENDAR");
    text.into_bytes()
}

fn event(world: &World, ix: RecordIx, stamp: &str, text: &mut String) {
    let record = world.atlas.record(ix);
    let vocabulary = &world.site.vocabulary;
    let value = |key: &str| {
        let fact = record.fact(vocabulary.field_of(record.kind, key)?)?;
        Some((&vocabulary.field(fact.field).value, fact))
    };
    let Some((_, fact)) = value("date") else { return };
    let stated = fact.claim.as_deref().is_none_or(|claim| claim.status != Status::Inferred);
    let Value::Date(date) = fact.value else { return };
    let Some((first, last)) = days(date).filter(|_| stated) else { return };
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}", uuid(world, &record.id)));
    line(text, &format!("DTSTAMP:{stamp}"));
    line(text, &format!("DTSTART;VALUE=DATE:{}", basic(first)));
    // The end of a whole-day event is the day after its last (3.6.1).
    line(text, &format!("DTEND;VALUE=DATE:{}", basic(next(last))));
    property(text, "SUMMARY", record.title(Language::DEFAULT).0);
    property(text, "DESCRIPTION", record.summary.text(Language::DEFAULT));
    let place = value("place").map_or(String::new(), |(kind, fact)| whole(world, kind, &fact.value).into_owned());
    let venue = vocabulary.relations.iter().position(|relation| relation.name == "venue").and_then(|venue| {
        let host = world.atlas.related(ix, RelationIx::new(venue), Side::From).next()?;
        Some(world.atlas.record(host).title(Language::DEFAULT).0.to_string())
    });
    let place = match venue {
        Some(venue) if place.is_empty() => venue,
        Some(venue) if !place.contains(&venue) => format!("{venue}, {place}"),
        _ => place,
    };
    property(text, "LOCATION", &place);
    if let Some(Value::Point(lat, lon)) = value("location").map(|(_, fact)| &fact.value) {
        line(text, &format!("GEO:{lat:.6};{lon:.6}"));
    }
    let scope = Scope { site: &world.site, atlas: &world.atlas, plan: &world.plan, to_root: "" };
    if world.site.base_url.is_some() {
        line(text, &format!("URL:{}", scope.page(world.plan.record(ix, Language::DEFAULT))));
    }
    let is_certain = record.status == Status::Stated && fact.status() == Status::Stated;
    line(text, if is_certain { "STATUS:CONFIRMED" } else { "STATUS:TENTATIVE" });
    line(text, "END:VEVENT");
}

/// The first and last day of a date that names both for certain.
fn days(date: Date) -> Option<(Day, Day)> {
    let (from, to) = (date.from()?, date.to()?);
    let exact = |moment: crate::record::Moment| moment.is_certain() && moment.day.is_some() && moment.year > 0;
    (exact(from) && exact(to) && from.first_day() <= to.last_day()).then(|| (from.first_day(), to.last_day()))
}

fn basic((year, month, day): Day) -> String {
    format!("{year:04}{month:02}{day:02}")
}

fn next((year, month, day): Day) -> Day {
    if day < days_in(year, month) {
        (year, month, day + 1)
    } else if month < 12 {
        (year, month + 1, 1)
    } else {
        (year + 1, 1, 1)
    }
}

/// A property with a text (3.3.11); nothing where there is no text.
fn property(text: &mut String, name: &str, value: &str) {
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

/// A content line, folded so that no line is longer than 75 octets and no letter is cut (3.1).
fn line(text: &mut String, content: &str) {
    let mut room = LONGEST;
    for c in content.chars() {
        if c.len_utf8() > room {
            text.push_str("\r\n ");
            // The space that begins a folded line counts.
            room = LONGEST - 1;
        }
        room -= c.len_utf8();
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
        let unfolded = text.replace("\r\n ", "").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";");
        assert_eq!(unfolded.replace("\\\\", "\\"), format!("SUMMARY:{long}\r\n"));
        let mut exact = String::new();
        line(&mut exact, &"a".repeat(75));
        assert_eq!(exact, format!("{}\r\n", "a".repeat(75)));
    }

    #[test]
    fn only_certain_days_stand_in_a_calendar() {
        let days = |text| days(Date::parse(text).expect("a date"));
        assert_eq!(days("2017-02-21"), Some(((2017, 2, 21), (2017, 2, 21))));
        assert_eq!(days("2016-12-30/2016-12-31"), Some(((2016, 12, 30), (2016, 12, 31))));
        for vague in ["2017", "2017-02", "2017-02-21~", "2017-02-21?", "2017-02-21/..", "2017-02-23/2017-02-21"] {
            assert_eq!(days(vague), None, "{vague}");
        }
        assert_eq!((next((2016, 12, 31)), next((2024, 2, 28))), ((2017, 1, 1), (2024, 2, 29)));
    }
}
