//! BYTES: only changed files are written, each whole; what earlier builds left behind is removed last.
//!
//! Publishing has two phases. First every page whose bytes differ from the file in place is written to a folder of its
//! own inside the output (`.atlas-tmp`); a page that fails, or a full disk, ends the build there and nothing that was
//! published has changed. Then the new files are renamed into place one by one, and orphans are removed. A process that
//! is killed leaves every file wholly old or wholly new, and the next build completes the rest.
//!
//! The folder is never emptied: a file system creates and deletes far more slowly than it compares, and a host that is
//! fed by rsync would be sent everything.

mod allowance;
mod draft;
mod links;
mod manifest;
mod stage;
mod twin;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::page::Route;
use crate::site::Encoding;
use crate::source::{open_regular, without_following};
use draft::{Draft, Finished};
use manifest::Manifest;
use stage::Stage;

pub use allowance::Allowance;
pub use draft::Part;
pub use twin::twins;

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files written, because they are new or their bytes changed.
    pub written: usize,
    /// Files left as they were.
    pub kept: usize,
    /// Files of earlier builds removed.
    pub removed: usize,
    /// The size of all files of the site, in bytes.
    pub bytes: u64,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// The system refused something, at a path.
    Disk(PathBuf, io::Error),
    /// The folder holds files that no build of ours wrote; one of them.
    Foreign(PathBuf),
    /// A symbolic link stands in the folder where files would be written or deleted through it.
    Link(PathBuf),
    /// Another build is writing to the folder.
    Busy,
    /// Pages could not be made; how many.
    Pages(usize),
    /// What was made may not be published.
    Refused,
}

/// Whether files of somebody else may be overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Only what an earlier build wrote.
    Ours,
    /// Whatever is in the way.
    Everything,
}

/// The output folder, held by this build until it is dropped.
pub struct Output {
    root: PathBuf,
    old: Manifest,
    encodings: Vec<Encoding>,
    _lock: File,
}

/// What a thread has made.
#[derive(Default)]
struct Share {
    /// Files by their places, and what became of them.
    files: Vec<(usize, Result<Finished, Failure>)>,
    twins: Vec<Twin>,
}

/// A compressed file, and what became of it.
struct Twin {
    route: String,
    finished: Finished,
}

/// The names in the output folder that are the program's own.
const LOCK: &str = ".atlas-lock";
const STAGE: &str = ".atlas-tmp";
const OWN: [&str; 4] = [LOCK, STAGE, manifest::NAME, manifest::NEW];

impl Output {
    /// Takes hold of a folder, which is made where there is none. A folder with files of somebody else is refused,
    /// unless everything is claimed.
    pub fn open(root: &Path, claim: Claim) -> Result<Output, Failure> {
        if let Some(link) = links::among(root, &OWN) {
            return Err(Failure::Link(link));
        }
        let old = Manifest::read(root)
            .map_err(|error| at(&root.join(manifest::NAME), error))?
            .filter(|manifest| !manifest.is_empty());
        if old.is_none()
            && claim == Claim::Ours
            && let Some(foreign) = foreign(root)?
        {
            return Err(Failure::Foreign(foreign));
        }
        fs::create_dir_all(root).map_err(|error| at(root, error))?;
        let path = root.join(LOCK);
        let lock = open_lock(&path).map_err(|error| at(&path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Failure::Busy),
            // A file system without locks cannot tell us of another build.
            Err(TryLockError::Error(_)) => {}
        }
        Ok(Output { root: root.to_owned(), old: old.unwrap_or_default(), encodings: Vec::new(), _lock: lock })
    }

    /// The same folder, in which texts are to stand compressed beside themselves, too.
    #[must_use]
    pub fn compressing(mut self, encodings: &[Encoding]) -> Output {
        self.encodings = encodings.to_owned();
        self
    }

