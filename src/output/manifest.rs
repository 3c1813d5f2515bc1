//! The manifest: a list of the files that earlier builds wrote to an output folder.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::source::open_regular;

/// The name of the manifest in the output folder.
pub(super) const NAME: &str = ".atlas-manifest";

/// The name of a manifest that is being written.
pub(super) const NEW: &str = ".atlas-manifest.new";

/// The first line of the file.
const HEAD: &str = "atlas manifest 1";

/// The sorted routes of the files that builds wrote.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    routes: Vec<String>,
}

impl Manifest {
    /// Reads the manifest of a folder. `None` means that no build has written to it.
    pub(super) fn read(root: &Path) -> io::Result<Option<Manifest>> {
        let mut bytes = Vec::new();
        match open_regular(&root.join(NAME)).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Ok(None);
        }
        // A build writes no route that points outside of the folder.
        let inside = |route: &&str| {
            !route.is_empty()
                && !route.starts_with('/')
                && route
                    .split('/')
                    .all(|part| !matches!(part, "" | "." | ".."))
        };
        let mut routes: Vec<String> = lines.filter(inside).map(str::to_owned).collect();
        routes.sort_unstable();
        Ok(Some(Manifest { routes }))
    }

    /// Returns true if no file is listed.
    pub(super) fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    pub(super) fn has(&self, route: &str) -> bool {
        self.routes
            .binary_search_by(|known| known.as_str().cmp(route))
            .is_ok()
    }

    pub(super) fn routes(&self) -> impl Iterator<Item = &str> {
        self.routes.iter().map(String::as_str)
    }

    /// Writes a manifest to a temporary file and renames it over the old one.
    pub(super) fn write(root: &Path, routes: &[&str]) -> io::Result<()> {
        let mut text = String::with_capacity(routes.len() * 48);
        text.push_str(HEAD);
        text.push('\n');
        for route in routes {
            text.push_str(route);
            text.push('\n');
        }
        let temporary = root.join(NEW);
        // The message names the file, because the folder alone would not identify the obstacle.
        write_new(&temporary, &text)
            .map_err(|error| io::Error::new(error.kind(), format!("{NEW}: {error}")))?;
        fs::rename(&temporary, root.join(NAME))
    }
}

/// Replaces a file. A link in its place is removed and not followed.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}
