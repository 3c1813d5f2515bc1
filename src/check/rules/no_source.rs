//! Rule `no-source`: claims without a source, in records that cite none.

use std::collections::HashMap;

use crate::atlas::RecordIx;
use crate::check::claim::{claims, is_sourced};
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use crate::source::SourcePath;

/// Joins the findings about one record in one file: a record without sources is one diagnostic, at its first claim.
pub(in crate::check) fn join_claims(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| a.diagnostic.at.cmp(&b.diagnostic.at));
    let mut joined: Vec<Finding> = Vec::with_capacity(found.len());
    let mut first: HashMap<(RecordIx, SourcePath), usize> = HashMap::new();
    for finding in found {
        let key = match finding.record {
            Some(record) if finding.diagnostic.code == Code::NoSource => {
                (record, finding.diagnostic.at.path.clone())
            }
            _ => {
                joined.push(finding);
                continue;
            }
        };
        match first.get(&key) {
            Some(index) => joined[*index]
                .diagnostic
                .join_fact("claim", &finding.diagnostic),
            None => {
                first.insert(key, joined.len());
                joined.push(finding);
            }
        }
    }
    joined
}

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
