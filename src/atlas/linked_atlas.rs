//! The linked atlas and its lookups.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::adjacency::Adjacency;
use super::facets::Facets;
use super::file_index::{FileIndex, free_page_slot, language_of_file};
use super::link_diagnostics::LinkDiagnostics;
use super::link_targets::{LinkTargets, ResolvedBody};
use super::name_index::NameIndex;
use super::name_key::{NameKey, NameKeys};
use super::ranks::Ranks;
use super::record_ix::RecordIx;
use super::records_by_kind::RecordsByKind;
use super::relation::{Edge, Relation};
use super::rows::Rows;
use super::translated::TranslatedById;
use crate::record::{
    Body, FreePage, FreePageSlot, Link, LinkTarget, Record, RecordName, Status, ViewLink,
};
use crate::site::{Direction, KindIx, Language, RelationIx, Site};
use crate::source::{CowVec, SourcePath};

/// All records of a site, linked.
pub struct Atlas {
    /// The records with their translations, by kind, file and position in the file.
    pub records: CowVec<Arc<Record>>,
    /// The relations, by type, then by their records.
    pub relations: CowVec<Relation>,
    /// The free pages and introductions.
    pub free_pages: Arc<BTreeMap<(FreePageSlot, Language), Arc<FreePage>>>,
    /// The region and sector trees, their members, and the matrix.
    pub facets: Arc<Facets>,
    pub(super) index: AtlasIndex,
}

/// Indexes derived from records and relations. Versions of an atlas share those that a change does not touch.
pub(super) struct AtlasIndex {
    pub(super) names: Arc<NameIndex>,
    pub(super) files: Arc<FileIndex>,
    pub(super) link_targets: Arc<LinkTargets>,
    pub(super) adjacency: Arc<Adjacency>,
    pub(super) kinds: Arc<RecordsByKind>,
    pub(super) ranks: Ranks,
    pub(super) name_keys: NameKeys,
    /// What the next version takes from this one.
    pub(super) translated: TranslatedById,
    /// The keys of the texts by which records refer to others.
    pub(super) references: Arc<Rows<NameKey>>,
    pub(super) diagnostics: LinkDiagnostics,
    /// The records whose bodies may contain broken links or broken anchors, and those that do.
    pub(super) suspects: BTreeSet<RecordIx>,
    pub(super) broken: BTreeSet<RecordIx>,
    /// The number of records whose references have been resolved for this version.
    pub(super) linked: usize,
    /// The sources that the claims of each record inherit.
    pub(super) inherited_sources: CowVec<Arc<[RecordIx]>>,
}

/// The resolved target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedLink {
    /// A record.
    Record(RecordIx),
    /// The home page, the index of a kind, or a free page.
    FreePage(FreePageSlot),
    /// A file of `assets/`.
    Asset(SourcePath),
    /// A view.
    View(ViewLink),
    /// A heading of the same page.
    Here,
}

impl Atlas {
    /// Returns the record at an index.
    pub fn record(&self, record: RecordIx) -> &Arc<Record> {
        &self.records[record.index()]
    }

    /// Returns the kind of a record.
    pub fn kind(&self, record: RecordIx) -> KindIx {
        self.index.kinds.of_record[record.index()]
    }

    /// Returns the records of a kind that a file contains. Files of translations contain none.
    pub fn in_file(
        &self,
        kind: KindIx,
        path: &SourcePath,
    ) -> impl Iterator<Item = RecordIx> + use<> {
        let before = |record: &Arc<Record>| (record.kind, &record.at.path) < (kind, path);
        let within = |record: &Arc<Record>| (record.kind, &record.at.path) <= (kind, path);
        (self.records.partition_point(before)..self.records.partition_point(within))
            .map(RecordIx::new)
    }

    /// Returns the number of records whose references have been resolved for this version.
    pub fn linked_records(&self) -> usize {
        self.index.linked
    }

    /// Returns the indices of all records, in order.
    pub fn indices(&self) -> impl Iterator<Item = RecordIx> + Clone + use<> {
        (0..self.records.len()).map(RecordIx::new)
    }

    /// Returns the records of a kind, sorted by name in the default language.
    pub fn of_kind(&self, kind: KindIx) -> &[RecordIx] {
        &self.index.kinds.records[kind.index()]
    }

    /// Returns the record that an id, old id, name, short name or alias identifies. `None` if there is none or several.
    pub fn resolve(&self, text: &str) -> Option<RecordIx> {
        self.index.names.resolve(&self.records, text).ok()
    }

    /// Returns the record with an id or former id.
    pub fn by_id(&self, id: &str) -> Option<RecordIx> {
        self.index.names.by_id(id)
    }

    /// Whether a text identifies neither one record nor a draft, so that linking has reported it.
    pub fn is_unresolved(&self, text: &str) -> bool {
        let names = &self.index.names;
        names.resolve(&self.records, text).is_err() && names.drafts().by_name(text).is_none()
    }

