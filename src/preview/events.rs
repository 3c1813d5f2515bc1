//! The stream by which a browser hears that there is something new.

use std::io::{self, Write};
use std::time::Duration;

use super::board::{Board, Notice};
use super::connection::Connection;
use super::edition::Edition;
use super::http::{Status, head};

/// So often something is sent, so that a reader who went away is noticed.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Sends every notice to the connection, the current one first, until the other side is gone or does not read: then the
/// write runs into its time limit.
pub(super) fn stream<E: Edition>(mut connection: Connection, board: &Board<E>) -> io::Result<()> {
    let mut beginning =
        head(Status(200), &[("Content-Type", "text/event-stream".into()), ("Connection", "close".into())]);
    beginning.extend(b"\r\nretry: 300\n\n");
    let mut notice = board.notice();
    beginning.extend(event(&notice).bytes());
    connection.stream.write_all(&beginning)?;
    loop {
        let text = match board.wait(notice.number, HEARTBEAT) {
            Some(newer) => {
                notice = newer;
                event(&notice)
            }
            None => ": still here\n\n".to_string(),
        };
        connection.stream.write_all(text.as_bytes())?;
    }
}

fn event(notice: &Notice) -> String {
    format!("data: {}\n\n", serde_json::json!({"notice": notice.number, "revision": notice.revision}))
}
