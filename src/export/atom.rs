//! Atom feeds (RFC 4287) of the whole atlas, a kind, a region or a sector.
//!
//! Of a site whose history is known, an entry is a change of a record on a day. Else the date of an entry is the latest of the
//! record's own date, the day of its last check, and the dates of its figures and sources, as far as it is not in the future;
//! records without any such date are in no feed.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt::Write;
use std::sync::Arc;

use super::uuid::uuid;
use crate::atlas::RecordIx;
use crate::history::{ChangeLine, History, SubjectChange, SubjectState};
use crate::linked_data::LinkedDataContext;
use crate::model::SiteModel;
use crate::plan::{Export, Feed, PageKind};
use crate::record::{Date, Record, Status, Value};
use crate::site::{Direction, FieldIx, Language};
use crate::text::Day;
use crate::text::xml::{element, escape_into};

/// The greatest number of entries in a feed.
const ENTRIES: usize = 100;

/// The greatest number of lines of an entry.
const LINES: usize = 12;

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
    let entries = match &model.history {
        Some(history) => changed_entries(model, history, feed, language),
        None => entries(model, feed),
    };
    let code = model.site.code(language);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n"
    );
    element(&mut xml, "title", &name);
    element(&mut xml, "subtitle", model.site.description.text(language));
    let route = own.map_or("", |page| page.route.as_str());
    let _ = write!(xml, "\n<id>urn:uuid:{}</id>\n", uuid(model, route));
    let updated = entries.first().map_or(model.today, |entry| entry.day);
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
    for one in entries {
        entry(model, context, language, &one, &mut xml);
    }
    xml.push_str("</feed>\n");
    xml.into_bytes()
}

/// An entry of a feed.
struct FeedEntry<'h> {
    day: Day,
    record: RecordIx,
    /// What changed on that day. `None`: the history is unknown.
    change: Option<&'h SubjectChange>,
}

/// The latest changes of the records of a feed, in descending order. Records that are gone have no page to lead to.
fn changed_entries<'h>(
    model: &SiteModel,
    history: &'h History,
    feed: Feed,
    language: Language,
) -> Vec<FeedEntry<'h>> {
    let atlas = &model.atlas;
    let members: HashSet<RecordIx> = match feed {
        Feed::Facet(facet) => atlas.facets.members(facet).iter().copied().collect(),
        Feed::All | Feed::Kind(_) => HashSet::new(),
    };
    let is_in = |record: RecordIx| match feed {
        Feed::All => true,
        Feed::Kind(kind) => atlas.kind(record) == kind,
        Feed::Facet(_) => members.contains(&record),
    };
    let changes = history.days.iter().flat_map(|day| {
        let report = day.reports.get(language.index());
        let subjects = report.into_iter().flat_map(|report| &report.subjects);
        subjects.map(|change| (day.day, change))
    });
    let entries = changes.filter_map(|(day, change)| {
        let is_there = matches!(change.state, SubjectState::Added | SubjectState::Changed);
        let is_record = is_there && !change.kind.is_empty();
        let record = is_record.then(|| atlas.by_id(&change.id)).flatten()?;
        is_in(record).then_some(FeedEntry {
            day,
            record,
            change: Some(change),
        })
    });
    entries.take(ENTRIES).collect()
}

/// The newest records of a feed with their days, in descending order.
fn entries(model: &SiteModel, feed: Feed) -> Vec<FeedEntry<'static>> {
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
    let entry = |(day, record)| FeedEntry {
        day,
        record,
        change: None,
    };
    entries.into_iter().map(entry).collect()
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
    one: &FeedEntry<'_>,
    xml: &mut String,
) {
    let (day, ix) = (one.day, one.record);
    let record = model.atlas.record(ix);
    let vocabulary = &model.site.vocabulary;
    xml.push_str("<entry>");
    let title = record.title(language).0;
    match status_word(model, language, record.status) {
        Some(word) => element(xml, "title", &format!("[{word}] {title}")),
        None => element(xml, "title", title),
    }
    let id = match one.change {
        Some(_) => format!("{}@{day}", record.id),
        None => record.id.to_string(),
    };
    let _ = write!(xml, "<id>urn:uuid:{}</id>", uuid(model, &id));
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
    element(xml, "summary", &summary(record, one.change, language));
    xml.push_str("</entry>\n");
}

/// What changed; of a new record its summary, or else its full name.
fn summary(record: &Record, change: Option<&SubjectChange>, language: Language) -> String {
    let summary = record.summary.text(language);
    let own = match summary.is_empty() {
        true => record.name.text(language),
        false => summary,
    };
    let Some(change) = change else {
        return own.to_owned();
    };
    if change.state == SubjectState::Added {
        return format!("{}: {own}", change.state_label);
    }
    let lines = change.lines.iter().take(LINES);
    let lines: Vec<String> = lines.map(ChangeLine::text).collect();
    lines.join("\n")
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
