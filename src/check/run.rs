//! Runs rules in parallel.

use rayon::prelude::*;

use super::borders::check_borders;
use super::context::CheckContext;
use super::duplicates::find_duplicates;
use super::finding::Finding;
use super::map_windows::check_windows;
use super::places::check_places;
use super::registry::{CHECKS, RecordCheck, RelationCheck, RuleCheck, TextCheck};
use super::rule_diagnostics::RuleDiagnostics;
use super::rules::missing_asset;
use super::rules::no_source::join_claims;
use super::site_links::check_site_links;
use crate::atlas::{Changed, RecordIx};
use crate::chart::geo::geometry::Geometry;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::record::Body;
use crate::site::Direction;

/// Number of records or relations that one task checks.
const CHUNK: usize = 512;

/// The diagnostics of a version before, and what differs from it.
pub struct CheckedBefore<'a> {
    /// Its diagnostics.
    pub diagnostics: &'a RuleDiagnostics,
    /// Its pages.
    pub plan: &'a Plan,
    /// The differences.
    pub changed: &'a Changed,
}

/// Runs the enabled rules: for all records, or for those that differ from the version before. Rules that compare records
/// run for all. `borders` are those of the map.
pub fn check(
    context: CheckContext<'_>,
    borders: Option<&Geometry>,
    before: Option<&CheckedBefore<'_>>,
) -> RuleDiagnostics {
    let checks = EnabledChecks::new(context);
    let has_same_assets =
        |before: &&CheckedBefore<'_>| before.plan.asset_names().eq(context.plan.asset_names());
    let mut diagnostics = RuleDiagnostics::default();
    let changed: Vec<RecordIx> = match before.filter(has_same_assets) {
        Some(before) => {
            diagnostics.keep(before.diagnostics, before.changed);
            before.changed.diagnosed.clone()
        }
        None => context.atlas.indices().collect(),
    };
    let found: Vec<(RecordIx, Vec<Diagnostic>)> = changed
        .par_iter()
        .with_min_len(CHUNK)
        .map(|ix| (*ix, checks.check_record(context, *ix)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    diagnostics.of_records.extend(found);
    let pages = context.atlas.free_pages.values();
    diagnostics.of_pages = pages
        .flat_map(|page| checks.check_text(context, &page.body))
        .collect();
    let (duplicates, of_places) = rayon::join(
        || find_duplicates(context),
        || check_places(context, borders),
    );
    diagnostics.of_all = duplicates;
    diagnostics.of_all.extend(of_places);
    diagnostics.of_all.extend(check_site_links(context));
    if let Some(borders) = borders {
        diagnostics.of_all.extend(check_borders(context, borders));
        diagnostics.of_all.extend(check_windows(context, borders));
    }
    diagnostics
}

/// The enabled rules, by their input.
struct EnabledChecks {
    records: Vec<RecordCheck>,
    relations: Vec<RelationCheck>,
    texts: Vec<TextCheck>,
}

impl EnabledChecks {
    fn new(context: CheckContext<'_>) -> EnabledChecks {
        let mut enabled = EnabledChecks {
            records: Vec::new(),
            relations: Vec::new(),
            texts: Vec::new(),
        };
        for (check, _) in CHECKS
            .iter()
            .filter(|(_, codes)| is_enabled(context, codes))
        {
            match check {
                RuleCheck::Record(check) => enabled.records.push(*check),
                RuleCheck::Relation(check) => enabled.relations.push(*check),
                RuleCheck::Text(check) => enabled.texts.push(*check),
            }
        }
        enabled
    }

    /// Checks a record, the relations of which it is the first record, and its texts.
    fn check_record(&self, context: CheckContext<'_>, ix: RecordIx) -> Vec<Diagnostic> {
        let (atlas, mut found) = (context.atlas, Vec::new());
        let record = atlas.record(ix);
        self.records
            .iter()
            .for_each(|check| check(context, ix, record, &mut found));
        let edges = atlas.edges(ix).iter();
        for edge in edges.filter(|edge| edge.side == Direction::Forward) {
            let index = edge.relation as usize;
            let checks = self.relations.iter();
            checks.for_each(|check| check(context, index, &atlas.relations[index], &mut found));
        }
        let joined = join_claims(found)
            .into_iter()
            .map(|finding| finding.diagnostic);
        let of_texts = record
            .texts()
            .flat_map(|text| self.check_text(context, text.body));
        let mut all: Vec<Diagnostic> = joined.chain(of_texts).collect();
        if context.site.is_rule_enabled(Code::MissingAsset) {
            all.extend(missing_asset::check_pictures(context, record));
        }
        all
    }

    fn check_text(&self, context: CheckContext<'_>, body: &Body) -> Vec<Diagnostic> {
        self.texts
            .iter()
            .flat_map(|check| check(context, body))
            .collect()
    }
}

/// Runs the rules for records and relations that report one of some codes, even if `site.toml` disables them.
pub fn find_by_code(context: CheckContext<'_>, codes: &[Code]) -> Vec<Finding> {
    run(context, |reported| {
        reported.iter().any(|code| codes.contains(code))
    })
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
