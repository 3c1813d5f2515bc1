//! Resolves the references, citations and links of records.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::file_index::FileIndex;
use super::link_targets::LinkTargets;
use super::name_index::{NameIndex, ResolveError};
use super::name_key::{NameKey, name_key, path_key};
use super::record_ix::RecordIx;
use super::relation::Relation;
use super::rows::Rows;
use super::stated_relation::StatedRelation;
use super::unresolved::{ambiguous_name, unknown_record, wrong_kind};
use crate::diagnostic::{Code, Collector, Diagnostic, Location};
use crate::record::{Link, LinkTarget, Provenance, Record, RecordName, Reference, RelationDetails};
use crate::site::{Direction, KindIx, RelationIx, Site};
use crate::source::CowVec;

/// A set of records.
type RecordSet = HashSet<RecordIx, RandomState>;

/// What records are linked with: all records, and the names that identify them.
#[derive(Clone, Copy)]
pub(super) struct LinkContext<'a> {
    pub(super) records: &'a CowVec<Arc<Record>>,
    pub(super) names: &'a NameIndex,
    pub(super) files: &'a FileIndex,
    pub(super) site: &'a Site,
}

impl<'a> LinkContext<'a> {
    pub(super) fn new(
        records: &'a CowVec<Arc<Record>>,
        names: &'a NameIndex,
        files: &'a FileIndex,
        site: &'a Site,
    ) -> LinkContext<'a> {
        LinkContext {
            records,
            names,
            files,
            site,
        }
    }
}

/// Links the records of one batch.
pub(super) struct RecordLinker<'a> {
    records: &'a CowVec<Arc<Record>>,
    names: &'a NameIndex,
    files: &'a FileIndex,
    site: &'a Site,
    /// The diagnostics of the current record.
    diagnostics: Collector,
    batch: LinkedBatch,
}

/// The result of linking one batch.
pub(super) struct LinkedBatch {
    /// The diagnostics of the records that have some.
    pub(super) diagnostics: Vec<(RecordIx, Vec<Diagnostic>)>,
    /// The stated relations, by relation type.
    pub(super) stated: Vec<Vec<StatedRelation>>,
    /// The records whose bodies may contain broken links or broken anchors.
    pub(super) suspects: Vec<RecordIx>,
    pub(super) link_targets: LinkTargets,
    /// The keys of the texts by which the records refer to others.
    pub(super) references: Rows<NameKey>,
}

