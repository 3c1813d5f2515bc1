//! A client of the language server that a fuzzer drives.

use std::collections::BTreeMap;
use std::thread::JoinHandle;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::lsp::{
    Buffer, Connection, Message, Notification, PositionEncoding, Request, ServerOptions,
    SessionEnd, Watching, run_session,
};
use innovation_atlas::pipeline::Options;
use innovation_atlas::text::Day;
use serde_json::{Value, json};

/// Pieces of texts that end something, or begin it.
const PIECES: [&str; 16] = [
    "", "---\n", "name: ", "[", "{", "]]", "\"", "\r", "🚀", "- ", "\u{feff}", ": |\n", "[[", "[^",
    "](", "\t",
];

const QUESTIONS: [&str; 12] = [
    "completion",
    "hover",
    "definition",
    "references",
    "documentHighlight",
    "prepareRename",
    "rename",
    "documentSymbol",
    "codeAction",
    "documentLink",
    "foldingRange",
    "inlayHint",
];

/// A session with a server in another thread.
pub(crate) struct FuzzSession {
    connection: Connection,
    server: JoinHandle<SessionEnd>,
    uri: String,
    text: Buffer,
    next_id: i32,
    open: BTreeMap<i32, &'static str>,
}

impl FuzzSession {
    pub(crate) fn start() -> FuzzSession {
        let (server, connection) = Connection::memory();
        let folder = env!("CARGO_MANIFEST_DIR").trim_end_matches("/fuzz");
        let root = format!("{folder}/tests/lsp/site");
        let options = ServerOptions {
            root: Some(root.clone().into()),
            analysis: Options::new(Day::new(2026, 12, 1), Drafts::Hidden),
            messages: None,
            watching: Watching::Off,
        };
        let server = std::thread::spawn(move || run_session(options, server));
        let uri = format!("file://{root}/content/clusters/zelenograd.md");
        let text = Buffer {
            uri: uri.clone(),
            version: 1,
            text: String::new(),
        };
        let (next_id, open) = (0, BTreeMap::new());
        let mut session = FuzzSession {
            connection,
            server,
            uri,
            text,
            next_id,
            open,
        };
        session.ask("initialize", json!({"capabilities": {}}));
        session
    }

    pub(crate) fn open(&mut self, text: &str) {
        text.clone_into(&mut self.text.text);
        let document =
            json!({"uri": self.uri, "languageId": "markdown", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Asks or edits, as two bytes say.
    pub(crate) fn act(&mut self, what: u8, place: u8) {
        let position = json!({"line": place >> 3, "character": u32::from(place & 7) * 3});
        if let Some(question) = QUESTIONS.get(usize::from(what)) {
            let range = json!({"start": {"line": 0, "character": 0}, "end": position});
            let parameters = json!({
                "textDocument": {"uri": self.uri},
                "position": position,
                "range": range,
                "newName": "new",
                "context": {"includeDeclaration": true, "diagnostics": []},
            });
            self.send(&format!("textDocument/{question}"), question, parameters);
            return;
        }
        let end = json!({"line": place >> 3, "character": u32::from(place & 7) * 3 + u32::from(what >> 5)});
        let piece = PIECES[usize::from(what) % PIECES.len()];
        let change = json!({"range": {"start": position, "end": end}, "text": piece});
        self.text
            .apply(std::slice::from_ref(&change), PositionEncoding::Utf16);
        self.text.version += 1;
        let document = json!({"uri": self.uri, "version": self.text.version});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        );
    }

    /// Ends the session. Every question has been answered then.
    pub(crate) fn end(mut self) -> SessionEnd {
        let text = self.ask("atlas/text", json!({"textDocument": {"uri": self.uri}}));
        assert_eq!(text["text"], self.text.text);
        self.ask("workspace/symbol", json!({"query": self.text.text}));
        while !self.open.is_empty() {
            self.receive();
        }
        self.ask("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.join().expect("no panic")
    }

    fn notify(&self, method: &str, parameters: Value) {
        let message = Notification::new(method.to_owned(), parameters);
        let sent = self.connection.sender.send(message.into());
        sent.expect("the server listens");
    }

    fn send(&mut self, method: &str, name: &'static str, parameters: Value) -> i32 {
        self.next_id += 1;
        self.open.insert(self.next_id, name);
        let message = Request::new(self.next_id.into(), method.to_owned(), parameters);
        let sent = self.connection.sender.send(message.into());
        sent.expect("the server listens");
        self.next_id
    }

    fn ask(&mut self, method: &'static str, parameters: Value) -> Value {
        let id = self.send(method, method, parameters);
        loop {
            if let Some((answered, result)) = self.receive()
                && answered == id
            {
                return result;
            }
        }
    }

    /// Returns the number of a question and its answer. `None`: it is no answer.
    fn receive(&mut self) -> Option<(i32, Value)> {
        let message = self.connection.receiver.recv().expect("a message");
        let Message::Response(response) = message else {
            return None;
        };
        let id: i32 = response.id.to_string().parse().expect("one of ours");
        let asked = self.open.remove(&id);
        assert!(asked.is_some(), "{id} was answered already");
        let response = serde_json::to_value(&response).expect("JSON");
        Some((id, response.get("result").cloned().unwrap_or_default()))
    }
}
