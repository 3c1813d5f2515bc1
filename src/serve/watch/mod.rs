//! Watching the files of a site: events of the file system become debounced change sets.

mod change;
mod file_event;
mod debounce;
mod paths;
mod poll;
mod read_change;
mod backend;
mod watcher;

pub use change::Change;
pub use read_change::read_change;
pub use watcher::Watcher;
