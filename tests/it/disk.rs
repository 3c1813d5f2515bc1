//! What only a real disk can hold: links, names in other forms of Unicode, files that nobody can read or that are too
//! large. Through the real program.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use crate::program::{Site, check};

/// The codes of a check with their paths, sorted.
fn codes(site: &Site) -> Vec<String> {
    check(site)
        .iter()
        .map(|found| format!("{} {}", found.path, found.code))
        .collect()
}

#[test]
fn a_link_inside_the_content_is_followed_and_one_to_the_outside_is_reported() {
    let site = Site::small();
    symlink("../people/a.md", site.path("content/people/b.md")).expect("a link");
    let outside = tempfile::NamedTempFile::new().expect("a file");
    symlink(outside.path(), site.path("content/people/c.md")).expect("a link");
    symlink("/etc", site.path("content/organizations")).expect("a link");
    assert_eq!(
        codes(&site),
        [
            "content/organizations link-leaves-site",
            // The record is there twice, under two ids.
            "content/people/b.md duplicate-name",
            "content/people/c.md link-leaves-site"
        ]
    );
}

#[test]
fn a_link_that_loops_is_reported_and_the_rest_is_read() {
    let site = Site::small();
    symlink("..", site.path("content/people/up")).expect("a link");
    assert_eq!(codes(&site), ["content/people/up link-loops"]);
}

/// Twenty folders of two links each, every link to the next folder, are a million files for whoever follows them all.
#[test]
fn a_place_is_read_through_one_link_only() {
    let site = Site::small();
    for depth in 0..20 {
        let folder = format!("content/people/{depth:02}");
        site.write(&format!("{folder}/note.txt"), "");
        for name in ["left", "right"] {
            symlink(
                format!("../{:02}", depth + 1),
                site.path(&folder).join(name),
            )
            .expect("a link");
        }
    }
    site.write("content/people/20/b.md", "---\nname: Б\n---\n");
    let found = codes(&site);
    assert!(
        found
            .iter()
            .all(|code| ["link-loops", "duplicate-id", "unread-file"]
                .iter()
                .any(|known| code.ends_with(known))),
        "{found:?}"
    );
    assert!(found.len() < 300, "{}", found.len());
}

#[test]
fn a_file_of_content_is_small_whatever_its_name() {
    let site = Site::small();
    let file = fs::File::create(site.path("content/people/film.mp4")).expect("a file");
    file.set_len(1 << 40)
        .expect("a terabyte with nothing in it");
    assert_eq!(codes(&site), ["content/people/film.mp4 file-too-large"]);
}

#[test]
fn a_file_that_cannot_be_read_is_reported() {
    let site = Site::small();
    // A link to nothing cannot be read by anybody, the administrator included.
    symlink("nowhere.md", site.path("content/people/b.md")).expect("a link");
    assert_eq!(codes(&site), ["content/people/b.md unreadable-file"]);
}

#[test]
fn two_names_that_differ_in_their_unicode_form_are_one_name() {
    let site = Site::small();
    site.write("content/people/\u{439}.md", "---\nname: Й\n---\n");
    assert!(codes(&site).is_empty());
    site.write("content/people/\u{438}\u{306}.md", "---\nname: Й\n---\n");
    assert_eq!(codes(&site), ["content/people/\u{439}.md same-file-name"]);
}

#[test]
fn a_decomposed_name_as_macos_writes_it_is_fine() {
    let site = Site::small();
    site.write("content/people/\u{438}\u{306}.md", "---\nname: Й\n---\n");
    assert!(codes(&site).is_empty());
    site.build().expect_success();
    assert!(site.path("public/people/\u{439}.html").exists());
}

