//! Server-sent events: notifies a browser of new revisions
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).

use std::io::{self, Write};
use std::time::Duration;

use super::http::connection::Connection;
use super::http::response::{StatusCode, head as response_head};
use super::site::PreviewSite;
use super::state_channel::{StateChannel, UpdateEvent};

/// Interval of comments in an idle stream. They detect closed connections.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Sends the current event and all later ones. Ends with an error if the browser closes the connection, or does not
/// read before the write timeout.
pub(super) fn stream<E: PreviewSite>(
    mut connection: Connection,
    channel: &StateChannel<E>,
) -> io::Result<()> {
    let mut first = response_head(
        StatusCode(200),
        &[
            ("Content-Type", "text/event-stream".into()),
            ("Connection", "close".into()),
        ],
    );
    first.extend(b"\r\nretry: 300\n\n");
    let mut event = channel.latest_event();
    first.extend(format_event(&event).bytes());
    connection.stream.write_all(&first)?;
    loop {
        let text = match channel.wait(event.number, HEARTBEAT) {
            Some(newer) => {
                event = newer;
                format_event(&event)
            }
            None => ": still here\n\n".to_string(),
        };
        connection.stream.write_all(text.as_bytes())?;
    }
}

fn format_event(event: &UpdateEvent) -> String {
    format!(
        "data: {}\n\n",
        serde_json::json!({"notice": event.number, "revision": event.revision})
    )
}
