//! Resolved targets of the links in record bodies, stored as one flat array with an offset for each record.

use super::record_ix::RecordIx;
use crate::record::Body;

/// The records that links name by id or name, in the order of the records and of their links.
pub(super) struct LinkTargets {
    targets: Vec<Option<RecordIx>>,
    /// The offset of the first target of each record, and the total.
    starts: Vec<u32>,
}

impl LinkTargets {
    /// Creates an empty array with capacity for `records` records.
    pub(super) fn with_capacity(records: usize) -> LinkTargets {
        let mut starts = Vec::with_capacity(records + 1);
        starts.push(0);
        LinkTargets {
            targets: Vec::new(),
            starts,
        }
    }

    /// Adds the target of the next link of the current record.
    pub(super) fn push(&mut self, target: Option<RecordIx>) {
        self.targets.push(target);
    }

    /// Ends the current record.
    pub(super) fn end_record(&mut self) {
        self.starts.push(self.targets.len() as u32);
    }

    /// Appends the targets of further records.
    pub(super) fn append(&mut self, other: &LinkTargets) {
        let before = self.targets.len() as u32;
        self.targets.extend_from_slice(&other.targets);
        self.starts
            .extend(other.starts[1..].iter().map(|start| before + start));
    }

    /// Returns the targets of `count` links of a record, after the first `skipped`; `None` if there are fewer.
    pub(super) fn get(
        &self,
        record: RecordIx,
        skipped: usize,
        count: usize,
    ) -> Option<&[Option<RecordIx>]> {
        let start = self.starts[record.index()] as usize + skipped;
        self.targets.get(start..start + count)
    }
}

/// A body with the resolved targets of its links.
#[derive(Clone, Copy)]
pub struct ResolvedBody<'a> {
    /// The body.
    pub body: &'a Body,
    targets: &'a [Option<RecordIx>],
}

impl<'a> ResolvedBody<'a> {
    pub(super) fn new(body: &'a Body, targets: &'a [Option<RecordIx>]) -> ResolvedBody<'a> {
        ResolvedBody { body, targets }
    }

    /// Returns the record that link number `link` names. `None` means: unknown, look the link up.
    pub fn target(&self, link: u32) -> Option<RecordIx> {
        self.targets.get(link as usize).copied().flatten()
    }
}

/// A body without resolved targets: every link has to be looked up.
impl<'a> From<&'a Body> for ResolvedBody<'a> {
    fn from(body: &'a Body) -> ResolvedBody<'a> {
        ResolvedBody { body, targets: &[] }
    }
}
