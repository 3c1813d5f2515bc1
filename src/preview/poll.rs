//! Looking at the files again and again, for disks that send no events.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, SystemTime};

use super::places::{Places, changed};
use super::watch::Signal;

/// Tells of every file that differs from the last look, until it is dropped.
pub(super) struct Poll {
    stop: Arc<AtomicBool>,
}

type Look = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Poll {
    /// Fails where the system allows no more threads.
    pub(super) fn start(places: Places, pause: Duration, sender: Sender<Signal>) -> io::Result<Poll> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let mut seen = look(&places);
        let watch = move || {
            while !stopped.load(Ordering::Relaxed) {
                thread::sleep(pause);
                let now = look(&places);
                for path in differences(&seen, &now) {
                    if sender.send(Signal::Touched(path)).is_err() {
                        return;
                    }
                }
                seen = now;
            }
        };
        thread::Builder::new().spawn(watch)?;
        Ok(Poll { stop })
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn differences(seen: &Look, now: &Look) -> Vec<PathBuf> {
    // A second save within the clock's tick leaves the time as it was, so what is that young is told of again.
    let young = SystemTime::now().checked_sub(Duration::from_secs(2));
    let changed = |(path, state): (&PathBuf, &(u64, Option<SystemTime>))| {
        (seen.get(path) != Some(state) || state.1 >= young).then(|| path.clone())
    };
    let gone = seen.keys().filter(|path| !now.contains_key(*path)).cloned();
    now.iter().filter_map(changed).chain(gone).collect()
}

fn look(places: &Places) -> Look {
    let state = |place: PathBuf| {
        // Of a link it is the link's own state: what it leads to stands in the list, too.
        let state = fs::symlink_metadata(&place).ok()?;
        Some((place, (state.len(), changed(&state))))
    };
    places.files().into_iter().filter_map(state).collect()
}
