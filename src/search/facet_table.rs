//! The facet table: kind, regions and sectors of every document, about 3 bytes per document.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

use super::document::{Document, SearchFacet};
use super::postings::write_number;
use super::shards::quoted;

/// Renders `{kinds:[[id,label],…], regions:[…], sectors:[…], kindOf:"…", regionSets:[[own,a,b],…], regionsOf:"…", …}`.
///
/// Documents share few sets of regions or sectors, so each has the number of its set, and these numbers are run-length
/// encoded. The first number of a set is the count of the document's own values; the others are their ancestors.
pub(super) fn render(documents: &[&Document]) -> String {
    let (mut kinds, mut regions, mut sectors) =
        (Labels::default(), Labels::default(), Labels::default());
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
        let set = sectors.intern_set(document.sectors.len(), document.sectors.iter());
        sectors_of.push(sector_sets.intern(set));
    }
    format!(
        "{{\"kinds\":{},\"regions\":{},\"sectors\":{},\"regionSets\":{},\"sectorSets\":{},\
         \"kindOf\":\"{}\",\"regionsOf\":\"{}\",\"sectorsOf\":\"{}\"}}",
        kinds.json(),
        regions.json(),
        sectors.json(),
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

    fn json(&self) -> String {
        let pairs: Vec<String> = self
            .ids
            .values
            .iter()
            .zip(&self.labels)
            .map(|(id, label)| format!("[{},{}]", quoted(id), quoted(label)))
            .collect();
        format!("[{}]", pairs.join(","))
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
