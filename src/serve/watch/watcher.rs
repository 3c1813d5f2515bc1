//! The watcher: turns file events into debounced changes, and handles lost events and a missing root.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use super::backend::{BY_FOLDER, Backend, watch_all, watch_folders};
use super::change::Change;
use super::debounce::Debouncer;
use super::file_event::FileEvent;
use super::paths::WatchedPaths;
use crate::source;

/// Reports changes in the folders of a site until it is dropped.
pub struct Watcher {
    /// The path of the site's folder. Another folder may replace it later.
    root: PathBuf,
    poll: bool,
    paths: WatchedPaths,
    events: Receiver<FileEvent>,
    backend: Backend,
    /// New folders to be read again, because files may have been written before the folder was watched.
    revisits: Vec<(Instant, PathBuf)>,
    /// Changes before the watcher started.
    earlier_changes: BTreeSet<PathBuf>,
    /// The reason for polling although events were requested.
    fallback_reason: Option<String>,
    rescanned: Option<Instant>,
    /// True after the missing root was reported.
    is_missing: bool,
}

const REVISIT: Duration = Duration::from_millis(150);
/// Reading all files causes events; without a pause an overflow could cause the next one.
const BETWEEN_RESCANS: Duration = Duration::from_secs(2);
/// Interval of checks that the root exists.
const ROOT_CHECK: Duration = Duration::from_millis(500);

impl Watcher {
    /// Watches the site at `root`. `poll` selects polling.
    pub fn new(root: &Path, poll: bool) -> io::Result<Watcher> {
        let root = std::path::absolute(root)?;
        let paths = WatchedPaths::new(&root)?;
        let (backend, events, fallback_reason) = Backend::start(&paths, poll)?;
        let (revisits, earlier_changes) = (Vec::new(), BTreeSet::new());
        let (rescanned, is_missing) = (None, false);
        Ok(Watcher {
            root,
            poll,
            paths,
            events,
            backend,
            revisits,
            earlier_changes,
            fallback_reason,
            rescanned,
            is_missing,
        })
    }

    /// Returns the reason for polling although events were requested; `None` otherwise.
    pub fn fallback_reason(&self) -> Option<&str> {
        self.fallback_reason.as_deref()
    }

    /// Adds the changes since a time before the watcher started to the next change.
    pub fn include_changes_since(&mut self, since: SystemTime) {
        // Some file systems store times in steps of two seconds. A file that is reported in vain is only read again.
        let since = since.checked_sub(Duration::from_secs(2)).unwrap_or(since);
        let modified = self.paths.modified_since(since);
        self.earlier_changes.extend(
            modified
                .into_iter()
                .filter_map(|path| self.paths.relative(&path)),
        );
    }

    /// Blocks until files change and the change set is complete.
    pub fn wait(&mut self) -> Change {
        if self.is_missing {
            return self.wait_for_root();
        }
        let mut debouncer = Debouncer::default();
        for path in std::mem::take(&mut self.earlier_changes) {
            debouncer.add(Some(path));
        }
        loop {
            match self
                .events
                .recv_timeout(debouncer.wait_time(self.next_revisit()).min(ROOT_CHECK))
            {
                Ok(FileEvent::Changed(path)) => self.handle_changed_path(&path, &mut debouncer),
                Ok(FileEvent::FolderCreated(path)) => self.handle_new_folder(path, &mut debouncer),
                Ok(FileEvent::Lost(reason)) => debouncer.add_lost(reason),
                Err(RecvTimeoutError::Disconnected) => {
                    debouncer.add_lost(self.fall_back_to_polling("the watcher stopped"));
                }
                Err(RecvTimeoutError::Timeout) if !self.paths.is_same_root(&self.root) => {
                    return self.handle_missing_root();
                }
                Err(RecvTimeoutError::Timeout) => {
                    for path in self.due_revisits() {
                        self.revisit_folder(&path, &mut debouncer);
                    }
                }
            }
            if debouncer.is_over() {
                return match debouncer.into_change() {
                    // The files are missing because the root is missing.
                    _ if !self.paths.is_same_root(&self.root) => self.handle_missing_root(),
                    Change::Rescan { reason } => self.rescan(reason),
                    change => change,
                };
            }
        }
    }

    fn handle_changed_path(&mut self, real: &Path, debouncer: &mut Debouncer) {
        let path = self.paths.relative(real);
        // The system does not report a linked top-level folder as a folder.
        if let Some(path) = path.as_ref().filter(|path| path.components().count() == 1) {
            self.watch_folder(real, path, debouncer);
        }
        debouncer.add(path);
    }

    fn handle_new_folder(&mut self, real: PathBuf, debouncer: &mut Debouncer) {
        self.revisit_folder(&real, debouncer);
        self.revisits.push((Instant::now() + REVISIT, real));
    }

    fn revisit_folder(&mut self, real: &Path, debouncer: &mut Debouncer) {
        if let Some(path) = self.paths.relative(real) {
            self.watch_folder(real, &path, debouncer);
            debouncer.add(Some(path));
        }
    }

    /// Reports that the root is missing, or that it was replaced.
    fn handle_missing_root(&mut self) -> Change {
        match WatchedPaths::new(&self.root) {
            Ok(_) => self.wait_for_root(),
            Err(_) => {
                self.is_missing = true;
                Change::RootMissing
            }
        }
    }

