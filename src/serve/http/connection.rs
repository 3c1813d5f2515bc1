//! A connection of a browser.

use std::io::{self, ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::limiter::ConnectionPermit;
use super::request::{LONGEST_HEAD, Request, RequestHead};
use super::response::{Response, StatusCode};

/// Limit of the time from the first byte of a request head to its last.
const HEAD: Duration = Duration::from_secs(5);
/// Limit of the time between requests.
const IDLE: Duration = Duration::from_secs(60);
/// Limit of the time of a write without progress.
pub(in crate::serve) const WRITE: Duration = Duration::from_secs(5);

/// A connection with its permit.
pub(in crate::serve) struct Connection {
    pub(in crate::serve) stream: TcpStream,
    pub(in crate::serve) permit: ConnectionPermit,
    /// The addresses of this machine and of the browser.
    pub(in crate::serve) local: SocketAddr,
    pub(in crate::serve) peer: SocketAddr,
    /// Bytes of requests that are not answered yet.
    unread: Vec<u8>,
}

impl Connection {
    pub(in crate::serve) fn new(
        stream: TcpStream,
        permit: ConnectionPermit,
    ) -> io::Result<Connection> {
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(WRITE))?;
        let (local, peer) = (stream.local_addr()?, stream.peer_addr()?);
        Ok(Connection {
            stream,
            permit,
            local,
            peer,
            unread: Vec::new(),
        })
    }

    /// Reads the next request. Returns `None` at the end of the connection, after a timeout, or if the request was
    /// refused.
    pub(in crate::serve) fn request(&mut self) -> Option<Request> {
        let mut since = Instant::now();
        self.permit.mark_idle();
        loop {
            match RequestHead::parse(&self.unread) {
                RequestHead::Whole(request, length) => {
                    self.unread.drain(..length);
                    self.permit.mark_busy();
                    return Some(request);
                }
                RequestHead::Refused(status) => return self.refuse(status),
                RequestHead::Partial => {}
            }
            let timeout = if self.unread.is_empty() { IDLE } else { HEAD };
            let Some(left) = timeout.checked_sub(since.elapsed()) else {
                return self.refuse(StatusCode(408));
            };
            match self.read(left.max(Duration::from_millis(1))) {
                Ok(0) => return None,
                // The time limit of a head begins with its first byte.
                Ok(read) if read == self.unread.len() => since = Instant::now(),
                Ok(_) => {}
                Err(error)
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }

    fn read(&mut self, timeout: Duration) -> io::Result<usize> {
        let mut buffer = [0; LONGEST_HEAD];
        self.stream.set_read_timeout(Some(timeout))?;
        let read = self.stream.read(&mut buffer)?;
        self.unread.extend(&buffer[..read]);
        Ok(read)
    }

    /// Sends a response. Returns false if the connection must be closed.
    pub(in crate::serve) fn send(&mut self, request: &Request, response: &Response) -> bool {
        // A slow reader counts as idle.
        self.permit.mark_idle();
        response
            .write(&mut self.stream, request.head_only, request.keep_alive)
            .is_ok()
            && request.keep_alive
    }

    fn refuse(&mut self, status: StatusCode) -> Option<Request> {
        if !self.unread.is_empty() {
            // The browser may have closed the connection.
            _ = Response::from_status(status).write(&mut self.stream, false, false);
        }
        None
    }
}
