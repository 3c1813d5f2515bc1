//! The changes of files in the unified format of git, for `--dry-run`.

use similar::TextDiff;

use super::console::Console;
use crate::diagnostic::{quoted, visible};
use crate::refactor::FileChange;
use crate::source::SourcePath;

/// The share of common lines from which a removed file and a new one are one file with another name, as in git.
const RENAMED: f64 = 0.5;

/// The lines around a difference that are shown.
const CONTEXT: usize = 3;

/// A side of a change.
struct FileSide<'a> {
    /// `None`: the file is not there.
    path: Option<&'a SourcePath>,
    text: String,
}

/// Prints what changes in files: a renamed file as one file.
pub(super) fn print_differences(changes: &[FileChange], console: &mut Console) {
    for [old, new] in pairs(changes) {
        if let (Some(from), Some(to)) = (old.path, new.path)
            && from != to
        {
            for (verb, path) in [("from", from), ("to", to)] {
                console.print(&format!("rename {verb} {}", quoted(path.as_str())));
            }
        }
        let header = |letter: char, side: &FileSide<'_>| match side.path {
            Some(path) => format!("{letter}/{}", quoted(path.as_str())),
            None => "/dev/null".to_owned(),
        };
        let (from, to) = (header('a', &old), header('b', &new));
        let text = unified_difference(&from, &to, &old.text, &new.text);
        for line in text.lines() {
            console.print(&visible(line));
        }
    }
}

/// Returns the difference of two texts in the unified format; empty if they are equal.
pub(super) fn unified_difference(old_name: &str, new_name: &str, old: &str, new: &str) -> String {
    let difference = TextDiff::from_lines(old, new);
    let mut hunks = difference.unified_diff();
    hunks
        .context_radius(CONTEXT)
        .header(old_name, new_name)
        .to_string()
}

/// The old and the new side of each change. The new side of a removed file is the new file that is most like it, if one is.
fn pairs(changes: &[FileChange]) -> Vec<[FileSide<'_>; 2]> {
    let (removed, others): (Vec<_>, Vec<_>) = changes.iter().partition(|one| one.new.is_none());
    let (mut added, changed): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|one| one.old.is_none());
    let mut pairs = Vec::new();
    for gone in removed {
        let old = file_side(gone, &gone.old);
        let likeness = |one: &&FileChange| {
            let new = file_side(one, &one.new);
            f64::from(TextDiff::from_lines(&old.text, &new.text).ratio())
        };
        let likest = added.iter().map(likeness).enumerate();
        let likest = likest.max_by(|(_, one), (_, other)| one.total_cmp(other));
        let new = match likest {
            Some((place, share)) if share >= RENAMED => {
                let found = added.remove(place);
                file_side(found, &found.new)
            }
            _ => file_side(gone, &None),
        };
        pairs.push([old, new]);
    }
    let rest = changed.into_iter().chain(added);
    pairs.extend(rest.map(|one| [file_side(one, &one.old), file_side(one, &one.new)]));
    pairs
}

fn file_side<'a>(change: &'a FileChange, bytes: &Option<Vec<u8>>) -> FileSide<'a> {
    let text = bytes.as_deref().map(String::from_utf8_lossy);
    FileSide {
        path: text.is_some().then_some(&change.path),
        text: text.unwrap_or_default().into_owned(),
    }
}
