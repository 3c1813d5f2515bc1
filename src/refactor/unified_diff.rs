//! The difference of two texts in the unified format.

use std::fmt::Write;

/// The lines around a difference that are shown.
const CONTEXT: usize = 3;

/// The size of the table of compared lines up to which the longest common part is looked for.
const MOST_COMPARED: usize = 4_000_000;

/// A line of the difference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DiffLine<'t> {
    Same(&'t str),
    Gone(&'t str),
    New(&'t str),
}

/// Returns the difference of two texts; empty if they are equal. A file without a text is empty.
pub fn unified_diff(old_name: &str, new_name: &str, old: &str, new: &str) -> String {
    let lines = diff_lines(old, new);
    let differs = |line: &DiffLine<'_>| !matches!(line, DiffLine::Same(_));
    let mut out = String::new();
    if old_name != new_name || lines.iter().any(differs) {
        let _ = writeln!(out, "--- {old_name}\n+++ {new_name}");
    }
    let (mut at, mut before) = (0, (0, 0));
    while let Some(first) = lines[at..].iter().position(differs) {
        let start = (at + first).saturating_sub(CONTEXT).max(at);
        let mut end = at + first;
        while let Some(next) = lines[end..].iter().position(differs)
            && next <= 2 * CONTEXT
        {
            end += next + 1;
        }
        let end = (end + CONTEXT).min(lines.len());
        before = sum(before, line_counts(&lines[at..start]));
        write_hunk(&mut out, &lines[start..end], before);
        before = sum(before, line_counts(&lines[start..end]));
        at = end;
    }
    out
}

/// The numbers of lines in the old text and in the new one.
fn line_counts(lines: &[DiffLine<'_>]) -> (usize, usize) {
    let old = lines
        .iter()
        .filter(|line| !matches!(line, DiffLine::New(_)));
    let new = lines
        .iter()
        .filter(|line| !matches!(line, DiffLine::Gone(_)));
    (old.count(), new.count())
}

fn sum(one: (usize, usize), other: (usize, usize)) -> (usize, usize) {
    (one.0 + other.0, one.1 + other.1)
}

/// Writes a hunk, before which there are so many lines of the old text and of the new one.
fn write_hunk(out: &mut String, lines: &[DiffLine<'_>], (old_start, new_start): (usize, usize)) {
    let (old, new) = line_counts(lines);
    let first = |start: usize, count: usize| if count == 0 { start } else { start + 1 };
    let (old_first, new_first) = (first(old_start, old), first(new_start, new));
    let _ = writeln!(out, "@@ -{old_first},{old} +{new_first},{new} @@");
    for line in lines {
        let (sign, text) = match line {
            DiffLine::Same(text) => (' ', text),
            DiffLine::Gone(text) => ('-', text),
            DiffLine::New(text) => ('+', text),
        };
        let _ = write!(out, "{sign}{text}");
        if !text.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

fn diff_lines<'t>(old: &'t str, new: &'t str) -> Vec<DiffLine<'t>> {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let same = old_rest.iter().rev().zip(new_rest.iter().rev());
    let end = same.take_while(|(a, b)| a == b).count();
    let (a, b) = (
        &old_rest[..old_rest.len() - end],
        &new_rest[..new_rest.len() - end],
    );
    let mut lines: Vec<DiffLine<'t>> = old[..start]
        .iter()
        .map(|line| DiffLine::Same(line))
        .collect();
    match a.len().saturating_mul(b.len()) <= MOST_COMPARED {
        true => push_compared(&mut lines, a, b),
        false => {
            lines.extend(a.iter().map(|line| DiffLine::Gone(line)));
            lines.extend(b.iter().map(|line| DiffLine::New(line)));
        }
    }
    lines.extend(
        old[old.len() - end..]
            .iter()
            .map(|line| DiffLine::Same(line)),
    );
    lines
}

/// Adds the lines of two texts by their longest common subsequence.
fn push_compared<'t>(lines: &mut Vec<DiffLine<'t>>, a: &[&'t str], b: &[&'t str]) {
    let width = b.len() + 1;
    let mut common = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let longest = common[(i + 1) * width + j].max(common[i * width + j + 1]);
            let same = common[(i + 1) * width + j + 1] + 1;
            common[i * width + j] = if a[i] == b[j] { same } else { longest };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            lines.push(DiffLine::Same(a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len()
            || i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]
        {
            lines.push(DiffLine::Gone(a[i]));
            i += 1;
        } else {
            lines.push(DiffLine::New(b[j]));
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unified_diff;

    #[test]
    fn what_differs_stands_with_its_lines() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let new = "a\nb\nc\nd\nE\nf\ng\nh";
        assert_eq!(
            unified_diff("x", "x", old, new),
            "--- x\n+++ x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n-h\n+h\n\\ No newline at end of file\n"
        );
        assert_eq!(unified_diff("x", "x", old, old), "");
        assert_eq!(
            unified_diff("x", "x", "", "a\n"),
            "--- x\n+++ x\n@@ -0,0 +1,1 @@\n+a\n"
        );
        let (old, new) = (
            "a\n1\n2\n3\n4\n5\n6\n7\nb\n",
            "A\n+\n1\n2\n3\n4\n5\n6\n7\nB\n",
        );
        assert_eq!(
            unified_diff("x", "x", old, new),
            "--- x\n+++ x\n@@ -1,4 +1,5 @@\n-a\n+A\n++\n 1\n 2\n 3\n@@ -6,4 +7,4 @@\n 5\n 6\n 7\n-b\n+B\n"
        );
    }
}
