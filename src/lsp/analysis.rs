//! The state of the site that requests are answered from.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::name_list::NameList;
use crate::atlas::Drafts;
use crate::diagnostic::{Location, Span};
use crate::pipeline::{self, Options, Snapshot};
use crate::source::{SourcePath, Tree};

/// A snapshot of the site with the open texts.
pub(super) struct Analysis {
    /// The number of the state of all texts.
    pub(super) revision: u64,
    pub(super) snapshot: Arc<Snapshot>,
    /// The same with drafts, for the preview; the same snapshot if there are none.
    pub(super) with_drafts: Arc<Snapshot>,
    pub(super) names: Arc<NameList>,
}

/// The texts of a state of the site.
pub(super) struct AnalysisJob {
    pub(super) revision: u64,
    pub(super) tree: Tree,
    pub(super) unsaved: BTreeSet<SourcePath>,
    /// Whether the preview shows drafts.
    pub(super) needs_drafts: bool,
}

/// Analyses the latest of the jobs until the channel closes.
pub(super) fn analyse(
    jobs: &Receiver<AnalysisJob>,
    options: &Options,
    done: impl Fn(Arc<Analysis>) -> bool,
) {
    let mut before: Option<Arc<Analysis>> = None;
    while let Ok(mut job) = jobs.recv() {
        while let Ok(newer) = jobs.try_recv() {
            job = newer;
        }
        let known = before.as_deref().map(|before| &*before.snapshot);
        let tree = job.tree.clone();
        let snapshot = pipeline::snapshot_of_unsaved(tree, &job.unsaved, known, options);
        let snapshot = Arc::new(snapshot);
        let with_drafts = match job.needs_drafts && snapshot.has_drafts() {
            true => {
                let known = before.as_deref().map(|before| &*before.with_drafts);
                let options = Options {
                    drafts: Drafts::Shown,
                    ..options.clone()
                };
                Arc::new(pipeline::snapshot_of_unsaved(
                    job.tree,
                    &job.unsaved,
                    known,
                    &options,
                ))
            }
            false => Arc::clone(&snapshot),
        };
        let names = before.as_deref().map(|before| &*before.names);
        let names = NameList::new(&snapshot.model.atlas, names);
        let analysis = Arc::new(Analysis {
            revision: job.revision,
            snapshot,
            with_drafts,
            names: Arc::new(names),
        });
        if !done(analysis.clone()) {
            return;
        }
        before = Some(analysis);
    }
}

impl Analysis {
    /// Returns the text of a file that the analysis is about.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.snapshot.tree.file(path)?.text().ok()
    }

    /// Returns the place of a location in the present text of its file: a reading that is kept has another text.
    pub(super) fn present_span(&self, at: &Location) -> Span {
        let path = at.path.as_str();
        let kept = self
            .snapshot
            .kept_text(path)
            .and_then(|file| file.text().ok());
        match (kept, self.text(path)) {
            (Some(old), Some(new)) => moved(at.span, old, new),
            _ => at.span,
        }
    }
}

/// Returns where a span of an old text is in a new one. What is within the edited part is at its beginning.
fn moved(span: Span, old: &str, new: &str) -> Span {
    let same = |(a, b): &(u8, u8)| a == b;
    let before = old.bytes().zip(new.bytes()).take_while(same).count();
    let rest = old.len().min(new.len()) - before;
    let ends = old.bytes().rev().zip(new.bytes().rev()).take(rest);
    let after = ends.take_while(same).count();
    let offset = |at: u32| match at as usize {
        at if at <= before => at,
        at if at >= old.len() - after => at + new.len() - old.len(),
        _ => before,
    };
    Span::new(offset(span.start)..offset(span.end))
}
