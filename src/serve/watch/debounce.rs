//! Debounces file events into one change set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::change::Change;

/// The quiet time that ends a change set, by its number of paths: short for one save, long for a `git checkout`.
const QUIET: [(usize, Duration); 3] = [
    (16, Duration::from_millis(8)),
    (256, Duration::from_millis(50)),
    (usize::MAX, Duration::from_millis(200)),
];
const LONGEST_WAIT: Duration = Duration::from_secs(3);
const FOREVER: Duration = Duration::from_secs(3600);

/// A change set that is being collected.
#[derive(Default)]
pub(super) struct Debouncer {
    paths: BTreeSet<PathBuf>,
    lost: Option<String>,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Debouncer {
    /// Adds a path. `None` is a path outside of the site and is ignored.
    pub(super) fn add(&mut self, path: Option<PathBuf>) {
        if let Some(path) = path {
            self.paths.insert(path);
            self.record_time();
        }
    }

    /// Records that events were lost.
    pub(super) fn add_lost(&mut self, reason: String) {
        self.lost.get_or_insert(reason);
        self.record_time();
    }

    fn record_time(&mut self) {
        let now = Instant::now();
        self.first.get_or_insert(now);
        self.last = Some(now);
    }

    fn deadline(&self) -> Option<Instant> {
        let (_, quiet) = QUIET.iter().find(|(most, _)| self.paths.len() <= *most)?;
        Some((self.last? + *quiet).min(self.first? + LONGEST_WAIT))
    }

    /// Returns the time to wait for more events, or for a folder to be revisited.
    pub(super) fn wait_time(&self, revisit: Option<Instant>) -> Duration {
        let until = self.deadline().or(revisit);
        until.map_or(FOREVER, |until| {
            until.saturating_duration_since(Instant::now())
        })
    }

    /// Returns true if the quiet time is over.
    pub(super) fn is_over(&self) -> bool {
        self.deadline().is_some_and(|end| end <= Instant::now())
    }

    /// Returns the collected change.
    pub(super) fn into_change(self) -> Change {
        if let Some(reason) = self.lost {
            return Change::Rescan { reason };
        }
        let mut paths = self.paths;
        // On a case-insensitive file system `A.md` and `a.md` are one file; only the listing of the folder has the
        // current name.
        let mut names = BTreeMap::new();
        for path in &paths {
            *names
                .entry(path.to_string_lossy().to_lowercase())
                .or_insert(0) += 1;
        }
        let twice = |path: &&PathBuf| names.get(&path.to_string_lossy().to_lowercase()) > Some(&1);
        let folders: Vec<_> = paths
            .iter()
            .filter(twice)
            .filter_map(|path| path.parent())
            .map(PathBuf::from)
            .collect();
        paths.extend(
            folders
                .into_iter()
                .filter(|folder| !folder.as_os_str().is_empty()),
        );
        Change::Paths(paths)
    }
}
