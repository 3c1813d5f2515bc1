//! The facet table: kind, regions and sectors of every document, about 3 bytes per document.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

use super::document::{Document, SearchFacet, SearchKind};
use super::postings::write_number;
use super::shards::quoted;

/// Renders `{kinds:[[id,label,title,list,colour],…], regions:[[id,label,document],…], sectors:[…], kindOf:"…",
/// regionSets:[[own,a,b],…], regionsOf:"…", …}`. The document of a region or sector is its own record, or -1.
///
/// Documents share few sets of regions or sectors, so each has the number of its set, and these numbers are run-length
/// encoded. The first number of a set is the count of the document's own values; the others are their ancestors.
pub(super) fn render(documents: &[&Document]) -> String {
    let (mut kinds, mut regions, mut sectors) =
        (Kinds::default(), Labels::default(), Labels::default());
    let (mut region_sets, mut sector_sets) = (Interner::default(), Interner::default());
    let (mut kind_of, mut regions_of, mut sectors_of) = (
        RunLengths::default(),
        RunLengths::default(),
        RunLengths::default(),
    );
    for document in documents {
        kind_of.push(kinds.intern(&document.kind));
        let own = document.regions.len();
        let set = regions.intern_set(own, document.regions.iter().chain(&document.regions_above));
        regions_of.push(region_sets.intern(set));
        let own = document.sectors.len();
        let set = sectors.intern_set(own, document.sectors.iter().chain(&document.sectors_above));
        sectors_of.push(sector_sets.intern(set));
    }
    let records = (0..)
        .zip(documents)
        .map(|(number, document)| (document.id, number));
    let records: HashMap<&str, i64, RandomState> = records.collect();
    format!(
        "{{\"kinds\":{},\"regions\":{},\"sectors\":{},\"regionSets\":{},\"sectorSets\":{},\
         \"kindOf\":\"{}\",\"regionsOf\":\"{}\",\"sectorsOf\":\"{}\"}}",
        kinds.json(),
        regions.json(&records),
        sectors.json(&records),
        sets(&region_sets.values),
        sets(&sector_sets.values),
        kind_of.finish(),
        regions_of.finish(),
        sectors_of.finish(),
    )
}

fn sets(sets: &[Vec<u32>]) -> String {
    format!("{sets:?}").replace(' ', "")
}

/// Maps values to numbers in the order of their first appearance.
struct Interner<K> {
    numbers: HashMap<K, u32, RandomState>,
    values: Vec<K>,
}

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Interner {
            numbers: HashMap::default(),
            values: Vec::new(),
        }
    }
}

impl<K: Clone + Eq + Hash> Interner<K> {
    fn intern(&mut self, value: K) -> u32 {
        if let Some(&number) = self.numbers.get(&value) {
            return number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }
}

/// The values of one facet, interned by id, with their labels.
#[derive(Default)]
struct Labels<'a> {
    ids: Interner<&'a str>,
    labels: Vec<&'a str>,
}

impl<'a> Labels<'a> {
    fn intern(&mut self, facet: &SearchFacet<'a>) -> u32 {
        let number = self.ids.intern(facet.id);
        if number as usize == self.labels.len() {
            self.labels.push(facet.label);
        }
        number
    }

    fn intern_set<'f>(
        &mut self,
        own: usize,
        facets: impl Iterator<Item = &'f SearchFacet<'a>>,
    ) -> Vec<u32>
    where
        'a: 'f,
    {
        let mut set = vec![own as u32];
        for facet in facets {
            let number = self.intern(facet);
            if !set[1..].contains(&number) {
                set.push(number);
            }
        }
        set
    }

    fn json(&self, records: &HashMap<&str, i64, RandomState>) -> String {
        let row = |(id, label): (&&str, &&str)| {
            let record = records.get(id).copied().unwrap_or(-1);
            format!("[{},{},{record}]", quoted(id), quoted(label))
        };
        let rows: Vec<String> = self.ids.values.iter().zip(&self.labels).map(row).collect();
        format!("[{}]", rows.join(","))
    }
}

/// The kinds, interned by id.
#[derive(Default)]
struct Kinds<'a> {
    ids: Interner<&'a str>,
    kinds: Vec<SearchKind<'a>>,
}

impl<'a> Kinds<'a> {
    fn intern(&mut self, kind: &SearchKind<'a>) -> u32 {
        let number = self.ids.intern(kind.id);
        if number as usize == self.kinds.len() {
            self.kinds.push(*kind);
        }
        number
    }

    fn json(&self) -> String {
        let row = |kind: &SearchKind<'_>| {
            format!(
                "[{},{},{},{},{}]",
                quoted(kind.id),
                quoted(kind.label),
                quoted(kind.title),
                quoted(kind.list.unwrap_or_default()),
                kind.colour
            )
        };
        let rows: Vec<String> = self.kinds.iter().map(row).collect();
        format!("[{}]", rows.join(","))
    }
}

/// Interner written as `number * 2`, or `number * 2 + 1` and how many more of the same follow.
#[derive(Default)]
struct RunLengths {
    out: String,
    current: Option<(u32, u32)>,
}

impl RunLengths {
    fn push(&mut self, number: u32) {
        match &mut self.current {
            Some((same, more)) if *same == number => *more += 1,
            _ => {
                self.close();
                self.current = Some((number, 0));
            }
        }
    }

    fn close(&mut self) {
        if let Some((number, more)) = self.current.take() {
            write_number(number << 1 | u32::from(more > 0), &mut self.out);
            if more > 0 {
                write_number(more, &mut self.out);
            }
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neighbours_are_one_run() {
        let mut runs = RunLengths::default();
        for number in [3, 3, 3, 1, 40] {
            runs.push(number);
        }
        assert_eq!(runs.finish(), "722m2"); // 3 and two more, 1, 40 = 80 / 2 in two digits
    }
}
