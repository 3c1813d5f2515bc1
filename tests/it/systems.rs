//! What other systems make of an atlas, simulated: line ends of Windows, names of macOS, separators and drive letters, and the
//! second name of the program.

use std::fs;
use std::process::Command;

use unicode_normalization::UnicodeNormalization;

use crate::program::Site;

/// Returns the files below a folder with their paths relative to it.
fn files(site: &Site, folder: &str) -> Vec<(String, Vec<u8>)> {
    let top = site.path(folder);
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&top).sort_by_file_name() {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&top).expect("a path below");
            let bytes = fs::read(entry.path()).expect("a file");
            files.push((path.to_string_lossy().into_owned(), bytes));
        }
    }
    files
}

/// Begins an atlas in `mine`.
fn begun() -> Site {
    let site = Site::empty();
    site.run(&["init", "mine"]).expect_success();
    site
}

/// Builds the atlas in `mine` and returns its files.
fn built(site: &Site) -> Vec<(String, Vec<u8>)> {
    site.run(&["check", "--root", "mine"]).expect_success();
    site.run(&["build", "--root", "mine", "--revision", "1"])
        .expect_success();
    files(site, "mine/public")
}

/// A checkout with `core.autocrlf`, by an editor that writes a byte order mark: the same pages and data.
#[test]
fn a_checkout_with_crlf_gives_the_same_site() {
    let site = begun();
    let expected = built(&site);
    let site = begun();
    let mut changed = 0;
    for (path, bytes) in files(&site, "mine") {
        let text = String::from_utf8(bytes).expect("a text");
        site.write(
            &format!("mine/{path}"),
            &format!("\u{feff}{}", text.replace('\n', "\r\n")),
        );
        changed += 1;
    }
    assert!(changed > 8, "{changed} files");
    let found = built(&site);
    let differing =
        |(path, bytes): &&(String, Vec<u8>)| !expected.contains(&(path.clone(), bytes.clone()));
    let wrong: Vec<&String> = found
        .iter()
        .filter(differing)
        .map(|(path, _)| path)
        .collect();
    assert!(
        wrong.is_empty() && found.len() == expected.len(),
        "differ: {wrong:?}"
    );
}

/// macOS gives names in NFD; records are referred to in NFC, as people type.
#[test]
fn names_in_nfd_are_the_same_names() {
    let site = begun();
    let id: String = "ёлка-й".nfd().collect();
    assert_ne!(id, "ёлка-й");
    site.write(
        &format!("mine/content/organizations/{id}.md"),
        "---\nname: Ёлка\n---\n",
    );
    site.write(
        "mine/content/clusters/лес.md",
        "---\nname: Лес\nmembers: [ёлка-й]\n---\nСм. [[ёлка-й]] и [файл](../organizations/ёлка-й.md).\n",
    );
    let found = built(&site);
    let page = "organizations/ёлка-й.html";
    assert!(
        found.iter().any(|(path, _)| path == page),
        "no {page} in NFC"
    );
}

/// Paths as Windows writes them lead nowhere, and say so: they name a machine, or a file of one name on other systems.
#[test]
fn paths_of_windows_in_texts_are_named() {
    let site = begun();
    site.write(
        "mine/content/clusters/c.md",
        "---\nname: C\n---\n[План](C:\\plan.pdf), [план](file:///C:/plan.pdf), [запись](..\\organizations\\o.md).\n",
    );
    let answer = site.run(&["check", "--root", "mine", "--format", "json"]);
    assert_eq!(answer.code(), 1, "{}", answer.out());
    let codes = answer.out().matches("\"code\": ").count();
    assert_eq!(codes, 3, "{}", answer.out());
}

/// Two names that one folder of Windows or macOS cannot hold, and names that Windows keeps for devices.
#[test]
fn names_that_another_system_cannot_hold_are_errors() {
    let site = begun();
    site.write("mine/content/organizations/Works.md", "---\nname: A\n---\n");
    site.write("mine/content/organizations/works.md", "---\nname: B\n---\n");
    site.write("mine/content/organizations/nul.md", "---\nname: C\n---\n");
    site.write("mine/assets/a:b.txt", "x");
    let answer = site.run(&["check", "--root", "mine", "--format", "json"]);
    assert_eq!(answer.code(), 1);
    for code in ["duplicate-id", "reserved-name", "unportable-name"] {
        assert!(
            answer.out().contains(&format!("\"{code}\"")),
            "no {code}: {}",
            answer.out()
        );
    }
}

/// A folder that cannot be replaced, as one that another program holds open on Windows: the build names it and changes nothing.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = begun();
    let expected = built(&site);
    let folder = site.path("mine/public/clusters");
    let mode = |bits| fs::set_permissions(&folder, fs::Permissions::from_mode(bits));
    site.write("mine/content/clusters/new.md", "---\nname: New\n---\n");
    mode(0o555).expect("permissions");
    let answer = site.run(&["build", "--root", "mine", "--revision", "1"]);
    mode(0o755).expect("permissions");
    // The administrator may write everywhere.
    if answer.code() != 0 {
        assert_eq!(answer.code(), 2, "{}", answer.err());
        assert!(answer.err().contains("clusters"), "{}", answer.err());
    }
    site.run(&["build", "--root", "mine", "--revision", "1"])
        .expect_success();
    assert!(
        files(&site, "mine/public").len() > expected.len(),
        "the next build completes it"
    );
}

/// The second name starts the first, with its arguments and its exit code.
#[test]
fn the_second_name_is_the_same_program() {
    let second = env!("CARGO_BIN_EXE_innovation-atlas");
    let run = |arguments: &[&str]| {
        Command::new(second)
            .args(arguments)
            .output()
            .expect("an answer")
    };
    let site = begun();
    let version = run(&["--version"]);
    assert_eq!(version.stdout, site.run(&["--version"]).0.stdout);
    let mine = site.path("mine");
    let mine = mine.to_string_lossy();
    assert_eq!(run(&["check", "--root", &mine]).status.code(), Some(0));
    assert_eq!(
        run(&["check", "--root", &site.path("").to_string_lossy()])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(run(&["--no-such-option"]).status.code(), Some(2));
}

/// The shell asks the program for completions: kinds and ids of the atlas that the line names, and codes.
#[test]
fn completions_know_kinds_ids_and_codes() {
    let site = begun();
    let complete = |words: &[&str]| {
        let mut command = site.command(&[]);
        let index = words.len() - 1;
        let output = command
            .arg("--")
            .args(words)
            .env("ATLAS_COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", index.to_string())
            .env("_CLAP_IFS", "\n")
            .output()
            .expect("an answer");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(&complete(&["atlas", "explain", "bad-da"])),
        ["bad-date"]
    );
    assert_eq!(
        lines(&complete(&["atlas", "new", "--root", "mine", "clus"])),
        ["cluster"]
    );
    assert_eq!(
        lines(&complete(&["atlas", "rename", "--root=mine", "example-cl"])),
        ["example-cluster"]
    );
    assert_eq!(
        lines(&complete(&[
            "atlas",
            "rename",
            "--root",
            "nowhere",
            "example-c"
        ])),
        Vec::<String>::new()
    );
}
