//! What changed on the disk, said once: many events of the system become one [`Change`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io};

use notify::event::{CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::burst::Burst;
use super::places::Places;
use super::poll::Poll;
use crate::source;

/// A burst of changes on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Files or folders, relative to the root. Each path is to be read anew with everything under it: a file may have
    /// been written, made or removed, and so may a folder.
    Paths(BTreeSet<PathBuf>),
    /// Events were lost, so anything may have changed; the reason is for the person at the terminal.
    Rescan {
        /// Why, in the system's words.
        reason: String,
    },
    /// The site's folder is gone. The next change tells when it is back.
    RootMissing,
    /// A folder stands at the site's path again, or another in its place: anything may have changed.
    RootReturned,
}

/// Says what changes in the site's folders from the moment it is made until it is dropped.
pub struct Watcher {
    /// The path of the site's folder, which another folder may stand at later.
    root: PathBuf,
    poll: bool,
    places: Places,
    signals: Receiver<Signal>,
    engine: Engine,
    /// Folders to be looked at once more, because files may have been written before the system watched them.
    revisits: Vec<(Instant, PathBuf)>,
    /// What changed before the watch began.
    overlooked: BTreeSet<PathBuf>,
    /// Why the system's own events are not used although they were wanted.
    complaint: Option<String>,
    rescanned: Option<Instant>,
    /// Whether it was said that the root is missing.
    is_missing: bool,
}

/// What an engine has seen.
pub(super) enum Signal {
    Touched(PathBuf),
    FolderMade(PathBuf),
    Lost(String),
}

enum Engine {
    System(RecommendedWatcher),
    Poll { _thread: Poll },
}

const REVISIT: Duration = Duration::from_millis(150);
/// Reading all files makes events of its own; without a pause an overflow could feed the next one.
const BETWEEN_RESCANS: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(300);

/// How often it is looked whether the site's folder is still there.
const ROOT_CHECK: Duration = Duration::from_millis(500);

impl Watcher {
    /// Watches the site at `root`; `poll` looks at the files themselves instead, for disks that send no events.
    pub fn new(root: &Path, poll: bool) -> io::Result<Watcher> {
        let root = std::path::absolute(root)?;
        let places = Places::of(&root)?;
        let (engine, signals, complaint) = Engine::start(&places, poll)?;
        let (revisits, overlooked) = (Vec::new(), BTreeSet::new());
        let (rescanned, is_missing) = (None, false);
        Ok(Watcher { root, poll, places, signals, engine, revisits, overlooked, complaint, rescanned, is_missing })
    }

    /// Why the files are polled although events were asked for.
    pub fn complaint(&self) -> Option<&str> {
        self.complaint.as_deref()
    }

    /// Tells also of what changed since a moment before the watch began.
    pub fn look_back(&mut self, since: SystemTime) {
        // The clocks of some disks go by two seconds, and a file that is told of without need is only read once more.
        let since = since.checked_sub(Duration::from_secs(2)).unwrap_or(since);
        let young = self.places.young(since);
        self.overlooked.extend(young.into_iter().filter_map(|path| self.places.relative(&path)));
    }

    /// Blocks until something changed, and until that burst is over.
    pub fn wait(&mut self) -> Change {
        if self.is_missing {
            return self.await_root();
        }
        let mut burst = Burst::default();
        for path in std::mem::take(&mut self.overlooked) {
            burst.add(Some(path));
        }
        loop {
            match self.signals.recv_timeout(burst.patience(self.next_revisit()).min(ROOT_CHECK)) {
                Ok(Signal::Touched(path)) => self.on_touched(&path, &mut burst),
                Ok(Signal::FolderMade(path)) => self.on_folder(path, &mut burst),
                Ok(Signal::Lost(reason)) => burst.lose(reason),
                Err(RecvTimeoutError::Disconnected) => burst.lose(self.fall_back("the watcher stopped")),
                Err(RecvTimeoutError::Timeout) if !self.places.are_at(&self.root) => return self.lose_root(),
                Err(RecvTimeoutError::Timeout) => {
                    for path in self.due_revisits() {
                        self.on_revisit(&path, &mut burst);
                    }
                }
            }
            if burst.is_over() {
                return match burst.change() {
                    // The files are missing because their folder is.
                    _ if !self.places.are_at(&self.root) => self.lose_root(),
                    Change::Rescan { reason } => self.rescan(reason),
                    change => change,
                };
            }
        }
    }

    fn on_touched(&mut self, real: &Path, burst: &mut Burst) {
        let path = self.places.relative(real);
        // A part of the site that was put there as a link is no folder to the system.
        if let Some(path) = path.as_ref().filter(|path| path.components().count() == 1) {
            self.watch_folder(real, path, burst);
        }
        burst.add(path);
    }

