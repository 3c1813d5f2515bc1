//! Resolved targets of the links in record bodies.

use super::record_ix::RecordIx;
use super::rows::Rows;
use crate::record::Body;

/// The records that the links of each record name by id or name, in the order of the links.
pub(super) type LinkTargets = Rows<Option<RecordIx>>;

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