/// A build holds no file of content: one of which something is said is read again under the name that the disk has.
#[test]
fn a_mistake_behind_a_decomposed_name_stands_at_its_line() {
    let site = Site::small();
    site.write(
        "content/people/\u{438}\u{306}.md",
        "---\nname: Й\nregoin: Томск\n---\n",
    );
    let found = check(&site);
    let found: Vec<_> = found
        .iter()
        .map(|f| (f.path.as_str(), f.line, f.column, f.code.as_str()))
        .collect();
    assert_eq!(
        found,
        [("content/people/\u{439}.md", 3, 1, "unknown-field")]
    );
    let errors = site.build().err();
    assert!(
        errors.contains("content/people/\u{439}.md:3:1") && errors.contains("regoin: Томск"),
        "{errors}"
    );
}

#[test]
fn a_name_that_is_not_unicode_is_reported() {
    let site = Site::small();
    let name = site
        .path("content/people")
        .join(OsStr::from_bytes(b"\xc8\xec\xff.md"));
    fs::write(name, "---\nname: A\n---\n").expect("a file");
    assert_eq!(
        codes(&site),
        ["content/people/\u{fffd}\u{fffd}\u{fffd}.md file-name-not-unicode"]
    );
}

#[test]
fn a_record_of_fifty_megabytes_is_refused() {
    let site = Site::small();
    site.write(
        "content/people/b.md",
        &format!("---\nname: Б\n---\n{}", "слово ".repeat(5_000_000)),
    );
    let found = check(&site);
    assert_eq!(codes(&site), ["content/people/b.md file-too-large"]);
    assert_eq!(
        found[0].message,
        "файл занимает 53 МБ, читаются файлы до 16 МБ"
    );
}

#[test]
fn what_editors_leave_while_saving_is_no_part_of_the_site() {
    let site = Site::small();
    for name in [".a.md.swp", "a.md~", "#a.md#", "4913", ".git/config.md"] {
        site.write(&format!("content/people/{name}"), "---\nname: [\n---\n");
    }
    assert!(codes(&site).is_empty());
}

/// A reader of a named pipe waits for a writer, of a device for ever: neither is opened, and both are named.
#[test]
fn what_is_neither_a_file_nor_a_folder_is_named_and_never_read() {
    let site = Site::small();
    site.write("layouts/note.txt", "");
    let pipe = |path: &str| {
        let made = std::process::Command::new("mkfifo")
            .arg(site.path(path))
            .status()
            .expect("mkfifo");
        assert!(made.success(), "{path}");
    };
    pipe("content/people/b.md");
    pipe("layouts/record.html");
    fs::create_dir(site.path("assets")).expect("a folder");
    pipe("assets/x.css");
    let _socket =
        std::os::unix::net::UnixListener::bind(site.path("content/people/c.md")).expect("a socket");
    symlink("b.md", site.path("content/people/d.md")).expect("a link to a pipe");
    symlink("/dev/zero", site.path("content/people/e.md")).expect("a link to a device");
    let expected = [
        "assets/x.css special-file",
        "content/people/b.md special-file",
        "content/people/c.md special-file",
        "content/people/d.md special-file",
        "content/people/e.md link-leaves-site",
        "layouts/record.html special-file",
    ];
    assert_eq!(codes(&site), expected);
    let found = check(&site);
    assert_eq!(
        found[1].message,
        "здесь не файл и не папка, а именованный канал"
    );
    assert_eq!(found[2].message, "здесь не файл и не папка, а сокет");
    let build = site.build();
    assert_eq!(build.code(), 1);
    assert!(
        build.err().contains("content/people/b.md") && !site.path("public").exists(),
        "{}",
        build.err()
    );
    fs::remove_file(site.path("site.toml")).expect("removed");
    pipe("site.toml");
    assert!(codes(&site).contains(&"site.toml special-file".to_owned()));
}

