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
        let file = File::options()
            .append(true)
            .open(root.join(name))
            .expect("a file");
        file.set_modified(long_ago()).expect("its time");
    }
}

/// The files that were written since they were aged, but for those by which the program keeps its books.
fn written(root: &Path) -> BTreeSet<String> {
    let young = |name: &String| {
        fs::metadata(root.join(name))
            .and_then(|m| m.modified())
            .ok()
            != Some(long_ago())
    };
    files(root)
        .into_keys()
        .filter(young)
        .filter(|name| !name.starts_with(".atlas-"))
        .collect()
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
    site.write(
        "content/people/a.md",
        "---\nname: Анна\n---\nДругой текст.\n",
    );
    site.build().expect_success();
    let after = published(&out);
    let differ: BTreeSet<String> = after
        .keys()
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect();
    assert_eq!(written(&out), differ);
    assert!(
        differ.contains("people/a.html") && differ.contains("en/people/a.html"),
        "{differ:?}"
    );
    assert!(
        !differ.contains("index.html") && !differ.contains("people/index.html"),
        "{differ:?}"
    );
}

#[test]
fn what_earlier_builds_left_behind_is_removed_and_nothing_else_ever_is() {
    let site = Site::small();
    site.write("content/people/b.md", "---\nname: Борис\n---\n");
    site.write(
        "content/events/e.md",
        "---\nname: Встреча\nparticipants: [b]\n---\n",
    );
    site.build().expect_success();
    for name in [
        "public/CNAME",
        "public/people/photo.jpg",
        "public/notes/mine.txt",
    ] {
        site.write(name, "чужое");
    }
    fs::remove_file(site.path("content/people/b.md")).expect("removed");
    fs::remove_file(site.path("content/events/e.md")).expect("removed");
    site.build().expect_success();
    let names: BTreeSet<String> = published(&site.path("public")).into_keys().collect();
    assert!(
        !names.contains("people/b.html") && !names.contains("events/e.html"),
        "{names:?}"
    );
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
    assert!(
        answer.err().contains("public/index.html") && answer.err().contains("--force"),
        "{}",
        answer.err()
    );
    assert_eq!(
        published(&site.path("public"))
            .into_keys()
            .collect::<BTreeSet<_>>(),
        set(&["index.html"])
    );
    assert_eq!(site.read("public/index.html"), "чужая страница");
    site.write("public/other.txt", "чужое");
    site.run(&["build", "--force"]).expect_success();
    assert!(site.read("public/index.html").contains("Атлас"));
    assert_eq!(
        site.read("public/other.txt"),
        "чужое",
        "what is not in the way stays"
    );
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
        assert!(
            answer.err().contains("Ничего не опубликовано"),
            "{}",
            answer.err()
        );
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
    for out in [
        "content",
        "content/people/site",
        "layouts",
        "assets/new",
        ".",
        "..",
        "link/site",
        "public/../content/x",
    ] {
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

    let spawn = || {
        site.command(&["build", "--out", "both"])
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
    };
    let mut builds: Vec<_> = (0..4).map(|_| spawn().expect("the program runs")).collect();
    let codes: Vec<_> = builds
        .iter_mut()
        .map(|build| build.wait().expect("it ends").code())
        .collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(
        codes.iter().all(|code| matches!(code, Some(0 | 2))),
        "{codes:?}"
    );
    assert_eq!(published(&site.path("both")), before);
}

#[test]
fn a_route_may_become_a_folder_and_a_folder_a_route() {
    let site = Site::small();
    let settings = |urls: &str| {
        format!("title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\nurls = \"{urls}\"\n")
    };
    for urls in ["file", "folder", "file", "folder"] {
        site.write("site.toml", &settings(urls));
        site.build().expect_success();
        site.run(&["build", "--out", urls]).expect_success();
        assert_eq!(
            published(&site.path("public")),
            published(&site.path(urls)),
            "as into a new folder"
        );
    }
}

/// A folder that no build may touch.
struct Outside {
    folder: tempfile::TempDir,
    before: std::collections::BTreeMap<String, Vec<u8>>,
}

impl Outside {
    /// With files under the names of pages, so that a build that went there would write or delete them.
    fn new() -> Outside {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.html", "b.html", "index.html", "file", "atlas/x"] {
            fs::create_dir_all(folder.path().join(name).parent().expect("a folder"))
                .expect("a folder");
            fs::write(folder.path().join(name), "outside").expect("a file");
        }
        let before = files(folder.path());
        Outside { folder, before }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    fn expect_untouched(&self, what: &str) {
        assert_eq!(files(self.folder.path()), self.before, "{what}");
    }
}

/// Builds where something is a link; answers what the build said. Nothing behind the link changes.
fn build_with_link(
    site: &Site,
    outside: &Outside,
    arguments: &[&str],
    name: &str,
    target: &Path,
) -> (i32, String) {
    let place = site.path("public").join(name);
    let is_folder = place.is_dir();
    let _ = if is_folder {
        fs::remove_dir_all(&place)
    } else {
        fs::remove_file(&place)
    };
    fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
    symlink(target, &place).expect("a link");
    let answer = site.run(&[&["build"], arguments].concat());
    outside.expect_untouched(&format!("{name} → {}", target.display()));
    (answer.code(), answer.err())
}

/// The folders of pages, as links to other folders, to files and to nothing.
#[test]
fn nothing_is_written_or_deleted_through_a_link_to_a_folder() {
    let outside = Outside::new();
    for arguments in [&[][..], &["--force"]] {
        for (name, page) in [
            ("people", "a"),
            ("en", "a"),
            ("en/people", "a"),
            ("assets", "a"),
            ("people", "b"),
        ] {
            for target in [
                outside.path(""),
                outside.path("nowhere"),
                outside.path("file"),
            ] {
                let site = Site::small();
                site.write("content/people/b.md", "---\nname: Б\n---\n");
                site.build().expect_success();
                // The record goes, or changes: its page would be deleted, or written.
                fs::remove_file(site.path("content/people/b.md")).expect("removed");
                site.write(
                    &format!("content/people/{page}.md"),
                    "---\nname: Другое имя\n---\n",
                );
                let manifest = site.read("public/.atlas-manifest");
                let (code, errors) = build_with_link(&site, &outside, arguments, name, &target);
                assert_eq!(code, 2, "{name}: {errors}");
                assert!(
                    errors.contains(&format!("public/{name}")) && errors.contains("ссылка"),
                    "{errors}"
                );
                assert_eq!(
                    site.read("public/.atlas-manifest"),
                    manifest,
                    "nothing has changed"
                );
                assert!(!site.path("public/.atlas-tmp").exists());
                assert!(
                    fs::symlink_metadata(site.path("public").join(name))
                        .expect("the link")
                        .is_symlink()
                );
            }
        }
    }
}

/// The books that the program keeps in the folder.
#[test]
fn none_of_the_programs_own_files_is_a_link() {
    let outside = Outside::new();
    for name in [
        ".atlas-lock",
        ".atlas-manifest",
        ".atlas-manifest.new",
        ".atlas-tmp",
    ] {
        for target in [
            outside.path("file"),
            outside.path("nowhere"),
            outside.path("atlas"),
        ] {
            for arguments in [&[][..], &["--force"]] {
                let site = Site::small();
                site.build().expect_success();
                let before = published(&site.path("public"));
                site.write("content/people/b.md", "---\nname: Б\n---\n");
                let (code, errors) = build_with_link(&site, &outside, arguments, name, &target);
                assert_eq!(code, 2, "{name}: {errors}");
                assert!(
                    errors.contains(name) && errors.contains("ссылка"),
                    "{errors}"
                );
                assert_eq!(published(&site.path("public")), before);
                // Into a folder that is new, too.
                let site = Site::small();
                assert_eq!(
                    build_with_link(&site, &outside, arguments, name, &target).0,
                    2,
                    "{name}"
                );
            }
        }
    }
}

/// A page, an asset or a compressed file of an earlier build that has become a link: the link is replaced by the file.
#[test]
fn a_link_at_a_file_is_replaced_and_its_target_is_not() {
    let outside = Outside::new();
    for name in [
        "people/a.html",
        "people/a.html.gz",
        "index.html",
        "robots.txt",
    ] {
        for target in [
            outside.path("file"),
            outside.path("nowhere"),
            outside.path("atlas"),
        ] {
            let site = Site::small();
            let settings =
                "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n[host]\nprecompress = [\"gz\"]\n";
            site.write("site.toml", settings);
            site.build().expect_success();
            let whole = published(&site.path("public"));
            if !whole.contains_key(name) {
                assert_eq!(name, "robots.txt", "a small site may have none");
                continue;
            }
            let (code, errors) = build_with_link(&site, &outside, &[], name, &target);
            assert_eq!(code, 0, "{name}: {errors}");
            assert_eq!(published(&site.path("public")), whole, "{name}");
            assert!(
                !fs::symlink_metadata(site.path("public").join(name))
                    .expect("it")
                    .is_symlink(),
                "{name}"
            );
            // What the site no longer has is removed as a link, too.
            fs::remove_file(site.path("content/people/a.md")).expect("removed");
            let (code, errors) = build_with_link(&site, &outside, &[], name, &target);
            assert_eq!(code, 0, "{name}: {errors}");
        }
    }
}

/// A link that no build has made is somebody's, be it to nothing.
#[test]
fn a_link_in_the_way_of_a_new_page_is_somebody_elses() {
    let outside = Outside::new();
    for target in [outside.path("file"), outside.path("nowhere")] {
        let site = Site::small();
        site.build().expect_success();
        site.write("content/people/b.md", "---\nname: Б\n---\n");
        let (code, errors) = build_with_link(&site, &outside, &[], "people/b.html", &target);
        assert_eq!(code, 2, "{errors}");
        assert!(errors.contains("people/b.html"), "{errors}");
        assert!(
            fs::symlink_metadata(site.path("public/people/b.html"))
                .expect("it")
                .is_symlink()
        );
        site.run(&["build", "--force"]).expect_success();
        outside.expect_untouched("by force");
        assert!(site.read("public/people/b.html").contains("Б"));
    }
}

/// A manifest whose lines name files behind a link, and a second name of an outside file under the program's own names.
#[test]
fn no_line_of_a_manifest_and_no_second_name_of_a_file_reaches_outside() {
    let outside = Outside::new();
    let site = Site::small();
    site.build().expect_success();
    let manifest = site.read("public/.atlas-manifest");
    for line in [
        "stray/b.html",
        "../b.html",
        "people/../../b.html",
        "/etc/hostname",
    ] {
        site.write("public/.atlas-manifest", &format!("{manifest}{line}\n"));
        if line.starts_with("stray") {
            let (code, errors) = build_with_link(&site, &outside, &[], "stray", &outside.path(""));
            assert!(code == 2 && errors.contains("public/stray"), "{errors}");
            fs::remove_file(site.path("public/stray")).expect("removed");
        } else {
            site.build().expect_success();
        }
        outside.expect_untouched(line);
    }
    for name in [".atlas-lock", ".atlas-manifest.new"] {
        let _ = fs::remove_file(site.path("public").join(name));
        let linked = fs::hard_link(outside.path("file"), site.path("public").join(name));
        // Two temporary folders may lie on different disks.
        if linked.is_ok() {
            site.write("content/people/b.md", "---\nname: Б\n---\n");
            site.build().expect_success();
            outside.expect_untouched(name);
        }
    }
}

/// A pipe at one of these names has no reader or writer to wait for.
#[test]
fn a_pipe_in_the_output_folder_stops_no_build() {
    for name in [
        ".atlas-lock",
        ".atlas-manifest",
        ".atlas-manifest.new",
        "people/a.html",
    ] {
        let site = Site::small();
        site.build().expect_success();
        let _ = fs::remove_file(site.path("public").join(name));
        let made = std::process::Command::new("mkfifo")
            .arg(site.path("public").join(name))
            .status();
        assert!(made.expect("mkfifo").success());
        site.write("content/people/a.md", "---\nname: Другое имя\n---\n");
        let answer = site.build();
        match name {
            ".atlas-lock" | ".atlas-manifest" => {
                assert!(answer.err().contains(name), "{name}: {}", answer.err());
            }
            _ => answer.expect_success(),
        }
    }
}

/// The folder itself may be a link: its owner named it.
#[test]
fn the_output_folder_may_be_a_link() {
    let site = Site::small();
    site.build().expect_success();
    let target = tempfile::tempdir().expect("a folder");
    symlink(target.path(), site.path("out")).expect("a link");
    for _ in 0..2 {
        site.run(&["build", "--out", "out"]).expect_success();
        assert_eq!(published(target.path()), published(&site.path("public")));
    }
}
