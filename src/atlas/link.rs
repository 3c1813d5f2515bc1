//! The stages of linking.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::adjacency::Adjacency;
use super::changed::{Changed, Linked};
use super::drafts::Drafts;
use super::facets::Facets;
use super::file_index::FileIndex;
use super::incremental::Changes;
use super::inherited_sources::{KnownSources, inherit_sources};
use super::link_records::{LinkResult, link_all};
use super::link_touched::link_touched;
use super::linked_atlas::{Atlas, AtlasIndex};
use super::merge_translations::{MergedRecords, merge_translations};
use super::name_index::NameIndex;
use super::name_keys::name_keys;
use super::rank_records::rank_records;
use super::ranks::Ranks;
use super::record_ix::RecordIx;
use super::record_linker::LinkContext;
use super::record_map::RecordMap;
use super::records_by_kind::RecordsByKind;
use super::relation::Pair;
use super::{check_links, cycles};
use crate::diagnostic::Checked;
use crate::record::{ParsedFile, Record};
use crate::site::{Language, Site};
use crate::source::CowVec;

/// Links the contents of all files, which must be given in the order of their paths. What has not changed since the version
/// `before`, which must have been linked with the same settings, is shared with it (see [`super::incremental`]).
pub fn link(
    files: &[Arc<ParsedFile>],
    site: &Site,
    drafts: Drafts,
    before: Option<&Atlas>,
) -> Checked<Linked> {
    let mut diagnostics = Vec::new();
    let known = before.map(|before| &before.index.translated);
    let merged = merge_translations(files, site, drafts, known, &mut diagnostics);
    let changes = before.and_then(|before| compare(before, &merged, site));
    let compared = changes.as_ref();
    let records = share_records(&merged.records, compared);
    let (names, files) = index_names(&merged, compared);
    let context = LinkContext::new(&records, &names, &files, site);
    let (ranks, linked) = rank_and_link(context, compared);
    let name_keys = name_keys(&records, compared);
    let found = &linked.diagnostics;
    found.report(&merged.records, &names, &mut diagnostics);
    cycles::check(&linked.relations, &records, site, &mut diagnostics);
    let kinds = index_kinds(&records, &ranks, compared, site);
    let (facets, adjacency) = rayon::join(
        || link_facets(&records, &linked, &kinds, &ranks, compared, site),
        || link_edges(&linked, &ranks, compared, site),
    );
    diagnostics.extend(facets.diagnostics.iter().cloned());
    let (related, merged_again) = merged_records(&linked);
    let known = compared.and_then(|changes| known_sources(changes, &related));
    let inherited = inherit_sources(
        context,
        &linked.relations,
        &adjacency,
        known,
        &mut diagnostics,
    );
    let mut atlas = Atlas {
        records,
        relations: linked.relations,
        free_pages: Arc::new(merged.free_pages),
        facets,
        index: AtlasIndex {
            names,
            files,
            link_targets: linked.link_targets,
            adjacency,
            kinds,
            ranks,
            name_keys,
            translated: merged.translated,
            references: linked.references,
            diagnostics: linked.diagnostics,
            suspects: linked.suspects,
            broken: BTreeSet::new(),
            linked: linked.linked,
            inherited_sources: inherited,
        },
    };
    atlas.index.broken = find_broken(&atlas, compared, site);
    check_links::report(&atlas, &atlas.index.broken, site, &mut diagnostics);
    let changed = changes.map(|changes| Changed::new(changes, &atlas, related, merged_again, site));
    let value = Linked { atlas, changed };
    Checked { value, diagnostics }
}

/// Returns the changes since a version; `None` if everything is linked anew.
fn compare<'b>(before: &'b Atlas, merged: &MergedRecords, site: &Site) -> Option<Changes<'b>> {
    let map = RecordMap::new(&before.records, &merged.records);
    Changes::new(before, merged, map, site)
}

/// Returns the inherited sources of the version before, if records have the same indexes.
fn known_sources<'k>(changes: &'k Changes<'_>, related: &[RecordIx]) -> Option<KnownSources<'k>> {
    let differing = changes.touched.iter().chain(related);
    changes.map.is_identity().then(|| KnownSources {
        sources: &changes.before.index.inherited_sources,
        differing: differing.copied().collect(),
    })
}

/// Returns the records whose relations differ from the version before, and those whose relations have been merged again.
fn merged_records(linked: &LinkResult) -> (Vec<RecordIx>, Vec<RecordIx>) {
    let updates = linked.update.iter();
    let related = updates.flat_map(|update| ends(&update.changed_pairs));
    (related.collect(), ends(&linked.pairs).collect())
}

/// Returns the records of some pairs.
fn ends(pairs: &BTreeSet<Pair>) -> impl Iterator<Item = RecordIx> {
    pairs.iter().flat_map(|(_, from, to)| [*from, *to])
}

/// Ranks the records and links them, in parallel.
fn rank_and_link(context: LinkContext<'_>, changes: Option<&Changes<'_>>) -> (Ranks, LinkResult) {
    rayon::join(
        || rank_records(context.records, changes, context.site),
        || match changes {
            None => link_all(context),
            Some(changes) => link_touched(context, changes),
        },
    )
}