/// Layouts, assets and settings are read by the same rules as the content.
#[test]
fn a_link_to_the_outside_of_any_folder_is_reported() {
    let site = Site::small();
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("record.html"), "outside").expect("a file");
    site.write("layouts/note.txt", "");
    site.write("assets/note.txt", "");
    symlink(
        outside.path().join("record.html"),
        site.path("layouts/record.html"),
    )
    .expect("a link");
    symlink("../content/people/a.md", site.path("assets/a.md"))
        .expect("a link to another folder of the site");
    symlink("note.txt", site.path("assets/same.txt")).expect("a link that stays");
    symlink("note.txt", site.path("assets/once-more.txt")).expect("another to the same file");
    assert_eq!(
        codes(&site),
        [
            "assets/a.md link-leaves-site",
            "layouts/record.html link-leaves-site"
        ]
    );
    fs::rename(site.path("site.toml"), outside.path().join("site.toml")).expect("moved");
    symlink(outside.path().join("site.toml"), site.path("site.toml")).expect("a link");
    assert!(codes(&site).contains(&"site.toml link-leaves-site".to_owned()));
    fs::remove_file(site.path("site.toml")).expect("removed");
    site.write(
        "settings/site.toml",
        "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n",
    );
    symlink("settings/site.toml", site.path("site.toml")).expect("a link that stays");
    assert_eq!(
        codes(&site),
        [
            "assets/a.md link-leaves-site",
            "layouts/record.html link-leaves-site"
        ]
    );
}

/// `content/` may be a repository of its own, whose `.git/config` holds the owner's password.
#[test]
fn a_link_to_what_is_hidden_in_the_content_is_not_followed() {
    let site = Site::small();
    site.write("content/.git/config", "---\nname: secret\n---\n");
    symlink("../.git/config", site.path("content/people/b.md")).expect("a link");
    symlink("../.git", site.path("content/people/git")).expect("a link");
    assert_eq!(
        codes(&site),
        [
            "content/people/b.md link-leaves-site",
            "content/people/git link-leaves-site"
        ]
    );
}

/// Emacs's lock is a link to nothing that stands beside the file while it is being edited.
#[test]
fn a_lock_of_an_editor_is_no_broken_link() {
    let site = Site::small();
    symlink("editor@host.1234:1", site.path("content/people/.#a.md")).expect("a link");
    assert!(codes(&site).is_empty());
}

#[test]
fn links_that_lead_to_each_other_are_reported() {
    let site = Site::small();
    symlink("c.md", site.path("content/people/b.md")).expect("a link");
    symlink("b.md", site.path("content/people/c.md")).expect("a link");
    symlink(".", site.path("content/people/self")).expect("a link");
    let expected = [
        "content/people/b.md link-loops",
        "content/people/c.md link-loops",
        "content/people/self link-loops",
    ];
    assert_eq!(codes(&site), expected);
}

#[test]
fn an_asset_has_a_largest_size_too() {
    let site = Site::small();
    site.write("assets/film.mp4", "");
    let file = fs::File::options()
        .write(true)
        .open(site.path("assets/film.mp4"))
        .expect("a file");
    file.set_len(1 << 40)
        .expect("a terabyte with nothing in it");
    assert_eq!(codes(&site), ["assets/film.mp4 file-too-large"]);
}

/// The paths in the annotations of GitHub, and in SARIF.
fn reported_paths(site: &Site, arguments: &[&str]) -> (Vec<String>, Vec<String>) {
    let run = |format| {
        site.run(&[&["check", "--format", format], arguments].concat())
            .out()
    };
    let annotations = run("github")
        .lines()
        .filter_map(|line| Some(line.split_once("file=")?.1.split_once(',')?.0.to_owned()))
        .collect();
    let log: serde_json::Value = serde_json::from_str(&run("sarif")).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let places = results.iter().flat_map(|result| {
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        result["locations"]
            .as_array()
            .into_iter()
            .flatten()
            .chain(related)
    });
    let uri = |place: &serde_json::Value| {
        let uri = &place["physicalLocation"]["artifactLocation"]["uri"];
        uri.as_str().unwrap_or_default().to_owned()
    };
    (annotations, places.map(uri).collect())
}

