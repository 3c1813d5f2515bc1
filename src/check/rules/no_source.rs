//! Rule `no-source`: claims without a source, in records that cite none.

use crate::atlas::RecordIx;
use crate::check::claim::{claims, is_sourced};
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    let CheckContext { site, atlas, .. } = context;
    if record.is_partial || is_sourced(site, record) {
        return;
    }
    for claim in claims(site, atlas, ix).filter(|claim| !claim.sourced) {
        let diagnostic =
            Diagnostic::new(Code::NoSource, claim.at.clone()).with("claim", claim.to_string());
        found.push(Finding::about_record(ix, diagnostic));
    }
}
