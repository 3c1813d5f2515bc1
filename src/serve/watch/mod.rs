//! Watching the files of a site: events of the file system become debounced change sets.

mod change;
mod file_event;
mod debounce;
mod paths;
mod poll;
mod backend;
mod watcher;

pub use change::Change;
pub use watcher::Watcher;
