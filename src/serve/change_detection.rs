//! Detection of the pages that a save changed: the bytes of all pages are compared with those before it.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::thread;

use super::activity::ActivityCounter;
use super::changed_pages::ChangedPages;
use super::http::fingerprint::fingerprint;
use super::site::PreviewSite;
use super::state_channel::StateChannel;

/// Hashes of all pages of a site, by route.
struct PageHashes(HashMap<String, u64>);

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
        let Some(mut hashes) = PageHashes::compute(&first.site, &activity, || false) else {
            return;
        };
        drop(first);
        // No page changed, but rendering all pages may have added diagnostics.
        channel.publish_changes(ChangedPages {
            revision: known,
            pages: Vec::new(),
        });
        loop {
            let revision = channel.wait_for_revision_after(known);
            known = revision.number;
            let outdated = || channel.current().number != revision.number;
            if let Some(next) = PageHashes::compute(&revision.site, &activity, outdated) {
                let pages = next.differences(&hashes, &revision.saved);
                channel.publish_changes(ChangedPages {
                    revision: revision.number,
                    pages,
                });
                hashes = next;
            }
        }
    };
    thread::Builder::new().spawn(detect).map(drop)
}

impl PageHashes {
    /// Renders and hashes all pages. Returns `None` if `outdated` becomes true.
    fn compute<E: PreviewSite>(
        site: &E,
        activity: &ActivityCounter,
        outdated: impl Fn() -> bool,
    ) -> Option<PageHashes> {
        let mut hashes = HashMap::new();
        for route in site.pages() {
            activity.wait_until_idle();
            if outdated() {
                return None;
            }
            if let Some(bytes) = site.bytes(&route) {
                hashes.insert(route, fingerprint(&bytes));
            }
        }
        Some(PageHashes(hashes))
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