/// What services of a repository read names files from its top, wherever in it the site lies.
#[test]
fn annotations_name_files_from_the_top_of_the_repository() {
    let site = Site::small();
    let wrong = "---\nname: Б\nmember_of: a\nemployer: nobody\n---\n";
    for root in ["", "docs/the atlas/"] {
        site.write(
            &format!("{root}site.toml"),
            "title = \"Атлас\"\nlanguages = [\"ru\"]\n",
        );
        site.write(&format!("{root}content/people/b.md"), wrong);
        site.write(
            &format!("{root}content/people/c.yaml"),
            "- {id: b, name: В}\n",
        );
    }
    let expect = |arguments: &[&str], folder: &str| {
        let (annotations, places) = reported_paths(&site, arguments);
        assert!(annotations.len() > 1 && places.len() > annotations.len());
        let encoded = folder.replace(' ', "%20");
        for path in &annotations {
            assert!(
                path.starts_with(&format!("{folder}content/people/")),
                "{path}"
            );
        }
        for path in &places {
            assert!(
                path.starts_with(&format!("{encoded}content/people/")),
                "{path}"
            );
        }
    };
    expect(&["--root", "docs/the atlas"], "");
    fs::create_dir(site.path(".git")).expect("a folder");
    expect(&[], "");
    expect(&["--root", "docs/the atlas"], "docs/the atlas/");
    fs::create_dir(site.path("docs/the atlas/.git")).expect("a folder");
    expect(&["--root", "docs/the atlas"], "");
}

/// Two languages of sixty records, with cards and JSON files.
fn site_with_cards() -> Site {
    let site = Site::small();
    let records: String = (0..60)
        .map(|number| format!("- {{id: r{number}, name: Имя {number}}}\n"))
        .collect();
    site.write("content/people/all.yaml", &records);
    site.write("site.toml", &settings("data = { cards = true }\n"));
    site
}

fn settings(more: &str) -> String {
    format!("title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n{more}")
}

#[test]
fn a_build_that_removes_many_files_of_one_sort_names_the_setting_that_keeps_them() {
    let site = site_with_cards();
    site.build().expect_success();
    site.write("site.toml", &settings(""));
    let answer = site.build();
    answer.expect_success();
    let found = format!("{}{}", answer.out(), answer.err());
    assert!(
        found.contains("removed-files") && found.contains("[data] cards = true"),
        "{found}"
    );
    site.build().expect_success();
    site.write("site.toml", &settings("[data]\ncards = true\n"));
    let answer = site.build();
    answer.expect_success();
    assert!(!answer.err().contains("removed-files"), "{}", answer.err());
    let compressed = "[host]\nprecompress = [\"gz\"]\n[data]\ncards = true\n";
    for (setting, kept) in [
        (compressed, ""),
        ("[data]\ncards = true\n", "[host] precompress = [\"gz\"]"),
        (
            "urls = \"folder\"\n[data]\ncards = true\n",
            "urls = \"file\"",
        ),
    ] {
        site.write("site.toml", &settings(setting));
        let answer = site.build();
        answer.expect_success();
        let is_reported = answer.err().contains("removed-files");
        assert_eq!(is_reported, !kept.is_empty(), "{setting} {}", answer.err());
        assert!(answer.err().contains(kept), "{setting} {}", answer.err());
    }
}

#[test]
fn as_an_error_it_publishes_and_removes_nothing() {
    let site = site_with_cards();
    site.build().expect_success();
    site.write(
        "site.toml",
        "title = \"Атлас\"\n[check]\nremoved-files = \"error\"\n[data]\ncards = true\n",
    );
    let answer = site.build();
    assert_eq!(answer.code(), 1, "{}", answer.err());
    assert!(
        answer.err().contains("languages = [\"ru\", \"en\"]"),
        "{}",
        answer.err()
    );
    assert!(site.path("public/en/embed/r1.html").is_file());
}

#[test]
fn records_that_are_gone_need_no_setting() {
    let site = site_with_cards();
    site.build().expect_success();
    fs::remove_file(site.path("content/people/all.yaml")).expect("a file");
    let answer = site.build();
    answer.expect_success();
    assert!(!answer.err().contains("removed-files"), "{}", answer.err());
}