/// Returns the records; chunks without altered records are shared with the version before.
fn share_records(records: &[Arc<Record>], changes: Option<&Changes<'_>>) -> CowVec<Arc<Record>> {
    let Some(changes) = changes.filter(|changes| changes.map.is_identity()) else {
        return records.iter().cloned().collect();
    };
    let mut shared = changes.before.records.clone();
    for altered in &changes.map.altered {
        if let Some(place) = shared.get_mut(altered.index()) {
            *place = records[altered.index()].clone();
        }
    }
    shared
}

/// Returns the lookups by name and by file.
fn index_names(
    merged: &MergedRecords,
    changes: Option<&Changes<'_>>,
) -> (Arc<NameIndex>, Arc<FileIndex>) {
    let unchanged = |changes: &&Changes<'_>| changes.map.is_identity() && changes.has_same_names;
    if let Some(changes) = changes.filter(unchanged) {
        let index = &changes.before.index;
        return (index.names.clone(), index.files.clone());
    }
    let (names, files) = rayon::join(
        || NameIndex::new(&merged.records, merged.drafts.clone()),
        || FileIndex::new(&merged.records, merged.translation_paths.clone()),
    );
    (Arc::new(names), Arc::new(files))
}

fn index_kinds(
    records: &CowVec<Arc<Record>>,
    ranks: &Ranks,
    changes: Option<&Changes<'_>>,
    site: &Site,
) -> Arc<RecordsByKind> {
    if let Some(changes) = changes.filter(|changes| changes.has_same_order(ranks)) {
        return changes.before.index.kinds.clone();
    }
    let rank = ranks.in_language(Language::DEFAULT);
    Arc::new(RecordsByKind::new(
        records,
        rank,
        site.vocabulary.kinds.len(),
    ))
}

/// Returns the facets. They depend on the relations of some types and on the regions and sectors, the lists of their members
/// also on the order of records.
fn link_facets(
    records: &CowVec<Arc<Record>>,
    linked: &LinkResult,
    kinds: &RecordsByKind,
    ranks: &Ranks,
    changes: Option<&Changes<'_>>,
    site: &Site,
) -> Arc<Facets> {
    let unchanged = |changes: &&Changes<'_>| {
        let known = &changes.before.facets;
        let mut altered = changes.map.altered.iter().map(|ix| &records[ix.index()]);
        let is_facet = |record: &Arc<Record>| site.vocabulary.kind(record.kind).facet.is_some();
        let mut changed_types = linked
            .update
            .iter()
            .flat_map(|update| &update.changed_types);
        changes.map.is_identity()
            && known.diagnostics.is_empty()
            && !changed_types.any(|relation| Facets::depend_on(*relation, site))
            && !altered.any(is_facet)
    };
    if let Some(changes) = changes.filter(unchanged) {
        let known = &changes.before.facets;
        return match changes.has_same_order(ranks) {
            true => known.clone(),
            false => Arc::new(known.reordered(records, &kinds.records, site)),
        };
    }
    let rank = ranks.in_language(Language::DEFAULT);
    Arc::new(Facets::new(
        records,
        &linked.relations,
        &kinds.records,
        rank,
        site,
    ))
}

fn link_edges(
    linked: &LinkResult,
    ranks: &Ranks,
    changes: Option<&Changes<'_>>,
    site: &Site,
) -> Arc<Adjacency> {
    let rank = ranks.in_language(Language::DEFAULT);
    let (Some(changes), Some(update)) = (changes, &linked.update) else {
        return Arc::new(Adjacency::new(&linked.relations, rank, rank.len(), site));
    };
    let known = &changes.before.index.adjacency;
    if changes.has_same_order(ranks) && update.has_same_edges {
        return known.clone();
    }
    // The edges of the others are sorted by the new titles.
    let mut resorted: BTreeSet<RecordIx> = BTreeSet::new();
    for old in ranks
        .retitled
        .iter()
        .filter_map(|new| changes.map.to_old(*new))
    {
        let others = changes.before.edges(old).iter().map(|edge| edge.other);
        resorted.extend(others.filter_map(|other| changes.map.to_new(other)));
    }
    Arc::new(match changes.map.is_identity() && update.has_same_edges {
        true => known.resorted(&resorted, rank, site),
        false => known.updated(&changes.map, update, &resorted, rank, site),
    })
}

/// Returns the records with broken links. They depend on the texts of touched records and on the free pages.
fn find_broken(atlas: &Atlas, changes: Option<&Changes<'_>>, site: &Site) -> BTreeSet<RecordIx> {
    let suspects = &atlas.index.suspects;
    let Some(changes) = changes.filter(|changes| changes.has_same_free_pages(atlas)) else {
        let all: Vec<RecordIx> = suspects.iter().copied().collect();
        return check_links::find_broken(atlas, &all, site);
    };
    let is_touched = |new: &RecordIx| changes.is_touched(*new);
    let touched: Vec<RecordIx> = suspects.iter().copied().filter(is_touched).collect();
    let mut broken = check_links::find_broken(atlas, &touched, site);
    let known = changes.before.index.broken.iter();
    let kept = known.filter_map(|old| changes.map.to_new(*old));
    broken.extend(kept.filter(|new| !is_touched(new)));
    broken
}
