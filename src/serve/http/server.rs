//! The listening socket, with a thread for each connection.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::super::error::ServeError;
use super::super::events;
use super::super::router::{Router, RouterReply};
use super::super::site::PreviewSite;
use super::connection::Connection;
use super::limiter::ConnectionLimiter;
use super::response::{Response, StatusCode};

/// Default ports.
const PORTS: std::ops::RangeInclusive<u16> = 7070..=7099;
const MOST_CONNECTIONS: usize = 64;
/// Event streams have a limit of their own, so that open tabs do not block pages.
const MOST_STREAMS: usize = 32;

/// A bound port. Connections wait until the server is started.
pub(in crate::serve) struct Server {
    listener: TcpListener,
    /// The preferred port, if another one was bound because it is in use.
    pub(in crate::serve) instead_of: Option<u16>,
}

impl Server {
    /// Binds the requested port, or the first free default port.
    pub(in crate::serve) fn bind(
        host: Option<&str>,
        port: Option<u16>,
    ) -> Result<Server, ServeError> {
        let host = host
            .unwrap_or("127.0.0.1")
            .trim_start_matches('[')
            .trim_end_matches(']');
        if let Some(port) = port {
            let listener =
                TcpListener::bind((host, port)).map_err(|error| bind_error(error, host, port))?;
            return Ok(Server {
                listener,
                instead_of: None,
            });
        }
        for port in PORTS {
            match TcpListener::bind((host, port)) {
                Ok(listener) => {
                    let instead_of = (port != *PORTS.start()).then_some(*PORTS.start());
                    return Ok(Server {
                        listener,
                        instead_of,
                    });
                }
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => return Err(bind_error(error, host, port)),
            }
        }
        let listener = TcpListener::bind((host, 0)).map_err(|error| bind_error(error, host, 0))?;
        Ok(Server {
            listener,
            instead_of: Some(*PORTS.start()),
        })
    }

    /// Returns the URLs of the server: the local one first, then that for the network.
    pub(in crate::serve) fn addresses(&self) -> io::Result<Vec<String>> {
        let bound = self.listener.local_addr()?;
        let here = if bound.ip().is_unspecified() {
            IpAddr::V4(Ipv4Addr::LOCALHOST)
        } else {
            bound.ip()
        };
        let network = bound.ip().is_unspecified().then(own_address).flatten();
        Ok([Some(here), network]
            .into_iter()
            .flatten()
            .map(|ip| url(SocketAddr::new(ip, bound.port())))
            .collect())
    }

    /// Accepts connections from now on, each in its own thread. Fails if the system allows no more threads.
    pub(in crate::serve) fn start<E: PreviewSite>(self, router: Router<E>) -> io::Result<()> {
        let (router, connections, streams) = (
            Arc::new(router),
            ConnectionLimiter::new(MOST_CONNECTIONS),
            ConnectionLimiter::new(MOST_STREAMS),
        );
        let accept = move || {
            for stream in self.listener.incoming() {
                let Ok(stream) = stream else {
                    // The usual cause is the limit of file descriptors.
                    thread::sleep(Duration::from_millis(20));
                    continue;
                };
                let (router, connections, streams) = (
                    Arc::clone(&router),
                    Arc::clone(&connections),
                    Arc::clone(&streams),
                );
                if let Some(connection) = connections
                    .acquire(&stream)
                    .and_then(|permit| Connection::new(stream, permit).ok())
                {
                    // Without a thread the connection is dropped, and the browser tries again.
                    _ = thread::Builder::new()
                        .spawn(move || handle_connection(connection, &router, &streams));
                }
            }
        };
        thread::Builder::new().spawn(accept).map(drop)
    }
}

fn handle_connection<E: PreviewSite>(
    mut connection: Connection,
    router: &Router<E>,
    streams: &Arc<ConnectionLimiter>,
) {
    while let Some(request) = connection.request() {
        let (local, peer) = (connection.local, connection.peer);
        // A panic in a renderer must not end the connection.
        let answer = catch_unwind(AssertUnwindSafe(|| router.handle(&request, local, peer)));
        match answer.unwrap_or_else(|_| RouterReply::Whole(Response::from_status(StatusCode(500))))
        {
            RouterReply::Whole(response) => {
                if !connection.send(&request, &response) {
                    return;
                }
            }
            RouterReply::Stream => {
                if let Some(permit) = streams.acquire(&connection.stream) {
                    connection.permit = permit;
                    // A stream ends with an error when the browser leaves.
                    _ = events::stream(connection, &router.channel);
                }
                return;
            }
        }
    }
}

fn bind_error(error: io::Error, host: &str, port: u16) -> ServeError {
    match error.kind() {
        ErrorKind::AddrInUse => ServeError::PortTaken(port),
        ErrorKind::PermissionDenied => ServeError::PortForbidden(port),
        ErrorKind::AddrNotAvailable => ServeError::NoSuchAddress(host.to_string()),
        _ => ServeError::Io(error),
    }
}

/// Returns the address of this machine in its network. Connecting a UDP socket sends nothing; it only selects a route.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket
        .local_addr()
        .ok()
        .map(|address| address.ip())
        .filter(|ip| !ip.is_unspecified())
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}/")
}
