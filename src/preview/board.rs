//! The one thing that the parts of the preview share: which edition is current, and a bell for those who wait.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::consequences::Consequences;
use super::edition::{Edition, Step};
use super::media::is_page;

/// The current revision, for all threads. A reader takes it once and works from it to the end, so that no answer is made
/// of two revisions.
pub(super) struct Board<E> {
    /// Tells this run of the server from an earlier one at the same address.
    session: String,
    pinned: Mutex<Pinned<E>>,
    bell: Condvar,
}

struct Pinned<E> {
    revision: Arc<Revision<E>>,
    consequences: Option<Arc<Consequences>>,
    notice: u64,
}

/// An edition, and what the browser is told beside it.
pub(super) struct Revision<E> {
    pub(super) number: u64,
    pub(super) edition: E,
    /// The routes of the files that were saved last.
    pub(super) saved: Vec<String>,
    /// The assets that changed since the server started, each with the number of the revision that brought it.
    pub(super) assets: BTreeMap<String, u64>,
    /// Where the pages went that earlier revisions had elsewhere.
    moved: BTreeMap<String, String>,
}

/// What is pushed to the browsers: anything in it that is new is a reason to ask for more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) number: u64,
    pub(super) revision: String,
}

impl<E: Edition> Board<E> {
    pub(super) fn new(edition: E) -> Board<E> {
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let revision =
            Revision { number: 0, edition, saved: Vec::new(), assets: BTreeMap::new(), moved: BTreeMap::new() };
        Board {
            session: format!("{:x}-{:x}", started.as_micros(), std::process::id()),
            pinned: Mutex::new(Pinned { revision: Arc::new(revision), consequences: None, notice: 0 }),
            bell: Condvar::new(),
        }
    }

    pub(super) fn current(&self) -> Arc<Revision<E>> {
        Arc::clone(&self.pinned().revision)
    }

    /// From now on every answer is of the new edition.
    pub(super) fn show(&self, step: Step<E>) -> Arc<Revision<E>> {
        // Everything is worked out before the lock is taken: nobody waits for it.
        let revision = Arc::new(self.current().next(step));
        let mut pinned = self.pinned();
        pinned.revision = Arc::clone(&revision);
        pinned.notice += 1;
        self.bell.notify_all();
        revision
    }

    /// What the saves up to `consequences.revision` did to the other pages.
    pub(super) fn tell(&self, consequences: Consequences) {
        let mut pinned = self.pinned();
        pinned.consequences = Some(Arc::new(consequences));
        pinned.notice += 1;
        self.bell.notify_all();
    }

    pub(super) fn consequences(&self) -> Option<Arc<Consequences>> {
        self.pinned().consequences.clone()
    }

    /// The name of a revision in the browser: no other run of the server gives the same one.
    pub(super) fn name(&self, number: u64) -> String {
        format!("{}.{number}", self.session)
    }

    pub(super) fn notice(&self) -> Notice {
        self.notice_in(&self.pinned())
    }

    /// Blocks until there is a notice after number `last`; `None` when `patience` ran out first.
    pub(super) fn wait(&self, last: u64, patience: Duration) -> Option<Notice> {
        let waiting = self.bell.wait_timeout_while(self.pinned(), patience, |pinned| pinned.notice <= last);
        let (pinned, timeout) = waiting.unwrap_or_else(PoisonError::into_inner);
        (!timeout.timed_out()).then(|| self.notice_in(&pinned))
    }

    /// Blocks until a revision after `number` is shown.
    pub(super) fn wait_for_revision_after(&self, number: u64) -> Arc<Revision<E>> {
        let waiting = self.bell.wait_while(self.pinned(), |pinned| pinned.revision.number <= number);
        Arc::clone(&waiting.unwrap_or_else(PoisonError::into_inner).revision)
    }

    fn notice_in(&self, pinned: &Pinned<E>) -> Notice {
        Notice { number: pinned.notice, revision: self.name(pinned.revision.number) }
    }

    fn pinned(&self) -> MutexGuard<'_, Pinned<E>> {
        // Only whole values are ever put in, so a thread that panicked left nothing half done.
        self.pinned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E: Edition> Revision<E> {
    fn next(&self, Step { edition, changed }: Step<E>) -> Revision<E> {
        let number = self.number + 1;
        let (mut assets, mut moved) = (self.assets.clone(), self.moved.clone());
        let (saved, of_assets): (Vec<_>, Vec<_>) = edition.routes_of(&changed).into_iter().partition(|r| is_page(r));
        assets.extend(of_assets.into_iter().map(|route| (route, number)));
        for route in self.edition.routes_of(&changed) {
            if let Some(to) = edition.successor(&route, &self.edition).filter(|to| *to != route) {
                moved.insert(route, to);
            }
        }
        moved.retain(|from, _| edition.about(from).is_none());
        Revision { number, edition, saved, assets, moved }
    }

    /// The current address of a page that was at `route` in an earlier revision.
    pub(super) fn moved(&self, route: &str) -> Option<&str> {
        let mut to = self.moved.get(route)?;
        // A page may have moved more than once; where two swapped, the circle ends here.
        for _ in 0..self.moved.len() {
            match self.moved.get(to) {
                Some(further) => to = further,
                None => break,
            }
        }
        self.edition.about(to).is_some().then_some(to)
    }
}
