//! A session over the standard streams, or over any connection.

use std::sync::mpsc::channel;
use std::thread;

use lsp_server::{Connection, Message};

use super::event::{Event, Outbox};
use super::server::{ServerOptions, SessionEnd, serve_client};

/// Serves the client at the standard streams. Nothing else may write to standard output.
pub fn run_stdio(options: ServerOptions) -> SessionEnd {
    let (connection, threads) = Connection::stdio();
    let end = run_session(options, connection);
    // A client that is gone reads nothing; a broken message ends its session, too.
    if end == SessionEnd::Shutdown {
        _ = threads.join();
    }
    end
}

/// Serves the client of a connection until the session ends.
pub fn run_session(options: ServerOptions, connection: Connection) -> SessionEnd {
    let (events, received) = channel();
    let Connection { sender, receiver } = connection;
    let messages = events.clone();
    // The client never waits for the server to read.
    let forward = move || {
        for message in receiver {
            let is_exit = matches!(&message, Message::Notification(note) if note.method == "exit");
            if messages.send(Event::Message(message)).is_err() || is_exit {
                return;
            }
        }
        _ = messages.send(Event::End);
    };
    if thread::Builder::new().spawn(forward).is_err() {
        return SessionEnd::Aborted;
    }
    let outbox = Outbox::new(move |message| sender.send(message).is_ok());
    serve_client(options, outbox, events, &received)
}
