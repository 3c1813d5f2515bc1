//! Atom feeds (RFC 4287) of the whole atlas, a kind, a region or a sector.
//!
//! The date of an entry is the latest of the record's own date, the day of its last check, and the dates of its figures
//! and sources, as far as it is not in the future. Records without any such date are in no feed.

use std::cmp::Reverse;
use std::fmt::Write;
use std::sync::Arc;

use super::uuid::uuid;
use crate::atlas::RecordIx;
use crate::linked_data::LinkedDataContext;
use crate::model::SiteModel;
use crate::plan::{Export, Feed, PageKind};
use crate::record::{Date, Status, Value};
use crate::site::{Direction, FieldIx, Language};
use crate::text::Day;
use crate::text::xml::{element, escape_into};

/// The greatest number of entries in a feed.
const ENTRIES: usize = 100;

pub(super) fn write(model: &SiteModel, feed: Feed, language: Language) -> Vec<u8> {
    let page_kind = PageKind::Export(Export::Feed(feed));
    let own = model.plan.page(&page_kind, language);
    let to_root = own.map_or(String::new(), |page| page.address.to_root());
    let context = LinkedDataContext {
        site: &model.site,
        atlas: &model.atlas,
        plan: &model.plan,
        to_root: &to_root,
    };
    let title = model.site.title.text(language);
    let (name, page) = match feed {
        Feed::All => (title.to_owned(), PageKind::Home),
        Feed::Kind(kind) => {
            let name = model.site.vocabulary.kind(kind).title.text(language);
            (format!("{title}: {name}"), PageKind::Kind(kind, 1))
        }
        Feed::Facet(record) => (
            format!("{title}: {}", model.atlas.record(record).title(language).0),
            PageKind::Record(record),
        ),
    };
    let entries = entries(model, feed);
    let code = model.site.code(language);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n"
    );
    element(&mut xml, "title", &name);
    element(&mut xml, "subtitle", model.site.description.text(language));
    let route = own.map_or("", |page| page.route.as_str());
    let _ = write!(xml, "\n<id>urn:uuid:{}</id>\n", uuid(model, route));
    let updated = entries.first().map_or(model.today, |(day, _)| *day);
    let _ = writeln!(xml, "<updated>{}</updated>", instant(updated));
    xml.push_str("<author>");
    element(&mut xml, "name", title);
    xml.push_str("</author>\n");
    element(&mut xml, "rights", model.site.licence.text(language));
    if let Some(own) = own {
        link(&mut xml, "self", "application/atom+xml", &context.page(own));
    }
    if let Some(page) = model.plan.page(&page, language) {
        link(&mut xml, "alternate", "text/html", &context.page(page));
    }
    for (day, record) in entries {
        entry(model, context, language, (day, record), &mut xml);
    }
    xml.push_str("</feed>\n");
    xml.into_bytes()
}

/// The newest records of a feed with their days, in descending order.
fn entries(model: &SiteModel, feed: Feed) -> Vec<(Day, RecordIx)> {
    let all: Vec<RecordIx>;
    let records = match feed {
        Feed::All => {
            all = model.atlas.indices().collect();
            &all[..]
        }
        Feed::Kind(kind) => model.atlas.of_kind(kind),
        Feed::Facet(record) => model.atlas.facets.members(record),
    };
    let dates = model.feed_dates(|| {
        model
            .atlas
            .indices()
            .map(|record| newest(model, record))
            .collect()
    });
    let mut entries: Vec<(Day, RecordIx)> = records
        .iter()
        .filter_map(|record| Some((dates[record.index()]?, *record)))
        .collect();
    let order = |(day, record): &(Day, RecordIx)| {
        (Reverse(*day), model.atlas.rank(Language::DEFAULT, *record))
    };
    if entries.len() > ENTRIES {
        entries.select_nth_unstable_by_key(ENTRIES, order);
        entries.truncate(ENTRIES);
    }
    entries.sort_unstable_by_key(order);
    entries
}

