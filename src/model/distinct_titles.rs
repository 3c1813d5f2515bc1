//! Titles that tell records of one name apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::atlas::{Atlas, Changed, RecordIx};
use crate::record::Value;
use crate::site::{Language, Site};

/// The maximum number of regions or sectors above one that its title names.
const MAX_ABOVE: usize = 3;

/// The records whose title another record has, too, with titles that tell them apart; by language.
#[derive(Clone, Default)]
pub(super) struct DistinctTitles {
    /// Records of one title, in the order of their indexes.
    groups: Vec<Arc<Vec<Vec<RecordIx>>>>,
    titles: Vec<BTreeMap<RecordIx, String>>,
}

impl DistinctTitles {
    /// Finds the records that share a title. `before` is the version before with what differs from it, if the records are
    /// the same.
    pub(super) fn new(
        site: &Site,
        atlas: &Atlas,
        before: Option<(&DistinctTitles, &Changed)>,
    ) -> DistinctTitles {
        let groups: Vec<Arc<Vec<Vec<RecordIx>>>> = match before {
            Some((before, changed)) if changed.names.is_empty() => before.groups.clone(),
            _ => site
                .each_language()
                .map(|language| Arc::new(groups(atlas, language)))
                .collect(),
        };
        let titles = site.each_language().zip(&groups).map(|(language, groups)| {
            let all = groups.iter();
            all.flat_map(|group| distinct(site, atlas, language, group))
                .collect()
        });
        let titles = titles.collect();
        DistinctTitles { groups, titles }
    }

    /// The title that tells a record apart from others. `None`: no other has its title.
    pub(super) fn get(&self, language: Language, record: RecordIx) -> Option<&str> {
        let titles = self.titles.get(language.index())?;
        titles.get(&record).map(String::as_str)
    }

    /// The records whose distinct title differs from that of another version, in a language.
    pub(super) fn differing<'t>(
        &'t self,
        other: &'t DistinctTitles,
        language: Language,
    ) -> impl Iterator<Item = RecordIx> + 't {
        let [own, others] = [self, other].map(|titles| &titles.titles[language.index()]);
        let changed = own
            .iter()
            .filter(|(ix, title)| others.get(ix) != Some(title));
        let gone = others.keys().filter(|ix| !own.contains_key(ix));
        changed.map(|(ix, _)| *ix).chain(gone.copied())
    }
}

/// The groups of records of one title.
fn groups(atlas: &Atlas, language: Language) -> Vec<Vec<RecordIx>> {
    let mut first: HashMap<&str, RecordIx, RandomState> = HashMap::default();
    let mut groups: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
    for ix in atlas.indices() {
        let title = atlas.record(ix).title(language).0;
        match first.get(&**title) {
            None => {
                first.insert(title, ix);
            }
            Some(same) => groups.entry(*same).or_insert_with(|| vec![*same]).push(ix),
        }
    }
    groups.into_values().collect()
}

/// The distinct titles of the records of a group.
///
/// A region or sector is told apart by those above it; another record by its full name, its kind, its region, the year of
/// its date or its id: by the first that no other record of the group shares.
fn distinct(
    site: &Site,
    atlas: &Atlas,
    language: Language,
    group: &[RecordIx],
) -> Vec<(RecordIx, String)> {
    let mut left: BTreeSet<RecordIx> = group.iter().copied().collect();
    let mut found = Vec::new();
    for marks in [path, full_name, kind, region, year, id] {
        let marked: Vec<(RecordIx, String)> = left
            .iter()
            .filter_map(|ix| Some((*ix, marks(site, atlas, language, *ix)?)))
            .collect();
        let mut uses: HashMap<&str, usize, RandomState> = HashMap::default();
        for (_, title) in &marked {
            *uses.entry(title).or_default() += 1;
        }
        let unique: Vec<(RecordIx, String)> = marked
            .iter()
            .filter(|(_, title)| uses[&**title] == 1)
            .cloned()
            .collect();
        for (ix, _) in &unique {
            left.remove(ix);
        }
        found.extend(unique);
    }
    found
}

/// `above › title`, for a region or sector that lies in another.
fn path(_: &Site, atlas: &Atlas, language: Language, ix: RecordIx) -> Option<String> {
    let path = atlas.facets.path(ix);
    let above = &path[path.len().saturating_sub(MAX_ABOVE)..];
    let mut title = String::new();
    for record in above {
        title.push_str(atlas.record(*record).title(language).0);
        title.push_str(" › ");
    }
    title.push_str(atlas.record(ix).title(language).0);
    (!above.is_empty()).then_some(title)
}

fn full_name(_: &Site, atlas: &Atlas, language: Language, ix: RecordIx) -> Option<String> {
    let record = atlas.record(ix);
    let name = record.name.text(language);
    (name != &**record.title(language).0).then(|| with(atlas, language, ix, name))
}

fn kind(site: &Site, atlas: &Atlas, language: Language, ix: RecordIx) -> Option<String> {
    let label = &site.vocabulary.kind(atlas.kind(ix)).label;
    Some(with(atlas, language, ix, label.text(language)))
}

fn region(_: &Site, atlas: &Atlas, language: Language, ix: RecordIx) -> Option<String> {
    let region = atlas.facets.regions(ix).first()?;
    Some(with(
        atlas,
        language,
        ix,
        atlas.record(*region).title(language).0,
    ))
}

fn year(site: &Site, atlas: &Atlas, language: Language, ix: RecordIx) -> Option<String> {
    let date = atlas
        .record(ix)
        .known_field(&site.vocabulary, |known| known.date.or(known.run))?;
    match date.value_in(language) {
        Value::Date(date) => Some(with(atlas, language, ix, &date.year().to_string())),
        _ => None,
    }
}

fn id(_: &Site, atlas: &Atlas, language: Language, ix: RecordIx) -> Option<String> {
    Some(with(atlas, language, ix, &atlas.record(ix).id))
}

/// `title (mark)`.
fn with(atlas: &Atlas, language: Language, ix: RecordIx, mark: &str) -> String {
    format!("{} ({mark})", atlas.record(ix).title(language).0)
}
