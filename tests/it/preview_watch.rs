//! The watcher, on a folder of its own, with what editors and systems do to files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use innovation_atlas::serve::{Change, Watcher};

struct Watched {
    root: PathBuf,
    changes: Receiver<Change>,
}

impl Watched {
    fn new(name: &str, poll: bool) -> Watched {
        let root = std::env::temp_dir().join(format!("atlas-watch-{}-{name}", std::process::id()));
        _ = fs::remove_dir_all(&root);
        for folder in ["content/clusters", "assets", "public"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("content/clusters/a.md"), "a").unwrap();
        fs::write(root.join("site.toml"), "").unwrap();
        Watched::at(root, poll)
    }
    fn at(root: PathBuf, poll: bool) -> Watched {
        let mut watcher = Watcher::new(&root, poll).unwrap();
        let (sender, changes) = channel();
        thread::spawn(move || while sender.send(watcher.wait()).is_ok() {});
        Watched { root, changes }
    }
    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
    fn write(&self, path: &str) {
        fs::write(self.path(path), format!("{:?}", Instant::now())).unwrap();
    }
    /// Everything that is told until nothing has been told for a while.
    fn paths_seen(&self) -> BTreeSet<String> {
        let mut paths_seen = BTreeSet::new();
        let mut patience = Duration::from_secs(3);
        while let Ok(change) = self.changes.recv_timeout(patience) {
            patience = Duration::from_millis(400);
            match change {
                Change::Paths(paths) => {
                    paths_seen.extend(paths.iter().map(|p| p.display().to_string()));
                }
                other => panic!("{other:?}"),
            }
        }
        paths_seen
    }
    #[track_caller]
    fn tells(&self, expected: &[&str]) {
        assert_eq!(
            self.paths_seen(),
            expected.iter().map(ToString::to_string).collect()
        );
    }
    fn silent(&self) {
        assert!(
            self.changes
                .recv_timeout(Duration::from_millis(400))
                .is_err()
        );
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.root);
    }
}

#[test]
fn a_save_is_reported_once() {
    let site = Watched::new("soon", false);
    for _ in 0..5 {
        site.write("content/clusters/a.md");
        let change = site.changes.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(
            change,
            Change::Paths(["content/clusters/a.md".into()].into())
        );
        site.silent();
    }
}

#[test]
fn every_way_to_save() {
    let site = Watched::new("ways", false);
    // Written through a temporary file of the same folder, as most editors do.
    site.write("content/clusters/.a.md.swp");
    fs::rename(
        site.path("content/clusters/.a.md.swp"),
        site.path("content/clusters/a.md"),
    )
    .unwrap();
    site.tells(&["content/clusters/a.md"]);
    // vim: the old file becomes the backup, the new one is made, the backup goes.
    fs::rename(
        site.path("content/clusters/a.md"),
        site.path("content/clusters/a.md~"),
    )
    .unwrap();
    site.write("content/clusters/a.md");
    fs::remove_file(site.path("content/clusters/a.md~")).unwrap();
    site.write("content/clusters/4913");
    fs::remove_file(site.path("content/clusters/4913")).unwrap();
    site.tells(&["content/clusters/a.md"]);
    // Removed and made anew.
    fs::remove_file(site.path("content/clusters/a.md")).unwrap();
    site.write("content/clusters/a.md");
    site.tells(&["content/clusters/a.md"]);
    fs::remove_file(site.path("content/clusters/a.md")).unwrap();
    site.tells(&["content/clusters/a.md"]);
    site.write("site.toml");
    site.tells(&["site.toml"]);
    site.write("assets/x.css");
    site.tells(&["assets/x.css"]);
    // Reading, and writing what is not the site's.
    fs::read(site.path("site.toml")).unwrap();
    site.write("public/index.html");
    site.write("notes.md");
    site.write("content/.DS_Store");
    site.silent();
}

#[test]
fn folders_come_go_and_move() {
    let site = Watched::new("folders", false);
    for n in 0..4 {
        let deep = format!("content/new{n}/deep/er");
        fs::create_dir_all(site.path(&deep)).unwrap();
        site.write(&format!("{deep}/z.md"));
        assert!(
            site.paths_seen().contains(&format!("content/new{n}")),
            "{n}"
        );
        // Later files in it are told by name.
        site.write(&format!("{deep}/later.md"));
        site.tells(&[&format!("{deep}/later.md")]);
    }
    fs::rename(site.path("content/new1"), site.path("content/moved")).unwrap();
    let paths_seen = site.paths_seen();
    assert!(
        paths_seen.contains("content/new1") && paths_seen.contains("content/moved"),
        "{paths_seen:?}"
    );
    site.write("content/moved/deep/er/z.md");
    site.tells(&["content/moved/deep/er/z.md"]);
    fs::remove_dir_all(site.path("content/moved")).unwrap();
    assert!(site.paths_seen().contains("content/moved/deep/er/z.md"));
    // Out of the site and back.
    fs::rename(site.path("content"), site.path("elsewhere")).unwrap();
    assert!(site.paths_seen().contains("content"));
    fs::rename(site.path("elsewhere"), site.path("content")).unwrap();
    assert!(site.paths_seen().contains("content"));
    site.write("content/clusters/a.md");
    site.tells(&["content/clusters/a.md"]);
    // A folder of the site that was not there at first.
    fs::create_dir(site.path("layouts")).unwrap();
    site.write("layouts/page.html");
    assert!(site.paths_seen().contains("layouts"));
    site.write("layouts/page.html");
    site.tells(&["layouts/page.html"]);
}

