//! What a record in a stranger's pull request can never do. `SECURITY.md` says it in words and names these tests.

mod comment;
mod entities;
mod git;
pub(crate) mod harmless;
pub(crate) mod hostile;
mod terminal;
pub(crate) mod vectors;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use self::hostile::Hostile;
use self::vectors::VECTORS;
use crate::extent;
use crate::program::{self, Answer, Site, check};
use innovation_atlas::pipeline::Snapshot;

/// Every vector, those with characters as entities last; by day every eleventh of these, which meets each spelling in some text.
fn all_vectors() -> Vec<String> {
    let encoded = extent::part(entities::vectors(), 11);
    VECTORS
        .iter()
        .map(|vector| (*vector).to_owned())
        .chain(encoded)
        .collect()
}

/// Makes the pages and files of a site that are asked for, and finds all of them harmless.
fn expect_harmless(snapshot: &Snapshot, asked: fn(&str) -> bool) {
    assert!(!snapshot.has_errors());
    let renderer = snapshot.renderer();
    let pages = snapshot
        .model
        .plan
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| asked(page.route.as_str()));
    let made = pages.map(|(place, page)| {
        let made = snapshot.render(&renderer, place);
        assert!(made.diagnostics.is_empty(), "{:?}", made.diagnostics);
        (page.route.as_str(), made.value)
    });
    let search = snapshot
        .search()
        .iter()
        .map(|file| (file.route.as_str(), snapshot.search_file(file)));
    let found: Vec<String> = made
        .chain(search)
        .filter_map(|(route, bytes)| {
            Some(format!(
                "{route}: {}",
                harmless::check(route, &bytes).err()?
            ))
        })
        .collect();
    let shown = found
        .iter()
        .take(12)
        .map(|words| words.chars().take(600).collect::<String>() + "\n")
        .collect::<String>();
    assert!(found.is_empty(), "{} files\n{shown}", found.len());
}

#[test]
fn a_field_runs_nothing_and_loads_nothing_in_any_file() {
    let vectors = all_vectors();
    let site = Hostile::fields(&vectors);
    // Every vector is somebody's name, so nothing is refused as a whole; addresses, numbers and dates refuse all of them.
    assert!(
        site.refused > vectors.len() * 10,
        "{} keys were refused",
        site.refused
    );
    expect_harmless(&site.snapshot(), |_| true);
}

#[test]
fn a_text_runs_nothing_and_loads_nothing_in_any_file() {
    let vectors = all_vectors();
    let site = Hostile::texts(&vectors);
    assert!(
        site.refused > vectors.len(),
        "{} texts were refused",
        site.refused
    );
    // A text is the same in every language, and cards have none.
    expect_harmless(&site.snapshot(), |route| {
        !route.starts_with("en/") && !route.starts_with("embed/")
    });
}

/// `tests/browser/trust.test.mjs` looks at this one, which has every construct of every vector in some page.
#[test]
fn a_hostile_site_is_built_like_any_other() {
    let vectors = all_vectors();
    let site = Hostile::fields(&vectors)
        .some(3)
        .and(Hostile::texts(&vectors).joined());
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_dir_all(&root);
    for (path, text) in site.files() {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let program = Command::new(env!("CARGO_BIN_EXE_atlas"))
        .args(["build", "--root"])
        .arg(&root)
        .output();
    Answer(program.expect("it runs")).expect_success();
    assert!(root.join("public/index.html").exists());
}

/// A list of records, one a number.
fn list(count: usize, record: impl Fn(usize) -> String) -> String {
    (0..count)
        .map(|number| format!("- {{{}}}\n", record(number)))
        .collect()
}

/// The ids of as many records.
fn ids(start: &str, count: usize) -> String {
    (0..count)
        .map(|number| format!("{start}{number}, "))
        .collect()
}

#[test]
fn a_record_in_too_many_places_of_the_matrix_makes_a_page_for_none() {
    let site = Site::small();
    let facets = |count| {
        site.write(
            "content/regions/r.yaml",
            &list(count, |n| format!("id: r{n}, name: Р{n}")),
        );
        site.write(
            "content/sectors/s.yaml",
            &list(count, |n| format!("id: s{n}, name: О{n}")),
        );
        let (regions, sectors) = (ids("r", count), ids("s", count));
        site.write(
            "content/people/b.md",
            &format!("---\nname: Б\nregion: [{regions}]\nsectors: [{sectors}]\n---\n"),
        );
    };
    facets(44);
    assert_eq!(check(&site), [], "1936 places");
    facets(45);
    let found = check(&site);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (&*found[0].code, &*found[0].path, found[0].line),
        ("record-limit", "content/people/b.md", 2)
    );
    assert_eq!(site.build().code(), 1);
    assert!(!site.path("public").exists(), "nothing was published");
}

