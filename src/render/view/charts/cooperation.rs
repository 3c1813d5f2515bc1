//! Agreements between regions: a matrix of pairs and a list.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::value::Value;

use super::class_legend::class_legend;
use super::svg_value::svg_value;
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::chart::breaks::ClassBreaks;
use crate::chart::heatmap::{Heatmap, HeatmapCell, HeatmapHeading};
use crate::plan::{ChartKind, PageKind};
use crate::record::{self, Date};
use crate::render::view::context::PageContext;
use crate::render::view::date::record_date;
use crate::render::view::static_map::map;
use crate::site::KindIx;
use crate::text::LangText;

/// The maximum number of regions in the matrix; those with most agreements are selected.
const LARGEST: usize = 8;

/// The maximum number of regions in the matrix that is a file.
const LARGEST_FILE: usize = 22;

/// The maximum number of regions in the matrix for telephones.
const LARGEST_NARROW: usize = 6;

/// The maximum number of pairs in the list, and of agreements of a pair.
const LISTED: (usize, usize) = (18, 4);

/// The maximum number of regions of one agreement; a smaller one counts for each pair.
const MOST_REGIONS: usize = 100;

/// Agreements by pairs of regions.
type Pairs = BTreeMap<(RecordIx, RecordIx), BTreeSet<RecordIx>>;

/// The matrix of regions whose organisations signed agreements with each other; none if there are none.
pub(in crate::render::view) fn cooperation(context: &Arc<PageContext>) -> Value {
    let pairs = pairs(context);
    let regions = matrix_regions(context, &pairs, LARGEST);
    if regions.len() < 2 {
        return Value::from(());
    }
    let breaks = ClassBreaks::choose(pairs.values().map(|agreements| agreements.len() as u32));
    let few = matrix_regions(context, &pairs, LARGEST_NARROW);
    map([
        (
            "wide",
            svg_value(draw(
                context,
                (&pairs, &breaks),
                &regions,
                ("atlas-cooperation", 720.0),
            )),
        ),
        (
            "narrow",
            svg_value(draw(
                context,
                (&pairs, &breaks),
                &few,
                ("atlas-cooperation-small", 350.0),
            )),
        ),
        (
            "title",
            context.worded(title(context, &pairs), "cooperation"),
        ),
        (
            "picture",
            context.url_value(&PageKind::Chart(ChartKind::Cooperation)),
        ),
        ("classes", class_legend(context, &breaks)),
        ("pairs", pair_list(context, &pairs)),
        ("rest", Value::from(pairs.len().saturating_sub(LISTED.0))),
    ])
}

/// The matrix of some regions as SVG, with a prefix of its ids and its width.
fn draw(
    context: &PageContext,
    (pairs, breaks): (&Pairs, &ClassBreaks),
    regions: &[RecordIx],
    (prefix, width): (&str, f64),
) -> String {
    let short = short_names(context, regions);
    let name = |region: &RecordIx| context.record_lang_text(*region);
    let heads: Vec<HeatmapHeading<'_>> = regions
        .iter()
        .zip(short)
        .map(|(region, short)| HeatmapHeading {
            short,
            label: name(region),
            href: context.record_url(*region).into(),
        })
        .collect();
    let grid = Heatmap {
        rows: heads.clone(),
        columns: heads,
        cells: cells(context, pairs, regions),
        breaks,
    };
    let caption = Caption {
        prefix,
        title: LangText::new(
            title(context, pairs),
            context.style.words.language("cooperation"),
        ),
        description: context.message_lang_text("cooperation_twin"),
    };
    grid.svg(&caption, width)
}

/// The title of the matrix.
pub(in crate::render::view) fn cooperation_title(context: &PageContext) -> String {
    title(context, &pairs(context))
}

