//! Class breaks of counts for a sequential colour scale.

use crate::chart::svg::{as_f64, rounded};

/// The classes of a colour scale. A count of 0 is always level 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassBreaks {
    classes: Vec<CountClass>,
}

/// A class: its colour level and its range of counts. The last class ends at the greatest count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountClass {
    /// The colour level, 1 to 5.
    pub level: u8,
    /// The least count in the class.
    pub from: u32,
    /// The greatest count in the class.
    pub to: u32,
}

/// Lower ends of the classes where counts are small.
const SMALL: [u32; 5] = [1, 2, 3, 5, 10];

/// The number of counts from which most of them are not to have one colour.
const MANY: usize = 10;

impl ClassBreaks {
    /// Chooses classes by the greatest count: one per number up to 5, and 1, 2, 3–4, 5–9, 10+ up to 40. Beyond that
    /// the classes are quintiles with ends rounded down to 1, 2, 3, 5 or 7 × 10ⁿ. Where most of many counts would fall
    /// into one class, the classes are those that divide them best: these, or exact quintiles.
    pub fn choose(counts: impl IntoIterator<Item = u32>) -> Self {
        let mut counts: Vec<u32> = counts.into_iter().filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let Some(&most) = counts.last() else {
            return Self {
                classes: Vec::new(),
            };
        };
        let small = || -> Vec<u32> { SMALL.into_iter().filter(|start| *start <= most).collect() };
        let usual = match most {
            1..=5 => (1..=most).collect(),
            6..=40 => small(),
            _ => quintiles(&counts, round_down),
        };
        let is_divided = counts.len() < MANY || 2 * largest_class(&counts, &usual) <= counts.len();
        let starts = match is_divided {
            true => usual,
            false => [usual, quintiles(&counts, |count| count), small()]
                .into_iter()
                .min_by_key(|starts| largest_class(&counts, starts))
                .unwrap_or_default(),
        };
        Self::from_starts(&starts, most)
    }

    /// The classes that begin at ascending counts.
    fn from_starts(starts: &[u32], most: u32) -> Self {
        let last = starts.len().saturating_sub(1);
        let classes = starts.iter().enumerate().map(|(at, &from)| CountClass {
            level: level(at, last),
            from,
            to: starts.get(at + 1).map_or(most, |next| next - 1),
        });
        Self {
            classes: classes.collect(),
        }
    }

    /// The classes in ascending order, for a legend. Empty if every count is 0.
    pub fn classes(&self) -> &[CountClass] {
        &self.classes
    }

    /// The colour level of a count, 0 to 5.
    pub fn level(&self, count: u32) -> u8 {
        self.classes
            .iter()
            .rev()
            .find(|class| count >= class.from)
            .map_or(0, |class| class.level)
    }
}

/// The beginnings of five classes with as many counts each, rounded.
fn quintiles(sorted: &[u32], round: impl Fn(u32) -> u32) -> Vec<u32> {
    let ends = (1..5).filter_map(|fifth| sorted.get(sorted.len() * fifth / 5));
    let mut starts: Vec<u32> = std::iter::once(1)
        .chain(ends.map(|count| round(*count)))
        .collect();
    starts.dedup();
    starts
}

/// How many counts the largest class has.
fn largest_class(sorted: &[u32], starts: &[u32]) -> usize {
    let place = |start: &u32| sorted.partition_point(|count| count < start);
    let places: Vec<usize> = starts.iter().map(place).chain([sorted.len()]).collect();
    let sizes = places.windows(2).map(|pair| pair[1] - pair[0]);
    sizes.max().unwrap_or(0)
}

/// The colour level of class `at`. Fewer than five classes are spread over the five colours, the last one darkest.
fn level(at: usize, last: usize) -> u8 {
    if last == 0 {
        return 3;
    }
    u8::try_from(1 + rounded(4.0 * as_f64(at) / as_f64(last))).unwrap_or(5)
}

/// The greatest number of the form 1, 2, 3, 5 or 7 × 10ⁿ that is not above `count`.
fn round_down(count: u32) -> u32 {
    let scale = 10_u32.pow(count.max(1).ilog10());
    [7, 5, 3, 2, 1]
        .into_iter()
        .filter_map(|step: u32| step.checked_mul(scale))
        .find(|step| *step <= count)
        .unwrap_or(1)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn shape(counts: &[u32]) -> Vec<(u8, u32, u32)> {
        ClassBreaks::choose(counts.iter().copied())
            .classes()
            .iter()
            .map(|class| (class.level, class.from, class.to))
            .collect()
    }

    #[test]
    fn small_counts_have_a_class_each() {
        assert_eq!(shape(&[0, 0]), []);
        assert_eq!(shape(&[1, 1, 0]), [(3, 1, 1)]);
        assert_eq!(shape(&[1, 3]), [(1, 1, 1), (3, 2, 2), (5, 3, 3)]);
        assert_eq!(
            shape(&[17, 1]),
            [(1, 1, 1), (2, 2, 2), (3, 3, 4), (4, 5, 9), (5, 10, 17)]
        );
        assert_eq!(shape(&[6]), [(1, 1, 1), (2, 2, 2), (4, 3, 4), (5, 5, 6)]);
    }

    #[test]
    fn great_counts_are_split_in_fifths_at_round_numbers() {
        let counts: Vec<u32> = (1..=85).map(|rank| 4000 / rank).collect();
        assert_eq!(
            shape(&counts),
            [
                (1, 1, 49),
                (2, 50, 69),
                (3, 70, 99),
                (4, 100, 199),
                (5, 200, 4000)
            ]
        );
    }

    #[test]
    fn many_counts_of_one_size_are_divided_all_the_same() {
        // Quintiles rounded to 50 would be two classes, of which one has nearly all.
        let close: Vec<u32> = (0..200).map(|at| 37 + at % 41).collect();
        let classes = shape(&close);
        assert_eq!(classes.len(), 5, "{classes:?}");
        assert!(classes.windows(2).all(|pair| pair[1].1 > pair[0].1));
        // Most are 1, and few are more.
        let few: Vec<u32> = (0..60).map(|at| if at < 50 { 1 } else { at }).collect();
        assert!(shape(&few).len() > 2, "{:?}", shape(&few));
    }

    #[test]
    fn every_count_falls_into_the_class_that_names_it() {
        for counts in [
            vec![1, 2, 3],
            vec![40, 8, 1],
            (1..500).collect(),
            vec![u32::MAX, 1, 900],
        ] {
            let breaks = ClassBreaks::choose(counts.iter().copied());
            assert_eq!(breaks.level(0), 0);
            for count in counts {
                let named = breaks
                    .classes()
                    .iter()
                    .find(|class| class.from <= count && count <= class.to)
                    .unwrap();
                assert_eq!(breaks.level(count), named.level);
            }
        }
    }
}
