//! Records that stand in no region or no sector, and so cannot be found by them.

use super::{CheckContext, Finding, FindingTarget};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use crate::site::{Facet, KindIx, Site};

pub(super) fn of_record(context: CheckContext<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    let CheckContext { site, atlas, .. } = context;
    if !has_place(site, record.kind) {
        return;
    }
    let mut missing = |code| {
        let diagnostic = Diagnostic::new(code, record.at.clone());
        found.push(Finding { record: Some(ix), target: FindingTarget::Record, diagnostic });
    };
    if atlas.facets.regions(ix).is_empty() {
        missing(Code::NoRegion);
    }
    if atlas.facets.sectors(ix).is_empty() {
        missing(Code::NoSector);
    }
}

/// Whether records of a kind are somewhere at all: people, sources and documents need not be, and neither do the
/// regions and sectors themselves or what they are measured by.
fn has_place(site: &Site, kind: KindIx) -> bool {
    let kind = site.vocabulary.kind(kind);
    let placeless = ["person", "source", "document", "technology", "programme"];
    !matches!(kind.facet, Some(Facet::Region | Facet::Sector)) && !placeless.contains(&&*kind.id)
}