impl<'a> RecordLinker<'a> {
    /// Creates a linker for `count` records.
    pub(super) fn new(context: LinkContext<'a>, count: usize) -> RecordLinker<'a> {
        let LinkContext {
            records,
            names,
            files,
            site,
        } = context;
        let batch = LinkedBatch {
            diagnostics: Vec::new(),
            stated: site
                .vocabulary
                .relations
                .iter()
                .map(|_| Vec::new())
                .collect(),
            suspects: Vec::new(),
            link_targets: LinkTargets::with_capacity(count, 0),
            references: Rows::with_capacity(count, 0),
        };
        RecordLinker {
            records,
            names,
            files,
            site,
            diagnostics: Collector::default(),
            batch,
        }
    }

    pub(super) fn finish(self) -> LinkedBatch {
        self.batch
    }

    /// Links a record. The records of a batch must come in order.
    pub(super) fn link_record(&mut self, owner: RecordIx) {
        let record = &self.records[owner.index()];
        for reference in &record.references {
            self.link_reference(owner, reference);
        }
        let mut cited = self.link_citations(owner, record);
        for observation in &record.observations {
            if let Some(by) = &observation.by {
                self.resolve(by, "by", &[]);
            }
        }
        let mut mentioned = RecordSet::default();
        for text in record.texts() {
            for link in &text.body.links {
                self.link_body_link(owner, link, &mut cited, &mut mentioned);
            }
            if !text.body.notes.is_empty() {
                self.suspect(owner);
            }
        }
        self.batch.link_targets.end_record();
        self.batch.references.end_record();
        let found = std::mem::take(&mut self.diagnostics).finish();
        if !found.is_empty() {
            self.batch.diagnostics.push((owner, found));
        }
    }

    /// Adds a relation to every source that the record's values, observations or references cite. Returns the sources,
    /// including those that the record lists itself.
    fn link_citations(&mut self, owner: RecordIx, record: &Record) -> RecordSet {
        let sources = self.site.vocabulary.known.sources;
        let of_fields = record
            .fields
            .iter()
            .filter_map(|field| field.provenance.as_deref());
        let of_observations = record
            .observations
            .iter()
            .map(|observation| &observation.provenance);
        let details = record
            .references
            .iter()
            .filter_map(|reference| reference.details.as_ref());
        let of_name = record.name_provenance.as_deref().into_iter();
        let provenances = of_name
            .chain(of_fields)
            .chain(of_observations)
            .chain(details.map(|details| &details.provenance));
        let mut cited = RecordSet::default();
        let listed = record
            .references
            .iter()
            .filter(|r| r.relation == sources && r.side == Direction::Forward);
        cited.extend(listed.filter_map(|r| self.names.resolve(self.records, &r.target.text).ok()));
        for source in provenances.flat_map(|provenance: &Provenance| &provenance.sources) {
            self.cite(owner, source, &mut cited);
        }
        cited
    }

    /// Resolves a link of a body; adds a mention of the target, or a citation.
    fn link_body_link(
        &mut self,
        owner: RecordIx,
        link: &Link,
        cited: &mut RecordSet,
        mentioned: &mut RecordSet,
    ) {
        // Only links by id or name have a cached target.
        let (cached, target, is_resolved) = match &link.target {
            LinkTarget::Record(text) => {
                self.batch.references.push(name_key(text));
                let target = self.names.resolve(self.records, text).ok();
                (target, target, target.is_some())
            }
            LinkTarget::File(path) => {
                self.batch.references.push(path_key(path, self.site));
                let target = self.files.record(path, self.site);
                (None, target, target.is_some())
            }
            LinkTarget::Source(text) => {
                self.cite(
                    owner,
                    &RecordName {
                        text: text.clone(),
                        at: link.at.clone(),
                    },
                    cited,
                );
                (self.names.resolve(self.records, text).ok(), None, true)
            }
            LinkTarget::Asset(_) | LinkTarget::View(_) | LinkTarget::Here => (None, None, true),
        };
        self.batch.link_targets.push(cached);
        if !(is_resolved && link.anchor.is_none()) {
            self.suspect(owner);
        }
        if let Some(target) = target.filter(|target| *target != owner && mentioned.insert(*target))
        {
            self.push(
                owner,
                self.site.vocabulary.known.mentions,
                Direction::Forward,
                target,
                None,
                &link.at,
            );
        }
    }

    /// Adds a record whose texts are checked when all records are linked.
    fn suspect(&mut self, owner: RecordIx) {
        if self.batch.suspects.last() != Some(&owner) {
            self.batch.suspects.push(owner);
        }
    }

    /// Adds a relation to a cited source, once for each source.
    fn cite(&mut self, owner: RecordIx, source: &RecordName, cited: &mut RecordSet) {
        let relation = self.site.vocabulary.known.sources;
        let site = self.site;
        if let Some(target) = self.resolve(source, "source", &site.vocabulary.relation(relation).to)
            && target != owner
            && cited.insert(target)
        {
            self.push(
                owner,
                relation,
                Direction::Forward,
                target,
                None,
                &source.at,
            );
            if let Some(last) = self.batch.stated[relation.index()].last_mut() {
                last.relation.derived = true;
            }
        }
    }

    fn link_reference(&mut self, owner: RecordIx, reference: &Reference) {
        let relation = self.site.vocabulary.relation(reference.relation);
        let field = relation.key(reference.side);
        let Some(target) = self.resolve(
            &reference.target,
            field,
            relation.kinds(reference.side.other()),
        ) else {
            return;
        };
        let at = &reference.target.at;
        if target == owner {
            self.report(Diagnostic::new(Code::SelfReference, at.clone()).with("field", field));
            return;
        }
        self.push(
            owner,
            reference.relation,
            reference.side,
            target,
            reference.details.clone(),
            at,
        );
        let Some((details, signs)) = reference.details.as_ref().zip(relation.signatory) else {
            return;
        };
        let (agreement, party) = match reference.side {
            Direction::Forward => (owner, target),
            Direction::Inverse => (target, owner),
        };
        self.link_signatories(owner, details, signs, agreement, party);
    }

    /// Adds a relation from an agreement to every person who signed it on behalf of a party.
    fn link_signatories(
        &mut self,
        owner: RecordIx,
        details: &RelationDetails,
        signs: RelationIx,
        agreement: RecordIx,
        party: RecordIx,
    ) {
        let kinds = self
            .site
            .vocabulary
            .relation(signs)
            .kinds(Direction::Inverse)
            .to_vec();
        for signatory in &details.signatories {
            let Some(person) = self.resolve(signatory, "signatory", &kinds) else {
                continue;
            };
            let provenance = details.provenance.clone();
            let relation = Relation {
                relation: signs,
                from: agreement,
                to: person,
                details: Some(Arc::new(RelationDetails {
                    provenance,
                    ..RelationDetails::default()
                })),
                via: Some(party),
                derived: false,
                owner,
                also_stated_in: Box::default(),
                at: signatory.at.clone(),
            };
            self.batch.stated[signs.index()].push(StatedRelation {
                relation,
                side: Direction::Forward,
            });
        }
    }

    /// Adds a stated relation. The records of a symmetric one are put in order.
    fn push(
        &mut self,
        owner: RecordIx,
        relation: RelationIx,
        side: Direction,
        target: RecordIx,
        details: Option<Arc<RelationDetails>>,
        at: &Location,
    ) {
        let (mut from, mut to) = if side == Direction::Forward {
            (owner, target)
        } else {
            (target, owner)
        };
        let mut side = side;
        if self.site.vocabulary.relation(relation).symmetric && from > to {
            (from, to) = (to, from);
            side = side.other();
        }
        let stated = &mut self.batch.stated[relation.index()];
        let relation = Relation {
            relation,
            from,
            to,
            details,
            via: None,
            derived: false,
            owner,
            also_stated_in: Box::default(),
            at: at.clone(),
        };
        stated.push(StatedRelation { relation, side });
    }

    /// Returns the record that a name identifies, if its kind is one of `kinds`; an empty list allows any kind. `None`:
    /// the error is reported.
    fn resolve(&mut self, name: &RecordName, field: &str, kinds: &[KindIx]) -> Option<RecordIx> {
        self.batch.references.push(name_key(&name.text));
        let at = || name.at.clone();
        let diagnostic = match self.names.resolve(self.records, &name.text) {
            Ok(found) => {
                let record = &self.records[found.index()];
                if kinds.is_empty() || kinds.contains(&record.kind) {
                    return Some(found);
                }
                wrong_kind(at(), &name.text, field, record, kinds, self.site)
            }
            Err(ResolveError::Unknown) if self.names.drafts().by_name(&name.text).is_some() => {
                return None;
            }
            Err(ResolveError::Unknown) => unknown_record(at(), &name.text, kinds, self.site),
            Err(ResolveError::Ambiguous(several, more)) => {
                let candidates = several.iter().map(|record| &*self.records[record.index()]);
                ambiguous_name(at(), &name.text, &candidates.collect::<Vec<_>>(), more)
            }
        };
        self.report(diagnostic);
        None
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics
            .extend(self.site.apply_severity(diagnostic));
    }
}
