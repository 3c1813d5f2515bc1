//! The pages that may differ from those of the snapshot before.
//!
//! A page of the program's layouts shows its own record, the records that this one has relations to, and, for a region or
//! sector, its members. Layouts of a site can ask for any record, so that all its pages may differ.

use std::collections::BTreeSet;

use super::snapshot::Snapshot;
use crate::atlas::RecordIx;
use crate::plan::PageKind;
use crate::site::Facet;
use crate::source::File;

impl Snapshot {
    /// Returns the indexes of the pages that may differ from those of the snapshot before, which had the same plan. `None`: all
    /// pages may differ.
    pub fn affected_pages(&self) -> Option<Vec<usize>> {
        let changed = self.model.changed.as_ref().filter(|changed| {
            let has_same_lists = !changed.facets && changed.names.is_empty();
            self.shares_plan && has_same_lists && self.has_default_layouts()
        })?;
        let atlas = &self.model.atlas;
        let (mut records, mut facets) = (BTreeSet::new(), BTreeSet::new());
        let vocabulary = &self.model.site.vocabulary;
        for record in &changed.records {
            let others = atlas.edges(*record).iter().map(|edge| edge.other);
            records.insert(*record);
            records.extend(others.clone());
            // Rows of lists have lines, which say the relations of their records.
            let in_rows = others.filter(|other| {
                let kind = atlas.kind(*other);
                vocabulary.line_form(kind).is_some()
            });
            for row in in_rows.chain([*record]) {
                let own = [atlas.facets.regions(row), atlas.facets.sectors(row)];
                let above = own.iter().copied().flatten();
                facets.extend(above.flat_map(|facet| atlas.facets.with_ancestors(*facet)));
            }
        }
        records.extend(facets.iter().copied());
        if !facets.is_empty() {
            // A region or sector without members counts those of its neighbours.
            let vocabulary = &self.model.site.vocabulary;
            let kinds = [Facet::Region, Facet::Sector].map(|facet| vocabulary.facet(facet));
            let all = kinds
                .into_iter()
                .flatten()
                .flat_map(|kind| atlas.of_kind(kind));
            records.extend(all.filter(|facet| atlas.facets.members(**facet).is_empty()));
        }
        let pages = self.model.plan.pages.iter().enumerate();
        let affected = pages.filter(|(_, page)| may_differ(&page.kind, &records, &facets));
        Some(affected.map(|(index, _)| index).collect())
    }

    /// Whether all layouts are those of the program.
    fn has_default_layouts(&self) -> bool {
        let mut layouts = self.files.folder("layouts");
        layouts.all(|(path, file)| {
            let name = path.as_str().strip_prefix("layouts/").unwrap_or_default();
            let default = self.files.file(&format!("layouts/default/{name}"));
            let is_layout = name.ends_with(".html") && !name.starts_with("default/");
            !is_layout || default.map(File::hash) == Some(file.hash())
        })
    }
}

/// Whether a page may differ if some records and the members of some facets do.
fn may_differ(page: &PageKind, records: &BTreeSet<RecordIx>, facets: &BTreeSet<RecordIx>) -> bool {
    match page {
        PageKind::Record(record) | PageKind::Card(record) | PageKind::ShareImage(record) => {
            records.contains(record)
        }
        PageKind::Moved(target, _) => may_differ(target, records, facets),
        PageKind::Listing(facet, ..) => facets.contains(facet),
        PageKind::Cell(region, sector) => facets.contains(region) && facets.contains(sector),
        PageKind::Home
        | PageKind::Kind(..)
        | PageKind::Matrix
        | PageKind::KindMatrix(_)
        | PageKind::Map(_)
        | PageKind::Network
        | PageKind::Timeline(_)
        | PageKind::Compare
        | PageKind::Quality
        | PageKind::ComparedList(_)
        | PageKind::Changes
        | PageKind::Search
        | PageKind::DataPage
        | PageKind::FreePage(_)
        | PageKind::NotFound
        | PageKind::Asset(_)
        | PageKind::Static(_)
        | PageKind::Picture(..)
        | PageKind::Export(_)
        | PageKind::FormerFile(..)
        | PageKind::Data(_)
        | PageKind::Chart(_) => true,
    }
}
