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
    /// What changed before the watch began.
    overlooked: BTreeSet<PathBuf>,
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

const REVISIT: Duration = Duration::from_millis(150);
/// Reading all files makes events of its own; without a pause an overflow could feed the next one.
const BETWEEN_RESCANS: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(300);

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
        let (revisits, overlooked) = (Vec::new(), BTreeSet::new());
        Ok(Watcher { places, signals, engine, revisits, overlooked, complaint, rescanned: None })
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
        let mut burst = Burst::default();
        for path in std::mem::take(&mut self.overlooked) {
            burst.add(Some(path));
        }
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
            Change::Paths(paths) => panic!("only {paths:?}"),
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
