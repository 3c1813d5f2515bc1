//! The diagnostics that the client has.

use std::collections::BTreeMap;

use lsp_server::Notification;
use serde_json::{Value, json};

use super::diagnostics::diagnostics_by_file;
use super::server::LanguageServer;

impl LanguageServer {
    /// Sends the diagnostics of files that differ from those that the client has.
    pub(super) fn publish_diagnostics(&mut self) {
        let Some(context) = self.context() else {
            return;
        };
        let mut current = BTreeMap::new();
        for (path, found) in diagnostics_by_file(context) {
            let uri = context.workspace.uri(path.as_str());
            let version = context
                .workspace
                .buffer(path.as_str())
                .map(|buffer| buffer.version);
            current.insert(uri, (Value::from(found), version));
        }
        let open = context.workspace.buffers();
        let versions = open.map(|(_, buffer)| (buffer.uri.clone(), buffer.version));
        for (uri, version) in versions {
            current.entry(uri).or_insert((json!([]), Some(version)));
        }
        for uri in self.published.keys() {
            current.entry(uri.clone()).or_insert((json!([]), None));
        }
        for (uri, (found, version)) in current {
            let is_known = self.published.get(&uri) == Some(&found);
            if is_known && version.is_none() {
                continue;
            }
            let mut parameters = json!({"uri": uri, "diagnostics": found});
            if let Some(version) = version {
                parameters["version"] = json!(version);
            }
            self.outbox.send(Notification::new(
                "textDocument/publishDiagnostics".to_owned(),
                parameters,
            ));
            match found.as_array().is_some_and(Vec::is_empty) {
                true => drop(self.published.remove(&uri)),
                false => drop(self.published.insert(uri, found)),
            }
        }
    }
}
