//! What the preview reads again after a change is what a scan of the same disk reads: files and problems alike.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use innovation_atlas::source::{FileError, LARGEST_CONTENT, SpecialKind, Tree, reread, scan};
use proptest::prelude::*;

/// Names of all sorts: plain, ignored, in two forms of Unicode, by case, and no Unicode at all.
const NAMES: [&[u8]; 11] = [
    b"a.md",
    b"b",
    b"c",
    "й".as_bytes(),
    "и\u{306}".as_bytes(),
    b"A.md",
    b".git",
    b".#a.md",
    b"\xc8\xff",
    b"K.md",
    "\u{212a}.md".as_bytes(),
];

#[derive(Clone, Debug)]
enum Edit {
    File(u8),
    Folder,
    Pipe,
    /// A link to another path of the site, or out of it.
    Link(Target),
    Large,
    Remove,
    MoveTo(PathBuf),
}

#[derive(Clone, Debug)]
enum Target {
    Path(PathBuf),
    Up,
    Here,
    Outside,
    Nothing,
    Device,
}

fn name() -> impl Strategy<Value = &'static [u8]> {
    prop::sample::select(&NAMES[..])
}

/// A path of at most four parts; sometimes a top folder itself, or the settings.
fn path() -> impl Strategy<Value = PathBuf> {
    let top = prop_oneof![8 => Just("content"), 1 => Just("assets"), 1 => Just("layouts"), 1 => Just("records")];
    let inside = (top, prop::collection::vec(name(), 0..4)).prop_map(|(top, names)| {
        let mut path = PathBuf::from(top);
        path.extend(names.iter().map(|name| OsStr::from_bytes(name)));
        path
    });
    prop_oneof![12 => inside, 1 => Just(PathBuf::from("site.toml"))]
}

fn edit() -> impl Strategy<Value = (PathBuf, Edit)> {
    let target = prop_oneof![
        6 => path().prop_map(Target::Path),
        1 => Just(Target::Up),
        1 => Just(Target::Here),
        1 => Just(Target::Outside),
        1 => Just(Target::Nothing),
        1 => Just(Target::Device),
    ];
    let edit = prop_oneof![
        6 => any::<u8>().prop_map(Edit::File),
        3 => Just(Edit::Folder),
        1 => Just(Edit::Pipe),
        5 => target.prop_map(Edit::Link),
        1 => Just(Edit::Large),
        3 => Just(Edit::Remove),
        2 => path().prop_map(Edit::MoveTo),
    ];
    (path(), edit)
}

/// Whether no link is on the way to a path.
fn is_in_a_real_folder(place: &Path) -> bool {
    let parent = place.parent().filter(|parent| parent.is_dir());
    parent.is_some_and(|parent| parent.canonicalize().is_ok_and(|real| real == parent))
}

/// Does what can be done, and returns what a watcher would tell of. What is made takes the place of what was there.
fn apply(root: &Path, outside: &Path, path: &Path, edit: &Edit) -> BTreeSet<PathBuf> {
    let place = root.join(path);
    // Nothing is done through a link, as nothing that a watcher tells of is.
    if !is_in_a_real_folder(&place) {
        return match fs::create_dir_all(place.parent().expect("a folder")) {
            Ok(()) => path
                .ancestors()
                .filter(|path| !path.as_os_str().is_empty())
                .map(PathBuf::from)
                .collect(),
            Err(_) => BTreeSet::new(),
        };
    }
    let remove = || match fs::symlink_metadata(&place) {
        Ok(state) if state.is_dir() => fs::remove_dir_all(&place),
        Ok(_) => fs::remove_file(&place),
        Err(_) => Ok(()),
    };
    let mut events = BTreeSet::from([path.to_owned()]);
    match edit {
        Edit::File(byte) => {
            remove().expect("removed");
            fs::write(&place, [*byte]).expect("a file");
        }
        Edit::Folder => _ = fs::create_dir(&place),
        Edit::Pipe => {
            remove().expect("removed");
            let made = std::process::Command::new("mkfifo")
                .arg(&place)
                .status()
                .expect("mkfifo");
            assert!(made.success());
        }
        Edit::Link(target) => {
            remove().expect("removed");
            let target = match target {
                Target::Path(path) => root.join(path),
                Target::Up => "..".into(),
                Target::Here => ".".into(),
                Target::Outside => outside.to_owned(),
                Target::Nothing => "nothing".into(),
                Target::Device => "/dev/zero".into(),
            };
            symlink(target, &place).expect("a link");
        }
        Edit::Large => {
            remove().expect("removed");
            fs::File::create(&place)
                .expect("a file")
                .set_len(LARGEST_CONTENT + 1)
                .expect("its size");
        }
        Edit::Remove => remove().expect("removed"),
        Edit::MoveTo(to) => {
            let to_place = root.join(to);
            if is_in_a_real_folder(&to_place) && fs::rename(&place, to_place).is_ok() {
                events.insert(to.clone());
            }
        }
    }
    events
}

