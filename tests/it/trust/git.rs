//! What git is asked, and what it must not do for a stranger's files.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::program::{Answer, Site};

/// Runs git as its user does, with no configuration of this machine.
fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args([
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "commit.gpgsign=false",
    ]);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = git
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn executable(path: &Path, script: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("its permissions");
}

/// The version that the pages of a built site name.
fn version(site: &Site) -> String {
    let data: serde_json::Value =
        serde_json::from_str(&site.read("public/data/atlas.json")).expect("JSON");
    data["site"]["version"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Plain files that make a folder a bare repository to git, with commands in its configuration.
fn plant(folder: &Path, command: &Path) {
    for name in ["objects", "refs"] {
        fs::create_dir_all(folder.join(name)).expect("a folder");
        fs::write(folder.join(name).join("keep"), "").expect("a file");
    }
    fs::write(folder.join("HEAD"), "ref: refs/heads/main\n").expect("HEAD");
    let command = command.display();
    let config = format!(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = {command}\n\tpager = {command}\n\
         \thooksPath = hooks\n\tsshCommand = {command}\n[alias]\n\tstatus = !{command}\n\tdescribe = !{command}\n\
         [filter \"x\"]\n\tclean = {command}\n\tprocess = {command}\n[diff]\n\texternal = {command}\n"
    );
    fs::write(folder.join("config"), config).expect("config");
}

#[test]
fn a_repository_made_of_plain_files_runs_nothing() {
    // Below a repository, and with none around it.
    for below in [true, false] {
        let site = Site::small();
        let (trap, touched) = (site.path("content/trap"), site.path("touched"));
        executable(&trap, &format!("touch '{}'", touched.display()));
        site.write(".gitattributes", "* filter=x\n");
        if below {
            git(&site.path("."), &["init", "-q", "-b", "main"]);
            git(&site.path("."), &["add", "site.toml", "content/people"]);
            git(&site.path("."), &["commit", "-qm", "one"]);
        }
        let root = site.path("content/people/site");
        fs::create_dir_all(root.join("content/people")).expect("a folder");
        fs::copy(site.path("site.toml"), root.join("site.toml")).expect("site.toml");
        for folder in [&root, &site.path("."), &root.join("content")] {
            plant(folder, &trap);
        }
        for command in ["build", "check"] {
            site.run(&[command, "--root", "content/people/site"])
                .expect_success();
            site.run(&[command]);
        }
        assert!(
            !touched.exists(),
            "git ran a command, below a repository: {below}"
        );
        if below {
            let data = site.read("content/people/site/public/data/atlas.json");
            assert!(
                data.contains("\"version\":\""),
                "the commit of the repository around is named: {data}"
            );
        }
    }
}

#[test]
fn the_repository_is_only_read() {
    let site = Site::small();
    git(&site.path("."), &["init", "-q"]);
    git(&site.path("."), &["add", "site.toml", "content"]);
    git(&site.path("."), &["commit", "-qm", "one"]);
    // Files that were touched make git want to write its index.
    let old = std::time::SystemTime::now() - Duration::from_secs(3600);
    for file in [".git/index", "content/people/a.md"] {
        let file = fs::File::options()
            .append(true)
            .open(site.path(file))
            .expect("a file");
        file.set_modified(old - Duration::from_secs(60))
            .expect("its time");
    }
    let state = || {
        let index = site.path(".git/index");
        (
            fs::read(&index).expect("the index"),
            fs::metadata(&index)
                .expect("it")
                .modified()
                .expect("its time"),
        )
    };
    let before = state();
    site.build().expect_success();
    assert!(state() == before, "the index was written");
    let commit = version(&site);
    assert_eq!(commit.len(), 12, "{commit}: a touch is not a change");
    site.write(
        "content/people/a.md",
        "---\nname: Анна\n---\nДругой текст.\n",
    );
    site.build().expect_success();
    assert!(state() == before, "the index was written");
    assert_eq!(version(&site), format!("{commit}+"));
}

#[test]
fn a_git_that_hangs_holds_nobody_up_for_long() {
    let site = Site::small();
    fs::create_dir(site.path(".git")).expect("a folder");
    executable(&site.path("bin/git"), "echo $$ >>pids; exec sleep 600");
    executable(&site.path("child/git"), "sleep 61 & sleep 62");
    executable(&site.path("flood/git"), "exec yes x");
    for folder in ["bin", "child", "flood"] {
        let path = format!("{}:/usr/bin:/bin", site.path(folder).display());
        let start = Instant::now();
        Answer(
            site.command(&["build"])
                .env("PATH", &path)
                .output()
                .expect("it runs"),
        )
        .expect_success();
        assert!(
            start.elapsed() < Duration::from_secs(40),
            "{folder}: {:?}",
            start.elapsed()
        );
    }
    // The program ended it, and did not leave it to the system.
    let pid = site.read("pids");
    assert!(
        !Path::new("/proc").join(pid.trim()).exists(),
        "git is still there"
    );
}
