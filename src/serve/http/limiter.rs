//! Connection limiter: when the limit is reached, the connection that has been idle longest is closed.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The connections of one kind, with a fixed limit.
pub(in crate::serve) struct ConnectionLimiter {
    limit: usize,
    connections: Mutex<Connections>,
}

#[derive(Default)]
struct Connections {
    next: u64,
    entries: BTreeMap<u64, ConnectionEntry>,
}

struct ConnectionEntry {
    stream: TcpStream,
    /// The begin of the idle time; `None` while a request is processed.
    idle: Option<Instant>,
}

/// A slot of the limiter, released when dropped.
pub(in crate::serve) struct ConnectionPermit {
    limiter: Arc<ConnectionLimiter>,
    number: u64,
}

impl ConnectionLimiter {
    pub(in crate::serve) fn new(limit: usize) -> Arc<ConnectionLimiter> {
        Arc::new(ConnectionLimiter {
            limit,
            connections: Mutex::default(),
        })
    }

    /// Registers a connection. If the limit is reached, closes the one that has been idle longest. Returns `None` if no
    /// connection is idle.
    pub(in crate::serve) fn acquire(
        self: &Arc<ConnectionLimiter>,
        stream: &TcpStream,
    ) -> Option<ConnectionPermit> {
        let stream = stream.try_clone().ok()?;
        let mut connections = self.connections();
        if connections.entries.len() >= self.limit {
            let idle = connections
                .entries
                .iter()
                .filter_map(|(number, entry)| Some((entry.idle?, *number)));
            let (_, longest) = idle.min()?;
            if let Some(entry) = connections.entries.remove(&longest) {
                // The thread of the connection ends with its next read or write. It may have ended already.
                _ = entry.stream.shutdown(Shutdown::Both);
            }
        }
        let number = connections.next;
        connections.next += 1;
        connections.entries.insert(
            number,
            ConnectionEntry {
                stream,
                idle: Some(Instant::now()),
            },
        );
        Some(ConnectionPermit {
            limiter: Arc::clone(self),
            number,
        })
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConnectionPermit {
    /// Marks the connection as waiting for the browser.
    pub(in crate::serve) fn mark_idle(&self) {
        self.set(Some(Instant::now()));
    }

    /// Marks the connection as busy, so that it is not closed.
    pub(in crate::serve) fn mark_busy(&self) {
        self.set(None);
    }

    fn set(&self, idle: Option<Instant>) {
        if let Some(entry) = self.limiter.connections().entries.get_mut(&self.number) {
            entry.idle = idle;
        }
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.limiter.connections().entries.remove(&self.number);
    }
}
