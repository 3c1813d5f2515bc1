//! Which pages a save changed, found out by looking at the bytes that all pages would have.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::board::Board;
use super::edition::Edition;
use super::media::fingerprint;

/// The pages that differ since the last time all pages were looked at.
#[derive(Debug, PartialEq)]
pub(super) struct Consequences {
    /// The revision whose pages these are.
    pub(super) revision: u64,
    /// Routes, the pages of the saved files first.
    pub(super) pages: Vec<String>,
}

/// How many others are at work who must not be kept waiting by what can wait.
#[derive(Default)]
pub(super) struct Bustle(AtomicUsize);

pub(super) struct Busy<'a>(&'a Bustle);

impl Bustle {
    /// Until the guard is dropped, what can wait waits.
    pub(super) fn enter(&self) -> Busy<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Busy(self)
    }

    fn wait_until_calm(&self) {
        while self.0.load(Ordering::Relaxed) > 0 {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The fingerprints of all pages of one edition.
struct Ledger(HashMap<String, u64>);

/// Finds the consequences of every save in a thread of its own. A save that comes while the last one is still looked into
/// ends that, and the two are then told as one. Fails where the system allows no more threads.
pub(super) fn trace<E: Edition>(board: Arc<Board<E>>, bustle: Arc<Bustle>) -> io::Result<()> {
    let trace = move || {
        let first = board.current();
        let mut known = first.number;
        // The first ledger is what all later ones are compared with, so nothing ends its making.
        let Some(mut ledger) = Ledger::of(&first.edition, &bustle, || false) else {
            return;
        };
        drop(first);
        // Nothing changed, but what is wrong with a page may have come to light only now that it was made.
        board.tell(Consequences { revision: known, pages: Vec::new() });
        loop {
            let revision = board.wait_for_revision_after(known);
            known = revision.number;
            let outdated = || board.current().number != revision.number;
            if let Some(next) = Ledger::of(&revision.edition, &bustle, outdated) {
                let pages = next.differences(&ledger, &revision.saved);
                board.tell(Consequences { revision: revision.number, pages });
                ledger = next;
            }
        }
    };
    thread::Builder::new().spawn(trace).map(drop)
}

impl Ledger {
    /// `None` when nobody wants it any more.
    fn of<E: Edition>(edition: &E, bustle: &Bustle, outdated: impl Fn() -> bool) -> Option<Ledger> {
        let mut ledger = HashMap::new();
        for route in edition.pages() {
            bustle.wait_until_calm();
            if outdated() {
                return None;
            }
            if let Some(bytes) = edition.bytes(&route) {
                ledger.insert(route, fingerprint(&bytes));
            }
        }
        Some(Ledger(ledger))
    }

    fn differences(&self, before: &Ledger, first: &[String]) -> Vec<String> {
        let differs = |(route, print): &(&String, &u64)| before.0.get(*route) != Some(*print);
        let mut pages: Vec<_> = self.0.iter().filter(differs).map(|(route, _)| route.clone()).collect();
        pages.sort_by_cached_key(|route| (!first.contains(route), route.clone()));
        pages
    }
}
