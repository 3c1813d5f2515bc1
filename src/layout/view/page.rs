//! The page and the site as templates see them.

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::value::Value;

use super::language::LanguageView;
use super::{Attributes, PageContext, View, claim, escape_into, map, optional};
use crate::layout::world::World;
use crate::page::{Subject, relative};
use crate::record::{Body, Date, Moment, Prose, ProsePlace, Said};
use crate::site::{Language, Localized, Site};
use crate::text::Day;

/// The global `page`.
pub(super) struct PageView {
    pub(super) context: Arc<PageContext>,
    pub(super) layout: String,
}

/// The global `site`.
pub(super) struct SiteView {
    pub(super) context: Arc<PageContext>,
}

/// The words that open a view and say what it shows.
fn lede(subject: &Subject) -> Option<&'static str> {
    Some(match subject {
        Subject::Map(_) => "map_lede",
        Subject::Matrix | Subject::KindMatrix(_) => "matrix_lede",
        Subject::Network => "network_lede",
        Subject::Timeline(_) => "timeline_lede",
        Subject::Compare => "compare_lede",
        Subject::Search => "search_lede",
        Subject::Quality => "quality_lede",
        Subject::DataPage => "data_lede",
        _ => return None,
    })
}

impl PageContext {
    /// A text of the site's own files for a place, in the page's language or else in another.
    pub(super) fn prose(&self, place: &ProsePlace) -> Option<&Arc<Prose>> {
        let prose = &self.world.atlas.prose;
        let of = |language| prose.get(&(place.clone(), language));
        of(self.language).or_else(|| self.world.site.each_language().find_map(of))
    }

    /// The title of the page, for its heading, the window and search engines.
    pub(in crate::layout) fn title(&self) -> String {
        let World { site, atlas, .. } = &*self.world;
        let name = |record| atlas.record(record).title(self.language).0.to_string();
        let vocabulary = &site.vocabulary;
        match &self.planned().subject {
            Subject::Home | Subject::Asset(_) | Subject::Export(_) | Subject::Data(_) => {
                site.title.text(self.language).to_owned()
            }
            Subject::Kind(kind, number) => numbered(vocabulary.kind(*kind).title.text(self.language), *number),
            Subject::Record(record) | Subject::Card(record) | Subject::Moved(record, _) => name(*record),
            Subject::Listing(facet, kind, number) => {
                let title = format!("{} — {}", name(*facet), vocabulary.kind(*kind).title.text(self.language));
                numbered(&title, *number)
            }
            Subject::Matrix => self.words("nav_matrix").to_string(),
            Subject::KindMatrix(kind) => {
                format!("{}: {}", self.words("nav_matrix"), lowered(vocabulary.kind(*kind).title.text(self.language)))
            }
            Subject::Map(None) => {
                let own = site.map.as_ref().and_then(|map| map.title.get(self.language));
                own.map_or_else(|| self.words("nav_map").to_string(), |(title, _)| title.to_string())
            }
            Subject::Map(Some(kind)) => {
                format!("{}: {}", self.words("nav_map"), lowered(vocabulary.kind(*kind).title.text(self.language)))
            }
            Subject::Network => self.words("network_title").to_string(),
            Subject::Timeline(None) => self.words("nav_timeline").to_string(),
            Subject::Timeline(Some(year)) => format!("{}: {year}", self.words("nav_timeline")),
            Subject::Compare => self.words("compare_title").to_string(),
            Subject::Cell(region, sector) => format!("{} — {}", name(*region), name(*sector)),
            Subject::Quality => self.words("nav_quality").to_string(),
            Subject::Search => self.words("nav_search").to_string(),
            Subject::DataPage => self.words("nav_data").to_string(),
            Subject::Prose(page) => {
                let prose = self.prose(&ProsePlace::Page(page.clone()));
                prose
                    .and_then(|prose| self.localized(&prose.name))
                    .map_or(page.to_string(), |(name, _)| name.to_string())
            }
            Subject::NotFound => self.words("lost_title").to_string(),
        }
    }

    /// The kind whose records the page is about.
    pub(super) fn kind_here(&self) -> Option<crate::site::KindIx> {
        match &self.planned().subject {
            Subject::Kind(kind, _) => Some(*kind),
            Subject::Record(record) => Some(self.world.atlas.kind(*record)),
            _ => None,
        }
    }

    pub(super) fn description(&self) -> Option<Arc<str>> {
        let text = |text: &Localized| self.localized(text).map(|(text, _)| text);
        match &self.planned().subject {
            Subject::Home => text(&self.world.site.description),
            Subject::Record(record) | Subject::Card(record) => text(&self.world.atlas.record(*record).summary),
            Subject::Prose(page) => text(&self.prose(&ProsePlace::Page(page.clone()))?.summary),
            Subject::Kind(kind, _) => {
                let prose = self.prose(&ProsePlace::Section(*kind))?;
                text(&prose.summary).or_else(|| self.first_paragraph(&prose.body))
            }
            subject => self.world.words(self.language, lede(subject)?).cloned(),
        }
    }

