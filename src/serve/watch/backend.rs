//! The source of file events: the operating system, or polling.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{fs, io};

use notify::event::{CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::file_event::FileEvent;
use super::paths::WatchedPaths;
use super::poll::Poller;

/// Interval of polling.
const POLL: Duration = Duration::from_millis(300);

pub(super) enum Backend {
    System(RecommendedWatcher),
    Poll { _thread: Poller },
}

impl Backend {
    /// Starts system events, or polling if requested. If the system refuses, returns a poller with the reason.
    pub(super) fn start(
        paths: &WatchedPaths,
        poll: bool,
    ) -> io::Result<(Backend, Receiver<FileEvent>, Option<String>)> {
        let (sender, events) = channel();
        if poll {
            return Ok((Backend::poll(paths, sender)?, events, None));
        }
        match Backend::system(paths, sender.clone()) {
            Ok(engine) => Ok((engine, events, None)),
            Err(error) => Ok((
                Backend::poll(paths, sender)?,
                events,
                Some(error.to_string()),
            )),
        }
    }

    pub(super) fn poll(paths: &WatchedPaths, sender: Sender<FileEvent>) -> io::Result<Backend> {
        Ok(Backend::Poll {
            _thread: Poller::start(paths.clone(), POLL, sender)?,
        })
    }

    pub(super) fn system(
        paths: &WatchedPaths,
        sender: Sender<FileEvent>,
    ) -> notify::Result<Backend> {
        let handler = move |event: notify::Result<Event>| {
            for file_event in file_events(event) {
                // The receiver is dropped only when the preview ends.
                _ = sender.send(file_event);
            }
        };
        let config = notify::Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(handler, config)?;
        watch_all(&mut watcher, paths)?;
        Ok(Backend::System(watcher))
    }
}

/// Linux watches each folder separately; other systems watch folders recursively.
pub(super) const BY_FOLDER: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Watches every folder that the site reads. Folders that are already watched remain so.
pub(super) fn watch_all(
    watcher: &mut RecommendedWatcher,
    paths: &WatchedPaths,
) -> notify::Result<()> {
    if BY_FOLDER {
        return watch_folders(watcher, || paths.folders());
    }
    watcher.watch(paths.root(), RecursiveMode::NonRecursive)?;
    paths
        .top_folders()
        .iter()
        .try_for_each(|top| watcher.watch(top, RecursiveMode::Recursive))
}

/// Watches folders one by one. Lists them again until no new folder appears.
pub(super) fn watch_folders(
    watcher: &mut RecommendedWatcher,
    list: impl Fn() -> Vec<PathBuf>,
) -> notify::Result<()> {
    let mut watched = Vec::new();
    loop {
        let folders = list();
        for folder in &folders {
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                // The parent reported a folder that is gone. An unreadable folder is a diagnostic of the site.
                Err(error) if !is_gone(&error) => return Err(error),
                _ => {}
            }
        }
        if folders == watched {
            return Ok(());
        }
        watched = folders;
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => {
            matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::PermissionDenied
                    | io::ErrorKind::NotADirectory
            )
        }
        _ => false,
    }
}

pub(super) fn file_events(event: notify::Result<Event>) -> Vec<FileEvent> {
    let event = match event {
        Ok(event) => event,
        Err(error) => return vec![FileEvent::Lost(error.to_string())],
    };
    if event.need_rescan() {
        return vec![FileEvent::Lost(
            "the system lost track of the files that changed".into(),
        )];
    }
    let folder_or_file = |path: PathBuf| {
        // A link to a folder is not a folder: its target is watched only if it belongs to the site.
        let is_folder = fs::symlink_metadata(&path).is_ok_and(|state| state.is_dir());
        if is_folder {
            FileEvent::FolderCreated(path)
        } else {
            FileEvent::Changed(path)
        }
    };
    match event.kind {
        // The program itself reads the files.
        EventKind::Access(_) => Vec::new(),
        EventKind::Create(CreateKind::File)
        | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => {
            event.paths.into_iter().map(FileEvent::Changed).collect()
        }
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => {
            event.paths.into_iter().map(FileEvent::Changed).collect()
        }
        _ => event.paths.into_iter().map(folder_or_file).collect(),
    }
}