#[test]
fn nothing_lies_below_more_than_sixty_four_regions() {
    let site = Site::small();
    let chain = |count| {
        let below = |n: usize| {
            if n == 0 {
                String::new()
            } else {
                format!(", part_of: r{}", n - 1)
            }
        };
        site.write(
            "content/regions/r.yaml",
            &list(count, |n| format!("id: r{n}, name: Р{n}{}", below(n))),
        );
    };
    chain(65);
    assert_eq!(check(&site), []);
    chain(70);
    let found = check(&site);
    // The first of them is cut off, and what lies below it begins anew.
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&*found[0].code, found[0].line), ("record-limit", 66));
}

/// A file that once kept the program busy for minutes or for ever: what it has, its path below `content/`, its content.
type Endless = (&'static str, &'static str, String);

/// About the size of such a file in bytes.
const ENDLESS: usize = 250_000;

fn endless_texts() -> Vec<Endless> {
    let n = ENDLESS;
    let text = |body: String| format!("---\nname: Б\n---\n{body}");
    vec![
        (
            "headings of one name",
            "people/b.md",
            text("# a\n".repeat(900)),
        ),
        (
            "headings that are called like numbered ones",
            "people/b.md",
            text("# a-1\n\n# a\n\n".repeat(450)),
        ),
        (
            "headings and links to others",
            "people/b.md",
            text("# a\n".repeat(900) + &"[x](#b) ".repeat(n / 9)),
        ),
        (
            "links in one sentence",
            "people/b.md",
            text("[[a]] ".repeat(9999)),
        ),
        ("brackets", "people/b.md", text("[".repeat(n))),
        (
            "citations without an end",
            "people/b.md",
            text("[^".repeat(n / 2) + "a]"),
        ),
        (
            "quotations in quotations",
            "people/b.md",
            text(">".repeat(n) + " a <b>x</b>"),
        ),
        (
            "lists in lists",
            "people/b.md",
            text("- ".repeat(n / 2) + "a <b>x</b>"),
        ),
    ]
}

fn endless_yaml() -> Vec<Endless> {
    let n = ENDLESS;
    vec![
        (
            "copies of a long text",
            "people/b.yaml",
            format!(
                "- id: b\n  name: Б\n  aliases: [&a \"{}\", {}]\n",
                "\\x41".repeat(n / 8),
                "*a,".repeat(9000)
            ),
        ),
        (
            "anchors around anchors",
            "people/b.yaml",
            format!(
                "- id: b\n  name: Б\n  aliases: {}[{}]{}\n",
                (0..58).map(|i| format!("[&a{i} ")).collect::<String>(),
                "x,".repeat(n / 2),
                "]".repeat(58)
            ),
        ),
    ]
}

fn endless_relations() -> Vec<Endless> {
    vec![
        (
            "mistaken ids",
            "clusters/b.yaml",
            format!(
                "- id: b\n  name: Б\n  members: [{}]\n",
                ids("m1234567", 9000)
            ) + &list(9000, |i| format!("id: b{i:07}, name: Б")),
        ),
        (
            "one name for all",
            "clusters/b.yaml",
            list(6000, |i| format!("id: b{i}, name: Я"))
                + &format!("- {{id: b, name: Б, members: [{}]}}\n", "Я, ".repeat(6000)),
        ),
        (
            "one below the other",
            "regions/b.yaml",
            list(7000, |i| format!("id: b{}, name: Б, part_of: b{i}", i + 1))
                + "- {id: b0, name: Б}\n",
        ),
        (
            "all a part of all",
            "organizations/b.yaml",
            list(170, |i| {
                format!(
                    "id: b{i}, name: Б, parts: [{}]",
                    ids("b", 170).replace(&format!("b{i}, "), "")
                )
            }),
        ),
    ]
}

fn endless_series() -> Vec<Endless> {
    vec![
        (
            "an event a year",
            "events/b.yaml",
            list(6000, |i| format!("id: b{i}, name: С, date: {:04}", i + 1)),
        ),
        (
            "a figure a line",
            "clusters/b.yaml",
            format!(
                "- id: b\n  name: Б\n  figures:\n{}",
                (0..5500)
                    .map(|i| format!("  - {{of: companies, value: {i}, on: 2017}}\n"))
                    .collect::<String>()
            ),
        ),
    ]
}