    /// The words of a text up to where its first paragraph ends, if it has any.
    fn first_paragraph(&self, body: &Body) -> Option<Arc<str>> {
        let end = body.text.find('\n').unwrap_or(body.text.len());
        let mut words = String::new();
        for part in body.said_in(0..end as u32) {
            match part {
                Said::Words(some) => words.push_str(some),
                Said::Name(link) => words.push_str(self.world.link_name(self.language, &body.links[link as usize])),
            }
        }
        (!words.is_empty()).then(|| words.into())
    }

    /// The way from the home page: titles and links.
    fn breadcrumbs(&self) -> Value {
        let crumb = |(title, subject): (Cow<'_, str>, Subject)| {
            Some(map([("title", Value::from(&*title)), ("url", Value::from_safe_string(self.url(&subject)?))]))
        };
        self.crumbs().into_iter().filter_map(crumb).collect()
    }

    /// The address of the page for search engines and citations, where the site knows its own.
    pub(super) fn canonical(&self) -> Option<String> {
        let planned = self.planned();
        let address = match &planned.subject {
            Subject::NotFound => return None,
            Subject::Moved(record, _) | Subject::Card(record) => {
                &self.world.plan.record(*record, self.language).address
            }
            _ => &planned.address,
        };
        canonical(&self.world.site, address.as_str())
    }

    /// The way from the home page: titles and what lies there.
    pub(super) fn crumbs(&self) -> Vec<(Cow<'_, str>, Subject)> {
        let atlas = &self.world.atlas;
        let home = (self.world.site.title.text(self.language).into(), Subject::Home);
        let kind = |kind| {
            let title = self.world.site.vocabulary.kind(kind).title.text(self.language);
            (title.into(), Subject::Kind(kind, 1))
        };
        let record = |ix| ((&**atlas.record(ix).title(self.language).0).into(), Subject::Record(ix));
        let mut crumbs = vec![home];
        match &self.planned().subject {
            Subject::Home | Subject::NotFound | Subject::Card(_) => crumbs.clear(),
            Subject::Record(ix) => {
                crumbs.push(kind(atlas.kind(*ix)));
                crumbs.extend(atlas.facets.path(*ix).into_iter().map(record));
            }
            Subject::Listing(facet, listed, number) => {
                crumbs.push(kind(atlas.kind(*facet)));
                crumbs.push(record(*facet));
                if *number > 1 {
                    crumbs.push(kind(*listed));
                }
            }
            Subject::Kind(this, number) if *number > 1 => crumbs.push(kind(*this)),
            Subject::KindMatrix(_) => crumbs.push((self.words("nav_matrix").to_string().into(), Subject::Matrix)),
            Subject::Map(Some(_)) => crumbs.push((self.words("nav_map").to_string().into(), Subject::Map(None))),
            Subject::Timeline(Some(_)) => {
                crumbs.push((self.words("nav_timeline").to_string().into(), Subject::Timeline(None)));
            }
            Subject::Cell(region, sector) => {
                crumbs.push((self.words("nav_matrix").to_string().into(), Subject::Matrix));
                crumbs.push(record(*region));
                crumbs.push(record(*sector));
            }
            _ => {}
        }
        crumbs
    }

    /// The page in each language of the site.
    fn languages(self: &Arc<Self>) -> Value {
        self.world.site.each_language().map(|language| self.in_language(language)).collect()
    }

    fn in_language(self: &Arc<Self>, language: Language) -> Value {
        View::value(LanguageView { context: self.clone(), language })
    }
}

/// A title as it stands after a colon; abbreviations keep their capitals.
pub(super) fn lowered(title: &str) -> String {
    let mut chars = title.chars();
    let Some(first) = chars.next() else { return String::new() };
    let rest = chars.as_str();
    if rest.starts_with(char::is_uppercase) {
        title.to_owned()
    } else {
        first.to_lowercase().chain(rest.chars()).collect()
    }
}

fn numbered(title: &str, number: u32) -> String {
    if number > 1 { format!("{title} ({number})") } else { title.to_owned() }
}

pub(super) fn canonical(site: &Site, address: &str) -> Option<String> {
    site.base_url.as_ref().map(|base| format!("{base}{}", address.strip_suffix("index.html").unwrap_or(address)))
}

