//! The variables of the home page: map, example questions, the largest regions, sectors and hubs, newest records, counts.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use minijinja::value::Value;

use super::super::changes::newest_changes;
use super::super::charts::{best_connected, home_map};
use super::super::coming::{coming_records, is_plan};
use super::super::context::PageContext;
use super::super::static_map::map;
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::record::FreePageSlot;
use crate::site::{KindIx, KindRole, RelationRole, Site};

/// The number of newest records of a kind.
const NEWEST: usize = 5;

/// The number of regions, of sectors and of hubs.
const LARGEST: usize = 6;

pub(super) fn variables(context: &Arc<PageContext>, variables: &mut Variables) {
    let model = &context.model;
    variables.insert("intro", context.intro(&FreePageSlot::Home));
    insert_counts(context, variables);
    variables.insert("home_map", home_map(context));
    let newest = newest_records(context);
    let lists = newest.iter().flat_map(|list| [&list.coming, &list.newest]);
    let shown = lists.flatten().copied();
    variables.insert("marked", Value::from(context.has_inferred(shown)));
    variables.insert("newest", dated_lists(context, newest));
    variables.insert("changes", newest_changes(context));
    let regions = largest(context, &model.atlas.facets.matrix.rows);
    let sectors = largest(context, &model.atlas.facets.matrix.columns);
    let hubs = hubs(context);
    let asked = [
        ("ask_region", regions.first().map(|(record, _)| *record)),
        ("ask_sector", sectors.first().map(|(record, _)| *record)),
        ("ask_record", hubs.first().map(|(record, _)| *record)),
    ];
    let example = |(key, record): (&'static str, Option<RecordIx>)| {
        Some(map([
            ("key", Value::from(key)),
            ("record", context.record(record?)),
        ]))
    };
    let examples = asked.into_iter().filter_map(example).collect();
    variables.insert("examples", examples);
    insert_tops(context, variables, [&regions, &sectors, &hubs]);
}

fn dated_lists(context: &Arc<PageContext>, lists: Vec<DatedList>) -> Value {
    let list = |list: DatedList| {
        map([
            ("kind", context.kind(list.kind)),
            ("coming", context.records(list.coming)),
            ("records", context.records(list.newest)),
        ])
    };
    lists.into_iter().map(list).collect()
}

/// The newest records of each dated kind, for a site whose history is unknown.
pub(super) fn newest_dated(context: &Arc<PageContext>) -> Value {
    let mut lists = newest_records(context);
    lists.retain(|list| !list.newest.is_empty());
    dated_lists(context, lists)
}

/// The variables of the search page: the same largest regions, sectors and hubs, and the kinds.
pub(super) fn search_variables(context: &Arc<PageContext>, variables: &mut Variables) {
    let matrix = &context.model.atlas.facets.matrix;
    let (regions, sectors) = (
        largest(context, &matrix.rows),
        largest(context, &matrix.columns),
    );
    insert_counts(context, variables);
    insert_tops(context, variables, [&regions, &sectors, &hubs(context)]);
}

/// Inserts the kinds that have records, except facets and sources.
fn insert_counts(context: &Arc<PageContext>, variables: &mut Variables) {
    let model = &context.model;
    let vocabulary = &model.site.vocabulary;
    let sources = &vocabulary.relation(vocabulary.known.sources).to;
    let counted = home_kinds(&model.site).into_iter().filter(|kind| {
        vocabulary.kind(*kind).facet.is_none()
            && !model.atlas.of_kind(*kind).is_empty()
            && !sources.contains(kind)
    });
    let counts = counted.map(|kind| context.kind(kind)).collect();
    variables.insert("counts", counts);
}

/// Inserts the largest regions, sectors and hubs.
fn insert_tops(
    context: &Arc<PageContext>,
    variables: &mut Variables,
    [regions, sectors, hubs]: [&[(RecordIx, usize)]; 3],
) {
    let facets = &context.model.atlas.facets;
    let facet_rows = |found: &[(RecordIx, usize)]| -> Value {
        let members = |record: RecordIx| facets.members(record).iter().copied();
        let rows = found.iter();
        rows.map(|(record, count)| row(context, (*record, *count), members(*record)))
            .collect()
    };
    variables.insert("regions_top", facet_rows(regions));
    variables.insert("sectors_top", facet_rows(sectors));
    let none = std::iter::empty;
    let hub_rows = hubs.iter().map(|hub| row(context, *hub, none()));
    variables.insert("hubs_top", hub_rows.collect());
}

/// The kinds of `[home]`, or all.
fn home_kinds(site: &Site) -> Vec<KindIx> {
    let kinds = site.home.kinds.clone();
    kinds.unwrap_or_else(|| site.vocabulary.each_kind().collect())
}

/// A record with a count, and how many of the counted records are not simply stated.
fn row(
    context: &Arc<PageContext>,
    (record, count): (RecordIx, usize),
    counted: impl Iterator<Item = RecordIx>,
) -> Value {
    map([
        ("record", context.record(record)),
        ("count", Value::from(count)),
        ("split", context.marked_split(counted)),
        ("children", Value::from(())),
    ])
}

/// The regions or sectors with the most records, and their numbers of records.
fn largest(context: &PageContext, records: &[RecordIx]) -> Vec<(RecordIx, usize)> {
    let atlas = &context.model.atlas;
    let counts = records.iter().map(|record| {
        let count = atlas.facets.members(*record).len();
        (*record, count)
    });
    let mut found: Vec<(RecordIx, usize)> = counts.filter(|(_, count)| *count > 0).collect();
    found.sort_by_key(|(record, count)| (Reverse(*count), atlas.rank(context.language, *record)));
    found.truncate(LARGEST);
    found
}

/// The records with the most relations among those that can be parties, or among all if there are no parties.
fn hubs(context: &PageContext) -> Vec<(RecordIx, usize)> {
    let vocabulary = &context.model.site.vocabulary;
    let parties = vocabulary.relations.iter();
    let parties = parties.filter(|relation| relation.role == Some(RelationRole::Parties));
    let kinds: HashSet<KindIx> = parties.flat_map(|relation| &relation.to).copied().collect();
    best_connected(context, LARGEST, |kind| {
        kinds.is_empty() || kinds.contains(&kind)
    })
}

/// The records of a kind that are to come, and its newest ones.
struct DatedList {
    kind: KindIx,
    coming: Vec<RecordIx>,
    newest: Vec<RecordIx>,
}

/// Returns the nearest and the newest records of each kind that stands in the timeline, without kinds that have none. Plans whose
/// time has passed are neither.
fn newest_records(context: &PageContext) -> Vec<DatedList> {
    let SiteModel { atlas, site, .. } = &*context.model;
    let is_dated = |kind: &KindIx| site.vocabulary.kind(*kind).has_role(KindRole::Timeline);
    let newest = |kind: KindIx| {
        let mut coming = coming_records(context, kind);
        let mut found = atlas.of_kind(kind).to_vec();
        let later: HashSet<RecordIx> = coming.iter().copied().collect();
        found.retain(|record| !later.contains(record) && !is_plan(context, *record));
        found.sort_by_key(|record| context.newest_first(*record));
        found.truncate(NEWEST);
        coming.truncate(NEWEST);
        DatedList {
            kind,
            coming,
            newest: found,
        }
    };
    let kinds = home_kinds(site).into_iter().filter(is_dated);
    let lists = kinds.map(newest);
    lists
        .filter(|list| !list.newest.is_empty() || !list.coming.is_empty())
        .collect()
}
