//! The index of a list: its records in order, divided into groups that run over its pages.

use std::ops::Range;
use std::sync::Arc;

use crate::atlas::RecordIx;
use crate::plan::RECORDS_PER_PAGE;
use crate::site::FieldIx;

/// A whole list of records, of which a page shows a part.
#[derive(Clone)]
pub(super) struct ListIndex {
    /// The records in the order of the list.
    pub(super) records: Arc<[RecordIx]>,
    /// Its groups, one after another; empty if the list is not divided.
    pub(super) groups: Arc<[ListGroup]>,
    /// Whether the groups are types, so that rows need not name them.
    pub(super) by_type: bool,
}

impl ListIndex {
    /// The places of the records of one page; pages are numbered from 1.
    pub(super) fn places_on(&self, number: u32) -> Range<usize> {
        let start = (number as usize).saturating_sub(1) * RECORDS_PER_PAGE;
        start.min(self.records.len())..(start + RECORDS_PER_PAGE).min(self.records.len())
    }
}

/// Consecutive records of a list with a common heading.
pub(super) struct ListGroup {
    /// The heading.
    pub(super) title: GroupTitle,
    /// The places of its records in the list.
    pub(super) places: Range<usize>,
    /// How many of them are planned, proposed or inferred.
    pub(super) split: Option<String>,
    /// The letters of its titles if it is too long for a page; each ends where the next begins.
    pub(super) letters: Vec<ListLetter>,
}

/// The heading of a group.
#[derive(PartialEq)]
pub(super) enum GroupTitle {
    /// A year or a letter.
    Text(String),
    /// The message of a key.
    Message(&'static str),
    /// The label of a choice of a field.
    Choice(FieldIx, u16),
}

/// The place in a list at which a letter begins.
pub(super) struct ListLetter {
    /// The letter.
    pub(super) title: String,
    /// The place of its first record.
    pub(super) start: usize,
}
