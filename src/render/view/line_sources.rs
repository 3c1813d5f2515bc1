//! The claims of a line, and the sources that these are known from.

use std::collections::HashSet;

use minijinja::value::Value;

use super::record_line::LineView;
use super::source_notes::SourceNotes;
use super::static_map::map;
use crate::atlas::{Claim, ClaimPart, ClaimTarget, RecordIx};
use crate::site::{LineForm, RelationRole};

/// The maximum number of sources that a line names.
const MOST_MARKS: usize = 4;

impl LineView {
    /// The claims of the line: date, topic or place, and its relations.
    fn claims(&self) -> Vec<Claim> {
        let model = &self.context.model;
        let found = model.atlas.record(self.ix);
        let known = model.site.vocabulary.kind(self.kind()).known;
        let fields = match self.form {
            LineForm::Agreement => [known.date, known.topic],
            LineForm::Event => [known.date, known.place],
        };
        let places = fields.into_iter().flatten().filter_map(|field| {
            let mut fields = found.fields.iter();
            fields.position(|own| own.field == field)
        });
        let of_fields = places.map(|place| Claim {
            record: self.ix,
            target: ClaimTarget::Field(place),
        });
        let edges = match self.form {
            LineForm::Agreement => [
                self.edges_in_role(RelationRole::Parties),
                self.signatories(),
            ],
            LineForm::Event => [self.edges_in_role(RelationRole::Place), self.participants()],
        };
        let relations = &model.atlas.relations;
        let of_edges = edges.into_iter().flatten().map(|edge| Claim {
            record: relations[edge.relation as usize].owner,
            target: ClaimTarget::Relation(edge.relation as usize),
        });
        of_fields.chain(of_edges).collect()
    }

    /// The sources of the line's claims with the numbers that they have on the page of the record.
    pub(super) fn numbered_sources(&self) -> Vec<(u32, RecordIx)> {
        let model = &self.context.model;
        let mut sources: Vec<RecordIx> = Vec::new();
        let mut known: HashSet<RecordIx> = HashSet::new();
        for claim in self.claims() {
            for source in &*model.atlas.claim_sources(claim, &model.site).sources {
                if known.insert(*source) {
                    sources.push(*source);
                }
            }
        }
        let elsewhere;
        let notes = if self.context.main == Some(self.ix) {
            self.context.footnotes()
        } else {
            elsewhere = SourceNotes::new(model, self.context.language, self.ix);
            &elsewhere
        };
        let numbered = sources.into_iter();
        let mut numbered: Vec<(u32, RecordIx)> = numbered
            .filter_map(|source| Some((notes.number(source)?, source)))
            .collect();
        numbered.sort_unstable();
        numbered.truncate(MOST_MARKS);
        numbered
    }

    /// The same as a template value: `{number, url, record}`.
    pub(super) fn marks(&self) -> Value {
        let page = match self.context.main == Some(self.ix) {
            true => String::new(),
            false => self.context.record_url(self.ix),
        };
        let mark = |(number, source): (u32, RecordIx)| {
            map([
                ("number", Value::from(number)),
                ("url", Value::from(format!("{page}#atlas-source-{number}"))),
                ("record", self.context.record(source)),
            ])
        };
        self.numbered_sources().into_iter().map(mark).collect()
    }

    /// Whether some claim of the line has no source.
    pub(super) fn has_unsourced(&self) -> bool {
        let model = &self.context.model;
        let mut claims = self.claims().into_iter();
        claims.any(|claim| {
            let is_derived = match claim.target {
                ClaimTarget::Relation(index) => model.atlas.relations[index].derived,
                _ => false,
            };
            !is_derived && model.atlas.claim_part(claim, &model.site) == ClaimPart::Unsourced
        })
    }
}
