//! The open texts of the client: opened, changed, closed, saved.

use std::path::PathBuf;

use lsp_server::Notification;
use serde_json::{Value, json};

use super::buffer::Buffer;
use super::server::LanguageServer;
use crate::serve::Change;
use crate::source::SourcePath;

impl LanguageServer {
    /// Applies a notification of the client: a change of an open text, or the end of a request.
    pub(super) fn on_notification(&mut self, note: &Notification) {
        let parameters = &note.params;
        match note.method.as_str() {
            "textDocument/didOpen" => self.did_open(parameters),
            "textDocument/didChange" => self.did_change(parameters),
            "textDocument/didClose" => self.did_close(parameters),
            "textDocument/didSave" => self.did_save(parameters),
            "$/cancelRequest" => self.cancel(parameters.get("id")),
            // Others need no answer.
            _ => {}
        }
    }

    /// Returns the text of an open file as the server has it, for tests of clients.
    pub(super) fn buffer_of(&self, parameters: &Value) -> Value {
        let path = self.path_of(parameters);
        let workspace = self.workspace.as_ref();
        let buffer = path.and_then(|path| workspace?.buffer(path.as_str()));
        buffer.map_or(
            Value::Null,
            |buffer| json!({"text": buffer.text, "version": buffer.version}),
        )
    }

    fn path_of(&self, parameters: &Value) -> Option<SourcePath> {
        let uri = parameters
            .pointer("/textDocument/uri")
            .and_then(Value::as_str)?;
        self.workspace.as_ref()?.root.source_path(uri)
    }

    fn did_open(&mut self, parameters: &Value) {
        let at = |name: &str| parameters.pointer(&format!("/textDocument/{name}"));
        let (Some(path), Some(workspace)) = (self.path_of(parameters), &mut self.workspace) else {
            return;
        };
        let (Some(uri), Some(text)) = (
            at("uri").and_then(Value::as_str),
            at("text").and_then(Value::as_str),
        ) else {
            return;
        };
        let buffer = Buffer {
            uri: uri.to_owned(),
            version: at("version").and_then(Value::as_i64).unwrap_or_default(),
            text: text.to_owned(),
        };
        self.preview.set_last(&path);
        workspace.open(path, buffer);
        self.analyse_again();
    }

    fn did_change(&mut self, parameters: &Value) {
        let (Some(path), Some(workspace)) = (self.path_of(parameters), &mut self.workspace) else {
            return;
        };
        let encoding = workspace.encoding;
        let Some(buffer) = workspace.buffer_mut(path.as_str()) else {
            return;
        };
        let changes = parameters.get("contentChanges").and_then(Value::as_array);
        buffer.apply(changes.map_or(&[], Vec::as_slice), encoding);
        let version = parameters
            .pointer("/textDocument/version")
            .and_then(Value::as_i64);
        buffer.version = version.unwrap_or(buffer.version);
        self.preview.set_last(&path);
        self.analyse_again();
    }

    fn did_close(&mut self, parameters: &Value) {
        if let (Some(path), Some(workspace)) = (self.path_of(parameters), &mut self.workspace) {
            workspace.close(path.as_str());
            self.analyse_again();
        }
    }

    /// Reads the saved file again; the watcher may come later.
    fn did_save(&mut self, parameters: &Value) {
        if let Some(path) = self.path_of(parameters) {
            self.on_change(&Change::Paths([PathBuf::from(path.as_str())].into()));
        }
    }
}