    /// Waits until the root exists, and watches it.
    fn wait_for_root(&mut self) -> Change {
        loop {
            if let Ok(paths) = WatchedPaths::new(&self.root)
                && let Ok((backend, events, _)) = Backend::start(&paths, self.poll)
            {
                (self.paths, self.backend, self.events) = (paths, backend, events);
                self.revisits.clear();
                self.is_missing = false;
                return Change::RootReturned;
            }
            std::thread::sleep(ROOT_CHECK);
        }
    }

    fn rescan(&mut self, reason: String) -> Change {
        if let Some(last) = self.rescanned {
            std::thread::sleep(BETWEEN_RESCANS.saturating_sub(last.elapsed()));
        }
        while self.events.try_recv().is_ok() {}
        if let Backend::System(_) = self.backend {
            let (sender, events) = channel();
            match Backend::system(&self.paths, sender.clone()) {
                Ok(backend) => (self.backend, self.events) = (backend, events),
                Err(error) => _ = self.fall_back_to_polling(&error.to_string()),
            }
        }
        self.rescanned = Some(Instant::now());
        Change::Rescan { reason }
    }

    /// Switches to polling. Returns the reason as a sentence.
    fn fall_back_to_polling(&mut self, reason: &str) -> String {
        let (sender, events) = channel();
        // Without a thread the old backend remains; its end is detected again in the next turn.
        if let Ok(backend) = Backend::poll(&self.paths, sender) {
            (self.backend, self.events) = (backend, events);
        }
        format!("{reason}; polling the files from now on")
    }

    /// Watches a new folder recursively. `path` is its path in the site.
    fn watch_folder(&mut self, real: &Path, path: &Path, debouncer: &mut Debouncer) {
        let watched = match &mut self.backend {
            Backend::System(watcher) if path.components().count() == 1 => {
                watch_all(watcher, &self.paths)
            }
            Backend::System(watcher) if BY_FOLDER => {
                watch_folders(watcher, || source::folders_below(real))
            }
            Backend::System(_) | Backend::Poll { .. } => Ok(()),
        };
        if let Err(error) = watched {
            debouncer.add_lost(error.to_string());
        }
    }

    fn next_revisit(&self) -> Option<Instant> {
        self.revisits.iter().map(|(due, _)| *due).min()
    }

    fn due_revisits(&mut self) -> Vec<PathBuf> {
        let now = Instant::now();
        self.revisits
            .extract_if(.., |(due, _)| *due <= now)
            .map(|(_, path)| path)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::Sender;

    use notify::event::Flag;
    use notify::{Event, EventKind};

    use super::super::backend::file_events;
    use super::*;

    /// Creates a watcher with a channel for test events, and its site.
    fn with_own_events() -> (Watcher, Sender<FileEvent>, tempfile::TempDir) {
        let site = tempfile::tempdir().expect("a folder");
        fs::create_dir(site.path().join("content")).expect("a folder in it");
        let mut watcher = Watcher::new(site.path(), false).expect("a watcher");
        let (sender, events) = channel();
        watcher.events = events;
        (watcher, sender, site)
    }

    fn reason(change: Change) -> String {
        match change {
            Change::Rescan { reason } => reason,
            other => panic!("only {other:?}"),
        }
    }

    #[track_caller]
    fn sees(watcher: &mut Watcher, site: &tempfile::TempDir, name: &str) {
        let file = Path::new("content").join(name);
        fs::write(site.path().join(&file), "x").expect("a file");
        let Change::Paths(paths) = watcher.wait() else {
            panic!("a rescan in place of {name}")
        };
        assert!(paths.contains(&file), "{paths:?}");
    }

    #[test]
    fn after_an_overflow_all_is_read_and_the_watch_goes_on() {
        let (mut watcher, sender, site) = with_own_events();
        let overflow = Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan));
        for file_event in file_events(overflow) {
            sender.send(file_event).expect("the watcher listens");
        }
        // Events before a rescan are discarded.
        sender
            .send(FileEvent::Changed(site.path().join("content/a.md")))
            .expect("the watcher listens");
        assert_eq!(
            reason(watcher.wait()),
            "the system lost track of the files that changed"
        );
        assert!(matches!(watcher.backend, Backend::System(_)));
        sees(&mut watcher, &site, "b.md");
    }

    #[test]
    fn an_error_of_the_watch_is_a_reason_to_read_all() {
        let (mut watcher, sender, site) = with_own_events();
        let failed = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
        for file_event in file_events(Err(failed)) {
            sender.send(file_event).expect("the watcher listens");
        }
        assert!(!reason(watcher.wait()).is_empty());
        sees(&mut watcher, &site, "b.md");
    }

    #[test]
    fn when_the_watch_dies_the_files_are_polled() {
        let (mut watcher, sender, site) = with_own_events();
        drop(sender);
        assert_eq!(
            reason(watcher.wait()),
            "the watcher stopped; polling the files from now on"
        );
        assert!(matches!(watcher.backend, Backend::Poll { .. }));
        sees(&mut watcher, &site, "b.md");
    }

    #[test]
    fn what_changed_before_the_watch_is_reported_first() {
        let (mut watcher, _sender, site) = with_own_events();
        let before = SystemTime::now();
        fs::write(site.path().join("content/a.md"), "x").expect("a file");
        watcher.include_changes_since(before);
        let Change::Paths(paths) = watcher.wait() else {
            panic!("a rescan")
        };
        assert!(
            paths.contains(Path::new("content/a.md")) && paths.contains(Path::new("content")),
            "{paths:?}"
        );
    }
}
