//! Former addresses of what belongs to a record: its card, its files for programs, and its cells of the matrix.
//!
//! The redirect page of the record itself is planned with the record.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::export::{Export, Feed};
use super::page::PageKind;
use super::page_list::PageList;
use crate::atlas::RecordIx;
use crate::diagnostic::Location;
use crate::record::folded_name;
use crate::site::Language;

/// Returns the path of a former address: an id below the folder of the kind, or a path from the root.
pub(super) fn former_path(folder: &str, old: &str) -> String {
    if old.contains('/') {
        old.to_owned()
    } else {
        format!("{folder}/{old}")
    }
}

/// A former id of a record.
struct FormerId {
    record: RecordIx,
    /// As the record states it.
    text: Arc<str>,
    /// The former path of its page, without an extension.
    path: String,
    at: Location,
}

impl FormerId {
    /// The id without the folder.
    fn id(&self) -> &str {
        self.path.rsplit_once('/').map_or(&*self.path, |(_, id)| id)
    }
}

/// Adds the former addresses of all records. An address that another page has is left to it.
pub(super) fn add_former_addresses(list: &mut PageList<'_>) {
    let former = former_ids(list);
    if former.is_empty() {
        return;
    }
    let mut taken: HashSet<String, RandomState> = list
        .pages
        .iter()
        .map(|page| folded_name(page.route.as_str()).into_owned())
        .collect();
    for language in list.site.each_language() {
        for old in &former {
            for (target, path) in redirects(list, old) {
                let kind = PageKind::Moved(Box::new(target), old.text.clone());
                let route = list.html_route(language, &path);
                add(list, &mut taken, language, kind, &route, old);
            }
            if let Some(feed) = feed(list, old.record) {
                let kind = PageKind::FormerFile(Export::Feed(feed), old.text.clone());
                let route = format!("{}{}.xml", list.prefix(language), old.path);
                add(list, &mut taken, language, kind, &route, old);
            }
        }
    }
    if list.site.data.json_pages {
        for old in &former {
            let kind = PageKind::FormerFile(Export::Record(old.record), old.text.clone());
            let route = format!("{}.json", old.path);
            add(list, &mut taken, Language::DEFAULT, kind, &route, old);
        }
    }
}

fn former_ids(list: &PageList<'_>) -> Vec<FormerId> {
    let (site, atlas) = (list.site, list.atlas);
    let of_record = |record: RecordIx| {
        let state = atlas.record(record);
        let folder = &site.vocabulary.kind(state.kind).folder;
        state.aka.iter().map(move |old| FormerId {
            record,
            text: old.text.clone(),
            path: former_path(folder, &old.text),
            at: old.at.clone(),
        })
    };
    atlas.indices().flat_map(of_record).collect()
}

/// Returns the pages of a record besides its own, with their former paths.
fn redirects(list: &PageList<'_>, old: &FormerId) -> Vec<(PageKind, String)> {
    let (id, record) = (old.id(), old.record);
    if id == &*list.atlas.record(record).id {
        return Vec::new();
    }
    let mut pages = Vec::new();
    if list.site.data.cards {
        pages.push((PageKind::Card(record), format!("embed/{id}")));
    }
    for (region, sector) in list.atlas.facets.matrix.cells.keys() {
        let [row, column] = [*region, *sector].map(|facet| &*list.atlas.record(facet).id);
        let path = if *region == record {
            format!("matrix/{id}--{column}")
        } else if *sector == record {
            format!("matrix/{row}--{id}")
        } else {
            continue;
        };
        pages.push((PageKind::Cell(*region, *sector), path));
    }
    pages
}

/// Returns the feed of a region or sector; `None` if the record has none.
fn feed(list: &PageList<'_>, record: RecordIx) -> Option<Feed> {
    let kind = list.site.vocabulary.kind(list.atlas.kind(record));
    let has_feed = kind.facet.is_some() && !list.atlas.facets.members(record).is_empty();
    has_feed.then_some(Feed::Facet(record))
}

fn add(
    list: &mut PageList<'_>,
    taken: &mut HashSet<String, RandomState>,
    language: Language,
    kind: PageKind,
    route: &str,
    old: &FormerId,
) {
    if taken.insert(folded_name(route).into_owned()) {
        list.add(language, kind, route, Some(old.at.clone()));
    }
}