    /// Publishes the pages of some order, made in that order by as many threads as there are. `produce` makes one by its
    /// place in `routes` and passes its bytes on, or says that it could not. `judge` is told the path and size
    /// of every file before any is published.
    pub fn publish<W>(
        self,
        routes: &[&Route],
        order: &[usize],
        claim: Claim,
        worker: impl Fn() -> W + Sync,
        produce: impl Fn(&mut W, usize, &mut dyn FnMut(Part<'_>)) -> Result<(), Failure> + Sync,
        judge: impl FnOnce(&mut dyn Iterator<Item = (&str, u64)>) -> Result<(), Failure>,
    ) -> Result<Report, Failure> {
        let published: Vec<&Route> = order.iter().map(|index| routes[*index]).collect();
        self.refuse_strangers(&published, claim)?;
        let stage =
            Stage::new(&self.root.join(STAGE), &published).map_err(|error| at(&self.root.join(STAGE), error))?;
        let make = |worker: &mut W, held: &mut Vec<u8>, twins: &mut Vec<Twin>, index: usize| {
            let route = routes[index].as_str();
            let place = self.root.join(route);
            let mut draft = Draft::new(&stage, route, self.old.has(route).then(|| place.clone()), held);
            produce(worker, index, &mut |part| draft.take(part))?;
            let finished = draft.finish().map_err(|error| at(&place, error))?;
            for (encoding, name) in twin::routes(route, &self.encodings) {
                let twin = self.twin(&stage, route, &finished, encoding, &name, held);
                let twin = twin.map_err(|error| at(&self.root.join(&name), error))?;
                twins.extend(twin.map(|finished| Twin { route: name, finished }));
            }
            Ok(finished)
        };
        // Threads take the next page each: with shares of the list, one of them would be left with the heavy ones.
        let next = AtomicUsize::new(0);
        let shares: Vec<Share> = rayon::broadcast(|_| {
            let (mut worker, mut held, mut share) = (worker(), Vec::new(), Share::default());
            while let Some(index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                let made = make(&mut worker, &mut held, &mut share.twins, *index);
                share.files.push((*index, made));
            }
            share
        });
        let (mut files, mut twins, mut failed) = (Vec::with_capacity(order.len()), Vec::new(), 0);
        for share in shares {
            twins.extend(share.twins);
            for (index, result) in share.files {
                match result {
                    Ok(finished) => files.push((routes[index].as_str(), finished)),
                    Err(Failure::Pages(_)) => failed += 1,
                    Err(other) => {
                        stage.discard();
                        return Err(other);
                    }
                }
            }
        }
        if failed > 0 {
            stage.discard();
            return Err(Failure::Pages(failed));
        }
        files.extend(twins.iter().map(|twin| (twin.route.as_str(), twin.finished)));
        if let Err(failure) = judge(&mut files.iter().map(|(route, finished)| (*route, finished.size))) {
            stage.discard();
            return Err(failure);
        }
        let mut report = Report::default();
        let (mut new, mut changed) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
        for (route, finished) in &files {
            report.bytes += finished.size;
            report.written += usize::from(finished.written);
            report.kept += usize::from(!finished.written);
            new.push(*route);
            if finished.written {
                changed.push(*route);
            }
        }
        new.par_sort_unstable();
        report.removed = self.commit(&stage, &new, &changed)?;
        Ok(report)
    }

    /// Refuses a folder in which a link leads to some of the files, or a file of somebody else stands in their way.
    fn refuse_strangers(&self, published: &[&Route], claim: Claim) -> Result<(), Failure> {
        let routes = published.iter().map(|route| route.as_str());
        if let Some(link) = links::on_the_way(&self.root, routes.clone().chain(self.old.routes())) {
            return Err(Failure::Link(link));
        }
        // A folder without a manifest was found empty when it was opened.
        if claim == Claim::Everything || self.old.is_empty() {
            return Ok(());
        }
        let twins: Vec<String> =
            routes.clone().flat_map(|route| twin::routes(route, &self.encodings)).map(|(_, twin)| twin).collect();
        let mut all = routes.chain(twins.iter().map(String::as_str));
        match all.find(|route| !self.old.has(route) && links::is_taken(&self.root.join(route))) {
            Some(route) => Err(Failure::Foreign(self.root.join(route))),
            None => Ok(()),
        }
    }

    /// The compressed twin of a file that was made just now; none where it would not be smaller.
    fn twin(
        &self,
        stage: &Stage,
        route: &str,
        of: &Finished,
        encoding: Encoding,
        name: &str,
        held: &mut Vec<u8>,
    ) -> io::Result<Option<Finished>> {
        let (file, place) = (self.root.join(route), self.root.join(name));
        let is_ours = self.old.has(name);
        if !of.written && is_ours && twin::is_true(encoding, &place, &file) {
            return Ok(Some(Finished { size: fs::symlink_metadata(&place)?.len(), written: false }));
        }
        let mut source = open_regular(&if of.written { stage.path(route) } else { file })?;
        let mut draft = Draft::new(stage, name, is_ours.then_some(place), held);
        twin::compress(encoding, &mut source, of.size, &mut |piece| draft.take(Part::Piece(piece)))?;
        if draft.size() < of.size { draft.finish().map(Some) } else { draft.abandon().map(|()| None) }
    }

    /// Puts the new files in place and removes the orphans. Until it is done the manifest names old and new files, so
    /// that whatever a killed build leaves is known to be ours. `new` is in order.
    fn commit(&self, stage: &Stage, new: &[&str], changed: &[&str]) -> Result<usize, Failure> {
        let fail = |path: &Path, error| at(path, error);
        let orphans: Vec<&str> = self.old.routes().filter(|route| new.binary_search(route).is_err()).collect();
        if !changed.is_empty() || !orphans.is_empty() {
            let mut both = [new, &orphans].concat();
            both.sort();
            Manifest::write(&self.root, &both).map_err(|error| fail(&self.root, error))?;
        }
        let whole = stage.place_folders(&self.root).map_err(|error| fail(&self.root, error))?;
        let is_placed =
            |route: &str| route.split_once('/').is_some_and(|(folder, _)| whole.iter().any(|placed| placed == folder));
        for route in changed.iter().filter(|route| !is_placed(route)) {
            let place = self.root.join(route);
            // An orphan may stand where a folder must be, or an old folder where a file must.
            stage
                .place(route, &place)
                .or_else(|_| {
                    make_way(&self.root, route)?;
                    stage.place(route, &place)
                })
                .map_err(|error| fail(&place, error))?;
        }
        let mut removed = 0;
        for route in &orphans {
            let place = self.root.join(route);
            match fs::remove_file(&place) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(_) if links::is_folder(&place) => {}
                Err(error) => return Err(fail(&place, error)),
            }
            remove_empty_folders(&self.root, route);
        }
        if !orphans.is_empty() {
            Manifest::write(&self.root, new).map_err(|error| fail(&self.root, error))?;
        }
        stage.discard();
        Ok(removed)
    }
}

fn at(path: &Path, error: io::Error) -> Failure {
    Failure::Disk(path.to_owned(), error)
}

/// Opens the lock as it is: neither a link nor what another file of the same name holds is touched.
fn open_lock(path: &Path) -> io::Result<File> {
    let lock = without_following(File::options().write(true).create(true).truncate(false)).open(path)?;
    match lock.metadata()?.is_file() {
        true => Ok(lock),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
    }
}

/// A file in the folder that is not of our making.
fn foreign(root: &Path) -> Result<Option<PathBuf>, Failure> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(at(root, error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| at(root, error))?;
        let name = entry.file_name();
        if name != LOCK && name != STAGE {
            return Ok(Some(entry.path()));
        }
    }
    Ok(None)
}

/// Removes a file of an earlier build where a folder on the way to a route must be.
fn make_way(root: &Path, route: &str) -> io::Result<()> {
    let mut path = root.to_owned();
    for part in Path::new(route).parent().into_iter().flat_map(Path::components) {
        path.push(part);
        if fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_dir()) {
            fs::remove_file(&path)?;
        }
    }
    fs::create_dir_all(&path)?;
    let place = root.join(route);
    if links::is_folder(&place) { fs::remove_dir(&place) } else { Ok(()) }
}

fn remove_empty_folders(root: &Path, route: &str) {
    let mut folder = Path::new(route).parent();
    while let Some(parent) = folder.filter(|parent| !parent.as_os_str().is_empty()) {
        // A folder that is not empty refuses, which is right.
        if fs::remove_dir(root.join(parent)).is_err() {
            break;
        }
        folder = parent.parent();
    }
}
