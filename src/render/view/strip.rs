//! The strip under the title of a record page: how many claims it shows, and how they are known; and the lists of these.

use minijinja::value::Value;

use super::claim_list::{claim_row, part_label};
use super::claim_notes::ClaimNotes;
use super::record::RecordView;
use super::source_notes::{NotePlace, NoteStyle};
use super::static_map::{map, optional};
use crate::atlas::{ClaimPart, RecordIx};

/// The maximum number of claims in the list of a part; its heading has the total.
const MAX_LISTED: usize = 100;

impl RecordView {
    /// The numbers of sources and claims, the parts with their lists, and the source of all claims if there is only one.
    /// None for a page without claims, and for a record on another page.
    pub(super) fn strip(&self) -> Value {
        let context = &self.context;
        let notes = context.footnotes();
        if context.main != Some(self.ix) || notes.claims.is_empty() {
            return Value::from(());
        }
        let parts = ClaimPart::ALL.iter().filter_map(|(id, part)| {
            let count = notes.count(*part);
            let own = notes.claims.iter().filter(|(_, own)| own == part);
            let rows = own.take(MAX_LISTED);
            (count > 0).then(|| {
                map([
                    ("id", Value::from(*id)),
                    ("label", part_label(context, *part)),
                    ("count", Value::from(count)),
                    (
                        "items",
                        rows.map(|(claim, _)| claim_row(context, *claim, Some(self.ix)))
                            .collect(),
                    ),
                ])
            })
        });
        let (only, is_itself) = match notes.style {
            NoteStyle::One(source) => (Some(context.record(source)), source == self.ix),
            NoteStyle::Notes | NoteStyle::Unsourced => (None, false),
        };
        let is_unsourced = notes.style == NoteStyle::Unsourced;
        map([
            ("sources", Value::from(notes.sources.len())),
            ("claims", Value::from(notes.claims.len())),
            ("parts", parts.collect()),
            ("only", optional(only)),
            (
                "inferred",
                Value::from(notes.count(ClaimPart::Inferred) > 0),
            ),
            ("itself", Value::from(is_itself)),
            ("unsourced", Value::from(is_unsourced)),
        ])
    }

    /// The regions that follow from relations, each with its notes.
    pub(super) fn derived_regions(&self) -> Value {
        let model = &self.context.model;
        let notes = self.context.footnotes();
        let has_notes = self.context.main == Some(self.ix) && notes.style == NoteStyle::Notes;
        let found = model.atlas.derived_regions(self.ix, &model.site);
        let row = |(region, sources): (RecordIx, Vec<RecordIx>)| {
            let place = NotePlace::Region(region);
            let notes = if has_notes {
                ClaimNotes {
                    numbers: self.context.numbers(&sources),
                    place,
                    is_unsourced: sources.is_empty(),
                }
            } else {
                ClaimNotes::none(place)
            };
            map([
                ("record", self.context.record(region)),
                ("notes", notes.html(&self.context)),
            ])
        };
        found.into_iter().map(row).collect()
    }
}
