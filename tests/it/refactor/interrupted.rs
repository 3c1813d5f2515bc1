//! An edit that is interrupted between any two writes is finished or taken back, byte for byte.

use std::io;
use std::path::Path;
use std::time::Duration;

use innovation_atlas::refactor::{FileChange, Journal, JournalDirection, JournalError};
use innovation_atlas::source::SourcePath;

use crate::program::{Site, files};

fn changes() -> Vec<FileChange> {
    let change = |path: &str, old: Option<&str>, new: Option<&str>| FileChange {
        path: SourcePath::new(path),
        old: old.map(|text| text.as_bytes().to_vec()),
        new: new.map(|text| text.as_bytes().to_vec()),
    };
    vec![
        change("content/a.md", Some("a\r\n"), Some("А")),
        change("content/b.md", Some("b"), None),
        change("content/new/c.md", None, Some("c\n")),
        change("site.toml", Some("x"), Some("y")),
    ]
}

fn site() -> Site {
    let site = Site::empty();
    for change in changes() {
        if let Some(old) = change.old {
            site.write(
                change.path.as_str(),
                &String::from_utf8(old).expect("a text"),
            );
        }
    }
    site
}

/// The files of a site, without an empty journal folder.
fn state(root: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = files(root);
    found.retain(|path, _| !path.starts_with(".atlas-edit-aside"));
    found
}

/// Stops at the write with a number, as a kill would.
fn stop_at(number: usize) -> impl FnMut() -> io::Result<()> {
    let mut count = 0;
    move || {
        count += 1;
        match count > number {
            true => Err(io::Error::other("stopped")),
            false => Ok(()),
        }
    }
}

fn write(root: &Path, stop: &mut dyn FnMut() -> io::Result<()>) -> Result<(), JournalError> {
    Journal::begin(root, "atlas rename a b", &changes(), stop)?
        .follow(JournalDirection::Finish, stop)
}

#[test]
fn a_stop_between_any_two_writes_leaves_all_old_or_what_can_be_finished() {
    let old = state(site().path("").as_path());
    let finished = site();
    write(&finished.path(""), &mut || Ok(())).expect("an edit");
    let new = state(&finished.path(""));
    assert_ne!(old, new);
    assert!(
        !new.keys().any(|path| path.starts_with(".atlas")),
        "{new:?}"
    );
    let mut stops = 0;
    for number in 0..100 {
        for direction in [JournalDirection::Finish, JournalDirection::Undo] {
            let site = site();
            let root = site.path("");
            if write(&root, &mut stop_at(number)).is_ok() {
                assert_eq!(state(&root), new);
                continue;
            }
            stops += 1;
            let Some(journal) = Journal::open(&root).expect("a journal") else {
                let found = state(&root);
                assert!(found == old || found == new, "stop {number}");
                continue;
            };
            // A stop while it is finished or taken back, and then once more.
            let _ = journal.follow(direction, &mut stop_at(number % 3));
            if let Some(journal) = Journal::open(&root).expect("a journal") {
                journal.follow(direction, &mut || Ok(())).expect("an edit");
            }
            let wanted = if direction == JournalDirection::Finish {
                &new
            } else {
                &old
            };
            assert_eq!(&state(&root), wanted, "stop {number} {direction:?}");
        }
    }
    assert!(stops > 20, "only {stops} stops");
}

#[test]
fn a_journal_that_does_not_fit_is_not_followed() {
    let interrupted = || {
        let site = site();
        Journal::begin(&site.path(""), "atlas rename a b", &changes(), &mut || {
            Ok(())
        })
        .expect("a journal");
        site
    };
    let follow = |site: &Site| {
        let before = files(&site.path(""));
        for arguments in [["rename", "--continue"], ["rename", "--undo"]] {
            let answer = site.run(&arguments);
            assert_eq!(answer.code(), 2, "{}", answer.err());
        }
        assert_eq!(files(&site.path("")), before);
    };
    let changed = interrupted();
    changed.write("site.toml", "z");
    follow(&changed);
    let damaged = interrupted();
    damaged.write(".atlas-edit/0.new", "bad");
    let answer = damaged.run(&["rename", "--continue"]);
    assert_eq!(answer.code(), 2);
    assert_eq!(damaged.read("content/a.md"), "a\r\n");
    let outside = interrupted();
    let list = outside.read(".atlas-edit/journal.json");
    outside.write(
        ".atlas-edit/journal.json",
        &list.replace("content/a.md", "content/../../x"),
    );
    follow(&outside);
    let foreign = interrupted();
    foreign.write(".atlas-edit/journal.json", "{}");
    follow(&foreign);
}

#[test]
fn nothing_is_built_while_an_edit_is_interrupted() {
    let site = Site::small();
    let before = files(&site.path(""));
    let change = FileChange {
        path: SourcePath::new("content/people/a.md"),
        old: Some(site.read("content/people/a.md").into_bytes()),
        new: Some(b"---\nname: X\n---\n".to_vec()),
    };
    Journal::begin(
        &site.path(""),
        "atlas rename a b",
        &[change],
        &mut || Ok(()),
    )
    .expect("a journal");
    for arguments in [
        &["check"][..],
        &["build"],
        &["serve", "--port", "0"],
        &["rename", "a", "b"],
    ] {
        let answer = site.run(arguments);
        assert_eq!(answer.code(), 2, "{arguments:?}");
        let words = answer.err();
        assert!(
            words.contains("atlas rename a b") && words.contains("--continue"),
            "{words}"
        );
        assert!(!site.path("public").exists());
    }
    site.run(&["rename", "--undo"]).expect_success();
    assert_eq!(files(&site.path("")), before);
    assert_eq!(site.run(&["rename", "--undo"]).code(), 2);
}

#[test]
#[cfg(unix)]
fn a_killed_program_leaves_what_can_be_finished_or_taken_back() {
    let old_site = Site::shipped();
    let old = state(&old_site.path(""));
    old_site
        .run(&["rename", "sechenov", "first-medical"])
        .expect_success();
    let new = state(&old_site.path(""));
    let mut pending = 0;
    for step in 0..6 {
        let site = Site::shipped();
        let mut program = site
            .command(&["rename", "sechenov", "first-medical"])
            .spawn()
            .expect("the program");
        // Waits until the edit is being written, or for a little less.
        for _ in 0..20_000 {
            let is_begun = site.path(".atlas-edit").exists();
            if is_begun || program.try_wait().expect("a state").is_some() {
                break;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(step * 700));
        let _ = program.kill();
        program.wait().expect("an end");
        let found = state(&site.path(""));
        if !site.path(".atlas-edit").exists() {
            assert!(found == old || found == new, "step {step}");
            continue;
        }
        pending += 1;
        assert_eq!(site.run(&["check"]).code(), 2);
        let (way, wanted) = if step % 2 == 0 {
            ("--continue", &new)
        } else {
            ("--undo", &old)
        };
        site.run(&["rename", way]).expect_success();
        let mut found = state(&site.path(""));
        found.retain(|path, _| !path.ends_with(".atlas-edit~"));
        assert_eq!(&found, wanted, "step {step}");
    }
    assert!(pending > 0, "no kill came while files were written");
}
