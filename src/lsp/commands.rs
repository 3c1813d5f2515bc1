//! Commands of the client, and clicks in the preview.

use lsp_server::Notification;
use serde_json::{Value, json};

use super::capabilities::{MERGE_RECORDS, PAGE_ADDRESS, SHOW_PAGE};
use super::merge_action::merged;
use super::page_address::{find_words, route_of};
use super::position::TextPosition;
use super::server::LanguageServer;
use crate::serve::{SourceClick, open_browser};
use crate::source::SourcePath;

impl LanguageServer {
    /// Runs a command. Without arguments it is about the file that was opened or changed last.
    pub(super) fn run_command(&mut self, parameters: &Value) -> Value {
        let command = parameters
            .get("command")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let arguments = parameters.get("arguments").and_then(Value::as_array);
        let arguments = arguments.map_or(&[][..], Vec::as_slice);
        if command == MERGE_RECORDS {
            self.merge_records(arguments);
            return Value::Null;
        }
        if !matches!(command, SHOW_PAGE | PAGE_ADDRESS) || !self.start_preview() {
            return Value::Null;
        }
        let Some(address) = self.page_address(arguments) else {
            return Value::Null;
        };
        if command == SHOW_PAGE {
            self.show_page(&address);
        }
        json!({"address": address})
    }

    /// Merges two records by an edit that the client makes. Says why, if it is not made.
    fn merge_records(&mut self, arguments: &[Value]) {
        let [Some(from), Some(into)] = [0, 1].map(|place| arguments.get(place)?.as_str()) else {
            return;
        };
        let Some(context) = self.context() else {
            return;
        };
        match merged(context, from, into) {
            Ok(edit) => {
                let label = format!("{from} → {into}");
                let edit = edit.to_json(context);
                self.ask("workspace/applyEdit", json!({"label": label, "edit": edit}));
            }
            Err(refusal) => {
                let words = refusal.words(context.messages);
                let words = crate::diagnostic::terminal(words, false).into_owned();
                let parameters = json!({"type": 2, "message": words});
                let note = Notification::new("window/showMessage".to_owned(), parameters);
                self.outbox.send(note);
            }
        }
    }

    /// Starts the preview. Returns whether it runs.
    fn start_preview(&mut self) -> bool {
        if self.preview.is_started() {
            return true;
        }
        let (Some(analysis), Some(root)) = (self.analysis.clone(), self.root_folder()) else {
            return false;
        };
        let Some(messages) = self.context().map(|context| context.messages) else {
            return false;
        };
        let options = analysis.snapshot.options();
        if self
            .preview
            .start(&root, options, messages, &analysis)
            .is_err()
        {
            return false;
        }
        self.read_drafts();
        true
    }

    /// Returns the address of the page of a place: an address of a file and a position.
    fn page_address(&self, arguments: &[Value]) -> Option<String> {
        let context = self.context()?;
        let given = arguments.first().and_then(Value::as_str);
        let given = given.and_then(|uri| context.workspace.root.source_path(uri));
        let path: SourcePath = given.or_else(|| self.preview.last().cloned())?;
        let position = arguments.get(1).and_then(TextPosition::from_json);
        let route = route_of(context, &path, position);
        let encoded = crate::serve::link_to_route(&route);
        Some(format!(
            "{}{}",
            context.preview?.trim_end_matches('/'),
            encoded
        ))
    }

    /// Shows a page in the browser: by the client, or by the system.
    fn show_page(&mut self, address: &str) {
        let shows_documents = self.client().is_some_and(|client| client.shows_documents);
        if shows_documents {
            self.ask(
                "window/showDocument",
                json!({"uri": address, "external": true}),
            );
        } else {
            // Without a browser the address in the answer remains.
            _ = open_browser(address);
        }
    }

    /// Opens the line of a text that was clicked in the preview.
    pub(super) fn on_click(&mut self, click: &SourceClick) {
        let Some(file) = self.preview.source_of(&click.route) else {
            return;
        };
        let Some(context) = self.context() else {
            return;
        };
        let Some(text) = context.positioned(&file) else {
            return;
        };
        let Some(span) = find_words(text.text, &click.text) else {
            return;
        };
        let selection = text.range(span);
        let uri = context.workspace.uri(&file);
        self.ask(
            "window/showDocument",
            json!({"uri": uri, "takeFocus": true, "selection": selection}),
        );
    }
}
