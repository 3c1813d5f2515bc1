//! Reading the disk: all of a site, or what may have changed of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::admit::{self, TopFolder};
use super::open::{self, Opener};
use super::walk::{Scope, Walk};
use super::{FOLDERS, File, LARGEST_CONTENT, LARGEST_OTHER, Problem, SETTINGS, SharedMap, SourcePath, Tree};

/// Reads a site: `site.toml` and the folders of [`FOLDERS`]. Fails only where the root itself cannot be read; what is
/// wrong with a single file becomes one of the tree's problems.
pub fn scan(root: &Path) -> io::Result<Tree> {
    let [content, layouts, assets] = FOLDERS;
    tree(root, &[SETTINGS, content, layouts, assets])
}

/// Reads what stands around the content of a site.
pub fn frame(root: &Path) -> io::Result<Tree> {
    let [_, layouts, assets] = FOLDERS;
    tree(root, &[SETTINGS, layouts, assets])
}

/// Makes something of each file of a site's content, in the order of their paths. No file is held: each is let go of
/// when that has been made of it.
pub fn content<T: Send>(root: &Path, make: impl Fn(&SourcePath, &File) -> T + Sync) -> Gathered<T> {
    gather(root, &FOLDERS[..1], &Scope::Whole, |path, file| make(path, &file)).gathered
}

fn tree(root: &Path, parts: &[&'static str]) -> io::Result<Tree> {
    fs::read_dir(root)?;
    let Found { gathered: Gathered { made, problems }, linked, .. } =
        gather(root, parts, &Scope::Whole, |_, file| file);
    Ok(Tree { files: SharedMap::from_sorted(made), problems, linked })
}

/// What was made of files.
pub struct Gathered<T> {
    /// By path.
    pub made: Vec<(SourcePath, T)>,
    /// What stood among them and could not be read.
    pub problems: BTreeMap<SourcePath, Problem>,
}

/// What was gathered, and what is to be known of the folders it came from.
struct Found<T> {
    gathered: Gathered<T>,
    /// The top folders that hold links.
    linked: BTreeSet<&'static str>,
    /// Whether something stood on the way to the scope, so that the scope alone does not tell how the site is.
    is_obstructed: bool,
}

/// Makes something of the files in some parts of a site, which are folders or the settings.
fn gather<T: Send>(
    root: &Path,
    parts: &[&'static str],
    scope: &Scope,
    make: impl Fn(&SourcePath, File) -> T + Sync,
) -> Found<T> {
    let (read, walked) = walk_and_read(root, parts, scope, &make);
    let mut problems: BTreeMap<SourcePath, Problem> = walked.problems.into_iter().collect();
    let mut all = Vec::with_capacity(read.len());
    for (made, path) in read {
        match made {
            Ok(made) => all.push((path, made)),
            Err(problem) => drop(problems.insert(path, problem)),
        }
    }
    // Of two files with one name the first that was found is taken.
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all.dedup_by(|(path, _), (first, _)| {
        let is_taken = path == first;
        if is_taken {
            problems.insert(first.clone(), Problem::SameName);
        }
        is_taken
    });
    let gathered = Gathered { made: all, problems };
    Found { gathered, linked: walked.linked, is_obstructed: walked.is_obstructed }
}

/// What was made of a file, or why it could not be read.
type Taken<T> = (Result<T, Problem>, SourcePath);

/// How many files are read in one go.
const BATCH: usize = 128;

/// What the walks through the parts of a site found besides files.
#[derive(Default)]
struct Walked {
    problems: Vec<(SourcePath, Problem)>,
    linked: BTreeSet<&'static str>,
    is_obstructed: bool,
}

/// Reads files while they are found: in the order in which they are, and what else is found.
fn walk_and_read<T: Send>(
    root: &Path,
    parts: &[&'static str],
    scope: &Scope,
    make: &(impl Fn(&SourcePath, File) -> T + Sync),
) -> (Vec<Taken<T>>, Walked) {
    let mut walked = Walked::default();
    // Who has no root has no files either: that it is missing was said by the caller.
    let Ok(root) = root.canonicalize() else { return (Vec::new(), walked) };
    let done: Mutex<Vec<(usize, Vec<Taken<T>>)>> = Mutex::default();
    rayon::in_place_scope(|threads| {
        let (done, root) = (&done, root.as_path());
        let (mut batch, mut number) = (Vec::with_capacity(BATCH), 0);
        let mut pass = |batch: Vec<(SourcePath, PathBuf)>| {
            let place = number;
            number += 1;
            threads.spawn(move |_| {
                let read = read_all(root, batch, make);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((place, read));
            });
        };
        let mut take = |path, disk| {
            batch.push((path, disk));
            if batch.len() == BATCH {
                pass(std::mem::take(&mut batch));
            }
        };
        for part in parts {
            walked.add(root, part, scope, &mut take);
        }
        pass(batch);
    });
    let mut read = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    read.sort_by_key(|(place, _)| *place);
    (read.into_iter().flat_map(|(_, read)| read).collect(), walked)
}

impl Walked {
    fn add(&mut self, root: &Path, part: &'static str, scope: &Scope, take: &mut dyn FnMut(SourcePath, PathBuf)) {
        let path = SourcePath::new(part);
        if part == SETTINGS {
            match admit::settings(root) {
                Ok(settings) => settings.into_iter().for_each(|place| take(path.clone(), place)),
                Err(problem) => self.problems.push((path, problem)),
            }
            return;
        }
        match TopFolder::find(root, part) {
            Ok(Some(top)) => {
                let mut walk = Walk::new(&top, scope);
                walk.run(take);
                self.problems.append(&mut walk.problems);
                self.is_obstructed |= walk.is_obstructed;
                if walk.has_links {
                    self.linked.insert(part);
                }
            }
            Ok(None) => self.is_obstructed |= !scope.holds(&path),
            Err(problem) => {
                self.is_obstructed |= !scope.holds(&path);
                self.problems.push((path, problem));
            }
        }
    }
}

fn read_all<T>(
    root: &Path,
    paths: Vec<(SourcePath, PathBuf)>,
    make: &impl Fn(&SourcePath, File) -> T,
) -> Vec<Taken<T>> {
    let (mut opener, mut buffer) = (Opener::new(root), Vec::new());
    let of_file = |(path, place): (SourcePath, PathBuf)| {
        let file = opener.open(&place).map_err(|error| admit::unreadable(&error));
        let read = file.and_then(|file| open::read(file, limit(&path), &mut buffer));
        (read.map(|file| make(&path, file)), path)
    };
    paths.into_iter().map(of_file).collect()
}

/// The most bytes that are read of a file.
fn limit(path: &SourcePath) -> u64 {
    match path.split_folder() {
        Some(("content", _)) | None => LARGEST_CONTENT,
        Some(_) => LARGEST_OTHER,
    }
}

/// Returns the tree after the files at some paths (relative to the root, as the system names them) may have changed,
/// appeared or gone. A path that names a folder stands for everything below it; one that leads out of the site's parts
/// is left out. It is the tree that [`scan`] would return, if nothing else has changed.
pub fn reread(tree: &Tree, root: &Path, paths: &[PathBuf]) -> Tree {
    let mut next = tree.clone();
    if fs::metadata(root).is_err() {
        return next;
    }
    let paths: BTreeSet<SourcePath> = paths.iter().filter_map(|path| site_path(path)).collect();
    let [content, layouts, assets] = FOLDERS;
    for part in [SETTINGS, content, layouts, assets] {
        let mut within: BTreeSet<SourcePath> =
            paths.iter().filter(|path| is_within(path.as_str(), part)).cloned().collect();
        let is_link = || fs::symlink_metadata(root.join(part)).is_ok_and(|state| state.is_symlink());
        // What a link comes to, a part that is one or a link in it, may depend on what stands in other parts.
        if within.len() < paths.len() && (next.linked.contains(part) || is_link()) {
            within.insert(SourcePath::new(part));
        }
        next.reread_part(root, part, &within);
    }
    next
}

/// The path in the site; `None` for one that is absolute, or leads upwards.
fn site_path(path: &Path) -> Option<SourcePath> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy()),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::ParentDir => return None,
        }
    }
    (!parts.is_empty()).then(|| SourcePath::new(&parts.join("/")))
}

fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Tree {
    /// Reads some paths of a part again: where their surroundings have a say in what they are, the whole part.
    fn reread_part(&mut self, root: &Path, part: &'static str, paths: &BTreeSet<SourcePath>) {
        if paths.is_empty() {
            return;
        }
        let is_known_alone = !self.linked.contains(part) && !paths.iter().any(|path| self.obstructs(path));
        if is_known_alone && !paths.contains(part) {
            let scope = Scope::Below(paths.clone());
            let found = gather(root, &[part], &scope, |_, file| file);
            if found.linked.is_empty() && !found.is_obstructed {
                self.replace(paths, found.gathered);
                return;
            }
        }
        let found = gather(root, &[part], &Scope::Whole, |_, file| file);
        self.linked.remove(part);
        self.linked.extend(found.linked);
        self.replace(&[SourcePath::new(part)].into(), found.gathered);
    }

    /// Whether a folder on the way to a path was a file, or could not be read.
    fn obstructs(&self, path: &SourcePath) -> bool {
        let name = path.as_str();
        let mut ancestors = name.match_indices('/').map(|(at, _)| &name[..at]);
        ancestors.any(|ancestor| self.files.get(ancestor).is_some() || self.problems.contains_key(ancestor))
    }

    /// Puts what was found at some paths and below them in place of what was there.
    fn replace(&mut self, paths: &BTreeSet<SourcePath>, found: Gathered<File>) {
        for path in paths {
            let name = path.as_str();
            let below = format!("{name}/");
            let inside = self.files.starting_at(&*below).map(|(file, _)| file.clone());
            let inside: Vec<SourcePath> = inside.take_while(|file| file.as_str().starts_with(&below)).collect();
            for file in inside.iter().chain([path]) {
                self.files.remove(file);
            }
        }
        self.problems.retain(|file, _| !paths.iter().any(|path| is_within(file.as_str(), path.as_str())));
        found.made.into_iter().for_each(|(path, file)| drop(self.files.insert(path, file)));
        self.problems.extend(found.problems);
    }
}
