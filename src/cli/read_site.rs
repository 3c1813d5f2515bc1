//! Reads a site as it is today.

use std::path::Path;

use super::error::{CommandError, disk};
use super::today::today;
use crate::atlas::Drafts;
use crate::pipeline::{self, Options, Snapshot};
use crate::source;

/// Returns the linked records of the site at `root`. Its diagnostics are in the snapshot.
pub(super) fn read_site(root: &Path, drafts: Drafts) -> Result<Snapshot, CommandError> {
    let tree = source::scan(root).map_err(|error| disk(root, &error))?;
    let options = Options::new(today()?, drafts);
    Ok(pipeline::snapshot(tree, None, &options))
}
