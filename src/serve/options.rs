//! The options of the preview.

use std::path::PathBuf;

/// Options of `serve`.
#[derive(Clone, Debug, Default)]
pub struct ServeOptions {
    /// The folder of the site.
    pub root: PathBuf,
    /// The address to listen on. `None` means the loopback address.
    pub host: Option<String>,
    /// Further names under which the server answers.
    pub allowed_hosts: Vec<String>,
    /// The port. `None` means the first free one of the default ports.
    pub port: Option<u16>,
    /// Polls the files instead of waiting for events.
    pub poll: bool,
    /// Lets the browser navigate to the saved page.
    pub follow: bool,
    /// Opens the site in the browser at the start.
    pub open: bool,
    /// The URL template of the editor, with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
}
