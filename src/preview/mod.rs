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
mod burst;
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
use std::time::{Instant, SystemTime};

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
/// page is served, or never, unless the folder goes at that very moment.
pub fn serve<E: Edition>(
    options: &Options,
    read: impl FnOnce(&Path) -> io::Result<E>,
    mut screen: Screen<impl Write>,
) -> Result<Infallible, Failure> {
    let started = Instant::now();
    let server = Server::bind(options.host.as_deref(), options.port)?;
    let read_from = SystemTime::now();
    // `.` would stay the folder of the start, even where another has taken its place.
    let root = std::path::absolute(&options.root)?;
    let board = Arc::new(Board::new(read(&root)?));
    let bustle = Arc::new(Bustle::default());
    let first = board.current();

    let (addresses, instead_of) = (server.addresses()?, server.instead_of);
    server.start(Desk {
        board: Arc::clone(&board),
        bustle: Arc::clone(&bustle),
        guard: Guard::new(options.host.as_deref()),
        editor: Editor::new(root.clone(), options.editor.as_deref()),
        follow: options.follow,
    })?;
    let took = started.elapsed();
    // Nobody has to wait for a first page until all folders are watched; what was saved meanwhile is looked for.
    let mut watcher = Watcher::new(&root, options.poll)?;
    watcher.look_back(read_from);
    let heading = heading(&addresses, instead_of, watcher.complaint(), first.edition.speech());
    screen.started(heading, &first.edition, took);
    if let Some(address) = addresses.first().filter(|_| options.open) {
        open_browser(address).unwrap_or_else(|error| screen.note(&error.to_string()));
    }
    consequences::trace(Arc::clone(&board), Arc::clone(&bustle))?;
    drop(first);

    loop {
        let change = watcher.wait();
        turn(&change, &board, &bustle, &mut screen);
    }
}

/// Shows what came of a change on the disk.
fn turn<E: Edition>(change: &Change, board: &Board<E>, bustle: &Bustle, screen: &mut Screen<impl Write>) {
    let saved = Instant::now();
    let busy = bustle.enter();
    let before = board.current();
    match before.edition.after(change) {
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
    screen.watched(change, before.edition.speech());
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::atlas::Drafts;
    use crate::diagnostic::Speech;

    #[test]
    fn when_events_were_lost_all_is_read_again_and_it_is_said() {
        let site = tempfile::tempdir().expect("a folder");
        let file = site.path().join("content/clusters/a.md");
        fs::create_dir_all(site.path().join("content/clusters")).expect("a folder in it");
        fs::write(&file, "---\nname: Альфа\n---\n").expect("a file");
        let options = crate::pipeline::Options {
            today: crate::text::Day::new(2026, 11, 21),
            drafts: Drafts::Shown,
            base_url: None,
            revision: None,
        };
        let edition = SiteEdition::read(site.path(), options, |_| Speech::Ru).expect("the site");
        let (board, bustle, mut said) = (Board::new(edition), Bustle::default(), Vec::new());
        let mut screen = Screen::new(&mut said, false, false);
        // The system never told of this save.
        fs::write(&file, "---\nname: Бета\n---\n").expect("the file again");
        turn(&Change::Rescan { reason: "overflow".into() }, &board, &bustle, &mut screen);
        let revision = board.current();
        assert_eq!(revision.number, 1);
        let page = revision.edition.bytes("clusters/a.html").expect("its page");
        assert!(String::from_utf8_lossy(&page).contains("Бета"));
        let said = String::from_utf8_lossy(&said);
        assert!(said.contains("content/clusters/a.md"), "{said}");
        assert!(said.contains("файлы прочитаны заново (overflow)"), "{said}");
    }
}
