//! Walking and reading the disk.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use walkdir::WalkDir;

use super::{FOLDERS, File, LARGEST_CONTENT, Problem, SETTINGS, SharedMap, SourcePath, Tree};

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
    gather(root, &FOLDERS[..1], |path, file| make(path, &file))
}

fn tree(root: &Path, parts: &[&str]) -> io::Result<Tree> {
    fs::read_dir(root)?;
    let Gathered { made, problems } = gather(root, parts, |_, file| file);
    Ok(Tree { files: SharedMap::from_sorted(made), problems })
}

/// What was made of files.
pub struct Gathered<T> {
    /// By path.
    pub made: Vec<(SourcePath, T)>,
    /// What stood among them and could not be read.
    pub problems: BTreeMap<SourcePath, Problem>,
}

/// Makes something of the files in some parts of a site, which are folders or the settings.
fn gather<T: Send>(root: &Path, parts: &[&str], make: impl Fn(&SourcePath, File) -> T + Sync) -> Gathered<T> {
    let (read, problems) = walk_and_read(root, parts, &make);
    let mut problems: BTreeMap<SourcePath, Problem> = problems.into_iter().collect();
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
    Gathered { made: all, problems }
}

/// What was made of a file, or why it could not be read.
type Taken<T> = (Result<T, Problem>, SourcePath);

/// How many files are read in one go.
const BATCH: usize = 128;

/// Reads files while they are found: in the order in which they are, and what else is found.
fn walk_and_read<T: Send>(
    root: &Path,
    parts: &[&str],
    make: &(impl Fn(&SourcePath, File) -> T + Sync),
) -> (Vec<Taken<T>>, Vec<(SourcePath, Problem)>) {
    let mut found = Found::default();
    let done: Mutex<Vec<(usize, Vec<Taken<T>>)>> = Mutex::default();
    rayon::in_place_scope(|scope| {
        let done = &done;
        let (mut batch, mut number) = (Vec::with_capacity(BATCH), 0);
        let mut pass = |batch: Vec<(SourcePath, PathBuf)>| {
            let place = number;
            number += 1;
            scope.spawn(move |_| {
                let read = read_all(batch, make);
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
            match *part {
                SETTINGS => {
                    let settings = root.join(SETTINGS);
                    if settings.exists() {
                        take(SourcePath::new(SETTINGS), settings);
                    }
                }
                folder => found.walk(root, folder, &mut take),
            }
        }
        pass(batch);
    });
    let mut read = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    read.sort_by_key(|(place, _)| *place);
    (read.into_iter().flat_map(|(_, read)| read).collect(), found.problems)
}

fn read_all<T>(paths: Vec<(SourcePath, PathBuf)>, make: &impl Fn(&SourcePath, File) -> T) -> Vec<Taken<T>> {
    let mut buffer = Vec::new();
    let of_file = |(path, disk): (SourcePath, PathBuf)| {
        let made = read(&path, &disk, &mut buffer).map(|file| make(&path, file));
        (made, path)
    };
    paths.into_iter().map(of_file).collect()
}

/// The tree after the files at some paths (relative to the root, as the system names them) may have changed, appeared
/// or gone. A path that names a folder stands for everything below it.
pub fn reread(tree: &Tree, root: &Path, paths: &[PathBuf]) -> Tree {
    let mut next = tree.clone();
    let mut buffer = Vec::new();
    for path in paths {
        let Some(name) = path.to_str() else { continue };
        let name = SourcePath::new(&name.replace(MAIN_SEPARATOR, "/"));
        let disk = root.join(path);
        let below = format!("{}/", name.as_str());
        next.files.remove(&name);
        let inside = next.files.starting_at(&*below).map(|(file, _)| file.clone());
        let inside: Vec<SourcePath> = inside.take_while(|file| file.as_str().starts_with(&below)).collect();
        for file in inside {
            next.files.remove(&file);
        }
        next.problems.retain(|file, _| *file != name && !file.as_str().starts_with(&below));
        if disk.is_dir() {
            let (mut found, mut paths) = (Found::default(), Vec::new());
            found.walk(root, &path.to_string_lossy(), &mut |path, disk| paths.push((path, disk)));
            next.problems.extend(found.problems);
            for (path, disk) in paths {
                let file = read(&path, &disk, &mut buffer);
                next.take(path, file);
            }
        } else if disk.exists() && !hidden(path) {
            let file = read(&name, &disk, &mut buffer);
            next.take(name, file);
        }
    }
    next
}

impl Tree {
    fn take(&mut self, path: SourcePath, file: Result<File, Problem>) {
        match file {
            Ok(_) if self.files.get(&path).is_some() => drop(self.problems.insert(path, Problem::SameName)),
            Ok(file) => drop(self.files.insert(path, file)),
            Err(problem) => drop(self.problems.insert(path, problem)),
        }
    }
}

#[derive(Default)]
struct Found {
    problems: Vec<(SourcePath, Problem)>,
    /// Where links of the content have led: no place is read through two of them, or a few links would make a folder endless.
    linked: HashSet<PathBuf>,
}

impl Found {
    /// Passes on the files below a folder of the site. Links are followed as long as they stay inside the top folder.
    fn walk(&mut self, root: &Path, folder: &str, take: &mut dyn FnMut(SourcePath, PathBuf)) {
        let top = root.join(folder.split('/').next().unwrap_or(folder));
        let (Ok(top), Ok(real)) = (top.canonicalize(), root.canonicalize()) else { return };
        if !top.starts_with(&real) {
            self.problems.push((SourcePath::new(folder), Problem::LeavesSite));
            return;
        }
        let mut walk = WalkDir::new(root.join(folder)).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map_or_else(|| folder.to_owned(), |path| relative(root, path));
                    let problem = match error.loop_ancestor() {
                        Some(_) => Problem::Loops,
                        None => Problem::Unreadable(error.to_string()),
                    };
                    self.problems.push((SourcePath::new(&path), problem));
                    continue;
                }
            };
            if entry.depth() > 0 && hidden(Path::new(entry.file_name())) {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            let name = relative(root, entry.path());
            if entry.path_is_symlink()
                && let Some(problem) = self.link(&name, entry.path(), &top)
            {
                self.problems.push((SourcePath::new(&name), problem));
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            if entry.file_type().is_file() {
                if entry.path().to_str().is_none()
                    && entry.path().strip_prefix(root).unwrap_or(entry.path()).to_str().is_none()
                {
                    self.problems.push((SourcePath::new(&name), Problem::NameNotUnicode));
                } else {
                    take(SourcePath::new(&name), entry.into_path());
                }
            }
        }
    }
}

impl Found {
    /// Why a link of a folder is not followed, if it is not.
    fn link(&mut self, name: &str, link: &Path, top: &Path) -> Option<Problem> {
        match link.canonicalize() {
            Ok(target) if !target.starts_with(top) => Some(Problem::LeavesSite),
            Ok(target) => (name.starts_with("content/") && !self.linked.insert(target)).then_some(Problem::Loops),
            Err(_) => Some(Problem::LeavesSite),
        }
    }
}

/// Files that are never part of a site: those whose names start with a dot, and what editors leave while saving.
fn hidden(path: &Path) -> bool {
    path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) || name == "4913"
    })
}

