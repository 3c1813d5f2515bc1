//! The claims of a record: fields, figures, relations, and a name with a status or a source.

use super::effective_sources::EffectiveSources;
use super::linked_atlas::Atlas;
use super::record_ix::RecordIx;
use crate::record::{Provenance, Status};
use crate::site::{FieldIx, FieldType, Site};

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimTarget {
    /// The name.
    Name,
    /// A field, by its index in [`crate::record::Record::fields`].
    Field(usize),
    /// An observation, by its index in [`crate::record::Record::observations`].
    Observation(usize),
    /// A relation, by its index in [`Atlas::relations`].
    Relation(usize),
}

/// A claim of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The record that states it.
    pub record: RecordIx,
    /// What it is about.
    pub target: ClaimTarget,
}

/// How a claim is known. Every claim is in one part: the first that fits, in the order of [`ClaimPart::of`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimPart {
    /// A source states it as a fact.
    Stated,
    /// A source states it as a plan.
    Planned,
    /// Somebody has proposed it.
    Proposed,
    /// The editors infer it.
    Inferred,
    /// It has no source.
    Unsourced,
}

impl ClaimPart {
    /// All parts with their ids, in the order of a bar.
    pub const ALL: [(&'static str, ClaimPart); 5] = [
        ("stated", ClaimPart::Stated),
        ("planned", ClaimPart::Planned),
        ("proposed", ClaimPart::Proposed),
        ("inferred", ClaimPart::Inferred),
        ("unsourced", ClaimPart::Unsourced),
    ];

    /// Returns the part of a claim.
    pub fn of(status: Status, sources: &EffectiveSources<'_>) -> ClaimPart {
        match status {
            Status::Inferred => ClaimPart::Inferred,
            Status::Stated | Status::Planned | Status::Proposed if sources.sources.is_empty() => {
                ClaimPart::Unsourced
            }
            Status::Planned => ClaimPart::Planned,
            Status::Proposed => ClaimPart::Proposed,
            Status::Stated => ClaimPart::Stated,
        }
    }

    /// Returns the id in files and on pages.
    pub fn id(self) -> &'static str {
        ClaimPart::ALL[self as usize].0
    }
}

impl Site {
    /// Whether a field is a claim. Identifiers, pictures, hidden fields, and the date of the last check are none.
    pub fn is_field_claim(&self, kind: crate::site::KindIx, field: FieldIx) -> bool {
        let described = self.vocabulary.field(field);
        let checked = self.vocabulary.kind(kind).known.checked;
        !described.hidden
            && !matches!(described.value, FieldType::Identifiers)
            && !described.value.is_picture()
            && checked != Some(field)
    }
}

impl Atlas {
    /// Returns the claims that a record states, in the order of its fields, figures and relations.
    pub fn claims<'a>(
        &'a self,
        ix: RecordIx,
        site: &'a Site,
    ) -> impl Iterator<Item = Claim> + use<'a> {
        let record = self.record(ix);
        let name = record
            .name_provenance
            .is_some()
            .then_some(ClaimTarget::Name);
        let is_claim = |(_, value): &(usize, &crate::record::FieldValue)| {
            // A picture claims nothing by itself, but its source is one of the page.
            let is_picture = || site.vocabulary.field(value.field).value.is_picture();
            site.is_field_claim(record.kind, value.field) || value.has_sources() && is_picture()
        };
        let fields = record.fields.iter().enumerate().filter(is_claim);
        let fields = fields.map(|(place, _)| ClaimTarget::Field(place));
        let observations = (0..record.observations.len()).map(ClaimTarget::Observation);
        let is_own = move |index: &usize| {
            let relation = &self.relations[*index];
            relation.owner == ix && !relation.derived && site.is_claim(relation.relation)
        };
        let edges = self.edges(ix).iter().map(|edge| edge.relation as usize);
        let relations = edges.filter(is_own).map(ClaimTarget::Relation);
        let targets = name.into_iter().chain(fields).chain(observations);
        let targets = targets.chain(relations);
        targets.map(move |target| Claim { record: ix, target })
    }

    /// Returns the provenance that a claim states. `None` if it states none.
    pub fn provenance(&self, claim: Claim) -> Option<&Provenance> {
        let record = self.record(claim.record);
        match claim.target {
            ClaimTarget::Name => record.name_provenance.as_deref(),
            ClaimTarget::Field(place) => record.fields[place].provenance.as_deref(),
            ClaimTarget::Observation(place) => Some(&record.observations[place].provenance),
            ClaimTarget::Relation(index) => {
                let details = self.relations[index].details.as_deref();
                details.map(|details| &details.provenance)
            }
        }
    }

    /// Returns the status of a claim.
    pub fn claim_status(&self, claim: Claim) -> Status {
        self.provenance(claim)
            .map_or(Status::Stated, |provenance| provenance.status)
    }

    /// Returns the effective sources of a claim.
    pub fn claim_sources(&self, claim: Claim, site: &Site) -> EffectiveSources<'_> {
        match claim.target {
            ClaimTarget::Relation(index) => self.relation_sources(&self.relations[index], site),
            ClaimTarget::Name | ClaimTarget::Field(_) | ClaimTarget::Observation(_) => {
                self.value_sources(claim.record, self.provenance(claim))
            }
        }
    }

    /// Returns the part of a claim.
    pub fn claim_part(&self, claim: Claim, site: &Site) -> ClaimPart {
        ClaimPart::of(self.claim_status(claim), &self.claim_sources(claim, site))
    }
}
