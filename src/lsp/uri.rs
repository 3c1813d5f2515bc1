//! Addresses of files (RFC 8089) and paths of the site.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::source::SourcePath;

/// The characters of a path that are encoded: all but letters, digits and unreserved marks of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Returns the path of a `file:` address. `None`: it is another one.
pub(super) fn path_of_uri(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if !path.starts_with('/') {
        return None;
    }
    // `/c:/atlas` is a path of Windows.
    let has_drive =
        matches!(path.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic());
    Some(PathBuf::from(if has_drive { &path[1..] } else { &path }))
}

/// Returns the `file:` address of a path.
pub(super) fn uri_of_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let slash = if text.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&text, ENCODED))
}

/// The folder of a site, and what its files are called outside.
#[derive(Clone, Debug)]
pub(super) struct SiteRoot {
    /// The folder as the client names it.
    folder: PathBuf,
    /// The folder without symbolic links.
    real: PathBuf,
}

impl SiteRoot {
    pub(super) fn new(folder: &Path) -> SiteRoot {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
        let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        SiteRoot { folder, real }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the path within the site of an address. `None`: it is outside.
    pub(super) fn source_path(&self, uri: &str) -> Option<SourcePath> {
        let path = path_of_uri(uri)?;
        let inside = |root: &Path| path.strip_prefix(root).ok().map(Path::to_path_buf);
        let real = || {
            path.canonicalize()
                .ok()?
                .strip_prefix(&self.real)
                .ok()
                .map(Path::to_path_buf)
        };
        let inside = inside(&self.folder)
            .or_else(|| inside(&self.real))
            .or_else(real)?;
        let text = inside.to_str()?.replace('\\', "/");
        (!text.is_empty()).then(|| SourcePath::new(&text))
    }

    /// Returns the address of a file of the site.
    pub(super) fn uri(&self, path: &str) -> String {
        uri_of_path(&self.folder.join(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_are_two_forms_of_one_thing() {
        for (uri, path) in [
            ("file:///home/%D1%8F/a%20b.md", "/home/я/a b.md"),
            ("file:///c%3A/atlas", "c:/atlas"),
            ("file:///c:/atlas", "c:/atlas"),
            ("file://localhost/a", "/a"),
        ] {
            assert_eq!(path_of_uri(uri), Some(PathBuf::from(path)), "{uri}");
        }
        for uri in [
            "untitled:Untitled-1",
            "https://example.org/a",
            "file://host/share",
            "file:///%FF",
            "",
        ] {
            assert_eq!(path_of_uri(uri), None, "{uri}");
        }
        assert_eq!(
            uri_of_path(Path::new("/home/я/a b#.md")),
            "file:///home/%D1%8F/a%20b%23.md"
        );
    }

    #[test]
    fn paths_of_the_site_are_normalized() {
        let root = SiteRoot::new(Path::new("/nowhere/atlas"));
        let path = |uri| root.source_path(uri).map(|path| path.to_string());
        let decomposed = "file:///nowhere/atlas/content/people/%D0%B8%CC%86.md";
        assert_eq!(path(decomposed), Some("content/people/й.md".to_owned()));
        assert_eq!(path("file:///nowhere/other.md"), None);
        assert_eq!(path("file:///nowhere/atlas"), None);
    }
}
