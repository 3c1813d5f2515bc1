//! An entry of a journal: a file with the checksums of its old and its new bytes.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::source::{FOLDERS, SETTINGS};

/// A file of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct JournalEntry {
    /// The path in the site.
    pub(super) path: String,
    /// The checksum of its bytes before. `None`: it is new.
    pub(super) old: Option<String>,
    /// The checksum of its bytes after. `None`: it is removed.
    pub(super) new: Option<String>,
}

impl JournalEntry {
    pub(super) fn to_json(&self) -> Value {
        json!({"path": self.path, "old": self.old, "new": self.new})
    }

    /// Reads an entry. `None`: it is no entry of a file of a site.
    pub(super) fn from_json(value: &Value) -> Option<JournalEntry> {
        let path = value.get("path")?.as_str()?;
        let checksum = |key: &str| match value.get(key)? {
            Value::Null => Some(None),
            Value::String(text) if text.len() == 64 => Some(Some(text.clone())),
            _ => None,
        };
        is_path_of_site(path).then_some(())?;
        Some(JournalEntry {
            path: path.to_owned(),
            old: checksum("old")?,
            new: checksum("new")?,
        })
    }
}

/// Whether a path is that of a file of a site: below one of its folders, or its settings.
fn is_path_of_site(path: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part != "." && part != "..";
    let is_plain = !path.contains(['\\', '\0', ':']) && path.split('/').all(is_part);
    let folder = path.split('/').next().unwrap_or_default();
    is_plain && (path == SETTINGS || path.contains('/') && FOLDERS.contains(&folder))
}

/// Returns the checksum of bytes (SHA-256).
pub(super) fn checksum(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether the file of an entry lies in the site without a link on the way.
pub(super) fn is_without_links(root: &Path, path: &str) -> bool {
    let mut at = root.to_owned();
    for part in path.split('/') {
        at.push(part);
        if std::fs::symlink_metadata(&at).is_ok_and(|found| found.file_type().is_symlink()) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_outside_of_the_site_is_no_entry() {
        for path in ["content/a.md", "site.toml", "assets/x/y.json"] {
            assert!(is_path_of_site(path), "{path}");
        }
        for path in [
            "/etc/passwd",
            "content/../../x",
            "content",
            "x.md",
            "content//a",
            "c:/x",
            "content\\a",
        ] {
            assert!(!is_path_of_site(path), "{path}");
        }
    }
}
