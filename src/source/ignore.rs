//! Names of files and folders that are never part of a site. The scan and the watcher share them.

use std::ffi::OsStr;

/// Endings of temporary files of editors and browsers.
const ENDINGS: [&str; 6] = ["~", ".swp", ".swx", ".tmp", ".part", ".crswap"];

/// Files that operating systems leave in folders.
const SYSTEM: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// The folder of files that describe a host (RFC 8615), such as `static/.well-known/security.txt`.
const WELL_KNOWN: &str = ".well-known";

/// Whether a file or folder of this name is ignored: hidden files (`.git`, Emacs's lock `.#a.md`) and temporary files of
/// editors, and files of operating systems.
pub fn is_ignored(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    (name.starts_with('.') && name != WELL_KNOWN)
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#'))
        || name.contains("___jb_")
        || name == "4913"
        || SYSTEM
            .iter()
            .any(|system| name.eq_ignore_ascii_case(system))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_files_of_editors_are_ignored() {
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
            "Thumbs.db",
        ];
        for name in ignored {
            assert!(is_ignored(name.as_ref()), "{name}");
        }
        for name in [".well-known", "a.md", "4913.md", "№1.yaml", "tmp", "a#b.md"] {
            assert!(!is_ignored(name.as_ref()), "{name}");
        }
    }
}
