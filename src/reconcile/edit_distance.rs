//! The distance of two texts in slips of a hand.

/// Returns the number of insertions, deletions, replacements and swaps of neighbours between two texts. `None`: more than
/// `limit`.
pub(super) fn edit_distance(one: &[char], other: &[char], limit: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, a) in one.iter().enumerate() {
        let mut line = vec![row + 1; width];
        let mut least = row + 1;
        for (column, b) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            let mut cost = replaced.min(last[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b {
                cost = cost.min(before[column - 1] + 1);
            }
            line[column + 1] = cost;
            least = least.min(cost);
        }
        if least > limit {
            return None;
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let distance = |one: &str, other: &str| {
            let (one, other): (Vec<char>, Vec<char>) =
                (one.chars().collect(), other.chars().collect());
            edit_distance(&one, &other, 2)
        };
        assert_eq!(distance("томск", "томск"), Some(0));
        assert_eq!(distance("томск", "тосмк"), Some(1));
        assert_eq!(distance("томск", "тоск"), Some(1));
        assert_eq!(distance("томск", "омсик"), Some(2));
        assert_eq!(distance("томск", "абвгд"), None);
    }
}
