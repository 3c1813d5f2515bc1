//! The values by which a record is filtered.

use super::context::PageContext;
use super::date::record_date;
use crate::atlas::RecordIx;
use crate::record::{self, Date, Status};
use crate::site::FieldType;

/// The filter values of a record. Regions and sectors are rolled up to matrix rows and columns.
pub(super) struct FilterValues<'w> {
    pub(super) regions: Vec<RecordIx>,
    pub(super) sectors: Vec<RecordIx>,
    /// The choice of the field `type`: index, id and label.
    pub(super) type_choice: Option<(u32, &'w str, &'w str)>,
    pub(super) status: Status,
    pub(super) date: Option<Date>,
    pub(super) year: Option<i32>,
}

impl<'w> FilterValues<'w> {
    /// Computes the values of a record.
    pub(super) fn new(context: &'w PageContext, ix: RecordIx) -> FilterValues<'w> {
        let model = &context.model;
        let facets = &model.atlas.facets;
        let found = model.atlas.record(ix);
        let rollup = model.facet_rollup();
        let date = record_date(context, ix);
        let type_choice = model
            .site
            .vocabulary
            .kind(found.kind)
            .known
            .kind
            .and_then(|field| {
                let (FieldType::Choice(choices), record::Value::Choice(choice)) = (
                    &model.site.vocabulary.field(field).value,
                    found.field(field)?.value_in(context.language),
                ) else {
                    return None;
                };
                let known = choices.get(*choice as usize)?;
                Some((
                    u32::from(*choice),
                    &*known.id,
                    known.label.text(context.language),
                ))
            });
        FilterValues {
            regions: rollup.regions.targets(facets.regions(ix)),
            sectors: rollup.sectors.targets(facets.sectors(ix)),
            type_choice,
            status: found.status,
            date,
            year: date.map(Date::year),
        }
    }
}
