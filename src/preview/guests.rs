//! Everybody who is connected, and who has to go when there are too many.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The connections of one kind, never more than a fixed number.
pub(super) struct Guests {
    most: usize,
    present: Mutex<Present>,
}

#[derive(Default)]
struct Present {
    next: u64,
    guests: BTreeMap<u64, Guest>,
}

struct Guest {
    stream: TcpStream,
    /// Since when it has kept us waiting; `None` while it waits for us.
    idle: Option<Instant>,
}

/// A place among the guests, given up when dropped.
pub(super) struct Seat {
    guests: Arc<Guests>,
    number: u64,
}

impl Guests {
    pub(super) fn at_most(most: usize) -> Arc<Guests> {
        Arc::new(Guests { most, present: Mutex::default() })
    }

    /// Gives a connection a place. When all are taken, the one that has kept us waiting longest is shut out; `None` when
    /// everybody is being served.
    pub(super) fn admit(self: &Arc<Guests>, stream: &TcpStream) -> Option<Seat> {
        let stream = stream.try_clone().ok()?;
        let mut present = self.present();
        if present.guests.len() >= self.most {
            let idle = present.guests.iter().filter_map(|(number, guest)| Some((guest.idle?, *number)));
            let (_, longest) = idle.min()?;
            if let Some(guest) = present.guests.remove(&longest) {
                // Its thread wakes from reading or writing with an end or an error. It may be gone already.
                _ = guest.stream.shutdown(Shutdown::Both);
            }
        }
        let number = present.next;
        present.next += 1;
        present.guests.insert(number, Guest { stream, idle: Some(Instant::now()) });
        Some(Seat { guests: Arc::clone(self), number })
    }

    fn present(&self) -> MutexGuard<'_, Present> {
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// From now on it is the guest who has to do something.
    pub(super) fn waits_for_guest(&self) {
        self.set(Some(Instant::now()));
    }

    /// From now on it is for us to do something, and the guest is not to blame.
    pub(super) fn waits_for_us(&self) {
        self.set(None);
    }

    fn set(&self, idle: Option<Instant>) {
        if let Some(guest) = self.guests.present().guests.get_mut(&self.number) {
            guest.idle = idle;
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.guests.present().guests.remove(&self.number);
    }
}
