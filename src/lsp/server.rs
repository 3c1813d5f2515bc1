//! The server: messages in order, one state of all texts, answers from the last analysis.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::analysis::{Analysis, AnalysisJob, analyse};
use super::capabilities::initialize_result;
use super::client::ClientCapabilities;
use super::context::Context;
use super::event::{Event, Outbox};
use super::find_root::{find_root, open_folders};
use super::page_checks::PageChecks;
use super::preview::Preview;
use super::request::{Method, answer};
use super::uri::SiteRoot;
use super::workspace::Workspace;
use crate::pipeline::Options;
use crate::serve::{Change, Watcher};
use crate::site::Language;
use crate::text::MessageLanguage;

/// Codes of errors of the protocol.
const METHOD_NOT_FOUND: i32 = -32601;
const NOT_INITIALIZED: i32 = -32002;
const INVALID_REQUEST: i32 = -32600;
const REQUEST_FAILED: i32 = -32803;
const REQUEST_CANCELLED: i32 = -32800;

/// What a server is started with.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// The folder of the site. `None`: it is looked for in the folders that the client has open.
    pub root: Option<PathBuf>,
    /// The input of the analysis besides the files.
    pub analysis: Options,
    /// The language of messages. `None`: that of the site.
    pub messages: Option<MessageLanguage>,
    /// Whether changes on the disk are followed.
    pub watching: Watching,
}

/// Whether changes on the disk are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// They are.
    On,
    /// Only saved files are read again.
    Off,
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// The client asked for it.
    Shutdown,
    /// The client went away.
    Aborted,
}

/// A request that waits for an analysis of the text that it is about.
struct Waiting {
    revision: u64,
    id: RequestId,
    method: Method,
    parameters: Value,
}

/// The state of a session.
pub(super) struct LanguageServer {
    options: ServerOptions,
    pub(super) outbox: Outbox,
    events: Sender<Event>,
    client: Option<ClientCapabilities>,
    pub(super) workspace: Option<Workspace>,
    pub(super) analysis: Option<Arc<Analysis>>,
    jobs: Option<Sender<AnalysisJob>>,
    pub(super) page_checks: Option<PageChecks>,
    pub(super) revision: u64,
    waiting: Vec<Waiting>,
    /// The diagnostics that the client has, by address.
    pub(super) published: BTreeMap<String, Value>,
    pub(super) preview: Preview,
    has_shut_down: bool,
}

/// Answers the messages of a client until it ends the session or goes away.
pub(super) fn serve_client(
    options: ServerOptions,
    outbox: Outbox,
    events: Sender<Event>,
    received: &Receiver<Event>,
) -> SessionEnd {
    let mut server = LanguageServer {
        options,
        outbox,
        preview: Preview::new(events.clone()),
        events,
        client: None,
        workspace: None,
        analysis: None,
        jobs: None,
        page_checks: None,
        revision: 0,
        waiting: Vec::new(),
        published: BTreeMap::new(),
        has_shut_down: false,
    };
    while let Ok(event) = received.recv() {
        match event {
            Event::Message(Message::Request(request)) => server.on_request(request),
            Event::Message(Message::Notification(note)) if note.method == "exit" => break,
            Event::Message(Message::Notification(note)) => server.on_notification(&note),
            Event::Message(Message::Response(_)) => {}
            Event::Analyzed(analysis) => server.on_analysis(analysis),
            Event::PagesChecked(found) => server.on_checked_pages(found),
            Event::Changed(change) => server.on_change(&change),
            Event::Clicked(click) => server.on_click(&click),
            Event::End => return SessionEnd::Aborted,
        }
        if server.outbox.is_closed() {
            return SessionEnd::Aborted;
        }
    }
    match server.has_shut_down {
        true => SessionEnd::Shutdown,
        false => SessionEnd::Aborted,
    }
}

