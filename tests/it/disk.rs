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
    check(site).iter().map(|found| format!("{} {}", found.path, found.code)).collect()
}

#[test]
fn a_link_inside_the_content_is_followed_and_one_that_leads_out_is_reported() {
    let site = Site::small();
    symlink("../people/a.md", site.path("content/people/b.md")).expect("a link");
    let outside = tempfile::NamedTempFile::new().expect("a file");
    symlink(outside.path(), site.path("content/people/c.md")).expect("a link");
    symlink("/etc", site.path("content/organizations")).expect("a link");
    assert_eq!(codes(&site), ["content/organizations link-leaves-site", "content/people/c.md link-leaves-site"]);
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
            symlink(format!("../{:02}", depth + 1), site.path(&folder).join(name)).expect("a link");
        }
    }
    site.write("content/people/20/b.md", "---\nname: Б\n---\n");
    let found = codes(&site);
    assert!(found.iter().all(|code| code.ends_with("link-loops") || code.ends_with("duplicate-id")), "{found:?}");
    assert!(found.len() < 300, "{}", found.len());
}

#[test]
fn a_file_of_content_is_small_whatever_its_name() {
    let site = Site::small();
    let file = fs::File::create(site.path("content/people/film.mp4")).expect("a file");
    file.set_len(1 << 40).expect("a terabyte with nothing in it");
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
    site.write("content/people/\u{438}\u{306}.md", "---\nname: Й\nregoin: Томск\n---\n");
    let found = check(&site);
    let found: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.line, f.column, f.code.as_str())).collect();
    assert_eq!(found, [("content/people/\u{439}.md", 3, 1, "unknown-field")]);
    let said = site.build().err();
    assert!(said.contains("content/people/\u{439}.md:3:1") && said.contains("regoin: Томск"), "{said}");
}

#[test]
fn a_name_that_is_not_unicode_is_reported() {
    let site = Site::small();
    let name = site.path("content/people").join(OsStr::from_bytes(b"\xc8\xec\xff.md"));
    fs::write(name, "---\nname: A\n---\n").expect("a file");
    assert_eq!(codes(&site), ["content/people/\u{fffd}\u{fffd}\u{fffd}.md file-name-not-unicode"]);
}

#[test]
fn a_record_of_fifty_megabytes_is_refused() {
    let site = Site::small();
    site.write("content/people/b.md", &format!("---\nname: Б\n---\n{}", "слово ".repeat(5_000_000)));
    let found = check(&site);
    assert_eq!(codes(&site), ["content/people/b.md file-too-large"]);
    assert_eq!(found[0].message, "файл занимает 52 МБ, читаются файлы до 16 МБ");
}

#[test]
fn what_editors_leave_while_saving_is_no_part_of_the_site() {
    let site = Site::small();
    for name in [".a.md.swp", "a.md~", "#a.md#", "4913", ".git/config.md"] {
        site.write(&format!("content/people/{name}"), "---\nname: [\n---\n");
    }
    assert!(codes(&site).is_empty());
}
