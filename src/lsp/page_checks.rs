//! What only rendering finds: all pages are rendered when nobody types.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use lsp_server::RequestId;

use super::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::pipeline;
use crate::source::{File, Tree};

/// How long nothing may change before the pages are rendered.
const IDLE: Duration = Duration::from_millis(300);

/// The diagnostics of all pages of an analysis, with the files that they are about.
pub(super) struct PageDiagnostics {
    /// The number of the state of all texts.
    pub(super) revision: u64,
    tree: Tree,
    found: Vec<Diagnostic>,
}

/// The way to the thread that renders pages.
pub(super) struct PageChecks {
    analyses: Sender<Arc<Analysis>>,
    /// The revision of the present texts. Pages of an older one are not rendered any further.
    newest: Arc<AtomicU64>,
    /// What was found last.
    pub(super) last: Option<PageDiagnostics>,
    /// Requests that wait until the pages of the present texts are rendered.
    pub(super) waiting: Vec<RequestId>,
}

impl PageChecks {
    /// Starts the thread, which gives away what it finds as long as somebody takes it.
    pub(super) fn start(
        done: impl Fn(PageDiagnostics) -> bool + Send + 'static,
    ) -> io::Result<PageChecks> {
        let (analyses, received) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let known = Arc::clone(&newest);
        thread::Builder::new().spawn(move || check_when_idle(&received, &known, done))?;
        Ok(PageChecks {
            analyses,
            newest,
            last: None,
            waiting: Vec::new(),
        })
    }

    /// Notes that the texts have changed.
    pub(super) fn set_newest(&self, revision: u64) {
        self.newest.store(revision, Ordering::Relaxed);
    }

    /// Whether all pages of a revision are rendered.
    pub(super) fn has_checked(&self, revision: u64) -> bool {
        let last = self.last.as_ref();
        last.is_some_and(|last| last.revision >= revision)
    }

    /// Has the pages of an analysis rendered, unless a newer one follows soon.
    pub(super) fn check(&self, analysis: Arc<Analysis>) {
        // Without the thread, layouts are not checked.
        _ = self.analyses.send(analysis);
    }
}

impl PageDiagnostics {
    /// Returns the diagnostics in files that have the same text in a tree.
    pub(super) fn present_in<'d>(&'d self, tree: &'d Tree) -> impl Iterator<Item = &'d Diagnostic> {
        self.found.iter().filter(|found| {
            let path = found.at.path.as_str();
            let hash = |tree: &Tree| tree.file(path).map(File::hash);
            hash(&self.tree) == hash(tree)
        })
    }
}

fn check_when_idle(
    received: &Receiver<Arc<Analysis>>,
    newest: &AtomicU64,
    done: impl Fn(PageDiagnostics) -> bool,
) {
    let mut next = received.recv().ok();
    while let Some(analysis) = next {
        if let Ok(newer) = received.recv_timeout(IDLE) {
            next = Some(newer);
            continue;
        }
        let is_needed = || newest.load(Ordering::Relaxed) <= analysis.revision;
        // As `atlas check` does: pages of broken content are not rendered.
        let found = match analysis.snapshot.has_errors() {
            true => Some(Vec::new()),
            false => pipeline::check_pages_while(&analysis.snapshot, &is_needed),
        };
        let found = found.map(|found| PageDiagnostics {
            revision: analysis.revision,
            tree: analysis.snapshot.tree.clone(),
            found,
        });
        if found.is_some_and(|found| !done(found)) {
            return;
        }
        next = received.recv().ok();
    }
}
