//! Polling of files, for file systems without events.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, SystemTime};

use super::file_event::FileEvent;
use super::paths::{WatchedPaths, changed_at};

/// A polling thread that reports differences until it is dropped.
pub(super) struct Poller {
    stop: Arc<AtomicBool>,
}

type FileStates = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Poller {
    /// Starts the thread. Fails if the system allows no more threads.
    pub(super) fn start(
        paths: WatchedPaths,
        pause: Duration,
        sender: Sender<FileEvent>,
    ) -> io::Result<Poller> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let mut seen = read_states(&paths);
        let watch = move || {
            while !stopped.load(Ordering::Relaxed) {
                thread::sleep(pause);
                let now = read_states(&paths);
                for path in differences(&seen, &now) {
                    if sender.send(FileEvent::Changed(path)).is_err() {
                        return;
                    }
                }
                seen = now;
            }
        };
        thread::Builder::new().spawn(watch)?;
        Ok(Poller { stop })
    }
}

impl Drop for Poller {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn differences(seen: &FileStates, now: &FileStates) -> Vec<PathBuf> {
    // Two saves within one tick of the clock have the same time, so recent files are reported again.
    let recent = SystemTime::now().checked_sub(Duration::from_secs(2));
    let changed = |(path, state): (&PathBuf, &(u64, Option<SystemTime>))| {
        (seen.get(path) != Some(state) || state.1 >= recent).then(|| path.clone())
    };
    let gone = seen.keys().filter(|path| !now.contains_key(*path)).cloned();
    now.iter().filter_map(changed).chain(gone).collect()
}

fn read_states(paths: &WatchedPaths) -> FileStates {
    let state = |place: PathBuf| {
        // The state is that of the link itself; its target is in the list, too.
        let state = fs::symlink_metadata(&place).ok()?;
        Some((place, (state.len(), changed_at(&state))))
    };
    paths.files().into_iter().filter_map(state).collect()
}
