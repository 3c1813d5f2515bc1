//! What a record can be filtered by.

use super::PageContext;
use super::functions::date_of;
use crate::atlas::RecordIx;
use crate::record::{self, Date, Status};
use crate::site::FieldType;

/// What a record can be filtered by. Its regions and sectors are the rows and columns of the matrix that it lies in, so
/// that a list has tens of them and not hundreds.
pub(super) struct Traits<'w> {
    pub(super) regions: Vec<RecordIx>,
    pub(super) sectors: Vec<RecordIx>,
    /// The choice `type`: its place, id and label.
    pub(super) sort: Option<(u32, &'w str, &'w str)>,
    pub(super) status: Status,
    pub(super) date: Option<Date>,
    pub(super) year: Option<u16>,
}

impl<'w> Traits<'w> {
    pub(super) fn of(context: &'w PageContext, ix: RecordIx) -> Traits<'w> {
        let world = &context.world;
        let facets = &world.atlas.facets;
        let found = world.atlas.record(ix);
        let near = world.near();
        let date = date_of(context, ix);
        let sort = world.site.vocabulary.kind(found.kind).known.kind.and_then(|field| {
            let (FieldType::Choice(choices), record::Value::Choice(choice)) =
                (&world.site.vocabulary.field(field).value, &found.fact(field)?.value)
            else {
                return None;
            };
            let known = choices.get(*choice as usize)?;
            Some((u32::from(*choice), &*known.id, known.label.text(context.language)))
        });
        Traits {
            regions: near.regions.of(facets.regions(ix)),
            sectors: near.sectors.of(facets.sectors(ix)),
            sort,
            status: found.status,
            date,
            year: date.map(Date::year),
        }
    }
}
