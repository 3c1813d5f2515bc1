//! LIVE PREVIEW: the pipeline in a loop, and browsers that follow it.
//!
//! One thread waits for changes on the disk, builds the next [`PreviewSite`] and publishes it to the state channel.
//! Threads that answer browsers use the current site and render the requested page. A page is rendered only on request,
//! and nothing is written to the disk.
//!
//! ```text
//! watch ──► site.after(change) ──► state_channel ──► router     answers requests
//!                                        │ └───────► events     notifies browsers
//!                                        └─────────► change_detection, terminal
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "the preview waits, times out, and knows when a file was written; none of it reaches a page"
)]

mod activity;
mod browser;
mod change_detection;
mod changed_pages;
mod editor;
mod editor_preview;
mod error;
mod events;
mod http;
mod moved_records;
mod options;
mod error_page;
mod router;
mod run;
mod site;
mod snapshot_site;
mod snapshot_sources;
mod snippet;
mod source_click;
mod state;
mod state_channel;
mod terminal;
mod watch;

pub use browser::open_browser;
pub use editor_preview::EditorPreview;
pub use error::ServeError;
pub use http::url::link as link_to_route;
pub use options::ServeOptions;
pub use run::serve;
pub use site::{
    PreviewProblem, PreviewSite, ProblemCounts, RouteInfo, SnippetLine, SourcePosition, Update,
};
pub use snapshot_site::SnapshotSite;
pub use source_click::SourceClick;
pub use terminal::TerminalUi;
pub use watch::{Change, Watcher, read_change};
