//! Publishing: only what changed is written, only what is ours is removed, and whatever goes wrong leaves a whole site.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use crate::program::{Site, files, published};

/// A moment long ago: a file that still has it has not been written since.
fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

/// Gives every file below a folder the time of long ago.
fn age(root: &Path) {
    for name in files(root).keys() {
        let file = File::options().append(true).open(root.join(name)).expect("a file");
        file.set_modified(long_ago()).expect("its time");
    }
}

/// The files that were written since they were aged, but for those by which the program keeps its books.
fn written(root: &Path) -> BTreeSet<String> {
    let young = |name: &String| fs::metadata(root.join(name)).and_then(|m| m.modified()).ok() != Some(long_ago());
    files(root).into_keys().filter(young).filter(|name| !name.starts_with(".atlas-")).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn only_the_files_that_changed_are_written() {
    let site = Site::small();
    let out = site.path("public");
    site.build().expect_success();
    let before = published(&out);
    age(&out);
    site.build().expect_success();
    assert_eq!(written(&out), set(&[]), "nothing changed");
    site.write("content/people/a.md", "---\nname: Анна\n---\nДругой текст.\n");
    site.build().expect_success();
    let after = published(&out);
    let differ: BTreeSet<String> = after.keys().filter(|name| before.get(*name) != after.get(*name)).cloned().collect();
    assert_eq!(written(&out), differ);
    assert!(differ.contains("people/a.html") && differ.contains("en/people/a.html"), "{differ:?}");
    assert!(!differ.contains("index.html") && !differ.contains("people/index.html"), "{differ:?}");
}

#[test]
fn what_earlier_builds_left_behind_is_removed_and_nothing_else_ever_is() {
    let site = Site::small();
    site.write("content/people/b.md", "---\nname: Борис\n---\n");
    site.write("content/events/e.md", "---\nname: Встреча\nparticipants: [b]\n---\n");
    site.build().expect_success();
    for name in ["public/CNAME", "public/people/photo.jpg", "public/notes/mine.txt"] {
        site.write(name, "чужое");
    }
    fs::remove_file(site.path("content/people/b.md")).expect("removed");
    fs::remove_file(site.path("content/events/e.md")).expect("removed");
    site.build().expect_success();
    let names: BTreeSet<String> = published(&site.path("public")).into_keys().collect();
    assert!(!names.contains("people/b.html") && !names.contains("events/e.html"), "{names:?}");
    assert!(names.contains("people/a.html"), "{names:?}");
    for name in ["CNAME", "people/photo.jpg", "notes/mine.txt"] {
        assert_eq!(site.read(&format!("public/{name}")), "чужое");
    }
}

#[test]
fn a_folder_with_files_of_somebody_else_is_refused() {
    let site = Site::small();
    site.write("public/index.html", "чужая страница");
    let answer = site.build();
    assert_eq!(answer.code(), 2);
    assert!(answer.err().contains("public/index.html") && answer.err().contains("--force"), "{}", answer.err());
    assert_eq!(published(&site.path("public")).into_keys().collect::<BTreeSet<_>>(), set(&["index.html"]));
    assert_eq!(site.read("public/index.html"), "чужая страница");
    site.write("public/other.txt", "чужое");
    site.run(&["build", "--force"]).expect_success();
    assert!(site.read("public/index.html").contains("Атлас"));
    assert_eq!(site.read("public/other.txt"), "чужое", "what is not in the way stays");
}

#[test]
fn a_new_page_does_not_replace_a_file_of_somebody_else() {
    let site = Site::small();
    site.build().expect_success();
    site.write("public/people/b.html", "чужое");
    site.write("content/people/b.md", "---\nname: Борис\n---\n");
    let before = published(&site.path("public"));
    let answer = site.build();
    assert_eq!(answer.code(), 2);
    assert!(answer.err().contains("people/b.html"), "{}", answer.err());
    assert_eq!(published(&site.path("public")), before);
}

#[test]
fn a_build_with_errors_publishes_nothing_and_says_so() {
    let site = Site::small();
    site.build().expect_success();
    let out = site.path("public");
    let before = published(&out);
    age(&out);
    for (path, text) in [
        ("content/people/b.md", "---\nname: [\n---\n"),
        ("layouts/record.html", "{{ record.nmae }}"),
        ("layouts/record.html", "{% if %}"),
        ("site.toml", "title = "),
    ] {
        let kept = fs::read_to_string(site.path(path)).ok();
        site.write(path, text);
        let answer = site.build();
        assert_eq!(answer.code(), 1, "{path}: {}", answer.err());
        assert!(answer.err().contains("Ничего не опубликовано"), "{}", answer.err());
        assert_eq!(written(&out), set(&[]), "{path}");
        assert_eq!(published(&out), before);
        match kept {
            Some(text) => site.write(path, &text),
            None => fs::remove_file(site.path(path)).expect("removed"),
        }
    }
    site.build().expect_success();
    assert_eq!(written(&out), set(&[]));
}

#[test]
fn an_output_folder_among_the_sources_is_refused() {
    let site = Site::small();
    symlink(site.path("content"), site.path("link")).expect("a link");
    let before = files(&site.path("."));
    for out in
        ["content", "content/people/site", "layouts", "assets/new", ".", "..", "link/site", "public/../content/x"]
    {
        let answer = site.run(&["build", "--out", out]);
        assert_eq!(answer.code(), 2, "{out}: {}", answer.err());
        assert!(answer.err().contains("--out"), "{out}: {}", answer.err());
        assert_eq!(files(&site.path(".")), before, "{out}");
    }
}

#[test]
fn of_two_builds_at_once_one_says_that_the_other_is_there() {
    let site = Site::small();
    site.build().expect_success();
    let before = published(&site.path("public"));
    let lock = File::create(site.path("public/.atlas-lock")).expect("the lock");
    lock.lock().expect("held");
    let answer = site.build();
    assert_eq!(answer.code(), 2);
    assert!(answer.err().contains("другая сборка"), "{}", answer.err());
    assert_eq!(published(&site.path("public")), before);
    drop(lock);
    site.build().expect_success();

    let spawn = || site.command(&["build", "--out", "both"]).stderr(Stdio::null()).stdout(Stdio::null()).spawn();
    let mut builds: Vec<_> = (0..4).map(|_| spawn().expect("the program runs")).collect();
    let codes: Vec<_> = builds.iter_mut().map(|build| build.wait().expect("it ends").code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 2))), "{codes:?}");
    assert_eq!(published(&site.path("both")), before);
}

#[test]
fn a_route_may_become_a_folder_and_a_folder_a_route() {
    let site = Site::small();
    let settings = |urls: &str| format!("title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\nurls = \"{urls}\"\n");
    for urls in ["file", "folder", "file", "folder"] {
        site.write("site.toml", &settings(urls));
        site.build().expect_success();
        site.run(&["build", "--out", urls]).expect_success();
        assert_eq!(published(&site.path("public")), published(&site.path(urls)), "as into a new folder");
    }
}
