//! The stages of linking.

use std::sync::Arc;

use super::adjacency::Adjacency;
use super::drafts::Drafts;
use super::facets::Facets;
use super::file_index::FileIndex;
use super::link_records::{LinkResult, link_records};
use super::linked_atlas::{Atlas, AtlasIndex};
use super::merge_translations::{MergedRecords, merge_translations};
use super::name_index::NameIndex;
use super::record_ix::RecordIx;
use super::{check_links, collation, cycles};
use crate::diagnostic::Checked;
use crate::record::ParsedFile;
use crate::site::{KindIx, Site};

/// Links the contents of all files, which must be given in the order of their paths.
pub fn link(files: &[Arc<ParsedFile>], site: &Site, drafts: Drafts) -> Checked<Atlas> {
    let mut diagnostics = Vec::new();
    let MergedRecords {
        records,
        free_pages,
        drafts,
    } = merge_translations(files, site, drafts, &mut diagnostics);
    // Independent stages run in parallel.
    let (ranks, (names, files, linked)) = rayon::join(
        || collation::ranks(&records, site),
        || {
            let (names, files) = rayon::join(
                || NameIndex::new(&records, drafts),
                || FileIndex::new(&records, files),
            );
            let linked = link_records(&records, &names, &files, site, &mut diagnostics);
            (names, files, linked)
        },
    );
    let LinkResult {
        relations,
        suspects,
        link_targets,
    } = linked;
    let kinds: Vec<KindIx> = records.iter().map(|record| record.kind).collect();
    let by_kind = group_by_kind(&kinds, &ranks[0], site.vocabulary.kinds.len());
    cycles::check(&relations, &records, site, &mut diagnostics);
    let (facets, adjacency) = rayon::join(
        || {
            Facets::new(
                &records,
                &relations,
                &by_kind,
                &ranks[0],
                site,
                &mut diagnostics,
            )
        },
        || Adjacency::new(&relations, &ranks[0], records.len(), site),
    );
    let index = AtlasIndex {
        names,
        files,
        link_targets,
        adjacency,
        kinds,
        by_kind,
        ranks,
    };
    let atlas = Atlas {
        records: records.into_iter().collect(),
        relations: relations.into_iter().collect(),
        free_pages: Arc::new(free_pages),
        facets: Arc::new(facets),
        index: Arc::new(index),
    };
    check_links::check(&atlas, &suspects, site, &mut diagnostics);
    Checked {
        value: atlas,
        diagnostics,
    }
}

/// Returns the records of each kind, sorted by rank.
fn group_by_kind(kinds: &[KindIx], rank: &[u32], kind_count: usize) -> Vec<Vec<RecordIx>> {
    let mut by_kind: Vec<Vec<RecordIx>> = vec![Vec::new(); kind_count];
    for (index, kind) in kinds.iter().enumerate() {
        by_kind[kind.index()].push(RecordIx::new(index));
    }
    for records in &mut by_kind {
        records.sort_by_key(|record| rank[record.index()]);
    }
    by_kind
}