/// The files with their fingerprints, and the problems, by path.
type State = (Vec<(String, u64)>, Vec<(String, FileError)>);

fn state(tree: &Tree) -> State {
    let files = tree
        .files()
        .map(|(path, file)| (path.to_string(), file.hash()));
    let problems = tree
        .errors()
        .map(|(path, problem)| (path.to_string(), problem.clone()));
    (files.collect(), problems.collect())
}

fn site() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path().canonicalize().expect("its place");
    let (root, outside) = (here.join("site"), here.join("outside"));
    for path in [
        "site/content",
        "site/assets",
        "site/layouts",
        "site/records",
        "outside",
    ] {
        fs::create_dir_all(here.join(path)).expect("a folder");
    }
    fs::write(outside.join("a.md"), "outside").expect("a file");
    fs::write(root.join("site.toml"), "").expect("a file");
    (folder, root, outside)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::extent::count(60, 1000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rereading_equals_scanning(edits in prop::collection::vec(edit(), 1..25)) {
        let (_folder, root, outside) = site();
        let mut tree = scan(&root).expect("the site");
        for (path, edit) in edits {
            let events = apply(&root, &outside, &path, &edit);
            tree = reread(&tree, &root, &events.into_iter().collect::<Vec<_>>());
            let whole = scan(&root).expect("the site");
            prop_assert_eq!(state(&tree), state(&whole), "after {:?} at {:?}", edit, path);
            prop_assert!(whole.files().all(|(_, file)| file.bytes() != b"outside"));
        }
    }
}

#[test]
fn a_path_to_the_outside_of_the_site_is_not_read_again() {
    let (_folder, root, outside) = site();
    let tree = scan(&root).expect("the site");
    fs::write(root.join("notes.md"), "not of the site").expect("a file");
    let strange = [
        "../outside/a.md",
        "content/../../outside/a.md",
        "notes.md",
        "",
        ".",
        "/etc/hostname",
        "records",
    ];
    let mut paths: Vec<PathBuf> = strange.iter().map(PathBuf::from).collect();
    paths.push(outside.join("a.md"));
    paths.push(root.join("notes.md"));
    assert_eq!(state(&reread(&tree, &root, &paths)), state(&tree));
    assert!(tree.files().all(|(path, _)| path.as_str() == "site.toml"));
}

/// A checkout may put a link where a file was, or the other way round, and the paths events of are those of the files.
#[test]
fn a_link_on_the_way_to_a_file_is_not_followed() {
    let (_folder, root, outside) = site();
    fs::create_dir(root.join("content/people")).expect("a folder");
    fs::write(root.join("content/people/a.md"), "a").expect("a file");
    let tree = scan(&root).expect("the site");
    fs::remove_dir_all(root.join("content/people")).expect("removed");
    symlink(&outside, root.join("content/people")).expect("a link");
    let tree = reread(&tree, &root, &["content/people/a.md".into()]);
    assert_eq!(
        state(&tree).1,
        [("content/people".to_owned(), FileError::LeavesSite)]
    );
    assert!(tree.file("content/people/a.md").is_none());
    fs::remove_file(root.join("content/people")).expect("removed");
    let made = std::process::Command::new("mkfifo")
        .arg(root.join("content/people"))
        .status()
        .expect("mkfifo");
    assert!(made.success());
    let tree = reread(&tree, &root, &["content/people/a.md".into()]);
    assert_eq!(
        state(&tree).1,
        [(
            "content/people".to_owned(),
            FileError::Special(SpecialKind::Pipe)
        )]
    );
    fs::remove_file(root.join("content/people")).expect("removed");
    fs::create_dir(root.join("content/people")).expect("a folder");
    fs::write(root.join("content/people/a.md"), "a").expect("a file");
    let tree = reread(&tree, &root, &["content/people/a.md".into()]);
    assert_eq!(state(&tree), state(&scan(&root).expect("the site")));
}

/// What a link leads to is read under the link's name, too, and only the file itself is events of.
#[test]
fn a_change_behind_a_link_is_read_under_both_names() {
    let (_folder, root, _) = site();
    fs::create_dir(root.join("content/people")).expect("a folder");
    fs::write(root.join("content/people/a.md"), "a").expect("a file");
    symlink("people/a.md", root.join("content/b.md")).expect("a link");
    let tree = scan(&root).expect("the site");
    fs::write(root.join("content/people/a.md"), "changed").expect("a file");
    let tree = reread(&tree, &root, &["content/people/a.md".into()]);
    assert_eq!(
        tree.file("content/b.md").map(|file| file.bytes().to_vec()),
        Some(b"changed".to_vec())
    );
}

/// The root itself may be gone at that moment: what was read is kept.
#[test]
fn without_a_root_the_tree_stays() {
    let (_folder, root, _) = site();
    let tree = scan(&root).expect("the site");
    fs::remove_dir_all(&root).expect("removed");
    assert_eq!(
        state(&reread(
            &tree,
            &root,
            &["site.toml".into(), "content".into()]
        )),
        state(&tree)
    );
}
