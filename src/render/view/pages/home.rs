//! The variables of the home page: counts, newest records, largest regions and sectors.

use std::collections::HashSet;
use std::sync::Arc;

use minijinja::value::Value;

use super::super::charts::home_map;
use super::super::coming::coming_records;
use super::super::context::PageContext;
use super::super::date::record_date;
use super::super::static_map::map;
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::record::{Date, FreePageSlot};
use crate::site::{KindIx, KindRole};

/// The number of newest records of a kind.
const NEWEST: usize = 5;

pub(super) fn variables(context: &Arc<PageContext>, variables: &mut Variables) {
    let model = &context.model;
    let vocabulary = &model.site.vocabulary;
    variables.insert("intro", context.intro(&FreePageSlot::Home));
    let sources = &vocabulary.relation(vocabulary.known.sources).to;
    let counted = vocabulary.each_kind().filter(|kind| {
        vocabulary.kind(*kind).facet.is_none()
            && !model.atlas.of_kind(*kind).is_empty()
            && !sources.contains(kind)
    });
    let counted: Vec<KindIx> = counted.collect();
    let counts = counted.iter().map(|kind| context.kind(*kind)).collect();
    variables.insert("counts", counts);
    variables.insert("home_map", home_map(context, &counted));
    let newest = newest_records(context);
    let lists = newest.iter().flat_map(|list| [&list.coming, &list.newest]);
    let shown = lists.flatten().copied();
    variables.insert("marked", Value::from(context.has_inferred(shown)));
    let list = |list: DatedList| {
        map([
            ("kind", context.kind(list.kind)),
            ("coming", context.records(list.coming)),
            ("records", context.records(list.newest)),
        ])
    };
    variables.insert("newest", newest.into_iter().map(list).collect());
    let top = |records: &[RecordIx]| -> Value {
        let count = |record: &RecordIx| model.atlas.facets.members(*record).len();
        let mut found: Vec<RecordIx> = records
            .iter()
            .copied()
            .filter(|record| count(record) > 0)
            .collect();
        found.sort_by_key(|record| {
            (
                std::cmp::Reverse(count(record)),
                model.atlas.rank(context.language, *record),
            )
        });
        let row = |record: &RecordIx| {
            map([
                ("record", context.record(*record)),
                ("count", Value::from(count(record))),
                (
                    "split",
                    context.marked_split(model.atlas.facets.members(*record).iter().copied()),
                ),
            ])
        };
        found.iter().take(10).map(row).collect()
    };
    variables.insert("regions_top", top(&model.atlas.facets.matrix.rows));
    variables.insert("sectors_top", top(&model.atlas.facets.matrix.columns));
}

/// The records of a kind that are to come, and its newest ones.
struct DatedList {
    kind: KindIx,
    coming: Vec<RecordIx>,
    newest: Vec<RecordIx>,
}

/// Returns the nearest and the newest records of each kind that stands in the timeline, without kinds that have none.
fn newest_records(context: &PageContext) -> Vec<DatedList> {
    let SiteModel { atlas, site, .. } = &*context.model;
    let is_dated = |kind: &KindIx| site.vocabulary.kind(*kind).has_role(KindRole::Timeline);
    let newest = |kind: KindIx| {
        let mut coming = coming_records(context, kind);
        let mut found = atlas.of_kind(kind).to_vec();
        let later: HashSet<RecordIx> = coming.iter().copied().collect();
        found.retain(|record| !later.contains(record));
        found.sort_by_key(|record| {
            std::cmp::Reverse(record_date(context, *record).map(Date::first_day))
        });
        found.truncate(NEWEST);
        coming.truncate(NEWEST);
        DatedList {
            kind,
            coming,
            newest: found,
        }
    };
    let kinds = site.vocabulary.each_kind().filter(is_dated);
    let lists = kinds.map(newest);
    lists
        .filter(|list| !list.newest.is_empty() || !list.coming.is_empty())
        .collect()
}