fn relative(root: &Path, path: &Path) -> String {
    // Almost every path is the root with plain names behind it.
    if let (Some(root), Some(path), '/') = (root.to_str(), path.to_str(), MAIN_SEPARATOR)
        && let Some(name) = path.strip_prefix(root).and_then(|below| below.strip_prefix('/'))
    {
        return name.to_owned();
    }
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Reads a file; `buffer` is used again by the next one.
fn read(path: &SourcePath, disk: &Path, buffer: &mut Vec<u8>) -> Result<File, Problem> {
    let unreadable = |error: io::Error| Problem::Unreadable(error.to_string());
    let mut file = fs::File::open(disk).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let is_content = path.as_str() == SETTINGS || matches!(path.split_folder(), Some(("content", _)));
    if is_content && size > LARGEST_CONTENT {
        return Err(Problem::TooLarge(size));
    }
    let size = usize::try_from(size).unwrap_or(0);
    if buffer.len() <= size {
        buffer.resize(size + 64, 0);
    }
    // With room for more, it is seen that nothing follows; else the rest is read, as of a file that grew meanwhile.
    let mut read = match file.read(buffer) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        read => read.map_err(unreadable)?,
    };
    if read != size {
        let mut rest = Vec::new();
        file.read_to_end(&mut rest).map_err(unreadable)?;
        buffer.truncate(read);
        read += rest.len();
        buffer.append(&mut rest);
    }
    Ok(File::new(&buffer[..read]))
}
