//! Detection of the pages that a save changed: the bytes of the pages that it may affect are compared with those before it.
//! Pages that are open in a browser come first.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::Arc;
use std::thread;

use super::activity::ActivityCounter;
use super::changed_pages::ChangedPages;
use super::http::fingerprint::fingerprint;
use super::site::PreviewSite;
use super::state_channel::StateChannel;

/// Hashes of all pages of a site, by route.
#[derive(Clone, Default)]
struct PageHashes(HashMap<String, u64>);

/// The pages to compare since the last completed detection.
enum Pending {
    /// All pages.
    All,
    /// Some pages, by route.
    Some(BTreeSet<String>),
}

/// Starts the thread that detects the changed pages of every save. Fails if the system allows no more threads.
///
/// A save during a detection ends it; the next result covers both saves.
pub(super) fn spawn_change_detection<E: PreviewSite>(
    channel: Arc<StateChannel<E>>,
    activity: Arc<ActivityCounter>,
) -> io::Result<()> {
    let detect = move || {
        let first = channel.current();
        let mut known = first.number;
        // All later hashes are compared with the first, so it is not interrupted.
        let all = first.site.pages();
        let empty = PageHashes::default();
        let Some(mut hashes) = empty.updated(all, &first.site, &activity, || false) else {
            return;
        };
        let mut pending = Pending::Some(BTreeSet::new());
        // What changed in words is counted from the last completed detection, as the pages are.
        let mut compared = first;
        // No page changed, but rendering all pages may have added diagnostics.
        channel.publish_changes(ChangedPages {
            revision: known,
            pages: Vec::new(),
            lines: Vec::new(),
        });
        loop {
            let revision = channel.wait_for_revision_after(known);
            // The pages that a missed revision affected are not known.
            let is_next = revision.number == known + 1;
            let affected = revision.site.affected_pages().filter(|_| is_next);
            pending.add(affected);
            known = revision.number;
            let outdated = || channel.current().number != revision.number;
            let (base, mut routes) = match &pending {
                Pending::All => (PageHashes::default(), revision.site.pages()),
                Pending::Some(routes) => (hashes.clone(), routes.iter().cloned().collect()),
            };
            let opened = channel.opened_pages();
            routes.sort_by_key(|route| !opened.contains(route));
            if let Some(next) = base.updated(routes, &revision.site, &activity, outdated) {
                let pages = next.differences(&hashes, &revision.saved);
                let lines = revision.site.changes_since(&compared.site);
                channel.publish_changes(ChangedPages {
                    revision: revision.number,
                    pages,
                    lines,
                });
                hashes = next;
                compared = revision;
                pending = Pending::Some(BTreeSet::new());
            }
        }
    };
    thread::Builder::new().spawn(detect).map(drop)
}

impl Pending {
    /// Adds the pages that a save may affect; `None` stands for all pages.
    fn add(&mut self, affected: Option<Vec<String>>) {
        match (self, affected) {
            (Pending::Some(routes), Some(affected)) => routes.extend(affected),
            (pending, None) => *pending = Pending::All,
            (Pending::All, Some(_)) => {}
        }
    }
}

impl PageHashes {
    /// Renders and hashes some pages, in their order. Returns `None` if `outdated` becomes true.
    fn updated<E: PreviewSite>(
        mut self,
        routes: Vec<String>,
        site: &E,
        activity: &ActivityCounter,
        outdated: impl Fn() -> bool,
    ) -> Option<PageHashes> {
        for route in routes {
            activity.wait_until_idle();
            if outdated() {
                return None;
            }
            match site.bytes(&route) {
                Some(bytes) => drop(self.0.insert(route, fingerprint(&bytes))),
                None => drop(self.0.remove(&route)),
            }
        }
        Some(self)
    }

    fn differences(&self, before: &PageHashes, first: &[String]) -> Vec<String> {
        let differs = |(route, print): &(&String, &u64)| before.0.get(*route) != Some(*print);
        let mut pages: Vec<_> = self
            .0
            .iter()
            .filter(differs)
            .map(|(route, _)| route.clone())
            .collect();
        pages.sort_by_cached_key(|route| (!first.contains(route), route.clone()));
        pages
    }
}
