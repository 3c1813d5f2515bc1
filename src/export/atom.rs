//! Feeds in Atom (RFC 4287): of the whole atlas, of a kind, of a region or sector.
//!
//! A record is dated by what the atlas knows of it: its own date, the day it was checked, the dates of its figures and
//! of the publications that it rests on; the latest that is not in the future. A record without any of these is in no
//! feed, since a reader could not tell when it was new.

use std::cmp::Reverse;
use std::fmt::Write;

use super::identity::uuid;
use super::xml::{element, escape_into};
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::linked::Scope;
use crate::page::{Export, Feed, Subject};
use crate::record::{Date, Day, Value, iso_day};
use crate::site::{Language, Side};

/// How many records a feed holds.
const ENTRIES: usize = 100;

pub(super) fn write(world: &World, feed: Feed, language: Language) -> Vec<u8> {
    let subject = Subject::Export(Export::Feed(feed));
    let own = world.plan.page(&subject, language);
    let to_root = own.map_or(String::new(), |page| page.address.to_root());
    let scope = Scope { site: &world.site, atlas: &world.atlas, plan: &world.plan, to_root: &to_root };
    let title = world.site.title.text(language);
    let (name, page) = match feed {
        Feed::All => (title.to_owned(), Subject::Home),
        Feed::Kind(kind) => {
            let name = world.site.vocabulary.kind(kind).title.text(language);
            (format!("{title}: {name}"), Subject::Kind(kind, 1))
        }
        Feed::Facet(record) => {
            (format!("{title}: {}", world.atlas.record(record).title(language).0), Subject::Record(record))
        }
    };
    let entries = entries(world, feed);
    let code = world.site.code(language);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n"
    );
    element(&mut xml, "title", &name);
    element(&mut xml, "subtitle", world.site.description.text(language));
    let route = own.map_or("", |page| page.route.as_str());
    let _ = write!(xml, "\n<id>urn:uuid:{}</id>\n", uuid(world, route));
    let updated = entries.first().map_or(world.today, |(day, _)| *day);
    let _ = writeln!(xml, "<updated>{}</updated>", instant(updated));
    xml.push_str("<author>");
    element(&mut xml, "name", title);
    xml.push_str("</author>\n");
    element(&mut xml, "rights", world.site.licence.text(language));
    if let Some(own) = own {
        link(&mut xml, "self", "application/atom+xml", &scope.page(own));
    }
    if let Some(page) = world.plan.page(&page, language) {
        link(&mut xml, "alternate", "text/html", &scope.page(page));
    }
    for (day, record) in entries {
        entry(world, scope, language, (day, record), &mut xml);
    }
    xml.push_str("</feed>\n");
    xml.into_bytes()
}

/// The newest records of a feed with their days, the newest first.
fn entries(world: &World, feed: Feed) -> Vec<(Day, RecordIx)> {
    let all: Vec<RecordIx>;
    let records = match feed {
        Feed::All => {
            all = world.atlas.each().collect();
            &all[..]
        }
        Feed::Kind(kind) => world.atlas.of_kind(kind),
        Feed::Facet(record) => world.atlas.facets.members(record),
    };
    let news = world.news(|| world.atlas.each().map(|record| newest(world, record)).collect());
    let mut entries: Vec<(Day, RecordIx)> =
        records.iter().filter_map(|record| Some((news[record.index()]?, *record))).collect();
    let order = |(day, record): &(Day, RecordIx)| (Reverse(*day), world.atlas.rank(Language::DEFAULT, *record));
    if entries.len() > ENTRIES {
        entries.select_nth_unstable_by_key(ENTRIES, order);
        entries.truncate(ENTRIES);
    }
    entries.sort_unstable_by_key(order);
    entries
}

/// The latest day by which the atlas can have known of a record.
fn newest(world: &World, ix: RecordIx) -> Option<Day> {
    let record = world.atlas.record(ix);
    let dates = |record: RecordIx| {
        let facts = world.atlas.record(record).facts.iter();
        facts.filter_map(|fact| match fact.value {
            Value::Date(date) if is_news(world, fact.field) => Some(date),
            _ => None,
        })
    };
    let sources = world.atlas.related(ix, world.site.vocabulary.known.sources, Side::From).flat_map(dates);
    let figures = record.figures.iter().filter_map(|figure| figure.on);
    let days = dates(ix).chain(sources).chain(figures).filter_map(|date: Date| date.from());
    days.map(crate::record::Moment::first_day).filter(|day| day.0 > 0 && *day <= world.today).max()
}

/// Whether a date says when something became known: when an organization was founded is no news.
fn is_news(world: &World, field: crate::site::FieldIx) -> bool {
    matches!(&*world.site.vocabulary.field(field).name, "date" | "checked")
}

fn entry(world: &World, scope: Scope<'_>, language: Language, (day, ix): (Day, RecordIx), xml: &mut String) {
    let record = world.atlas.record(ix);
    let vocabulary = &world.site.vocabulary;
    xml.push_str("<entry>");
    element(xml, "title", record.title(language).0);
    let _ = write!(xml, "<id>urn:uuid:{}</id>", uuid(world, &record.id));
    let _ = writeln!(xml, "<updated>{}</updated>", instant(day));
    link(xml, "alternate", "text/html", &scope.page(world.plan.record(ix, language)));
    let mut category = |term: &str, label: &str| {
        xml.push_str("<category term=\"");
        escape_into(xml, term);
        xml.push_str("\" label=\"");
        escape_into(xml, label);
        xml.push_str("\"/>");
    };
    let kind = vocabulary.kind(record.kind);
    category(&kind.id, kind.label.text(language));
    for facet in world.atlas.facets.regions(ix).iter().chain(world.atlas.facets.sectors(ix)) {
        let facet = world.atlas.record(*facet);
        category(&facet.id, facet.title(language).0);
    }
    // An entry says something of itself even where the record has no summary: its full name.
    let summary = record.summary.text(language);
    element(xml, "summary", if summary.is_empty() { record.name.text(language) } else { summary });
    xml.push_str("</entry>\n");
}

fn link(xml: &mut String, relation: &str, media_type: &str, address: &str) {
    let _ = write!(xml, "<link rel=\"{relation}\" type=\"{media_type}\" href=\"");
    escape_into(xml, address);
    xml.push_str("\"/>\n");
}

/// The first instant of a day (RFC 3339).
fn instant(day: Day) -> String {
    format!("{}T00:00:00Z", iso_day(day))
}
