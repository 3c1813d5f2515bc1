//! The order in which pages are rendered.

use std::collections::BTreeSet;

use super::snapshot::Snapshot;
use crate::plan::{Export, PageKind};

impl Snapshot {
    /// Returns the published pages in the order of rendering, as indexes in the plan. Large pages are first, so that all
    /// threads finish together. The data package is last: it contains checksums of the other files.
    pub fn build_order(&self) -> Vec<usize> {
        let plan = &self.model.plan;
        let shadowed: BTreeSet<usize> = plan.shadowed_pages(&self.model.site).collect();
        let mut order: Vec<usize> = (0..plan.pages.len())
            .filter(|page| !shadowed.contains(page))
            .collect();
        order.sort_by_key(|page| priority(&plan.pages[*page].kind));
        order
    }
}

/// Returns the position of a kind of page in the order; equal positions keep the order of the plan.
fn priority(kind: &PageKind) -> u8 {
    match kind {
        PageKind::Export(Export::Package) => 2,
        PageKind::Export(Export::Record(_)) => 1,
        PageKind::Export(_) | PageKind::Data(_) | PageKind::Chart(_) => 0,
        // These pages depend on all records.
        PageKind::Home
        | PageKind::Quality
        | PageKind::ComparedList(_)
        | PageKind::Changes
        | PageKind::Matrix
        | PageKind::KindMatrix(_)
        | PageKind::Network => 0,
        PageKind::Map(_) | PageKind::Timeline(_) => 0,
        _ => 1,
    }
}