    /// Returns the records that `names` identify, in order. Linking has reported the others.
    pub fn resolve_all<'a>(
        &'a self,
        names: &'a [RecordName],
    ) -> impl Iterator<Item = RecordIx> + 'a {
        names.iter().filter_map(|name| self.resolve(&name.text))
    }

    /// Returns the relations of a record, by type, side and the name of the other record.
    pub fn edges(&self, record: RecordIx) -> &[Edge] {
        self.index.adjacency.edges(record)
    }

    /// Returns the epistemic status of a relation.
    pub fn status(&self, edge: &Edge) -> Status {
        if edge.bare {
            return Status::Stated;
        }
        let details = self.relations[edge.relation as usize].details.as_deref();
        details.map_or(Status::Stated, |details| details.provenance.status)
    }

    /// Returns the records to which a record has relations of one type, from one side.
    pub fn related(
        &self,
        record: RecordIx,
        relation: RelationIx,
        side: Direction,
    ) -> impl Iterator<Item = RecordIx> + '_ {
        let edges = self
            .edges(record)
            .iter()
            .filter(move |edge| edge.relation_type == relation && edge.side == side);
        edges.map(|edge| edge.other)
    }

    /// Returns a hash of the name of a record in the default language: names that are equal when folded have the same one.
    /// `None`: the record states no name, or could not be read whole.
    pub fn name_hash(&self, record: RecordIx) -> Option<u64> {
        self.index.name_keys[record.index()]
    }

    /// Returns the rank of a record among all names of a language.
    pub fn rank(&self, language: Language, record: RecordIx) -> u32 {
        self.index.ranks.in_language(language)[record.index()]
    }

    /// Sorts records by their names in a language.
    pub fn sort(&self, language: Language, records: &mut [RecordIx]) {
        records.sort_by_key(|record| self.rank(language, *record));
    }

    /// Returns the target of a link. `None` for a broken link.
    pub fn resolve_link(&self, link: &Link, site: &Site) -> Option<ResolvedLink> {
        match &link.target {
            LinkTarget::Record(text) | LinkTarget::Source(text) => {
                self.resolve(text).map(ResolvedLink::Record)
            }
            LinkTarget::File(path) => {
                let record = self
                    .index
                    .files
                    .record(path, site)
                    .map(ResolvedLink::Record);
                record.or_else(|| self.resolve_free_page(path, site))
            }
            LinkTarget::Asset(path) => Some(ResolvedLink::Asset(path.clone())),
            LinkTarget::View(view) => Some(ResolvedLink::View(view.clone())),
            LinkTarget::Here => Some(ResolvedLink::Here),
        }
    }

    fn resolve_free_page(&self, path: &SourcePath, site: &Site) -> Option<ResolvedLink> {
        let slot = free_page_slot(path, site)?;
        let has_text = |language: Language| self.free_pages.contains_key(&(slot.clone(), language));
        if let Some(language) = language_of_file(path, site) {
            return has_text(language).then_some(ResolvedLink::FreePage(slot));
        }
        let known = site.each_language().any(has_text);
        let always = matches!(slot, FreePageSlot::Section(_) | FreePageSlot::Home);
        (known || always).then_some(ResolvedLink::FreePage(slot))
    }

    /// Returns a body of a record with its resolved link targets. Any other body is returned without targets.
    pub fn resolved_body<'a>(&'a self, record: RecordIx, body: &'a Body) -> ResolvedBody<'a> {
        let mut skipped = 0;
        let mut is_own = false;
        for text in self.record(record).texts() {
            if std::ptr::eq(text.body, body) {
                is_own = true;
                break;
            }
            skipped += text.body.links.len();
        }
        if !is_own {
            return ResolvedBody::from(body);
        }
        let of_record = self.index.link_targets.get(record);
        let targets = of_record.get(skipped..skipped + body.links.len());
        targets.map_or_else(
            || ResolvedBody::from(body),
            |targets| ResolvedBody::new(body, targets),
        )
    }

    /// Returns the draft that a link leads to, if it is left out.
    pub fn draft(&self, link: &Link, site: &Site) -> Option<&Arc<Record>> {
        self.index.names.drafts().by_link(&link.target, site)
    }

    /// Returns the free text of a slot in a language, else in another one. `None` if there is none.
    pub fn free_page(
        &self,
        slot: &FreePageSlot,
        language: Language,
        site: &Site,
    ) -> Option<&Arc<FreePage>> {
        let in_language = |language| self.free_pages.get(&(slot.clone(), language));
        in_language(language).or_else(|| site.each_language().find_map(in_language))
    }

    /// Returns the body that the page of a resolved link shows in a language. `None` if it has none.
    pub fn target_body<'a>(
        &'a self,
        target: &ResolvedLink,
        own: &'a Body,
        language: Language,
        site: &Site,
    ) -> Option<&'a Body> {
        match target {
            ResolvedLink::Record(record) => {
                self.record(*record).body(language).map(|(body, _)| body)
            }
            ResolvedLink::FreePage(slot) => {
                self.free_page(slot, language, site).map(|page| &page.body)
            }
            ResolvedLink::Here => Some(own),
            ResolvedLink::Asset(_) | ResolvedLink::View(_) => None,
        }
    }
}
