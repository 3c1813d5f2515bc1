//! Runs rules in parallel.

use rayon::prelude::*;

use super::context::CheckContext;
use super::finding::{Finding, FindingTarget};
use super::registry::{CHECKS, RecordCheck, RelationCheck, RuleCheck, TextCheck};
use super::rules::no_source::join_claims;
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};

/// Number of records or relations that one task checks.
const CHUNK: usize = 512;

/// Runs the enabled rules for records and relations.
pub fn check_fields(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let found = run(context, |codes| is_enabled(context, codes));
    join_claims(found)
        .into_iter()
        .map(|finding| finding.diagnostic)
        .collect()
}

/// Runs the rules for records and relations that report one of some codes, even if `site.toml` disables them.
pub fn find_by_code(context: CheckContext<'_>, codes: &[Code]) -> Vec<Finding> {
    run(context, |reported| {
        reported.iter().any(|code| codes.contains(code))
    })
}

/// Runs the enabled rules for body texts.
pub fn check_texts(context: CheckContext<'_>) -> Vec<Finding> {
    enabled_text_checks(context)
        .flat_map(|check| check_all_texts(context, check))
        .collect()
}

/// Runs the enabled rules for the body texts of a record.
pub fn check_record_texts(context: CheckContext<'_>, record: RecordIx) -> Vec<Finding> {
    enabled_text_checks(context)
        .flat_map(|check| check_texts_of(context, check, record))
        .collect()
}

/// Runs the rules whose codes are selected, on all records, then on all relations. All rules check a record together,
/// while it is in the cache.
fn run(context: CheckContext<'_>, is_selected: impl Fn(&[Code]) -> bool) -> Vec<Finding> {
    let (mut record_checks, mut relation_checks): (Vec<RecordCheck>, Vec<RelationCheck>) =
        (Vec::new(), Vec::new());
    for (check, _) in CHECKS.iter().filter(|(_, codes)| is_selected(codes)) {
        match check {
            RuleCheck::Record(check) => record_checks.push(*check),
            RuleCheck::Relation(check) => relation_checks.push(*check),
            RuleCheck::Text(_) => {}
        }
    }
    let atlas = context.atlas;
    let records = par_chunks(
        if record_checks.is_empty() {
            0
        } else {
            atlas.records.len()
        },
        |index, found| {
            let ix = RecordIx::new(index);
            record_checks
                .iter()
                .for_each(|check| check(context, ix, atlas.record(ix), found));
        },
    );
    let relations = par_chunks(
        if relation_checks.is_empty() {
            0
        } else {
            atlas.relations.len()
        },
        |index, found| {
            relation_checks
                .iter()
                .for_each(|check| check(context, index, &atlas.relations[index], found));
        },
    );
    records.into_iter().chain(relations).collect()
}

fn is_enabled(context: CheckContext<'_>, codes: &[Code]) -> bool {
    codes.iter().any(|code| context.site.is_rule_enabled(*code))
}

fn enabled_text_checks(context: CheckContext<'_>) -> impl Iterator<Item = TextCheck> + '_ {
    CHECKS
        .iter()
        .filter(move |(_, codes)| is_enabled(context, codes))
        .filter_map(|(check, _)| match check {
            RuleCheck::Text(check) => Some(*check),
            RuleCheck::Record(_) | RuleCheck::Relation(_) => None,
        })
}

/// Runs a rule on the texts of all records, then of all free pages.
fn check_all_texts(context: CheckContext<'_>, check: TextCheck) -> Vec<Finding> {
    let mut found = par_chunks(context.atlas.records.len(), |index, found| {
        found.extend(check_texts_of(context, check, RecordIx::new(index)));
    });
    let pages = context
        .atlas
        .free_pages
        .values()
        .flat_map(|page| check(context, &page.body));
    found.extend(pages.map(|diagnostic| Finding {
        record: None,
        target: FindingTarget::Record,
        diagnostic,
    }));
    found
}

fn check_texts_of(context: CheckContext<'_>, check: TextCheck, ix: RecordIx) -> Vec<Finding> {
    let record = context.atlas.record(ix);
    let found = record.texts().flat_map(|text| check(context, text.body));
    found
        .map(|diagnostic| Finding::about_record(ix, diagnostic))
        .collect()
}

/// Calls `check` for the indexes below `count` in parallel. Returns the findings in the order of the indexes.
fn par_chunks(count: usize, check: impl Fn(usize, &mut Vec<Finding>) + Sync) -> Vec<Finding> {
    let check_chunk = |chunk: usize| {
        let mut found = Vec::new();
        (chunk * CHUNK..count.min((chunk + 1) * CHUNK)).for_each(|index| check(index, &mut found));
        found
    };
    (0..count.div_ceil(CHUNK))
        .into_par_iter()
        .flat_map_iter(check_chunk)
        .collect()
}
