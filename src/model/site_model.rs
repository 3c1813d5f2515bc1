//! The read model of one site state.

use std::sync::{Arc, OnceLock};

use super::claim_index::ClaimIndex;
use super::compared_list::ComparedList;
use super::distinct_titles::DistinctTitles;
use super::facet_rollup::FacetRollup;
use super::messages::Messages;
use super::record_link::{LinkInput, RecordLink, RecordLinks};
use crate::atlas::{Atlas, Changed, Linked, RecordIx, ResolvedLink};
use crate::check::{self, Finding};
use crate::diagnostic::Code;
use crate::history::{History, KnownDays};
use crate::linked_data::NodeRefs;
use crate::plan::Plan;
use crate::record::{Link, LinkTarget};
use crate::site::{Language, Site};
use crate::text::Day;

/// The codes of the findings that the quality page lists, in the order of its sections.
pub const QUALITY_CODES: [Code; 6] = [
    Code::Contradiction,
    Code::PlannedPast,
    Code::NoRegion,
    Code::NoSector,
    Code::NoTranslation,
    Code::NotChecked,
];

/// Settings, linked records, plan and interface messages of one site state.
pub struct SiteModel {
    /// The settings.
    pub site: Site,
    /// The linked records.
    pub atlas: Atlas,
    /// What differs from the version before; `None`: anything may.
    pub changed: Option<Changed>,
    /// All pages, exports and assets.
    pub plan: Arc<Plan>,
    /// The interface messages.
    pub messages: Arc<Messages>,
    /// The build date.
    pub today: Day,
    /// The commit that pages name in citations; `None` if it is unknown.
    pub revision: Option<Arc<str>>,
    /// What has changed; `None` if the site shows no changes, or they are unknown.
    pub history: Option<Arc<History>>,
    findings: OnceLock<Vec<Finding>>,
    claim_index: OnceLock<ClaimIndex>,
    record_links: RecordLinks,
    titles: DistinctTitles,
    /// Indexed by language.
    node_refs: Arc<[NodeRefs]>,
    facet_rollup: OnceLock<FacetRollup>,
    feed_dates: OnceLock<Vec<Option<Day>>>,
    compared_lists: OnceLock<Vec<Option<ComparedList>>>,
}

/// Date and version of a build.
pub struct BuildInfo {
    /// The build date.
    pub today: Day,
    /// The commit of the site's repository; `None` if it is unknown.
    pub revision: Option<Arc<str>>,
    /// What has changed; `None` if it is unknown.
    pub history: Option<Arc<History>>,
}

impl SiteModel {
    /// Creates the model and renders the links to all records, or to those that differ from the version before.
    pub fn new(
        site: Site,
        linked: Linked,
        plan: Arc<Plan>,
        messages: Arc<Messages>,
        build: BuildInfo,
        before: Option<&SiteModel>,
    ) -> SiteModel {
        let BuildInfo {
            today,
            revision,
            history,
        } = build;
        let history = history.filter(|_| site.history.is_some());
        let Linked { atlas, changed } = linked;
        let before = before.zip(changed.as_ref());
        let before = before.filter(|(_, changed)| !changed.addresses);
        let titles_before = before.map(|(before, changed)| (&before.titles, changed));
        let titles = DistinctTitles::new(&site, &atlas, titles_before);
        let linker = LinkInput {
            site: &site,
            atlas: &atlas,
            plan: &plan,
            titles: &titles,
        };
        let record_links = match before {
            Some((before, changed)) => {
                let links = &before.record_links;
                links.updated(linker, &before.titles, changed)
            }
            None => RecordLinks::new(linker),
        };
        let node_refs = match before.filter(|(_, changed)| changed.names.is_empty()) {
            Some((before, _)) => before.node_refs.clone(),
            None => {
                let empty = |_| NodeRefs::new(atlas.records.len());
                site.each_language().map(empty).collect()
            }
        };
        SiteModel {
            record_links,
            titles,
            node_refs,
            site,
            atlas,
            changed,
            plan,
            messages,
            today,
            revision,
            history,
            findings: OnceLock::new(),
            claim_index: OnceLock::new(),
            facet_rollup: OnceLock::new(),
            feed_dates: OnceLock::new(),
            compared_lists: OnceLock::new(),
        }
    }

    /// The input of the check rules.
    pub fn check_context(&self) -> check::CheckContext<'_> {
        check::CheckContext {
            site: &self.site,
            atlas: &self.atlas,
            plan: &self.plan,
            today: self.today,
        }
    }

    /// The findings with one of [`QUALITY_CODES`], computed on first use.
    pub fn findings(&self) -> &[Finding] {
        self.findings
            .get_or_init(|| check::find_by_code(self.check_context(), &QUALITY_CODES))
    }

    /// The counts of all claims, computed on first use.
    pub fn claim_index(&self) -> &ClaimIndex {
        self.claim_index
            .get_or_init(|| ClaimIndex::new(&self.site, &self.atlas))
    }

    /// The feed date of each record, indexed by [`RecordIx`]; `compute` is called on first use only.
    pub fn feed_dates(&self, compute: impl FnOnce() -> Vec<Option<Day>>) -> &[Option<Day>] {
        self.feed_dates.get_or_init(compute)
    }

    /// The lists of others beside the records, in the order of the settings; `None` stands for one that cannot be read.
    /// `compute` is called on first use only.
    pub fn compared_lists(
        &self,
        compute: impl FnOnce() -> Vec<Option<ComparedList>>,
    ) -> &[Option<ComparedList>] {
        self.compared_lists.get_or_init(compute)
    }

    /// The roll-up of regions and sectors to the rows and columns of the matrix, computed on first use.
    pub fn facet_rollup(&self) -> &FacetRollup {
        self.facet_rollup
            .get_or_init(|| FacetRollup::new(&self.atlas))
    }

    /// The cached references to records in the JSON-LD of a language.
    pub fn node_refs(&self, language: Language) -> &NodeRefs {
        &self.node_refs[language.index()]
    }

    /// The link to a record on pages of a language.
    pub fn record_link(&self, language: Language, record: RecordIx) -> &RecordLink {
        self.record_links.get(language, record)
    }

    /// The title of a record in a language; with what tells it apart if another record has that title.
    pub fn title(&self, language: Language, record: RecordIx) -> &str {
        let distinct = self.titles.get(language, record);
        distinct.unwrap_or_else(|| self.atlas.record(record).title(language).0)
    }

    /// The text of a link that has none of its own: the title of its record or draft, or else its target as written.
    pub fn link_name<'w>(&'w self, language: Language, link: &'w Link) -> &'w str {
        if let Some(ResolvedLink::Record(record)) = self.atlas.resolve_link(link, &self.site) {
            return self.title(language, record);
        }
        match (self.atlas.draft(link, &self.site), &link.target) {
            (Some(draft), _) => draft.title(language).0,
            (None, LinkTarget::Record(written)) => written,
            (None, _) => "",
        }
    }

    /// The days of the first and the last change of a record; `None` if they are unknown.
    pub fn known_days(&self, record: RecordIx) -> Option<KnownDays> {
        let record = self.atlas.record(record);
        let history = self.history.as_ref()?;
        history.days_of(&record.id, record.at.path.as_str())
    }

    /// An interface message; `None` if no language has the key.
    pub fn message(&self, language: Language, key: &str) -> Option<&Arc<str>> {
        self.messages.get(self.site.code(language), key, None)
    }
}