impl Attributes for PageView {
    const NAMES: &'static [&'static str] = &[
        "title",
        "description",
        "url",
        "canonical",
        "root",
        "language",
        "languages",
        "breadcrumbs",
        "layout",
        "noindex",
        "edit_url",
        "date",
        "address",
        "version",
        "bibtex",
        "linked_data",
        "feeds",
        "json",
        "card",
    ];

    fn identity(&self) -> (u32, u32) {
        (self.context.page as u32, 0)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let context = &self.context;
        let planned = context.planned();
        let indexed = !matches!(planned.subject, Subject::NotFound | Subject::Moved(..) | Subject::Card(_));
        Some(match name {
            "title" => match context.main {
                Some(record) => Value::from(context.world.atlas.record(record).title(context.language).0.clone()),
                None => Value::from(context.title()),
            },
            "description" => optional(context.description()),
            "url" => Value::from(relative(&context.root, &planned.address)),
            "address" => Value::from(planned.address.as_str()),
            "canonical" => optional(context.canonical()),
            "version" => optional(context.world.revision.clone()),
            "bibtex" => Value::from(context.bibtex()),
            "linked_data" if context.is_content() => {
                let mut json = String::new();
                context.write_linked_data(&mut json);
                Value::from_safe_string(json)
            }
            "linked_data" => Value::from(()),
            "feeds" => context.feeds(),
            "json" => optional(context.json()),
            "card" => optional(context.card()),
            "root" => Value::from(context.root.as_str()),
            "language" => context.in_language(context.language),
            "languages" => context.languages(),
            "breadcrumbs" => context.breadcrumbs(),
            "layout" => Value::from(self.layout.as_str()),
            "noindex" => Value::from(!indexed),
            "edit_url" => optional(match &planned.subject {
                Subject::Record(record) => context.world.edit_url(*record),
                Subject::Prose(page) => {
                    let prose = context.prose(&ProsePlace::Page(page.clone()));
                    prose.and_then(|prose| context.world.edit_path(prose.at.path.as_str()))
                }
                _ => None,
            }),
            "date" => {
                let Day { year, month, day } = context.world.today;
                let year = u16::try_from(year).unwrap_or_default();
                let moment = Moment { year, month: Some(month), day: Some(day), uncertain: false, approximate: false };
                claim::date(Some(Date::On(moment)))
            }
            _ => return None,
        })
    }

    fn write(&self, way: &[Box<str>], html: &mut String) -> bool {
        let [name] = way else { return false };
        let context = &self.context;
        match (&**name, context.main) {
            ("title", Some(record)) => html.push_str(context.signpost(record).name()),
            ("canonical", _) => escape_into(html, &context.canonical().unwrap_or_default()),
            ("bibtex", _) => escape_into(html, &context.bibtex()),
            ("linked_data", _) if context.is_content() => context.write_linked_data(html),
            _ => return false,
        }
        true
    }

    fn holds(&self, way: &[Box<str>]) -> Option<bool> {
        let [name] = way else { return None };
        Some(match &**name {
            "description" => self.context.description().is_some_and(|description| !description.is_empty()),
            "linked_data" => self.context.is_content(),
            _ => return None,
        })
    }
}

impl Attributes for SiteView {
    const NAMES: &'static [&'static str] =
        &["title", "description", "languages", "repository", "base_url", "licence", "kinds", "menu"];

    fn identity(&self) -> (u32, u32) {
        (0, 0)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let context = &self.context;
        let world = &context.world;
        let site = &world.site;
        let text = |text: &Localized| optional(context.localized(text).map(|(text, _)| Value::from(text)));
        Some(match name {
            "title" => Value::from(site.title.text(context.language)),
            "description" => text(&site.description),
            "licence" => text(&site.licence),
            "languages" => site.each_language().map(|language| context.in_language(language)).collect(),
            "repository" => optional(site.repository.as_ref().map(|repository| repository.url.as_str())),
            "base_url" => optional(site.base_url.as_deref()),
            "kinds" => site.vocabulary.each_kind().map(|kind| context.kind(kind)).collect(),
            "menu" => self.menu(),
            _ => return None,
        })
    }
}

impl SiteView {
    /// The kinds that have records, those that divide the atlas last.
    fn menu(&self) -> Value {
        let world = &self.context.world;
        let vocabulary = &world.site.vocabulary;
        let sources = vocabulary.relation(vocabulary.known.sources).to.clone();
        let mut kinds: Vec<_> = vocabulary
            .each_kind()
            .filter(|kind| !world.atlas.of_kind(*kind).is_empty() && !sources.contains(kind))
            .collect();
        kinds.sort_by_key(|kind| vocabulary.kind(*kind).facet.is_some());
        let here = self.context.kind_here();
        let item = |kind| {
            map([
                ("id", Value::from(vocabulary.kind(kind).id.as_str())),
                ("title", Value::from(vocabulary.kind(kind).title.text(self.context.language))),
                ("url", self.context.url_value(&Subject::Kind(kind, 1))),
                ("current", Value::from(here == Some(kind))),
            ])
        };
        kinds.into_iter().map(item).collect()
    }
}
