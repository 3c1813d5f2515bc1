//! Everything that a page can show, in one place that pages can share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use minijinja::value::Value;

use super::Layouts;
use super::country::Country;
use super::format::Style;
use super::near::Near;
use super::signpost::{Signpost, Signposts};
use super::strings::category;
use super::view::{self, PageContext};
use crate::atlas::{Atlas, Destination, RecordIx};
use crate::check::{self, Finding};
use crate::linked_data::NodeRefs;
use crate::page::Plan;
use crate::record::{Link, LinkTarget};
use crate::site::{KindIx, Language, Site};
use crate::text::Day;

/// The settings, records, pages and words of one state of a site.
pub struct World {
    /// The settings.
    pub site: Site,
    /// The records.
    pub atlas: Atlas,
    /// The pages.
    pub plan: Arc<Plan>,
    /// The templates and words.
    pub layouts: Layouts,
    /// The day for which the site is made.
    pub today: Day,
    /// The country of its map.
    pub country: Option<Arc<Country>>,
    /// The version that pages name in citations: the commit, where there is one.
    pub revision: Option<Arc<str>>,
    findings: OnceLock<Vec<Finding>>,
    signposts: Signposts,
    /// By language.
    node_refs: Arc<[NodeRefs]>,
    near: OnceLock<Near>,
    news: OnceLock<Vec<Option<Day>>>,
    indexes: Mutex<HashMap<(KindIx, Language, String), Index>>,
}

/// What all pages of a kind's index have in common.
#[derive(Clone)]
pub(super) struct Index {
    /// The records in the order of the index.
    pub(super) records: Arc<[RecordIx]>,
    /// What they can be filtered by.
    pub(super) filters: Value,
}

/// When, and from which version of its files, a site is made.
pub struct Edition {
    /// The day.
    pub today: Day,
    /// The commit, where there is one.
    pub revision: Option<Arc<str>>,
}

impl World {
    /// Puts the parts together.
    pub fn new(
        site: Site,
        atlas: Atlas,
        plan: Plan,
        layouts: Layouts,
        country: Option<Country>,
        edition: Edition,
    ) -> World {
        let Edition { today, revision } = edition;
        let (plan, country) = (Arc::new(plan), country.map(Arc::new));
        World {
            signposts: Signposts::new(&site, &atlas, &plan),
            node_refs: site.each_language().map(|_| NodeRefs::new(atlas.records.len())).collect(),
            site,
            atlas,
            plan,
            layouts,
            country,
            today,
            revision,
            findings: OnceLock::new(),
            near: OnceLock::new(),
            news: OnceLock::new(),
            indexes: Mutex::default(),
        }
    }

    /// The same with an atlas in which only a text says something else.
    pub fn retold(&self, atlas: Atlas) -> World {
        World {
            node_refs: self.node_refs.clone(),
            site: self.site.clone(),
            atlas,
            plan: self.plan.clone(),
            layouts: self.layouts.clone(),
            country: self.country.clone(),
            today: self.today,
            revision: self.revision.clone(),
            findings: OnceLock::new(),
            signposts: self.signposts.clone(),
            near: OnceLock::new(),
            news: OnceLock::new(),
            indexes: Mutex::default(),
        }
    }

