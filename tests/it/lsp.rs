//! The language server: sessions in memory over the site of `tests/lsp/site`.

mod completion;
mod edits;
mod every_hint;
mod fixes;
mod outline;
mod reading;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::lsp::{
    Connection, Message, Notification, Request, ServerOptions, SessionEnd, Watching, run_session,
};
use innovation_atlas::pipeline::Options;
use innovation_atlas::text::{Day, MessageLanguage};
use serde_json::{Value, json};

/// A session with a server in another thread.
pub(crate) struct Session {
    connection: Connection,
    server: JoinHandle<SessionEnd>,
    root: PathBuf,
    next_id: i32,
    /// The diagnostics by file, with the version of the text that they are about.
    pub(crate) diagnostics: BTreeMap<String, (Value, Option<i64>)>,
    versions: BTreeMap<String, i64>,
    /// What the server asked of the client.
    pub(crate) asked: Vec<Request>,
}

/// Returns the folder of the site.
pub(crate) fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/site")
}

/// Returns what a server is started with.
pub(crate) fn options(root: &Path) -> ServerOptions {
    ServerOptions {
        root: Some(root.to_path_buf()),
        analysis: Options::new(Day::new(2026, 12, 1), Drafts::Hidden),
        messages: Some(MessageLanguage::Ru),
        watching: Watching::Off,
    }
}

impl Session {
    pub(crate) fn start(root: &Path, encoding: &str) -> Session {
        let (server, client) = Connection::memory();
        let options = options(root);
        let server = std::thread::spawn(move || run_session(options, server));
        let mut session = Session {
            connection: client,
            server,
            root: root.to_path_buf(),
            next_id: 0,
            diagnostics: BTreeMap::new(),
            versions: BTreeMap::new(),
            asked: Vec::new(),
        };
        let edits = json!({"documentChanges": true, "resourceOperations": ["create", "rename"]});
        let capabilities = json!({
            "general": {"positionEncodings": [encoding]},
            "textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}},
            "workspace": {"workspaceEdit": edits},
        });
        session.request("initialize", json!({"capabilities": capabilities}));
        session
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}", self.root.join(path).display())
    }

    pub(crate) fn send(&self, message: impl Into<Message>) {
        self.connection
            .sender
            .send(message.into())
            .expect("the server listens");
    }

    pub(crate) fn notify(&self, method: &str, parameters: Value) {
        self.send(Notification::new(method.to_owned(), parameters));
    }

    /// Asks a question and returns its answer, or the message of the error.
    pub(crate) fn request(&mut self, method: &str, parameters: Value) -> Value {
        self.next_id += 1;
        let id = self.next_id.into();
        self.send(Request::new(id, method.to_owned(), parameters));
        loop {
            match self.receive() {
                Message::Response(response) if response.id == self.next_id.into() => {
                    let text = serde_json::to_value(&response).expect("JSON");
                    let error = text.pointer("/error/message");
                    return error.or(text.get("result")).cloned().unwrap_or_default();
                }
                _ => {}
            }
        }
    }

    fn receive(&mut self) -> Message {
        let message = self.connection.receiver.recv().expect("an answer");
        if let Message::Notification(note) = &message
            && note.method == "textDocument/publishDiagnostics"
        {
            let uri = note.params["uri"].as_str().expect("a URI").to_owned();
            let found = (
                note.params["diagnostics"].clone(),
                note.params["version"].as_i64(),
            );
            self.diagnostics.insert(uri, found);
        }
        if let Message::Request(request) = &message {
            self.asked.push(request.clone());
        }
        message
    }

    /// Opens a file with a text, or replaces the text of an open one.
    pub(crate) fn write(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        match self.versions.get_mut(&uri) {
            None => {
                let document =
                    json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
                self.versions.insert(uri, 1);
                self.notify("textDocument/didOpen", json!({"textDocument": document}));
            }
            Some(version) => {
                *version += 1;
                let document = json!({"uri": uri, "version": *version});
                let changes = json!([{"text": text}]);
                self.notify(
                    "textDocument/didChange",
                    json!({"textDocument": document, "contentChanges": changes}),
                );
            }
        }
    }

    /// Sends incremental changes of an open file.
    pub(crate) fn change(&mut self, path: &str, changes: &Value) {
        let uri = self.uri(path);
        let version = self.versions.get_mut(&uri).expect("an open file");
        *version += 1;
        let document = json!({"uri": uri, "version": *version});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// Asks a question about a place of a file.
    pub(crate) fn at(&mut self, method: &str, path: &str, position: &Value) -> Value {
        let document = json!({"uri": self.uri(path)});
        self.request(
            &format!("textDocument/{method}"),
            json!({"textDocument": document, "position": position, "context": {"includeDeclaration": true}}),
        )
    }

    /// Returns the codes of the diagnostics of an open file, for its present text.
    pub(crate) fn codes(&mut self, path: &str) -> Vec<String> {
        let uri = self.uri(path);
        let version = self.versions.get(&uri).copied();
        while self.diagnostics.get(&uri).map(|(_, version)| *version) != Some(version) {
            self.receive();
        }
        let (found, _) = &self.diagnostics[&uri];
        let found = found.as_array().expect("a list");
        found
            .iter()
            .map(|found| found["code"].as_str().expect("a code").to_owned())
            .collect()
    }

    /// Ends the session, and returns how it ended.
    pub(crate) fn end(mut self) -> SessionEnd {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.join().expect("no panic")
    }
}

/// Returns a text without its mark `|`, and the position of that by UTF-32.
pub(crate) fn marked(text: &str) -> (String, Value) {
    let at = text.find('|').expect("a mark");
    let before = &text[..at];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let clean = format!("{before}{}", &text[at + 1..]);
    let position = json!({"line": line, "character": before[start..].chars().count()});
    (clean, position)
}

#[test]
fn a_session_ends_when_the_client_goes() {
    let session = Session::start(&site(), "utf-16");
    assert_eq!(session.end(), SessionEnd::Shutdown);
    let Session {
        connection, server, ..
    } = Session::start(&site(), "utf-8");
    drop(connection);
    assert_eq!(server.join().expect("no panic"), SessionEnd::Aborted);
}

#[test]
fn questions_out_of_order_are_answered() {
    let mut session = Session::start(&site(), "utf-16");
    let again = session.request("initialize", json!({}));
    assert_eq!(again, json!("initialized already"));
    assert_eq!(
        session.request("textDocument/unknown", Value::Null),
        json!("textDocument/unknown")
    );
    let nothing = session.request(
        "textDocument/hover",
        json!({"textDocument": {"uri": "file:///elsewhere"}}),
    );
    assert_eq!(nothing, Value::Null);
    let kinds = session.request("atlas/kinds", Value::Null);
    assert_eq!(kinds["organizations"], "organization");
    session.notify(
        "textDocument/didChange",
        json!({"textDocument": {"uri": 5}}),
    );
    session.request("shutdown", Value::Null);
    let late = session.request("textDocument/hover", Value::Null);
    assert_eq!(late, json!("shut down"));
    session.notify("exit", Value::Null);
    assert_eq!(
        session.server.join().expect("no panic"),
        SessionEnd::Shutdown
    );
}
