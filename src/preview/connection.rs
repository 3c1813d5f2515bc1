//! One browser's connection, from its first byte to its last.

use std::io::{self, ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::guests::Seat;
use super::http::{Head, LONGEST_HEAD, Request, Response, Status};

/// A head that has begun has to be whole after this time, however slowly it comes.
const HEAD: Duration = Duration::from_secs(5);
/// How long a connection may stay open with nothing asked.
const IDLE: Duration = Duration::from_secs(60);
/// A reader who takes nothing for this long is gone.
pub(super) const WRITE: Duration = Duration::from_secs(5);

/// A connection that has a seat.
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    pub(super) seat: Seat,
    /// Both ends: whom the other side called, and who it is.
    pub(super) local: SocketAddr,
    pub(super) peer: SocketAddr,
    /// What has come of requests that are not answered yet.
    unread: Vec<u8>,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, seat: Seat) -> io::Result<Connection> {
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(WRITE))?;
        let (local, peer) = (stream.local_addr()?, stream.peer_addr()?);
        Ok(Connection { stream, seat, local, peer, unread: Vec::new() })
    }

    /// The next request; `None` when the other side is done, too slow, or says what cannot be answered but by a refusal,
    /// which has then been sent.
    pub(super) fn request(&mut self) -> Option<Request> {
        let mut since = Instant::now();
        self.seat.waits_for_guest();
        loop {
            match Head::parse(&self.unread) {
                Head::Whole(request, length) => {
                    self.unread.drain(..length);
                    self.seat.waits_for_us();
                    return Some(request);
                }
                Head::Refused(status) => return self.refuse(status),
                Head::Partial => {}
            }
            let patience = if self.unread.is_empty() { IDLE } else { HEAD };
            let Some(left) = patience.checked_sub(since.elapsed()) else {
                return self.refuse(Status(408));
            };
            match self.read(left.max(Duration::from_millis(1))) {
                Ok(0) => return None,
                // The time for a head is counted from its first byte.
                Ok(read) if read == self.unread.len() => since = Instant::now(),
                Ok(_) => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }

    fn read(&mut self, patience: Duration) -> io::Result<usize> {
        let mut buffer = [0; LONGEST_HEAD];
        self.stream.set_read_timeout(Some(patience))?;
        let read = self.stream.read(&mut buffer)?;
        self.unread.extend(&buffer[..read]);
        Ok(read)
    }

    /// Sends an answer; `false` when the connection is of no more use.
    pub(super) fn answer(&mut self, request: &Request, response: &Response) -> bool {
        // A reader who takes the answer drop by drop keeps us waiting like one who says nothing.
        self.seat.waits_for_guest();
        response.write(&mut self.stream, request.head_only, request.keep_alive).is_ok() && request.keep_alive
    }

    fn refuse(&mut self, status: Status) -> Option<Request> {
        if !self.unread.is_empty() {
            // Whether the refusal arrives is the other side's business.
            _ = Response::bare(status).write(&mut self.stream, false, false);
        }
        None
    }
}
