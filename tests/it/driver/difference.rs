//! Showing how two texts differ.

/// Where two texts differ, line by line, with a little of what stands around: `-` was wanted, `+` was found (by the
/// longest common subsequence).
pub(crate) fn difference(wanted: &str, found: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), found.lines().collect());
    let mut common = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let longest = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if a[i] == b[j] {
                common[i + 1][j + 1] + 1
            } else {
                longest
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            lines.push(format!("      {}", a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("    - {}", a[i]));
            i += 1;
        } else {
            lines.push(format!("    + {}", b[j]));
            j += 1;
        }
    }
    let near = |place: usize| {
        let from = place.saturating_sub(2);
        lines[from..(place + 3).min(lines.len())]
            .iter()
            .any(|line| !line.starts_with("      "))
    };
    let shown: Vec<&str> = (0..lines.len())
        .filter(|place| near(*place))
        .map(|place| lines[place].as_str())
        .collect();
    shown.join("\n")
}
