//! What changed on the disk, said once: many events of the system become one [`Change`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use std::{fs, io};

use notify::event::{CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::places::Places;
use super::poll::Poll;

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
}

/// Says what changes in the site's folders from the moment it is made until it is dropped.
pub struct Watcher {
    places: Places,
    signals: Receiver<Signal>,
    engine: Engine,
    /// Folders to be looked at once more, because files may have been written before the system watched them.
    revisits: Vec<(Instant, PathBuf)>,
    /// Why the system's own events are not used although they were wanted.
    complaint: Option<String>,
    rescanned: Option<Instant>,
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

/// How long nothing may happen before a burst counts as over: one save is told at once, a `git checkout` in one piece.
const QUIET: [(usize, Duration); 3] =
    [(16, Duration::from_millis(12)), (256, Duration::from_millis(50)), (usize::MAX, Duration::from_millis(200))];
const LONGEST_BURST: Duration = Duration::from_secs(3);
const REVISIT: Duration = Duration::from_millis(150);
/// Reading all files makes events of its own; without a pause an overflow could feed the next one.
const BETWEEN_RESCANS: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(300);
const FOREVER: Duration = Duration::from_secs(3600);

impl Watcher {
    /// Watches the site at `root`; `poll` looks at the files themselves instead, for disks that send no events.
    pub fn new(root: &Path, poll: bool) -> io::Result<Watcher> {
        let places = Places::of(root)?;
        let (sender, signals) = channel();
        let (engine, complaint) = match poll {
            true => (Engine::poll(&places, sender), None),
            false => match Engine::system(&places, sender.clone()) {
                Ok(engine) => (engine, None),
                Err(error) => (Engine::poll(&places, sender), Some(error.to_string())),
            },
        };
        Ok(Watcher { places, signals, engine, revisits: Vec::new(), complaint, rescanned: None })
    }

    /// Why the files are polled although events were asked for.
    pub fn complaint(&self) -> Option<&str> {
        self.complaint.as_deref()
    }

    /// Blocks until something changed, and until that burst is over.
    pub fn wait(&mut self) -> Change {
        let mut burst = Burst::default();
        loop {
            match self.signals.recv_timeout(burst.patience(self.next_revisit())) {
                Ok(Signal::Touched(path)) => burst.add(self.places.relative(&path)),
                Ok(Signal::FolderMade(path)) => {
                    let folder = self.places.relative(&path);
                    if folder.is_some() {
                        self.watch_folder(&path);
                        self.revisits.push((Instant::now() + REVISIT, path));
                    }
                    burst.add(folder);
                }
                Ok(Signal::Lost(reason)) => burst.lose(reason),
                Err(RecvTimeoutError::Disconnected) => burst.lose(self.fall_back("the watcher stopped")),
                Err(RecvTimeoutError::Timeout) => {
                    for path in self.due_revisits() {
                        self.watch_folder(&path);
                        burst.add(self.places.relative(&path));
                    }
                }
            }
            if burst.is_over() {
                match burst.change() {
                    Change::Rescan { reason } => return self.rescan(reason),
                    change => return change,
                }
            }
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
        self.engine = Engine::poll(&self.places, sender);
        self.signals = signals;
        format!("{reason}; polling the files from now on")
    }

    /// Makes sure that a folder which came later is watched, itself and all below it.
    fn watch_folder(&mut self, folder: &Path) {
        if let Engine::System(watcher) = &mut self.engine
            && let Ok(folder) = fs::canonicalize(folder)
        {
            // A folder that is gone again was told of by its parent.
            _ = watcher.watch(&folder, RecursiveMode::Recursive);
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
    fn poll(places: &Places, sender: Sender<Signal>) -> Engine {
        Engine::Poll { _thread: Poll::start(places.clone(), POLL, sender) }
    }

    fn system(places: &Places, sender: Sender<Signal>) -> notify::Result<Engine> {
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            for signal in signals(event) {
                // The receiver is gone only when the preview ends.
                _ = sender.send(signal);
            }
        })?;
        watcher.watch(places.root(), RecursiveMode::NonRecursive)?;
        for folder in places.folders() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
        Ok(Engine::System(watcher))
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
        if path.is_dir() { Signal::FolderMade(path) } else { Signal::Touched(path) }
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

/// The changes that are told together.
#[derive(Default)]
struct Burst {
    paths: BTreeSet<PathBuf>,
    lost: Option<String>,
    began: Option<Instant>,
    last: Option<Instant>,
}

impl Burst {
    fn add(&mut self, path: Option<PathBuf>) {
        if let Some(path) = path {
            self.paths.insert(path);
            self.stamp();
        }
    }

    fn lose(&mut self, reason: String) {
        self.lost.get_or_insert(reason);
        self.stamp();
    }

    fn stamp(&mut self) {
        let now = Instant::now();
        self.began.get_or_insert(now);
        self.last = Some(now);
    }

    fn ends(&self) -> Option<Instant> {
        let (_, quiet) = QUIET.iter().find(|(most, _)| self.paths.len() <= *most)?;
        Some((self.last? + *quiet).min(self.began? + LONGEST_BURST))
    }

    fn patience(&self, revisit: Option<Instant>) -> Duration {
        let until = self.ends().or(revisit);
        until.map_or(FOREVER, |until| until.saturating_duration_since(Instant::now()))
    }

    fn is_over(&self) -> bool {
        self.ends().is_some_and(|end| end <= Instant::now())
    }

    fn change(self) -> Change {
        if let Some(reason) = self.lost {
            return Change::Rescan { reason };
        }
        let mut paths = self.paths;
        // Where `A.md` and `a.md` are one file, only the listing of their folder tells which of the names is left.
        let mut spellings = BTreeMap::new();
        for path in &paths {
            *spellings.entry(path.to_string_lossy().to_lowercase()).or_insert(0) += 1;
        }
        let twice = |path: &&PathBuf| spellings.get(&path.to_string_lossy().to_lowercase()) > Some(&1);
        let folders: Vec<_> = paths.iter().filter(twice).filter_map(|path| path.parent()).map(PathBuf::from).collect();
        paths.extend(folders.into_iter().filter(|folder| !folder.as_os_str().is_empty()));
        Change::Paths(paths)
    }
}