/// The latest day of a record that is not in the future; `None` if it has no date.
fn newest(model: &SiteModel, ix: RecordIx) -> Option<Day> {
    let record = model.atlas.record(ix);
    let dates = |record: RecordIx| {
        let facts = model.atlas.record(record).fields.iter();
        facts.filter_map(move |fact| match fact.value_in(Language::DEFAULT) {
            Value::Date(date) if is_news(model, record, fact.field) => Some(*date),
            _ => None,
        })
    };
    let sources = model
        .atlas
        .related(ix, model.site.vocabulary.known.sources, Direction::Forward)
        .flat_map(dates);
    let figures = record.observations.iter().filter_map(|figure| figure.on);
    let days = dates(ix)
        .chain(sources)
        .chain(figures)
        .filter_map(|date: Date| date.from());
    days.map(crate::record::PartialDate::first_day)
        .filter(|day| day.year > 0 && *day <= model.today)
        .max()
}

/// Whether a date field counts as news, unlike the founding date of an organization.
fn is_news(model: &SiteModel, record: RecordIx, field: FieldIx) -> bool {
    let known = &model.site.vocabulary.kind(model.atlas.kind(record)).known;
    [known.date, known.checked].contains(&Some(field))
}

fn entry(
    model: &SiteModel,
    context: LinkedDataContext<'_>,
    language: Language,
    (day, ix): (Day, RecordIx),
    xml: &mut String,
) {
    let record = model.atlas.record(ix);
    let vocabulary = &model.site.vocabulary;
    xml.push_str("<entry>");
    let title = record.title(language).0;
    match status_word(model, language, record.status) {
        Some(word) => element(xml, "title", &format!("[{word}] {title}")),
        None => element(xml, "title", title),
    }
    let _ = write!(xml, "<id>urn:uuid:{}</id>", uuid(model, &record.id));
    let _ = writeln!(xml, "<updated>{}</updated>", instant(day));
    link(
        xml,
        "alternate",
        "text/html",
        &context.page(model.plan.record(ix, language)),
    );
    let mut category = |term: &str, label: &str| {
        xml.push_str("<category term=\"");
        escape_into(xml, term);
        xml.push_str("\" label=\"");
        escape_into(xml, label);
        xml.push_str("\"/>");
    };
    let kind = vocabulary.kind(record.kind);
    category(&kind.id, kind.label.text(language));
    if let Some(word) = status_word(model, language, record.status) {
        category(record.status.id(), &word);
    }
    for facet in model
        .atlas
        .facets
        .regions(ix)
        .iter()
        .chain(model.atlas.facets.sectors(ix))
    {
        let facet = model.atlas.record(*facet);
        category(&facet.id, facet.title(language).0);
    }
    // An entry without a summary has the full name instead.
    let summary = record.summary.text(language);
    element(
        xml,
        "summary",
        if summary.is_empty() {
            record.name.text(language)
        } else {
            summary
        },
    );
    xml.push_str("</entry>\n");
}

/// The word before the title of what is not simply stated: «план»; `None` for `Stated`.
pub(super) fn status_word(
    model: &SiteModel,
    language: Language,
    status: Status,
) -> Option<Arc<str>> {
    let key = match status {
        Status::Stated => return None,
        Status::Planned => "word_planned",
        Status::Proposed => "word_proposed",
        Status::Inferred => "word_inferred",
    };
    let word = model.message(language, key).cloned();
    Some(word.unwrap_or_else(|| status.id().into()))
}

fn link(xml: &mut String, relation: &str, media_type: &str, address: &str) {
    let _ = write!(
        xml,
        "<link rel=\"{relation}\" type=\"{media_type}\" href=\""
    );
    escape_into(xml, address);
    xml.push_str("\"/>\n");
}

/// The first instant of a day (RFC 3339).
fn instant(day: Day) -> String {
    format!("{day}T00:00:00Z")
}
