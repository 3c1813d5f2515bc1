//! Errors that keep the preview from starting.

use std::io;

/// The reason why the preview did not start.
#[derive(Debug)]
pub enum ServeError {
    /// Another program uses the requested port.
    PortTaken(u16),
    /// The requested port is reserved by the system.
    PortForbidden(u16),
    /// The requested address is not an address of this machine.
    NoSuchAddress(String),
    /// The site cannot be read, or another error of the system.
    Io(io::Error),
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> ServeError {
        ServeError::Io(error)
    }
}
