//! Rules `no-region` and `no-sector`: records that no region or no sector lists.

use crate::atlas::RecordIx;
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use crate::site::{Facet, KindIx, KindRole, Site};

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    let CheckContext { site, atlas, .. } = context;
    if record.is_partial || !needs_place(site, record.kind) {
        return;
    }
    let mut missing = |code| {
        let diagnostic = Diagnostic::new(code, record.at.clone());
        found.push(Finding::about_record(ix, diagnostic));
    };
    if atlas.facets.regions(ix).is_empty() {
        missing(Code::NoRegion);
    }
    if atlas.facets.sectors(ix).is_empty() {
        missing(Code::NoSector);
    }
}

/// Whether records of a kind should have a region and a sector.
fn needs_place(site: &Site, kind: KindIx) -> bool {
    let kind = site.vocabulary.kind(kind);
    !matches!(kind.facet, Some(Facet::Region | Facet::Sector))
        && !kind.has_role(KindRole::Placeless)
}
