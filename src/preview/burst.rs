//! The changes that are told together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::watch::Change;

/// How long nothing may happen before a burst counts as over: one save is told at once, a `git checkout` in one piece.
const QUIET: [(usize, Duration); 3] =
    [(16, Duration::from_millis(12)), (256, Duration::from_millis(50)), (usize::MAX, Duration::from_millis(200))];
const LONGEST_BURST: Duration = Duration::from_secs(3);
const FOREVER: Duration = Duration::from_secs(3600);

/// The changes that are told together.
#[derive(Default)]
pub(super) struct Burst {
    paths: BTreeSet<PathBuf>,
    lost: Option<String>,
    began: Option<Instant>,
    last: Option<Instant>,
}

impl Burst {
    /// Takes up a path; none is a path that is not the site's.
    pub(super) fn add(&mut self, path: Option<PathBuf>) {
        if let Some(path) = path {
            self.paths.insert(path);
            self.stamp();
        }
    }

    /// Takes up that events were lost.
    pub(super) fn lose(&mut self, reason: String) {
        self.lost.get_or_insert(reason);
        self.stamp();
    }

    fn stamp(&mut self) {
        let now = Instant::now();
        self.began.get_or_insert(now);
        self.last = Some(now);
    }

    fn ends(&self) -> Option<Instant> {
        let (_, quiet) = QUIET.iter().find(|(most, _)| self.paths.len() <= *most)?;
        Some((self.last? + *quiet).min(self.began? + LONGEST_BURST))
    }

    /// How long to wait for more, or for a folder that is to be looked at once more.
    pub(super) fn patience(&self, revisit: Option<Instant>) -> Duration {
        let until = self.ends().or(revisit);
        until.map_or(FOREVER, |until| until.saturating_duration_since(Instant::now()))
    }

    /// Whether it has been quiet for long enough.
    pub(super) fn is_over(&self) -> bool {
        self.ends().is_some_and(|end| end <= Instant::now())
    }

    /// What is to be told.
    pub(super) fn change(self) -> Change {
        if let Some(reason) = self.lost {
            return Change::Rescan { reason };
        }
        let mut paths = self.paths;
        // Where `A.md` and `a.md` are one file, only the listing of their folder tells which of the names is left.
        let mut spellings = BTreeMap::new();
        for path in &paths {
            *spellings.entry(path.to_string_lossy().to_lowercase()).or_insert(0) += 1;
        }
        let twice = |path: &&PathBuf| spellings.get(&path.to_string_lossy().to_lowercase()) > Some(&1);
        let folders: Vec<_> = paths.iter().filter(twice).filter_map(|path| path.parent()).map(PathBuf::from).collect();
        paths.extend(folders.into_iter().filter(|folder| !folder.as_os_str().is_empty()));
        Change::Paths(paths)
    }
}
