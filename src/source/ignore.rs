//! The names that are never part of a site, wherever they stand: one list for the scan and for the watcher.

use std::ffi::OsStr;

/// Endings of the files that editors and browsers write beside a file while they save it.
const ENDINGS: [&str; 6] = ["~", ".swp", ".swx", ".tmp", ".part", ".crswap"];

/// Returns whether a file or folder of this name is ignored: hidden (its name starts with a dot, as Emacs's lock `.#a.md`
/// and `.git` do), or left behind by an editor.
pub fn is_ignored(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#'))
        || name.contains("___jb_")
        || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_behind_is_ignored() {
        let ignored = [
            "a.md~",
            ".a.md.swp",
            ".#a.md",
            "#a.md#",
            "4913",
            "a.md.tmp",
            "a.md___jb_tmp___",
            ".DS_Store",
            ".obsidian",
        ];
        for name in ignored {
            assert!(is_ignored(name.as_ref()), "{name}");
        }
        for name in ["a.md", "4913.md", "№1.yaml", "tmp", "a#b.md"] {
            assert!(!is_ignored(name.as_ref()), "{name}");
        }
    }
}
