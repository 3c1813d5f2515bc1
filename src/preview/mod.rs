//! LIVE PREVIEW: the pipeline in a loop, and a browser that sees every turn of it.
//!
//! One thread waits for the disk, makes the next [`Edition`] and pins it to the [`board`]; threads that answer browsers
//! take the pinned edition and make from it the page that is asked for. Nobody waits for a page that nobody looks at, and
//! nothing is written to the disk.
//!
//! ```text
//! watch ──► edition.after(change) ──► board ──► desk      a request becomes an answer
//!                                       │ └───► events    the browser hears that there is something new
//!                                       └─────► consequences, screen
//! ```

mod address;
mod board;
mod connection;
mod consequences;
mod desk;
mod edition;
mod editor;
mod events;
mod guard;
mod guests;
mod http;
mod media;
mod places;
mod poll;
mod screen;
mod server;
mod site_edition;
mod snippet;
mod state;
mod watch;

use std::convert::Infallible;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

pub use edition::{About, Counts, Edition, Place, Problem, SnippetLine, Step};
pub use screen::Screen;
pub use server::Failure;
pub use site_edition::SiteEdition;
pub use watch::{Change, Watcher};

use board::Board;
use consequences::Bustle;
use desk::Desk;
use editor::Editor;
use guard::Guard;
use screen::heading;
use server::{Server, open_browser};

/// How the preview is run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The address to listen at; on this machine only when there is none.
    pub host: Option<String>,
    /// The port; the first free one of the usual ports when there is none.
    pub port: Option<u16>,
    /// Look at the files again and again instead of waiting for events.
    pub poll: bool,
    /// The browser goes to the page that was saved.
    pub follow: bool,
    /// Show the site in the browser at once.
    pub open: bool,
    /// How links open a file in the editor, with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
}

/// Shows the site at `options.root` until the process ends. `read` makes the first edition of it. Fails before the first
/// page is served, or never.
pub fn serve<E: Edition>(
    options: &Options,
    read: impl FnOnce(&Path) -> io::Result<E>,
    mut screen: Screen<impl Write>,
) -> Result<Infallible, Failure> {
    let started = Instant::now();
    let server = Server::bind(options.host.as_deref(), options.port)?;
    // The watch begins before the files are read, so that no save falls between.
    let mut watcher = Watcher::new(&options.root, options.poll)?;
    let board = Arc::new(Board::new(read(&options.root)?));
    let bustle = Arc::new(Bustle::default());
    let first = board.current();

    let addresses = server.addresses()?;
    let heading = heading(&addresses, server.instead_of, watcher.complaint(), first.edition.speech());
    server.start(Desk {
        board: Arc::clone(&board),
        bustle: Arc::clone(&bustle),
        guard: Guard::new(options.host.as_deref()),
        editor: Editor::new(std::path::absolute(&options.root)?, options.editor.as_deref()),
        follow: options.follow,
    });
    screen.started(heading, &first.edition, started.elapsed());
    if let Some(address) = addresses.first().filter(|_| options.open) {
        open_browser(address).unwrap_or_else(|error| screen.note(&error.to_string()));
    }
    consequences::trace(Arc::clone(&board), Arc::clone(&bustle));
    drop(first);

    loop {
        let change = watcher.wait();
        let saved = Instant::now();
        let busy = bustle.enter();
        match board.current().edition.after(&change) {
            Ok(Some(step)) => {
                let changed = step.changed.clone();
                let revision = board.show(step);
                drop(busy);
                screen.saved(&changed, &revision.edition, saved.elapsed());
            }
            // A touch is not a change.
            Ok(None) => {}
            // The last good edition stays.
            Err(error) => screen.note(&error.to_string()),
        }
        if let Change::Rescan { reason } = change {
            screen.note(&reason);
        }
    }
}
