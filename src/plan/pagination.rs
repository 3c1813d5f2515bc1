//! Limits of lists, and their numbers of pages.

use crate::atlas::{Atlas, RecordIx};
use crate::site::KindIx;

/// Number of records on a page of a list.
pub const RECORDS_PER_PAGE: usize = 100;

/// Limit of rows on the timeline page. A longer timeline has a page for each year.
pub const MAX_TIMELINE_ROWS: usize = 500;

/// Limit of records of a kind on the page of a region or sector. More records have lists of their own.
pub const MAX_INLINE_MEMBERS: usize = 100;

/// Returns the number of pages of a list; an empty list has one.
pub(crate) fn count_pages(records: usize) -> u32 {
    records.div_ceil(RECORDS_PER_PAGE).max(1) as u32
}

/// Returns the kinds with more members of a region or sector than [`MAX_INLINE_MEMBERS`], and the numbers of members.
pub(super) fn paginated_members(atlas: &Atlas, facet: RecordIx) -> Vec<(KindIx, usize)> {
    let mut counts: Vec<(KindIx, usize)> = Vec::new();
    for record in atlas.facets.members(facet) {
        let kind = atlas.kind(*record);
        match counts.last_mut() {
            Some((last, count)) if *last == kind => *count += 1,
            _ => counts.push((kind, 1)),
        }
    }
    counts.retain(|(_, count)| *count > MAX_INLINE_MEMBERS);
    counts
}
