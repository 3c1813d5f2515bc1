//! The claims of a record's page: its name and type with their sources, and how many have none.

use minijinja::value::Value;

use super::record::RecordView;
use super::static_map::{map, optional};
use super::status;
use crate::atlas::{Claim, ClaimPart, ClaimTarget};
use crate::model::SiteModel;
use crate::record::{Provenance, Status};

impl RecordView {
    /// The number of claims of the record without a source.
    pub(super) fn unsourced(&self) -> usize {
        let SiteModel { site, atlas, .. } = &*self.context.model;
        let claims = atlas.claims(self.ix, site);
        claims
            .filter(|claim| atlas.claim_part(*claim, site) == ClaimPart::Unsourced)
            .count()
    }

    /// The claim that a record has its name, if the name has a status or a source.
    pub(super) fn name_claim(&self) -> Value {
        let Some(provenance) = self.record().name_provenance.as_deref() else {
            return Value::from(());
        };
        let target = ClaimTarget::Name;
        self.claim_view(target, Some(provenance))
    }

    /// The claim that a record is of its type.
    pub(super) fn type_claim(&self) -> Value {
        let kind = self.context.model.atlas.kind(self.ix);
        let of_type = self.vocabulary().kind(kind).known.kind;
        let mut fields = self.record().fields.iter();
        let Some(place) = fields.position(|fact| Some(fact.field) == of_type) else {
            return Value::from(());
        };
        let provenance = self.record().fields[place].provenance.as_deref();
        self.claim_view(ClaimTarget::Field(place), provenance)
    }

    /// Status and notes of a claim of the record.
    fn claim_view(&self, target: ClaimTarget, provenance: Option<&Provenance>) -> Value {
        let context = &self.context;
        let claim = Claim {
            record: self.ix,
            target,
        };
        let notes = context.claim_notes(claim);
        let own = provenance.map_or(Status::Stated, |provenance| provenance.status);
        let note = provenance.map(|provenance| status::note(context, &provenance.note));
        map([
            ("status", status::status(context, own)),
            ("note", optional(note)),
            ("notes", notes.html(context)),
        ])
    }
}
