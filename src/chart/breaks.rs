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

impl ClassBreaks {
    /// Chooses classes by the greatest count: one per number up to 5, and 1, 2, 3–4, 5–9, 10+ up to 40. Beyond that
    /// the classes are quintiles with ends rounded down to 1, 2, 3, 5 or 7 × 10ⁿ.
    pub fn choose(counts: impl IntoIterator<Item = u32>) -> Self {
        let mut counts: Vec<u32> = counts.into_iter().filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let Some(&most) = counts.last() else {
            return Self {
                classes: Vec::new(),
            };
        };
        let mut starts: Vec<u32> = match most {
            1..=5 => (1..=most).collect(),
            6..=40 => SMALL
                .iter()
                .copied()
                .filter(|start| *start <= most)
                .collect(),
            _ => std::iter::once(1)
                .chain((1..5).map(|fifth| round_down(counts[counts.len() * fifth / 5])))
                .collect(),
        };
        starts.dedup();
        let last = starts.len() - 1;
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