    fn on_folder(&mut self, real: PathBuf, burst: &mut Burst) {
        self.on_revisit(&real, burst);
        self.revisits.push((Instant::now() + REVISIT, real));
    }

    fn on_revisit(&mut self, real: &Path, burst: &mut Burst) {
        if let Some(path) = self.places.relative(real) {
            self.watch_folder(real, &path, burst);
            burst.add(Some(path));
        }
    }

    /// Says that the root is missing, or that another folder has taken its place.
    fn lose_root(&mut self) -> Change {
        match Places::of(&self.root) {
            Ok(_) => self.await_root(),
            Err(_) => {
                self.is_missing = true;
                Change::RootMissing
            }
        }
    }

    /// Waits until the site's folder is there, and watches it.
    fn await_root(&mut self) -> Change {
        loop {
            if let Ok(places) = Places::of(&self.root)
                && let Ok((engine, signals, _)) = Engine::start(&places, self.poll)
            {
                (self.places, self.engine, self.signals) = (places, engine, signals);
                self.revisits.clear();
                self.is_missing = false;
                return Change::RootReturned;
            }
            std::thread::sleep(ROOT_CHECK);
        }
    }

    fn rescan(&mut self, reason: String) -> Change {
        if let Some(last) = self.rescanned {
            std::thread::sleep(BETWEEN_RESCANS.saturating_sub(last.elapsed()));
        }
        while self.signals.try_recv().is_ok() {}
        if let Engine::System(_) = self.engine {
            let (sender, signals) = channel();
            match Engine::system(&self.places, sender.clone()) {
                Ok(engine) => (self.engine, self.signals) = (engine, signals),
                Err(error) => _ = self.fall_back(&error.to_string()),
            }
        }
        self.rescanned = Some(Instant::now());
        Change::Rescan { reason }
    }

    /// From now on looks at the files instead of waiting for events; gives the reason back as a sentence.
    fn fall_back(&mut self, reason: &str) -> String {
        let (sender, signals) = channel();
        // Without a thread the old engine stays; the end of it is noticed again at the next turn.
        if let Ok(engine) = Engine::poll(&self.places, sender) {
            (self.engine, self.signals) = (engine, signals);
        }
        format!("{reason}; polling the files from now on")
    }

    /// Watches a folder that came later, known to the site as `path`, and all below it.
    fn watch_folder(&mut self, real: &Path, path: &Path, burst: &mut Burst) {
        let watched = match &mut self.engine {
            Engine::System(watcher) if path.components().count() == 1 => watch_all(watcher, &self.places),
            Engine::System(watcher) if BY_FOLDER => watch_folders(watcher, || source::folders_below(real)),
            Engine::System(_) | Engine::Poll { .. } => Ok(()),
        };
        if let Err(error) = watched {
            burst.lose(error.to_string());
        }
    }

    fn next_revisit(&self) -> Option<Instant> {
        self.revisits.iter().map(|(due, _)| *due).min()
    }

    fn due_revisits(&mut self) -> Vec<PathBuf> {
        let now = Instant::now();
        self.revisits.extract_if(.., |(due, _)| *due <= now).map(|(_, path)| path).collect()
    }
}

impl Engine {
    /// The system's events, or a poll where that is wanted or the system refuses; then the reason comes with it.
    fn start(places: &Places, poll: bool) -> io::Result<(Engine, Receiver<Signal>, Option<String>)> {
        let (sender, signals) = channel();
        if poll {
            return Ok((Engine::poll(places, sender)?, signals, None));
        }
        match Engine::system(places, sender.clone()) {
            Ok(engine) => Ok((engine, signals, None)),
            Err(error) => Ok((Engine::poll(places, sender)?, signals, Some(error.to_string()))),
        }
    }

    fn poll(places: &Places, sender: Sender<Signal>) -> io::Result<Engine> {
        Ok(Engine::Poll { _thread: Poll::start(places.clone(), POLL, sender)? })
    }

    fn system(places: &Places, sender: Sender<Signal>) -> notify::Result<Engine> {
        let handler = move |event: notify::Result<Event>| {
            for signal in signals(event) {
                // The receiver is gone only when the preview ends.
                _ = sender.send(signal);
            }
        };
        let config = notify::Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(handler, config)?;
        watch_all(&mut watcher, places)?;
        Ok(Engine::System(watcher))
    }
}

