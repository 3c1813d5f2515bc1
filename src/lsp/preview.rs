//! The preview of unsaved texts: started on demand, it follows every analysis.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::analysis::Analysis;
use super::event::Event;
use crate::pipeline::Options;
use crate::serve::{EditorPreview, ServeError, SnapshotSite};
use crate::source::SourcePath;
use crate::text::MessageLanguage;

/// The preview of a session.
pub(super) struct Preview {
    events: Sender<Event>,
    started: Option<EditorPreview>,
    /// The file that was opened or changed last.
    last: Option<SourcePath>,
}

impl Preview {
    pub(super) fn new(events: Sender<Event>) -> Preview {
        Preview {
            events,
            started: None,
            last: None,
        }
    }

    pub(super) fn is_started(&self) -> bool {
        self.started.is_some()
    }

    pub(super) fn set_last(&mut self, path: &SourcePath) {
        self.last = Some(path.clone());
    }

    /// Returns the file that was opened or changed last.
    pub(super) fn last(&self) -> Option<&SourcePath> {
        self.last.as_ref()
    }

    /// Returns the address of the home page, if the preview runs.
    pub(super) fn address(&self) -> Option<&str> {
        self.started.as_ref().map(EditorPreview::address)
    }

    /// Starts the preview, unless it runs.
    pub(super) fn start(
        &mut self,
        root: &Path,
        options: &Options,
        messages: MessageLanguage,
        analysis: &Analysis,
    ) -> Result<(), ServeError> {
        if self.started.is_some() {
            return Ok(());
        }
        let (clicks, received) = channel();
        let events = self.events.clone();
        let pass_on = move || {
            while let Ok(click) = received.recv() {
                if events.send(Event::Clicked(click)).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().spawn(pass_on)?;
        let snapshot = Arc::clone(&analysis.with_drafts);
        let site = SnapshotSite::new(root, options.clone(), messages, snapshot);
        self.started = Some(EditorPreview::start(root, site, clicks)?);
        Ok(())
    }

    /// Shows an analysis.
    pub(super) fn publish(&self, analysis: &Analysis) {
        if let Some(preview) = &self.started {
            preview.publish(Arc::clone(&analysis.with_drafts));
        }
    }

    /// Returns the source file of a page, relative to the root.
    pub(super) fn source_of(&self, route: &str) -> Option<String> {
        self.started.as_ref()?.source_of(route)
    }
}
