//! Holds the current site revision behind a mutex, and wakes waiting threads (event streams, change detection) through
//! a condition variable.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::changed_pages::ChangedPages;
use super::http::mime::is_page;
use super::site::{PreviewSite, Update};

/// The current revision for all threads. A request uses one revision from its begin to its end.
pub(super) struct StateChannel<E> {
    /// Distinguishes this process from an earlier server at the same address.
    session: String,
    current_state: Mutex<Current<E>>,
    changed_signal: Condvar,
    /// The routes of the pages that browsers have asked about last, the latest one at the end.
    opened: Mutex<Vec<String>>,
}

/// Number of pages that count as open.
const MAX_OPENED: usize = 16;

struct Current<E> {
    revision: Arc<SiteRevision<E>>,
    changed_pages: Option<Arc<ChangedPages>>,
    event: u64,
}

/// A numbered snapshot of the site with the changes that led to it.
pub(super) struct SiteRevision<E> {
    pub(super) number: u64,
    pub(super) site: E,
    /// Routes of the pages whose files were saved last.
    pub(super) saved: Vec<String>,
    /// Assets that changed since the server started, with the number of the revision.
    pub(super) assets: BTreeMap<String, u64>,
    /// New routes of moved pages, by old route.
    moved: BTreeMap<String, String>,
}

/// A notification for browsers. A new number means that the state has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UpdateEvent {
    pub(super) number: u64,
    pub(super) revision: String,
}

impl<E: PreviewSite> StateChannel<E> {
    pub(super) fn new(site: E) -> StateChannel<E> {
        let started = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let revision = SiteRevision {
            number: 0,
            site,
            saved: Vec::new(),
            assets: BTreeMap::new(),
            moved: BTreeMap::new(),
        };
        StateChannel {
            session: format!("{:x}-{:x}", started.as_micros(), std::process::id()),
            current_state: Mutex::new(Current {
                revision: Arc::new(revision),
                changed_pages: None,
                event: 0,
            }),
            changed_signal: Condvar::new(),
            opened: Mutex::default(),
        }
    }

    pub(super) fn current(&self) -> Arc<SiteRevision<E>> {
        Arc::clone(&self.current_state().revision)
    }

    /// Records that a page is open in a browser.
    pub(super) fn set_opened(&self, route: &str) {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.retain(|known| known != route);
        opened.push(route.to_owned());
        let excess = opened.len().saturating_sub(MAX_OPENED);
        opened.drain(..excess);
    }

    /// Returns the routes of the pages that were open last.
    pub(super) fn opened_pages(&self) -> Vec<String> {
        self.opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Publishes a new snapshot.
    pub(super) fn publish(&self, update: Update<E>) -> Arc<SiteRevision<E>> {
        // The revision is built before the mutex is locked.
        let revision = Arc::new(self.current().next(update));
        let mut current_state = self.current_state();
        current_state.revision = Arc::clone(&revision);
        current_state.event += 1;
        self.changed_signal.notify_all();
        revision
    }

    /// Publishes the changed pages of a revision.
    pub(super) fn publish_changes(&self, changed_pages: ChangedPages) {
        let mut current_state = self.current_state();
        current_state.changed_pages = Some(Arc::new(changed_pages));
        current_state.event += 1;
        self.changed_signal.notify_all();
    }

    pub(super) fn changed_pages(&self) -> Option<Arc<ChangedPages>> {
        self.current_state().changed_pages.clone()
    }

    /// Returns the name of a revision, which is unique among all runs of the server.
    pub(super) fn name(&self, number: u64) -> String {
        format!("{}.{number}", self.session)
    }

    pub(super) fn latest_event(&self) -> UpdateEvent {
        self.event_of(&self.current_state())
    }

    /// Blocks until there is an event after number `last`. Returns `None` after `timeout`.
    pub(super) fn wait(&self, last: u64, timeout: Duration) -> Option<UpdateEvent> {
        let waiting = self.changed_signal.wait_timeout_while(
            self.current_state(),
            timeout,
            |current_state| current_state.event <= last,
        );
        let (current_state, result) = waiting.unwrap_or_else(PoisonError::into_inner);
        (!result.timed_out()).then(|| self.event_of(&current_state))
    }

    /// Blocks until there is a revision after `number`.
    pub(super) fn wait_for_revision_after(&self, number: u64) -> Arc<SiteRevision<E>> {
        let waiting = self
            .changed_signal
            .wait_while(self.current_state(), |current_state| {
                current_state.revision.number <= number
            });
        Arc::clone(&waiting.unwrap_or_else(PoisonError::into_inner).revision)
    }

    fn event_of(&self, current_state: &Current<E>) -> UpdateEvent {
        UpdateEvent {
            number: current_state.event,
            revision: self.name(current_state.revision.number),
        }
    }

    fn current_state(&self) -> MutexGuard<'_, Current<E>> {
        // A panic cannot leave the state inconsistent: only complete values are stored.
        self.current_state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E: PreviewSite> SiteRevision<E> {
    fn next(&self, Update { site, changed }: Update<E>) -> SiteRevision<E> {
        let number = self.number + 1;
        let (mut assets, mut moved) = (self.assets.clone(), self.moved.clone());
        let (saved, asset_routes): (Vec<_>, Vec<_>) = site
            .routes_of(&changed)
            .into_iter()
            .partition(|r| is_page(r));
        assets.extend(asset_routes.into_iter().map(|route| (route, number)));
        moved.extend(site.moved_pages(&changed, &self.site));
        moved.retain(|from, _| site.route_info(from).is_none());
        SiteRevision {
            number,
            site,
            saved,
            assets,
            moved,
        }
    }

    /// Returns the current route of a page that had another route in an earlier revision.
    pub(super) fn moved(&self, route: &str) -> Option<&str> {
        let mut to = self.moved.get(route)?;
        // A page may have moved more than once. The limit ends the loop if two pages were swapped.
        for _ in 0..self.moved.len() {
            match self.moved.get(to) {
                Some(further) => to = further,
                None => break,
            }
        }
        self.site.route_info(to).is_some().then_some(to)
    }
}
