//! The observer of a build on a console: it asks git for the revision, prints diagnostics, and shows progress.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::console::Console;
use super::message_language::select_message_language;
use super::print_diagnostics::print_diagnostics;
use super::progress::show_progress;
use super::revision::{GitTimeout, RevisionQuery};
use crate::pipeline::{BuildObserver, Snapshot};
use crate::text::MessageLanguage;

/// The observer of a build on a console.
pub(super) struct ConsoleObserver<'c> {
    root: &'c Path,
    lang: Option<MessageLanguage>,
    pub(super) console: &'c mut Console,
    revision: Option<RevisionQuery>,
    git_timeout: Option<GitTimeout>,
}

impl<'c> ConsoleObserver<'c> {
    /// Creates an observer, and starts git in parallel to reading the files.
    pub(super) fn with_git(
        root: &'c Path,
        lang: Option<MessageLanguage>,
        console: &'c mut Console,
    ) -> Self {
        let revision = RevisionQuery::spawn_git(root);
        ConsoleObserver {
            root,
            lang,
            console,
            revision,
            git_timeout: None,
        }
    }

    /// Creates an observer that does not ask git.
    pub(super) fn without_git(
        root: &'c Path,
        lang: Option<MessageLanguage>,
        console: &'c mut Console,
    ) -> Self {
        ConsoleObserver {
            root,
            lang,
            console,
            revision: None,
            git_timeout: None,
        }
    }
}

impl BuildObserver for ConsoleObserver<'_> {
    fn revision(&mut self) -> Option<Arc<str>> {
        let answer = self.revision.take().map_or(Ok(None), RevisionQuery::wait);
        answer.unwrap_or_else(|timeout| {
            self.git_timeout = Some(timeout);
            None
        })
    }

    fn on_linked(&mut self, snapshot: &Snapshot) {
        let language = select_message_language(self.lang, snapshot);
        if let Some(timeout) = &self.git_timeout {
            self.console.eprint(timeout.message(language));
        }
        if !snapshot.diagnostics.is_empty() {
            print_diagnostics(
                &snapshot.diagnostics,
                self.root,
                snapshot,
                language,
                self.console,
            );
        }
    }

    fn on_render<T>(&mut self, files: usize, done: &AtomicUsize, render: impl FnOnce() -> T) -> T {
        if self.console.watched {
            show_progress(files, done, &mut *self.console.err, render)
        } else {
            render()
        }
    }
}