    /// What the rules see of it.
    pub fn subject(&self) -> check::Subject<'_> {
        check::Subject { site: &self.site, atlas: &self.atlas, plan: &self.plan, today: self.today }
    }

    /// Everything that the quality page tells of what the rules find; looked for once, when somebody first asks.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| check::findings(self.subject(), &view::TOLD))
    }

    /// The day of each record for feeds, by its place; found once, since a record is in many of them.
    pub fn news(&self, make: impl FnOnce() -> Vec<Option<Day>>) -> &[Option<Day>] {
        self.news.get_or_init(make)
    }

    /// The rows and columns of the matrix that regions and sectors lie in.
    pub(super) fn near(&self) -> &Near {
        self.near.get_or_init(|| Near::new(&self.atlas))
    }

    /// How linked data in a language speaks of the records.
    pub(super) fn node_refs(&self, language: Language) -> &NodeRefs {
        &self.node_refs[language.index()]
    }

    /// What all pages of a kind's index have in common, in a language and from a depth; made once for all of them, since a
    /// long index has many pages.
    pub(super) fn index(&self, kind: KindIx, language: Language, root: &str, make: impl FnOnce() -> Index) -> Index {
        let key = (kind, language, root.to_owned());
        let known = self.indexes.lock().ok().and_then(|indexes| indexes.get(&key).cloned());
        known.unwrap_or_else(|| {
            let made = make();
            if let Ok(mut indexes) = self.indexes.lock() {
                indexes.insert(key, made.clone());
            }
            made
        })
    }

    /// What leads to a record from the pages in a language.
    pub(super) fn signpost(&self, language: Language, record: RecordIx) -> &Signpost {
        self.signposts.of(language, record)
    }

    /// The title of a record in a language, for those who name many.
    pub fn name(&self, language: Language, record: RecordIx) -> &str {
        self.atlas.record(record).title(language).0
    }

    /// What stands for the text of a link that has none of its own.
    pub fn link_name<'w>(&'w self, language: Language, link: &'w Link) -> &'w str {
        match (self.atlas.destination(link, &self.site), &link.target) {
            (Some(Destination::Record(record)), _) => self.name(language, record),
            (_, LinkTarget::Record(written)) => written,
            _ => "",
        }
    }

    /// The title of a page, by its place in the plan.
    pub fn title(self: &Arc<World>, page: usize) -> String {
        PageContext::new(self, page).title()
    }

    pub(super) fn style(&self, language: Language) -> Style {
        Style::of(self.site.code(language))
    }

    /// «5 кластеров».
    pub(super) fn counted(&self, kind: KindIx, number: usize, language: Language) -> String {
        let noun = self.noun(kind, number, language);
        format!("{}\u{a0}{noun}", self.style(language).number(number as f64))
    }

    /// «кластеров», to stand after the number 5.
    pub(super) fn noun(&self, kind: KindIx, number: usize, language: Language) -> &str {
        let category = category(self.site.code(language), number as f64);
        self.site.vocabulary.kind(kind).count.form(language, category).map_or("", |form| form)
    }

    /// The words of the interface.
    pub(super) fn words(&self, language: Language, key: &str) -> Option<&Arc<str>> {
        self.layouts.strings.get(self.site.code(language), key, None)
    }

    /// Words of the interface after a number: «3 записи».
    pub(super) fn numbered(&self, language: Language, key: &str, number: usize) -> String {
        let words = self.layouts.strings.get(self.site.code(language), key, Some(number as f64));
        let number = self.style(language).number(number as f64);
        words.map_or(number.clone(), |words| words.replace("{n}", &number))
    }

    /// The layout of a page: the first of some names that exists.
    pub(super) fn layout(&self, names: &[String]) -> Option<String> {
        names.iter().find(|name| self.layouts.has(name)).cloned()
    }

    /// The address of a record's source file in the repository.
    pub(super) fn edit_url(&self, record: RecordIx) -> Option<String> {
        self.edit_path(self.atlas.record(record).at.path.as_str())
    }

    /// The address of a file in the repository.
    pub(super) fn edit_path(&self, path: &str) -> Option<String> {
        let repository = self.site.repository.as_ref()?;
        let path: Vec<String> = path
            .split('/')
            .map(|part| percent_encoding::utf8_percent_encode(part, percent_encoding::NON_ALPHANUMERIC).to_string())
            .map(|part| part.replace("%2E", ".").replace("%2D", "-").replace("%5F", "_"))
            .collect();
        let url = repository.edit.replace("{url}", &repository.url).replace("{branch}", &repository.branch);
        Some(url.replace("{path}", &path.join("/")))
    }
}
