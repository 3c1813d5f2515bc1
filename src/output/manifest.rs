//! The list of the files that builds of ours have written to an output folder.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::source::open_regular;

/// The file's name in the output folder.
pub(super) const NAME: &str = ".atlas-manifest";

/// The name under which the next one is written.
pub(super) const NEW: &str = ".atlas-manifest.new";

/// Its first line.
const HEAD: &str = "atlas manifest 1";

/// The routes of the files that are ours, in order.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    routes: Vec<String>,
}

impl Manifest {
    /// The manifest of a folder, if builds of ours have written to it.
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
        // A line that leads out of the folder was not written by us.
        let inside = |route: &&str| {
            !route.is_empty()
                && !route.starts_with('/')
                && route.split('/').all(|part| !matches!(part, "" | "." | ".."))
        };
        let mut routes: Vec<String> = lines.filter(inside).map(str::to_owned).collect();
        routes.sort_unstable();
        Ok(Some(Manifest { routes }))
    }

    /// Whether no file is ours.
    pub(super) fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    pub(super) fn has(&self, route: &str) -> bool {
        self.routes.binary_search_by(|known| known.as_str().cmp(route)).is_ok()
    }

    pub(super) fn routes(&self) -> impl Iterator<Item = &str> {
        self.routes.iter().map(String::as_str)
    }

    /// Writes the manifest of some routes whole: to another name first, then renamed over the old one.
    pub(super) fn write(root: &Path, routes: &[&str]) -> io::Result<()> {
        let mut text = String::with_capacity(routes.len() * 48);
        text.push_str(HEAD);
        text.push('\n');
        for route in routes {
            text.push_str(route);
            text.push('\n');
        }
        let temporary = root.join(NEW);
        // The message names the file: the folder alone would not tell what stands in the way.
        write_new(&temporary, &text).map_err(|error| io::Error::new(error.kind(), format!("{NEW}: {error}")))?;
        fs::rename(&temporary, root.join(NAME))
    }
}

/// Writes a new file in place of an old one; a link that stands there is removed and not followed.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}
