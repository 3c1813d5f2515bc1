//! What the server waits for, and where its messages go.

use std::sync::Arc;

use lsp_server::{Message, Request, RequestId};
use serde_json::Value;

use super::analysis::Analysis;
use super::page_checks::PageDiagnostics;
use crate::serve::{Change, SourceClick};

/// Something that the server acts upon.
pub(super) enum Event {
    /// A message of the client.
    Message(Message),
    /// An analysis is done.
    Analyzed(Arc<Analysis>),
    /// All pages of an analysis are rendered.
    PagesChecked(PageDiagnostics),
    /// Files have changed on the disk.
    Changed(Change),
    /// A text of the preview was clicked.
    Clicked(SourceClick),
    /// The client is gone.
    End,
}

/// The way to the client.
pub(super) struct Outbox {
    send: Box<dyn Fn(Message) -> bool + Send>,
    next_id: i32,
    is_closed: bool,
}

impl Outbox {
    /// Sends messages by a function, which returns false if the client is gone.
    pub(super) fn new(send: impl Fn(Message) -> bool + Send + 'static) -> Outbox {
        Outbox {
            send: Box::new(send),
            next_id: 0,
            is_closed: false,
        }
    }

    pub(super) fn send(&mut self, message: impl Into<Message>) {
        self.is_closed |= !(self.send)(message.into());
    }

    /// Sends a request.
    pub(super) fn ask(&mut self, method: &str, parameters: Value) {
        self.next_id += 1;
        let id = RequestId::from(format!("atlas-{}", self.next_id));
        self.send(Request::new(id, method.to_owned(), parameters));
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }
}