#[test]
fn a_rename_by_case_alone() {
    let site = Watched::new("case", false);
    fs::rename(
        site.path("content/clusters/a.md"),
        site.path("content/clusters/A.md"),
    )
    .unwrap();
    site.tells(&[
        "content/clusters",
        "content/clusters/A.md",
        "content/clusters/a.md",
    ]);
}

#[test]
fn thousands_of_files_are_no_thousands_of_changes() {
    let site = Watched::new("burst", false);
    thread::sleep(Duration::from_millis(50));
    for n in 0..3000 {
        fs::write(site.path(&format!("content/clusters/{n}.md")), "x").unwrap();
        if n % 100 == 99 {
            thread::sleep(Duration::from_millis(8));
        }
    }
    // A machine that is busy with other things may need longer to write them than a burst may last: then there are a
    // few changes, and never one a file.
    let (mut paths_seen, mut changes) = (std::collections::BTreeSet::new(), 0);
    while paths_seen.len() < 3000 {
        let Change::Paths(paths) = site.changes.recv_timeout(Duration::from_secs(20)).unwrap()
        else {
            panic!()
        };
        paths_seen.extend(paths);
        changes += 1;
    }
    assert!(changes <= 8, "{changes} changes for one burst");
    site.silent();
}

#[cfg(unix)]
#[test]
fn links_on_the_way_do_not_matter() {
    let real = Watched::new("linked", false);
    let root = std::env::temp_dir().join(format!("atlas-watch-{}-link", std::process::id()));
    _ = fs::remove_file(&root);
    std::os::unix::fs::symlink(&real.root, &root).unwrap();
    // And the content lies in another folder of the repository.
    fs::rename(real.path("content"), real.path("records")).unwrap();
    std::os::unix::fs::symlink("records", real.path("content")).unwrap();
    for poll in [false, true] {
        let site = Watched::at(root.clone(), poll);
        site.write("content/clusters/a.md");
        // A look at the files tells of all that is younger than the clock's tick.
        assert!(site.paths_seen().contains("content/clusters/a.md"));
        site.write("assets/x.css");
        assert!(site.paths_seen().contains("assets/x.css"));
        std::mem::forget(site);
    }
    fs::remove_file(root).unwrap();
}

/// What is not read is not watched either.
#[cfg(unix)]
#[test]
fn a_link_to_the_outside_is_reported_and_its_target_is_not() {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("clusters")).unwrap();
    for poll in [false, true] {
        let site = Watched::new(&format!("out-{poll}"), poll);
        std::os::unix::fs::symlink(outside.path(), site.path("content/link")).unwrap();
        assert!(site.paths_seen().contains("content/link"));
        std::os::unix::fs::symlink(outside.path(), site.path("layouts")).unwrap();
        if !poll {
            site.tells(&["layouts"]);
        }
        // A look at the files tells of all that is younger than the clock's tick.
        thread::sleep(Duration::from_millis(2500));
        _ = site.paths_seen();
        fs::write(outside.path().join("clusters/x.md"), "x").unwrap();
        fs::write(outside.path().join("y.md"), "y").unwrap();
        site.silent();
        site.write("content/clusters/a.md");
        assert!(site.paths_seen().contains("content/clusters/a.md"));
    }
}

/// Of a part of the site that comes as a link within it.
#[cfg(unix)]
#[test]
fn a_part_that_comes_as_a_link_is_watched() {
    let site = Watched::new("part", false);
    fs::create_dir_all(site.path("theme/parts")).unwrap();
    std::os::unix::fs::symlink("theme", site.path("layouts")).unwrap();
    site.tells(&["layouts"]);
    site.write("theme/parts/x.html");
    site.tells(&["layouts/parts/x.html"]);
}

#[test]
fn polling_sees_the_same() {
    let site = Watched::new("poll", true);
    thread::sleep(Duration::from_millis(2500));
    _ = site.paths_seen();
    site.write("content/clusters/b.md");
    site.tells(&["content/clusters/b.md"]);
    fs::rename(
        site.path("content/clusters/b.md"),
        site.path("content/clusters/B.md"),
    )
    .unwrap();
    site.tells(&[
        "content/clusters",
        "content/clusters/B.md",
        "content/clusters/b.md",
    ]);
    fs::remove_dir_all(site.path("content/clusters")).unwrap();
    site.tells(&["content/clusters/B.md", "content/clusters/a.md"]);
}

#[test]
fn a_git_checkout_is_one_change() {
    let site = Watched::new("git", false);
    let git = |arguments: &str| {
        let status = Command::new("git")
            .args(["-c", "user.name=x", "-c", "user.email=x@example.org"])
            .args(arguments.split(' '))
            .current_dir(&site.root)
            .output()
            .unwrap();
        assert!(status.status.success(), "{status:?}");
    };
    git("init -q");
    git("add .");
    git("commit -qm one");
    for n in 0..2000 {
        fs::write(site.path(&format!("content/clusters/{n}.md")), "x").unwrap();
    }
    git("add .");
    git("commit -qm two");
    _ = site.paths_seen();
    git("checkout -q HEAD~1");
    let Change::Paths(first) = site.changes.recv_timeout(Duration::from_secs(4)).unwrap() else {
        panic!()
    };
    assert_eq!(first.len(), 2000);
    site.silent();
    assert!(!site.path("content/clusters/7.md").exists());
}
