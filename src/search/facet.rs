//! The facet table: kind, regions and sectors of every document, small enough to load whole (some 3 bytes a document).

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

use super::posting::write_number;
use super::shard::quoted;
use super::{Document, Facet};

/// `{kinds:[[id,label],…], regions:[…], sectors:[…], kindOf:"…", regionSets:[[own,a,b],…], regionsOf:"…", …}`.
///
/// Documents share few sets of regions or sectors, so each has the number of its set, and documents that follow each
/// other with the same number are written as one run. The first number of a set says how many of its values are the
/// document's own; the others are above them.
pub(super) fn table(documents: &[&Document]) -> String {
    let (mut kinds, mut regions, mut sectors) = (Labels::default(), Labels::default(), Labels::default());
    let (mut region_sets, mut sector_sets) = (Numbers::default(), Numbers::default());
    let (mut kind_of, mut regions_of, mut sectors_of) = (Runs::default(), Runs::default(), Runs::default());
    for document in documents {
        kind_of.push(kinds.number(&document.kind));
        let own = document.regions.len();
        let set = regions.set(own, document.regions.iter().chain(&document.regions_above));
        regions_of.push(region_sets.number(set));
        let set = sectors.set(document.sectors.len(), document.sectors.iter());
        sectors_of.push(sector_sets.number(set));
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

/// Numbers given to values in the order in which they first appear.
struct Numbers<K> {
    numbers: HashMap<K, u32, RandomState>,
    values: Vec<K>,
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Numbers { numbers: HashMap::default(), values: Vec::new() }
    }
}

impl<K: Clone + Eq + Hash> Numbers<K> {
    fn number(&mut self, value: K) -> u32 {
        if let Some(&number) = self.numbers.get(&value) {
            return number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }
}

/// The values of one facet: numbered by id, written with their labels.
#[derive(Default)]
struct Labels<'a> {
    ids: Numbers<&'a str>,
    labels: Vec<&'a str>,
}

impl<'a> Labels<'a> {
    fn number(&mut self, facet: &Facet<'a>) -> u32 {
        let number = self.ids.number(facet.id);
        if number as usize == self.labels.len() {
            self.labels.push(facet.label);
        }
        number
    }

    fn set<'f>(&mut self, own: usize, facets: impl Iterator<Item = &'f Facet<'a>>) -> Vec<u32>
    where
        'a: 'f,
    {
        let mut set = vec![own as u32];
        for facet in facets {
            let number = self.number(facet);
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

/// Numbers written as `number * 2`, or `number * 2 + 1` and how many more of the same follow.
#[derive(Default)]
struct Runs {
    out: Vec<u8>,
    current: Option<(u32, u32)>,
}

impl Runs {
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
        String::from_utf8(self.out).expect("digits are ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neighbours_are_one_run() {
        let mut runs = Runs::default();
        for number in [3, 3, 3, 1, 40] {
            runs.push(number);
        }
        assert_eq!(runs.finish(), "722m2"); // 3 and two more, 1, 40 = 80 / 2 in two digits
    }
}
