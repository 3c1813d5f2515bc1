//! The loop of the preview: waits for changes, updates the site, and publishes it to the browsers.

use std::convert::Infallible;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::activity::ActivityCounter;
use super::browser::open_browser;
use super::change_detection::spawn_change_detection;
use super::editor::Editor;
use super::error::ServeError;
use super::http::origin_check::OriginPolicy;
use super::http::server::Server;
use super::options::ServeOptions;
use super::router::Router;
use super::site::PreviewSite;
use super::state_channel::StateChannel;
use super::terminal::{TerminalUi, heading};
use super::watch::{Change, Watcher};

/// Serves the site at `options.root` until the process ends. `read` reads the first snapshot of the site.
///
/// Fails only before the first page is served, or if the folder disappears at that moment.
pub fn serve<E: PreviewSite>(
    options: &ServeOptions,
    read: impl FnOnce(&Path) -> io::Result<E>,
    mut terminal: TerminalUi<impl Write>,
) -> Result<Infallible, ServeError> {
    let started = Instant::now();
    let server = Server::bind(options.host.as_deref(), options.port)?;
    let read_from = SystemTime::now();
    // A relative path would follow a folder that is moved away.
    let root = std::path::absolute(&options.root)?;
    let channel = Arc::new(StateChannel::new(read(&root)?));
    let activity = Arc::new(ActivityCounter::default());
    let first = channel.current();

    let (addresses, instead_of) = (server.addresses()?, server.instead_of);
    server.start(Router {
        channel: Arc::clone(&channel),
        activity: Arc::clone(&activity),
        origin_policy: OriginPolicy::new(options.host.as_deref(), &options.allowed_hosts),
        editor: Editor::new(root.clone(), options.editor.as_deref()),
        follow: options.follow,
        clicks: None,
    })?;
    let took = started.elapsed();
    // The first page need not wait until all folders are watched; changes until then are detected by time.
    let mut watcher = Watcher::new(&root, options.poll)?;
    watcher.include_changes_since(read_from);
    let heading = heading(
        &addresses,
        instead_of,
        watcher.fallback_reason(),
        first.site.message_language(),
    );
    terminal.started(heading, &first.site, took);
    if let Some(address) = addresses.first().filter(|_| options.open) {
        open_browser(address).unwrap_or_else(|error| terminal.note(&error.to_string()));
    }
    spawn_change_detection(Arc::clone(&channel), Arc::clone(&activity))?;
    drop(first);

    loop {
        let change = watcher.wait();
        handle_change(&change, &channel, &activity, &mut terminal);
    }
}

/// Updates the site after a change, publishes it, and reports it on the terminal.
fn handle_change<E: PreviewSite>(
    change: &Change,
    channel: &StateChannel<E>,
    activity: &ActivityCounter,
    terminal: &mut TerminalUi<impl Write>,
) {
    let saved = Instant::now();
    let busy = activity.start();
    let before = channel.current();
    match before.site.after(change) {
        Ok(Some(update)) => {
            let changed = update.changed.clone();
            let revision = channel.publish(update);
            drop(busy);
            terminal.saved(&changed, &revision.site, saved.elapsed());
        }
        // The bytes of all files are the same.
        Ok(None) => {}
        // The last readable snapshot remains.
        Err(error) => terminal.note(&error.to_string()),
    }
    terminal.watched(change, before.site.message_language());
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::snapshot_site::SnapshotSite;
    use super::*;
    use crate::atlas::Drafts;
    use crate::text::MessageLanguage;

    #[test]
    fn after_lost_events_all_files_are_read_again_and_the_terminal_shows_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("content/clusters/a.md");
        fs::create_dir_all(folder.path().join("content/clusters")).expect("a folder in it");
        fs::write(&file, "---\nname: Альфа\n---\n").expect("a file");
        let options =
            crate::pipeline::Options::new(crate::text::Day::new(2026, 11, 21), Drafts::Shown);
        let site =
            SnapshotSite::read(folder.path(), options, |_| MessageLanguage::Ru).expect("the site");
        let (channel, activity, mut output) = (
            StateChannel::new(site),
            ActivityCounter::default(),
            Vec::new(),
        );
        let mut terminal = TerminalUi::new(&mut output, false, false);
        // No event reports this save.
        fs::write(&file, "---\nname: Бета\n---\n").expect("the file again");
        handle_change(
            &Change::Rescan {
                reason: "overflow".into(),
            },
            &channel,
            &activity,
            &mut terminal,
        );
        let revision = channel.current();
        assert_eq!(revision.number, 1);
        let page = revision.site.bytes("clusters/a.html").expect("its page");
        assert!(String::from_utf8_lossy(&page).contains("Бета"));
        let output = String::from_utf8_lossy(&output);
        assert!(output.contains("content/clusters/a.md"), "{output}");
        assert!(
            output.contains("файлы прочитаны заново (overflow)"),
            "{output}"
        );
    }
}
