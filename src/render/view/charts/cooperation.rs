//! Agreements between regions: a matrix of pairs and a list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::value::Value;

use super::class_legend::class_legend;
use super::svg_value::svg_value;
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::chart::breaks::ClassBreaks;
use crate::chart::heatmap::{Heatmap, HeatmapCell, HeatmapHeading};
use crate::record;
use crate::render::view::context::PageContext;
use crate::render::view::split::with_split;
use crate::render::view::static_map::map;
use crate::site::KindIx;

/// The maximum number of regions in the matrix; those with most agreements are selected.
const LARGEST: usize = 24;

/// The maximum number of regions of one agreement; a smaller one counts for each pair.
const MOST_REGIONS: usize = 100;

/// Agreements by pairs of regions.
type Pairs = BTreeMap<(RecordIx, RecordIx), BTreeSet<RecordIx>>;

/// The matrix of regions whose organisations signed agreements with each other; none if there are none.
pub(in crate::render::view) fn cooperation(context: &Arc<PageContext>) -> Value {
    let pairs = pairs(context);
    let regions = matrix_regions(context, &pairs);
    if regions.len() < 2 {
        return Value::from(());
    }
    let breaks = ClassBreaks::choose(pairs.values().map(|agreements| agreements.len() as u32));
    let title = title(context, &pairs);
    let description = context.message("cooperation_twin");
    let head = |region: &RecordIx| HeatmapHeading {
        short: short(context, *region).into(),
        label: context
            .model
            .title(context.language, *region)
            .to_owned()
            .into(),
        href: context.record_url(*region).into(),
    };
    let grid = Heatmap {
        rows: regions.iter().map(head).collect(),
        columns: regions.iter().map(head).collect(),
        cells: cells(context, &pairs, &regions),
        breaks: &breaks,
    };
    let caption = |prefix| Caption {
        prefix,
        title: &title,
        description: &description,
    };
    map([
        (
            "wide",
            svg_value(grid.svg(&caption("atlas-cooperation"), 720.0)),
        ),
        (
            "narrow",
            svg_value(grid.svg(&caption("atlas-cooperation-small"), 350.0)),
        ),
        ("title", context.worded(title.clone(), "cooperation")),
        ("classes", class_legend(context, &breaks)),
        ("pairs", pair_list(context, &pairs)),
    ])
}

/// The title, with the kinds of the agreements.
fn title(context: &PageContext, pairs: &Pairs) -> String {
    let model = &context.model;
    let all = pairs.values().flatten();
    let kinds: BTreeSet<KindIx> = all.map(|ix| model.atlas.kind(*ix)).collect();
    let titles = kinds.iter().map(|kind| {
        let title = &model.site.vocabulary.kind(*kind).title;
        title.text(context.language)
    });
    let titles: Vec<&str> = titles.collect();
    let message = context.message("cooperation");
    message.replace("{kind}", &titles.join(", "))
}

/// The regions with most agreements, at most [`LARGEST`], sorted by name.
fn matrix_regions(context: &PageContext, pairs: &Pairs) -> Vec<RecordIx> {
    let mut weight: BTreeMap<RecordIx, usize> = BTreeMap::new();
    for ((one, other), agreements) in pairs {
        *weight.entry(*one).or_default() += agreements.len();
        *weight.entry(*other).or_default() += agreements.len();
    }
    let mut regions: Vec<RecordIx> = weight.keys().copied().collect();
    regions.sort_by_key(|region| (std::cmp::Reverse(weight[region]), *region));
    regions.truncate(LARGEST);
    context.model.atlas.sort(context.language, &mut regions);
    regions
}

/// The cells of the symmetric matrix: each pair once on the diagonal or twice off it.
fn cells(context: &PageContext, pairs: &Pairs, regions: &[RecordIx]) -> Vec<HeatmapCell<'static>> {
    let mut cells = Vec::new();
    for ((one, other), agreements) in pairs {
        let index = |region: &RecordIx| regions.iter().position(|known| known == region);
        let (Some(a), Some(b)) = (index(one), index(other)) else {
            continue;
        };
        let name = |region: &RecordIx| context.model.title(context.language, *region);
        let hint = with_split(
            format!("{} — {}: {}", name(one), name(other), agreements.len()),
            context.split(agreements.iter().copied()),
        );
        let both = if a == b {
            vec![(a, b)]
        } else {
            vec![(a, b), (b, a)]
        };
        cells.extend(both.into_iter().map(|(row, column)| HeatmapCell {
            row,
            column,
            count: agreements.len() as u32,
            hint: hint.clone().into(),
            href: "#atlas-pairs".into(),
        }));
    }
    cells
}

/// The pairs with their agreements, those with most agreements first.
fn pair_list(context: &Arc<PageContext>, pairs: &Pairs) -> Value {
    let mut listed: Vec<_> = pairs.iter().collect();
    listed.sort_by_key(|(pair, agreements)| (std::cmp::Reverse(agreements.len()), **pair));
    let pair = |((one, other), agreements): (&(RecordIx, RecordIx), &BTreeSet<RecordIx>)| {
        map([
            ("one", context.record(*one)),
            ("other", context.record(*other)),
            ("records", context.records(agreements.iter().copied())),
        ])
    };
    listed.into_iter().map(pair).collect()
}

/// The agreements of each pair of matrix regions. The record with the lower index is first in a pair.
fn pairs(context: &PageContext) -> Pairs {
    let model = &context.model;
    let (atlas, vocabulary) = (&model.atlas, &model.site.vocabulary);
    let rows: BTreeSet<RecordIx> = atlas.facets.matrix.rows.iter().copied().collect();
    let mut pairs: BTreeMap<(RecordIx, RecordIx), BTreeSet<RecordIx>> = BTreeMap::new();
    // A relation that names who signed for its other record is that of an agreement to its parties.
    let mut agreements: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
    for relation in &atlas.relations {
        if vocabulary.relation(relation.relation).signatory.is_some() {
            agreements
                .entry(relation.from)
                .or_default()
                .push(relation.to);
        }
    }
    for (agreement, parties) in agreements {
        let row = |region: RecordIx| {
            atlas
                .facets
                .with_ancestors(region)
                .into_iter()
                .find(|above| rows.contains(above))
        };
        let regions: Vec<&[RecordIx]> = parties
            .iter()
            .map(|party| atlas.facets.regions(*party))
            .collect();
        // An agreement of many regions has too many pairs and does not characterise any of them.
        if regions.iter().map(|regions| regions.len()).sum::<usize>() > MOST_REGIONS {
            continue;
        }
        for (at, ours) in regions.iter().enumerate() {
            let theirs = regions[at + 1..].iter().copied().flatten();
            for (one, other) in theirs.flat_map(|other| ours.iter().map(|one| (*one, *other))) {
                // Two parts of one region stay separate; otherwise parts are counted as their region.
                let (one, other) = match (row(one), row(other)) {
                    (Some(a), Some(b)) if a != b || one == other => (a, b),
                    (Some(_), Some(_)) => (one, other),
                    _ => continue,
                };
                pairs
                    .entry((one.min(other), one.max(other)))
                    .or_default()
                    .insert(agreement);
            }
        }
    }
    pairs
}

/// The abbreviation of a region, or else the start of its name.
fn short(context: &PageContext, region: RecordIx) -> String {
    let found = context.model.atlas.record(region);
    let fact = found.known_field(&context.model.site.vocabulary, |known| known.abbr);
    match fact.map(|fact| fact.value_in(context.language)) {
        Some(record::Value::Text(text)) => text.text(context.language).to_owned(),
        _ => found.title(context.language).0.chars().take(3).collect(),
    }
}
