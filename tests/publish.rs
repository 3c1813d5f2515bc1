//! Publishing: only what changed is written, only what is ours is removed, and whatever goes wrong leaves a whole site.
#![cfg(unix)]

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use program::{Site, files};

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

/// The published files without the program's books.
fn published(root: &Path) -> BTreeMap<String, Vec<u8>> {
    files(root).into_iter().filter(|(name, _)| !name.starts_with(".atlas-")).collect()
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
    let before = files(&out);
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
        assert_eq!(
            published(&out),
            before.clone().into_iter().filter(|(name, _)| !name.starts_with(".atlas-")).collect()
        );
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

/// Kills forty builds at moments all over a build. Every file is then wholly that of one of the two sites, and a build
/// that is left alone completes the rest.
#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_completes_it() {
    let site = Site::shipped();
    let settings = site.read("site.toml");
    let turn = |name: &str| site.write("site.toml", &settings.replacen("Атлас инновационной", name, 1));
    let mut versions = Vec::new();
    for name in ["Первый атлас", "Второй атлас"] {
        turn(name);
        site.run(&["build", "--out", name]).expect_success();
        versions.push(published(&site.path(name)));
    }
    assert_ne!(versions[0]["index.html"], versions[1]["index.html"]);
    let start = Instant::now();
    site.build().expect_success();
    let whole = start.elapsed();
    let (mut seed, mut killed) = (0x2545_f491_u32, 0);
    for round in 0..40u32 {
        turn(["Первый атлас", "Второй атлас"][round as usize % 2]);
        let mut build = site.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        std::thread::sleep(whole.mul_f64(f64::from(seed >> 8) / f64::from(1 << 24) * 1.2));
        build.kill().expect("killed");
        killed += u32::from(build.wait().expect("it ended").code().is_none());
        for (name, bytes) in published(&site.path("public")) {
            let is_whole = versions.iter().any(|version| version.get(&name) == Some(&bytes));
            assert!(is_whole, "round {round}: {name} is neither the one nor the other");
        }
    }
    assert!(killed > 10, "{killed} builds of 40 were killed before they ended");
    site.build().expect_success();
    assert_eq!(published(&site.path("public")), versions[1]);
}

/// Runs a script of the shell where it may mount file systems of its own; none where the machine does not let us.
#[expect(clippy::print_stderr, reason = "a test that could not be made says so")]
fn with_mounts(site: &Site, script: &str) -> Option<String> {
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(site.path(".")).env("ATLAS", env!("CARGO_BIN_EXE_atlas"));
        command.output()
    };
    let possible = run("unshare", &["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]);
    if !possible.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this machine does not let a test mount a file system");
        return None;
    }
    let output = run("unshare", &["-rm", "sh", "-euc", script]).expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_full_disk_leaves_what_was_published() {
    let site = Site::small();
    let records: Vec<String> = (0..40).map(|i| format!("- {{id: p{i}, name: Персона {i}}}\n")).collect();
    site.write("people.yaml", &records.concat());
    let script = "
        mkdir public && mount -t tmpfs -o size=1500k none public
        $ATLAS build >/dev/null
        (cd public && find . -type f ! -name '.atlas-*' -exec sha1sum {} + | sort) >before
        cp people.yaml content/people/people.yaml
        head -c 100m /dev/zero >public/filler 2>/dev/null || true
        code=0; $ATLAS build 2>said >/dev/null || code=$?
        rm public/filler
        (cd public && find . -type f ! -name '.atlas-*' -exec sha1sum {} + | sort) >after
        cmp before after && test ! -e public/.atlas-tmp/index.html
        echo $code; cat said";
    let Some(said) = with_mounts(&site, script) else { return };
    assert!(said.starts_with("2\n"), "{said}");
    assert!(said.contains("No space left on device"), "{said}");
}

#[test]
fn an_output_folder_that_cannot_be_written_is_named() {
    let site = Site::small();
    let script = "
        mkdir public && mount -t tmpfs none public
        $ATLAS build >/dev/null
        mount -o remount,ro public
        echo '- {id: b, name: Борис}' >content/people/b.yaml
        code=0; $ATLAS build 2>said >/dev/null || code=$?
        test ! -e public/people/b.html
        echo $code; cat said";
    let Some(said) = with_mounts(&site, script) else { return };
    assert!(said.starts_with("2\n"), "{said}");
    assert!(said.contains("public") && said.contains("Read-only file system"), "{said}");
}