#[test]
fn no_file_makes_the_build_endless() {
    let sites = [
        endless_texts(),
        endless_yaml(),
        endless_relations(),
        endless_series(),
    ]
    .concat();
    assert_eq!(sites.len(), 16);
    for (what, path, content) in sites {
        let site = Site::small();
        site.write(&format!("content/{path}"), &content);
        let mut build = site
            .command(&["build"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let start = Instant::now();
        while build.try_wait().expect("its state").is_none() {
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "{what}: the build does not end"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        // With an error there is nothing.
        let out = site.path("public");
        let size = if out.exists() {
            program::files(&out).values().map(Vec::len).sum()
        } else {
            0
        };
        assert!(
            size < 150_000_000,
            "{what}: {size} bytes of {}",
            content.len()
        );
    }
}

/// Every way by which a record might have another file read: links of the file system, links of texts, what YAML, TOML,
/// templates and XML include.
#[test]
fn a_file_outside_of_the_site_is_never_shown() {
    let site = Site::small();
    let outside = tempfile::tempdir().expect("a folder");
    let secret = outside.path().join("secret.md");
    fs::write(
        &secret,
        "---\nname: word-nobody-may-read\n---\nword-nobody-may-read\n",
    )
    .expect("a file");
    let place = secret.display().to_string();
    let up = format!("../../../../../../../../../..{place}");
    site.write("content/people/b.yaml", &format!("- {{id: b, name: !include {place}, short: !!python/object '{place}', text: '{{% include \"{place}\" %}}'}}\n"));
    site.write("content/people/c.md", &format!("---\nname: '<!ENTITY x SYSTEM \"file://{place}\">&x;'\n---\n![x]({up}) [x]({up}) ![x](file://{place}) <img src=\"{up}\"> {{{{ include(\"{place}\") }}}}\n"));
    #[cfg(unix)]
    for (number, folder) in ["content/people", "content", "content/organizations"]
        .iter()
        .enumerate()
    {
        fs::create_dir_all(site.path(folder)).expect("a folder");
        let link = |name: &str, target: &Path| {
            std::os::unix::fs::symlink(target, site.path(folder).join(name)).expect("a link");
        };
        link(&format!("file{number}.md"), &secret);
        link(&format!("folder{number}"), outside.path());
    }
    for arguments in [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["build"],
    ] {
        let answer = site.run(arguments);
        assert_eq!(answer.code(), 1, "{}", answer.err());
        let output = answer.out() + &answer.err();
        assert!(!output.contains("word-nobody-may-read"), "{output}");
    }
    // What is no error is published, and shows nothing either.
    for path in [
        "people/file0.md",
        "people/folder0",
        "file1.md",
        "folder1",
        "organizations/file2.md",
        "organizations/folder2",
    ] {
        let _ = fs::remove_file(site.path("content").join(path));
    }
    let include = format!("{{{{ include(\"{place}\") }}}}");
    let list = format!("- {{id: b, name: '!include {place}', text: '{include}'}}\n");
    site.write("content/people/b.yaml", &list);
    let object = format!("<object data=\"{place}\"></object> {include}\n");
    site.write(
        "content/people/c.md",
        &format!("---\nname: В\n---\n{object}"),
    );
    site.build().expect_success();
    for (name, bytes) in program::files(&site.path("public")) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("word-nobody-may-read"),
            "{name}"
        );
    }
}

/// Without an editor the preview has no token, and no request opens anything. With one, a page can stand in its panel only.
#[test]
fn only_an_editor_s_preview_opens_lines() {
    use innovation_atlas::site::Policy;

    let usual = Policy::default();
    assert!(!usual.for_preview().header().contains("frame-ancestors"));
    let own = "frame-ancestors 'self' vscode-webview: vscode-file:";
    let of_site = Policy::parse("default-src 'self'; frame-ancestors *").expect("a policy");
    for policy in [usual, of_site] {
        let header = policy.for_editor().header().to_owned();
        assert!(header.ends_with(own), "{header}");
        assert_eq!(header.matches("frame-ancestors").count(), 1, "{header}");
    }
}

/// There is nothing in the program that could ask another machine for anything: no client among its dependencies, and no
/// socket but in the preview, which listens.
#[test]
fn the_program_asks_no_other_machine() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read_to_string(home.join("Cargo.lock")).expect("Cargo.lock");
    for client in [
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "isahc",
        "attohttpc",
        "minreq",
        "rustls",
        "native-tls",
        "openssl",
        "tokio",
        "socket2",
    ] {
        assert!(
            !lock.contains(&format!("name = \"{client}\"\n")),
            "{client}"
        );
    }
    for (name, bytes) in program::files(&home.join("src")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            name.starts_with("serve/") || !text.contains("std::net"),
            "{name}"
        );
        assert!(!text.contains("TcpStream::connect"), "{name}");
    }
}