/// Linux watches each folder by itself, other systems a folder with all below it.
const BY_FOLDER: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Watches every folder that the site reads; those that are watched already stay so.
fn watch_all(watcher: &mut RecommendedWatcher, places: &Places) -> notify::Result<()> {
    if BY_FOLDER {
        return watch_folders(watcher, || places.folders());
    }
    watcher.watch(places.root(), RecursiveMode::NonRecursive)?;
    places.top_folders().iter().try_for_each(|top| watcher.watch(top, RecursiveMode::Recursive))
}

/// Watches each of some folders by itself. What came into a folder before it was watched is found by another look.
fn watch_folders(watcher: &mut RecommendedWatcher, list: impl Fn() -> Vec<PathBuf>) -> notify::Result<()> {
    let mut watched = Vec::new();
    loop {
        let folders = list();
        for folder in &folders {
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                // A folder that is gone again was told of by its parent; one that nobody may read is a problem of the site.
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
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory
            )
        }
        _ => false,
    }
}

fn signals(event: notify::Result<Event>) -> Vec<Signal> {
    let event = match event {
        Ok(event) => event,
        Err(error) => return vec![Signal::Lost(error.to_string())],
    };
    if event.need_rescan() {
        return vec![Signal::Lost("the system lost track of the files that changed".into())];
    }
    let folder_or_file = |path: PathBuf| {
        // A link to a folder is no folder: what it leads to is the site's only if it stands in the same folder.
        let is_folder = fs::symlink_metadata(&path).is_ok_and(|state| state.is_dir());
        if is_folder { Signal::FolderMade(path) } else { Signal::Touched(path) }
    };
    match event.kind {
        // Our own reading of the files is an access.
        EventKind::Access(_) => Vec::new(),
        EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => {
            event.paths.into_iter().map(Signal::Touched).collect()
        }
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => {
            event.paths.into_iter().map(Signal::Touched).collect()
        }
        _ => event.paths.into_iter().map(folder_or_file).collect(),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::Flag;

    use super::*;

    /// A watcher that hears only what it is told, and the site that it watches.
    fn deaf() -> (Watcher, Sender<Signal>, tempfile::TempDir) {
        let site = tempfile::tempdir().expect("a folder");
        fs::create_dir(site.path().join("content")).expect("a folder in it");
        let mut watcher = Watcher::new(site.path(), false).expect("a watcher");
        let (sender, signals) = channel();
        watcher.signals = signals;
        (watcher, sender, site)
    }

    fn reason(change: Change) -> String {
        match change {
            Change::Rescan { reason } => reason,
            other => panic!("only {other:?}"),
        }
    }

    #[track_caller]
    fn sees(watcher: &mut Watcher, site: &tempfile::TempDir, name: &str) {
        let file = Path::new("content").join(name);
        fs::write(site.path().join(&file), "x").expect("a file");
        let Change::Paths(paths) = watcher.wait() else { panic!("a rescan in place of {name}") };
        assert!(paths.contains(&file), "{paths:?}");
    }

    #[test]
    fn after_an_overflow_all_is_read_and_the_watch_goes_on() {
        let (mut watcher, sender, site) = deaf();
        let overflow = Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan));
        for signal in signals(overflow) {
            sender.send(signal).expect("the watcher listens");
        }
        // What was heard besides is of no more use.
        sender.send(Signal::Touched(site.path().join("content/a.md"))).expect("the watcher listens");
        assert_eq!(reason(watcher.wait()), "the system lost track of the files that changed");
        assert!(matches!(watcher.engine, Engine::System(_)));
        sees(&mut watcher, &site, "b.md");
    }

    #[test]
    fn an_error_of_the_watch_is_a_reason_to_read_all() {
        let (mut watcher, sender, site) = deaf();
        let failed = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
        for signal in signals(Err(failed)) {
            sender.send(signal).expect("the watcher listens");
        }
        assert!(!reason(watcher.wait()).is_empty());
        sees(&mut watcher, &site, "b.md");
    }

    #[test]
    fn when_the_watch_dies_the_files_are_polled() {
        let (mut watcher, sender, site) = deaf();
        drop(sender);
        assert_eq!(reason(watcher.wait()), "the watcher stopped; polling the files from now on");
        assert!(matches!(watcher.engine, Engine::Poll { .. }));
        sees(&mut watcher, &site, "b.md");
    }

    #[test]
    fn what_changed_before_the_watch_is_told_first() {
        let (mut watcher, _sender, site) = deaf();
        let before = SystemTime::now();
        fs::write(site.path().join("content/a.md"), "x").expect("a file");
        watcher.look_back(before);
        let Change::Paths(paths) = watcher.wait() else { panic!("a rescan") };
        assert!(paths.contains(Path::new("content/a.md")) && paths.contains(Path::new("content")), "{paths:?}");
    }
}
