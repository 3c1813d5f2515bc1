//! The listening socket, and a thread for each connection.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::connection::Connection;
use super::desk::{Answer, Desk};
use super::edition::Edition;
use super::events;
use super::guests::Guests;
use super::http::{Response, Status};

/// Where to look for a free port when none was asked for.
const PORTS: std::ops::RangeInclusive<u16> = 7070..=7099;
const MOST_CONNECTIONS: usize = 64;
/// Streams are counted apart: open tabs take no place from pages.
const MOST_STREAMS: usize = 32;

/// Why there is no preview.
#[derive(Debug)]
pub enum Failure {
    /// Another server has the port that was asked for.
    PortTaken(u16),
    /// The system keeps the port for itself.
    PortForbidden(u16),
    /// This machine has no such address.
    NoSuchAddress(String),
    /// The site cannot be read, or something else is in the system's way.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

/// A bound port on which nobody is answered yet; whoever connects meanwhile waits.
pub(super) struct Server {
    listener: TcpListener,
    /// The port that was wanted, when it was taken and this is the next free one.
    pub(super) instead_of: Option<u16>,
}

impl Server {
    /// Binds the port that was asked for, or the first free one of the usual ports.
    pub(super) fn bind(host: Option<&str>, port: Option<u16>) -> Result<Server, Failure> {
        let host = host.unwrap_or("127.0.0.1").trim_start_matches('[').trim_end_matches(']');
        if let Some(port) = port {
            let listener = TcpListener::bind((host, port)).map_err(|error| failure(error, host, port))?;
            return Ok(Server { listener, instead_of: None });
        }
        for port in PORTS {
            match TcpListener::bind((host, port)) {
                Ok(listener) => {
                    let instead_of = (port != *PORTS.start()).then_some(*PORTS.start());
                    return Ok(Server { listener, instead_of });
                }
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => return Err(failure(error, host, port)),
            }
        }
        let listener = TcpListener::bind((host, 0)).map_err(|error| failure(error, host, 0))?;
        Ok(Server { listener, instead_of: Some(*PORTS.start()) })
    }

    /// The addresses at which a browser finds the server: on this machine first, then in its network.
    pub(super) fn addresses(&self) -> io::Result<Vec<String>> {
        let bound = self.listener.local_addr()?;
        let here = if bound.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { bound.ip() };
        let network = bound.ip().is_unspecified().then(own_address).flatten();
        Ok([Some(here), network].into_iter().flatten().map(|ip| url(SocketAddr::new(ip, bound.port()))).collect())
    }

    /// Answers everybody, in threads of their own, from now on.
    /// Fails where the system allows no more threads.
    pub(super) fn start<E: Edition>(self, desk: Desk<E>) -> io::Result<()> {
        let (desk, guests, streams) =
            (Arc::new(desk), Guests::at_most(MOST_CONNECTIONS), Guests::at_most(MOST_STREAMS));
        let accept = move || {
            for stream in self.listener.incoming() {
                let Ok(stream) = stream else {
                    // Out of file descriptors, most likely: let some connections end.
                    thread::sleep(Duration::from_millis(20));
                    continue;
                };
                let (desk, guests, streams) = (Arc::clone(&desk), Arc::clone(&guests), Arc::clone(&streams));
                if let Some(connection) = guests.admit(&stream).and_then(|seat| Connection::new(stream, seat).ok()) {
                    // Without a thread the connection is dropped, and the browser comes again.
                    _ = thread::Builder::new().spawn(move || serve(connection, &desk, &streams));
                }
            }
        };
        thread::Builder::new().spawn(accept).map(drop)
    }
}

fn serve<E: Edition>(mut connection: Connection, desk: &Desk<E>, streams: &Arc<Guests>) {
    while let Some(request) = connection.request() {
        let (local, peer) = (connection.local, connection.peer);
        // A page that cannot be made must not take the connection's other pages with it.
        let answer = catch_unwind(AssertUnwindSafe(|| desk.answer(&request, local, peer)));
        match answer.unwrap_or_else(|_| Answer::Whole(Response::bare(Status(500)))) {
            Answer::Whole(response) => {
                if !connection.answer(&request, &response) {
                    return;
                }
            }
            Answer::Stream => {
                if let Some(seat) = streams.admit(&connection.stream) {
                    connection.seat = seat;
                    // A stream ends when the browser leaves; that is no failure.
                    _ = events::stream(connection, &desk.board);
                }
                return;
            }
        }
    }
}

fn failure(error: io::Error, host: &str, port: u16) -> Failure {
    match error.kind() {
        ErrorKind::AddrInUse => Failure::PortTaken(port),
        ErrorKind::PermissionDenied => Failure::PortForbidden(port),
        ErrorKind::AddrNotAvailable => Failure::NoSuchAddress(host.to_string()),
        _ => Failure::Io(error),
    }
}

/// The address that others in the network reach this machine by. Connecting a datagram socket sends nothing; it only asks
/// the system which way it would go.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address that is reserved for documentation.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}/")
}

/// Shows an address in the person's browser, as far as the system knows how.
pub(super) fn open_browser(url: &str) -> io::Result<()> {
    use std::process::{Command, Stdio};
    let (program, arguments): (_, &[_]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}