impl LanguageServer {
    fn on_request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        match method.as_str() {
            _ if self.has_shut_down => self.fail(id, INVALID_REQUEST, "shut down"),
            "initialize" if self.client.is_some() => {
                self.fail(id, INVALID_REQUEST, "initialized already");
            }
            "initialize" => self.initialize(id, &params),
            _ if self.client.is_none() => self.fail(id, NOT_INITIALIZED, "not initialized"),
            "shutdown" => {
                self.has_shut_down = true;
                self.outbox.send(Response::new_ok(id, Value::Null));
            }
            "atlas/checked" => self.on_checked_question(id),
            "atlas/text" => {
                let buffer = self.buffer_of(&params);
                self.outbox.send(Response::new_ok(id, buffer));
            }
            name => match Method::named(name) {
                None => self.fail(id, METHOD_NOT_FOUND, name),
                Some(method) => self.on_question(id, method, params),
            },
        }
    }

    fn fail(&mut self, id: RequestId, code: i32, message: &str) {
        self.outbox
            .send(Response::new_err(id, code, message.to_owned()));
    }

    fn initialize(&mut self, id: RequestId, parameters: &Value) {
        let client = ClientCapabilities::from_json(parameters);
        self.outbox
            .send(Response::new_ok(id, initialize_result(&client)));
        let root = self
            .options
            .root
            .clone()
            .or_else(|| find_root(&open_folders(parameters)));
        let encoding = client.encoding;
        self.client = Some(client);
        let workspace = root.map(|root| Workspace::read(SiteRoot::new(&root), encoding));
        match workspace {
            Some(Ok(workspace)) => self.begin(workspace),
            Some(Err(error)) => self.show_message(&error.to_string()),
            None => self.show_message(
                "site.toml: нет ни в открытой папке, ни в папках внутри неё · there is none in the open folder, nor in folders within",
            ),
        }
    }

    fn show_message(&mut self, text: &str) {
        let parameters = json!({"type": 2, "message": text});
        self.outbox.send(Notification::new(
            "window/showMessage".to_owned(),
            parameters,
        ));
    }

    /// Starts the threads that analyse texts and watch the disk.
    fn begin(&mut self, workspace: Workspace) {
        let (jobs, received) = channel();
        let (events, options) = (self.events.clone(), self.options.analysis.clone());
        let analyses = move || {
            analyse(&received, &options, |analysis| {
                events.send(Event::Analyzed(analysis)).is_ok()
            });
        };
        let root = workspace.root.folder().to_path_buf();
        let events = self.events.clone();
        let watches = move || {
            let Ok(mut watcher) = Watcher::new(&root, false) else {
                return;
            };
            while events.send(Event::Changed(watcher.wait())).is_ok() {}
        };
        let mut started = thread::Builder::new().spawn(analyses).map(drop);
        if self.options.watching == Watching::On {
            started = started.and(thread::Builder::new().spawn(watches).map(drop));
        }
        let events = self.events.clone();
        let checked = move |found| events.send(Event::PagesChecked(found)).is_ok();
        match started.and_then(|()| PageChecks::start(checked)) {
            Ok(checks) => self.page_checks = Some(checks),
            Err(error) => self.show_message(&error.to_string()),
        }
        self.workspace = Some(workspace);
        self.jobs = Some(jobs);
        self.analyse_again();
    }

    /// Has the texts analysed as they are now.
    pub(super) fn analyse_again(&mut self) {
        let (Some(workspace), Some(jobs)) = (&self.workspace, &self.jobs) else {
            return;
        };
        self.revision += 1;
        if let Some(checks) = &self.page_checks {
            checks.set_newest(self.revision);
        }
        let job = AnalysisJob {
            revision: self.revision,
            tree: workspace.tree(),
            unsaved: workspace.unsaved(),
            needs_drafts: self.preview.is_started(),
        };
        // Without the thread, answers come from the last analysis.
        _ = jobs.send(job);
    }

    /// Answers a question, at once or after the analysis of the present texts.
    fn on_question(&mut self, id: RequestId, method: Method, parameters: Value) {
        let is_current = self
            .analysis
            .as_ref()
            .is_some_and(|known| known.revision >= self.revision);
        let can_answer = is_current || (method.is_answered_at_once() && self.analysis.is_some());
        if self.workspace.is_none() {
            self.outbox.send(Response::new_ok(id, method.nothing()));
        } else if can_answer {
            self.answer(id, method, &parameters);
        } else {
            let revision = if method.is_answered_at_once() {
                0
            } else {
                self.revision
            };
            self.waiting.push(Waiting {
                revision,
                id,
                method,
                parameters,
            });
        }
    }

    fn answer(&mut self, id: RequestId, method: Method, parameters: &Value) {
        if method == Method::Command {
            let result = self.run_command(parameters);
            self.outbox.send(Response::new_ok(id, result));
            return;
        }
        let Some(context) = self.context() else {
            self.outbox.send(Response::new_ok(id, method.nothing()));
            return;
        };
        let messages = context.messages;
        let response = match answer(context, method, parameters) {
            Ok(result) => Response::new_ok(id, result),
            Err(refusal) => {
                let words = crate::diagnostic::terminal(refusal.words(messages), false);
                Response::new_err(id, REQUEST_FAILED, words.into_owned())
            }
        };
        self.outbox.send(response);
    }

    /// Returns what questions are answered from. `None`: nothing is read yet.
    pub(super) fn context(&self) -> Option<Context<'_>> {
        let analysis = self.analysis.as_deref()?;
        let own = || match analysis.snapshot.model.site.code(Language::DEFAULT) {
            "ru" => MessageLanguage::Ru,
            _ => MessageLanguage::En,
        };
        Some(Context {
            workspace: self.workspace.as_ref()?,
            analysis,
            pages: self
                .page_checks
                .as_ref()
                .and_then(|checks| checks.last.as_ref()),
            client: self.client.as_ref()?,
            messages: self.options.messages.unwrap_or_else(own),
            preview: self.preview.address(),
        })
    }

    pub(super) fn cancel(&mut self, id: Option<&Value>) {
        let Some(id) = id.and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok())
        else {
            return;
        };
        if let Some(place) = self.waiting.iter().position(|waiting| waiting.id == id) {
            self.waiting.remove(place);
            self.fail(id, REQUEST_CANCELLED, "cancelled");
        }
    }

    pub(super) fn on_change(&mut self, change: &Change) {
        let workspace = self.workspace.as_mut();
        if workspace.is_some_and(|workspace| workspace.on_change(change)) {
            self.analyse_again();
        }
    }

    fn on_analysis(&mut self, analysis: Arc<Analysis>) {
        self.preview.publish(&analysis);
        let is_current = analysis.revision >= self.revision;
        if let Some(checks) = self.page_checks.as_ref().filter(|_| is_current) {
            checks.check(Arc::clone(&analysis));
        }
        self.analysis = Some(analysis);
        // Those of an older text would be underlined at other places; a newer analysis is on its way.
        if is_current {
            self.publish_diagnostics();
        }
        self.answer_waiting();
    }

    fn answer_waiting(&mut self) {
        let known = self
            .analysis
            .as_ref()
            .map_or(0, |analysis| analysis.revision);
        let waiting = std::mem::take(&mut self.waiting);
        let (ready, later): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|waiting| waiting.revision <= known);
        self.waiting = later;
        for Waiting {
            id,
            method,
            parameters,
            ..
        } in ready
        {
            self.answer(id, method, &parameters);
        }
    }

    /// Sends a request to the client, whose answer is not needed.
    pub(super) fn ask(&mut self, method: &str, parameters: Value) {
        self.outbox.ask(method, parameters);
    }

    pub(super) fn client(&self) -> Option<&ClientCapabilities> {
        self.client.as_ref()
    }

    pub(super) fn root_folder(&self) -> Option<PathBuf> {
        self.workspace
            .as_ref()
            .map(|workspace| workspace.root.folder().to_path_buf())
    }

    /// Has the drafts read for the preview, too.
    pub(super) fn read_drafts(&mut self) {
        self.analyse_again();
    }
}
