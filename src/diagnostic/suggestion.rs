//! Suggestions for misspelled names, and lists of the names that are possible.

/// Limit of diagnostics after which suggestions are no longer searched for.
pub const MAX_SUGGESTIONS: usize = 100;

/// Limit of names that a message lists.
const MAX_NAMES: usize = 40;

/// Returns the most similar name, if it is similar enough: at most a third of the letters differ, and at most three.
///
/// The measure is the Damerau–Levenshtein distance with adjacent transpositions (optimal string alignment).
pub fn did_you_mean<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let written: Vec<char> = written.to_lowercase().chars().collect();
    let limit = (written.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let chars: Vec<char> = name.to_lowercase().chars().collect();
        if chars.len().abs_diff(written.len()) > limit {
            continue;
        }
        let distance = distance(&written, &chars);
        // Ties are broken alphabetically: the order of the names is arbitrary.
        if distance <= limit && best.is_none_or(|found| (distance, name) < found) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns [`did_you_mean`] for one of `found` diagnostics, and `None` if there are too many diagnostics.
///
/// Comparing every wrong name with all names takes time quadratic in the size of an atlas.
pub fn suggest_name<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str>,
    found: usize,
) -> Option<String> {
    if found < MAX_SUGGESTIONS {
        did_you_mean(written, names).map(str::to_owned)
    } else {
        None
    }
}

/// Whether a text is surely meant to be a name: but for case and separators both are the same, or one letter of at least five is
/// another one, missing or too many, or two are exchanged. Numbers must be the same.
pub fn is_one_slip_apart(written: &str, name: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let text = text.to_lowercase();
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let digits = |letters: &[char]| -> Vec<char> {
        letters.iter().copied().filter(|c| c.is_numeric()).collect()
    };
    let (a, b) = (letters(written), letters(name));
    let is_slip = a.len().min(b.len()) >= 5 && a.len().abs_diff(b.len()) <= 1;
    a == b || digits(&a) == digits(&b) && is_slip && distance(&a, &b) == 1
}

/// Joins names with commas. After 40 names only the number of the others is given.
pub fn join_names<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names = names.into_iter();
    let first: Vec<&str> = names.by_ref().take(MAX_NAMES).collect();
    let rest = names.count();
    if rest == 0 {
        first.join(", ")
    } else {
        format!("{}, … (+{rest})", first.join(", "))
    }
}

/// Returns the optimal string alignment distance. Only three rows of the matrix are kept.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, is_one_slip_apart};

    #[test]
    fn a_misspelled_name_is_found_and_another_word_is_not() {
        let names = ["tomsk", "moscow", "Зеленоград"];
        assert_eq!(did_you_mean("tmosk", names), Some("tomsk"));
        assert_eq!(did_you_mean("зеленгорад", names), Some("Зеленоград"));
        assert_eq!(did_you_mean("kazan", names), None);
        assert_eq!(did_you_mean("", names), None);
    }

    #[test]
    fn only_a_slip_is_certain() {
        for (written, name) in [
            ("zelenogard", "zelenograd"),
            ("Sechenov_2017", "sechenov-2017"),
            ("founde", "founded"),
        ] {
            assert!(is_one_slip_apart(written, name), "{written}");
        }
        for (written, name) in [
            ("miet", "mit"),
            ("misis-2021", "misis-2020"),
            ("zelengard", "zelenograd"),
        ] {
            assert!(!is_one_slip_apart(written, name), "{written}");
        }
    }
}