/// The matrix as a drawing of its own, with its classes.
pub(super) fn cooperation_drawing(context: &PageContext) -> (String, ClassBreaks) {
    let pairs = pairs(context);
    let regions = matrix_regions(context, &pairs, LARGEST_FILE);
    let breaks = ClassBreaks::choose(pairs.values().map(|agreements| agreements.len() as u32));
    let prefix = ("atlas-cooperation", 720.0);
    (draw(context, (&pairs, &breaks), &regions, prefix), breaks)
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

/// The regions with most agreements, at most `limit`, sorted by name.
fn matrix_regions(context: &PageContext, pairs: &Pairs, limit: usize) -> Vec<RecordIx> {
    let mut weight: BTreeMap<RecordIx, usize> = BTreeMap::new();
    for ((one, other), agreements) in pairs {
        *weight.entry(*one).or_default() += agreements.len();
        *weight.entry(*other).or_default() += agreements.len();
    }
    let mut regions: Vec<RecordIx> = weight.keys().copied().collect();
    regions.sort_by_key(|region| (Reverse(weight[region]), *region));
    regions.truncate(limit);
    context.model.atlas.sort(context.language, &mut regions);
    regions
}

/// The cells of the symmetric matrix: each pair once on the diagonal or twice off it.
fn cells<'a>(
    context: &'a PageContext,
    pairs: &Pairs,
    regions: &[RecordIx],
) -> Vec<HeatmapCell<'a>> {
    let mut cells = Vec::new();
    for ((one, other), agreements) in pairs {
        let index = |region: &RecordIx| regions.iter().position(|known| known == region);
        let (Some(a), Some(b)) = (index(one), index(other)) else {
            continue;
        };
        let hint = context.record_lang_text(*one).and(" — ");
        let hint = hint.and(context.record_lang_text(*other));
        let hint = hint
            .and(format!(": {}", agreements.len()))
            .and(context.split_lang_text(agreements.iter().copied()));
        let both = if a == b {
            vec![(a, b)]
        } else {
            vec![(a, b), (b, a)]
        };
        cells.extend(both.into_iter().map(|(row, column)| HeatmapCell {
            row,
            column,
            count: agreements.len() as u32,
            hint: hint.clone(),
            href: "#atlas-pairs".into(),
        }));
    }
    cells
}

/// The pairs with their agreements, those with most agreements first, and the newest agreements first.
fn pair_list(context: &Arc<PageContext>, pairs: &Pairs) -> Value {
    let mut listed: Vec<_> = pairs.iter().collect();
    listed.sort_by_key(|(pair, agreements)| (Reverse(agreements.len()), **pair));
    let pair = |((one, other), agreements): (&(RecordIx, RecordIx), &BTreeSet<RecordIx>)| {
        let mut records: Vec<RecordIx> = agreements.iter().copied().collect();
        records.sort_by_key(|ix| Reverse(record_date(context, *ix).map(Date::first_day)));
        let more = records.len().saturating_sub(LISTED.1);
        records.truncate(LISTED.1);
        map([
            ("one", context.record(*one)),
            ("other", context.record(*other)),
            ("count", Value::from(agreements.len())),
            ("split", context.marked_split(agreements.iter().copied())),
            ("records", context.records(records)),
            ("more", Value::from(more)),
        ])
    };
    listed.into_iter().take(LISTED.0).map(pair).collect()
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

/// The abbreviations of regions; empty texts unless all have one of their own.
fn short_names<'a>(context: &'a PageContext, regions: &[RecordIx]) -> Vec<LangText<'a>> {
    let short = |region: &RecordIx| {
        let found = context.model.atlas.record(*region);
        let fact = found.known_field(&context.model.site.vocabulary, |known| known.abbr)?;
        match fact.value_in(context.language) {
            record::Value::Text(text) => Some(context.localized_lang_text(text)),
            _ => None,
        }
    };
    let found: Option<Vec<LangText>> = regions.iter().map(short).collect();
    let distinct = |names: &Vec<LangText>| {
        let names: BTreeSet<&str> = names.iter().map(|name| &**name).collect();
        names.len() == regions.len()
    };
    found
        .filter(distinct)
        .unwrap_or_else(|| vec![LangText::plain(""); regions.len()])
}
