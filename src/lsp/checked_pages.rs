//! What the server does once all pages are rendered.

use lsp_server::{RequestId, Response};
use serde_json::Value;

use super::page_checks::PageDiagnostics;
use super::server::LanguageServer;

impl LanguageServer {
    pub(super) fn on_checked_pages(&mut self, found: PageDiagnostics) {
        if let Some(checks) = &mut self.page_checks {
            checks.last = Some(found);
        }
        let known = self.analysis.as_ref();
        if known.is_some_and(|known| known.revision >= self.revision) {
            self.publish_diagnostics();
        }
        self.answer_checked();
    }

    /// Answers when the diagnostics of the present texts are sent, those that only rendering finds among them.
    pub(super) fn on_checked_question(&mut self, id: RequestId) {
        match &mut self.page_checks {
            Some(checks) => checks.waiting.push(id),
            None => self.outbox.send(Response::new_ok(id, Value::Null)),
        }
        self.answer_checked();
    }

    fn answer_checked(&mut self) {
        let Some(checks) = &mut self.page_checks else {
            return;
        };
        if checks.has_checked(self.revision) {
            for id in std::mem::take(&mut checks.waiting) {
                self.outbox.send(Response::new_ok(id, Value::Null));
            }
        }
    }
}
