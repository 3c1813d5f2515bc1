//! The order of the source files: data flows one way, no files use each other in a circle, names are plain, and the
//! document of the architecture is true.

mod document;
mod sources;
mod vocabulary;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sources::Crate;

/// Words that no identifier has: of each, the field has a term.
const STRUCK: [&str; 20] = [
    "said",
    "told",
    "spoken",
    "retold",
    "anew",
    "afresh",
    "twin",
    "twins",
    "spelled",
    "desk",
    "guest",
    "guests",
    "seat",
    "seats",
    "bustle",
    "pour",
    "handed",
    "leads",
    "stretch",
    "stretches",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn architecture() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
}

/// The top-level module of a file: `src/text/xml.rs` and `src/text.rs` are of `text`.
fn room(path: &Path) -> String {
    let name = path
        .components()
        .nth(1)
        .expect("below src")
        .as_os_str()
        .to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let code = Crate::read(root());
    let rooms = code.rooms();
    assert!(rooms.len() > 10, "{rooms:?}");
    let place = |path: &Path| rooms.iter().position(|known| *known == room(path));
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in code.files() {
        let own = place(&file.path);
        for used in code.uses(file) {
            seen += 1;
            if own.is_some() && place(used) > own {
                wrong.push(format!("{} uses {}", file.path.display(), used.display()));
            }
        }
    }
    assert!(seen > 500, "only {seen} uses were found");
    assert!(
        wrong.is_empty(),
        "below what they use:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let code = Crate::read(root());
    let uses: BTreeMap<&Path, BTreeSet<&Path>> = code
        .files()
        .map(|file| (&*file.path, code.uses(file)))
        .collect();
    let circles: Vec<String> = circles(&uses)
        .into_iter()
        .map(|circle| {
            circle
                .iter()
                .map(|path| path.display().to_string())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert!(
        circles.is_empty(),
        "files that use each other:\n{}",
        circles.join("\n")
    );
}

/// The sets of more than one file in which each reaches each.
fn circles<'p>(uses: &BTreeMap<&'p Path, BTreeSet<&'p Path>>) -> BTreeSet<Vec<&'p Path>> {
    let reach: BTreeMap<&Path, BTreeSet<&Path>> = uses
        .keys()
        .map(|start| {
            let mut reached = BTreeSet::new();
            let mut open = vec![*start];
            while let Some(next) = open.pop() {
                open.extend(uses[next].iter().filter(|used| reached.insert(**used)));
            }
            (*start, reached)
        })
        .collect();
    let circle = |start: &&'p Path| -> Vec<&'p Path> {
        uses.keys()
            .filter(|other| reach[*start].contains(**other) && reach[**other].contains(*start))
            .copied()
            .collect()
    };
    uses.keys()
        .map(circle)
        .filter(|circle| circle.len() > 1)
        .collect()
}

#[test]
fn a_circle_of_files_is_found() {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(Path::new);
    let uses = [(a, vec![b]), (b, vec![c]), (c, vec![b, d]), (d, vec![])];
    let uses = uses
        .into_iter()
        .map(|(file, used)| (file, used.into_iter().collect()))
        .collect();
    assert_eq!(circles(&uses), [vec![b, c]].into());
}

#[test]
fn every_file_says_what_it_is() {
    let code = Crate::read(root());
    let silent: Vec<_> = code
        .files()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| &file.path)
        .collect();
    assert!(silent.is_empty(), "{silent:?} begin without a doc comment");
}

#[test]
fn the_program_knows_no_country_and_no_term_of_the_vocabulary() {
    let code = Crate::read(root());
    let files = code.files().filter_map(|file| {
        let path = file.path.to_string_lossy().replace('\\', "/");
        let is_table = path.starts_with("src/site/vocabulary/") || path.ends_with("tests.rs");
        (!is_table).then_some((path, &*file.text))
    });
    let mut found = vocabulary::national_literals(root(), files);
    found.extend(vocabulary::kinds_in_layouts_and_assets(root()));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn an_identifier_has_no_struck_word() {
    let mut files = 0;
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "fuzz", "assets"] {
        let hidden = |entry: &walkdir::DirEntry| {
            entry.file_name() != "node_modules" && entry.file_name() != "target"
        };
        for entry in walkdir::WalkDir::new(root().join(folder))
            .sort_by_file_name()
            .into_iter()
            .filter_entry(hidden)
        {
            let path = entry.expect("an entry").into_path();
            if path
                .extension()
                .is_some_and(|end| ["rs", "js", "mjs"].iter().any(|known| end == *known))
            {
                let text = fs::read_to_string(&path).expect("a text");
                files += 1;
                for (name, line) in words::identifiers(&path, &text) {
                    if words::words(&name)
                        .iter()
                        .any(|word| STRUCK.contains(&&**word))
                    {
                        wrong.push(format!("{}:{line}: {name}", path.display()));
                    }
                }
            }
        }
    }
    assert!(files > 200, "only {files} files were read");
    assert!(wrong.is_empty(), "struck words:\n{}", wrong.join("\n"));
}

#[test]
fn a_type_name_stands_for_one_type_in_all_rooms() {
    let code = Crate::read(root());
    let mut rooms: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in code.files() {
        for name in &file.types {
            rooms.entry(name).or_default().insert(room(&file.path));
        }
    }
    assert!(rooms.len() > 300, "only {} types were found", rooms.len());
    rooms.retain(|_, rooms| rooms.len() > 1);
    assert!(
        rooms.is_empty(),
        "types of one name in several rooms: {rooms:?}"
    );
}

/// Every room has a heading, and every file of it a row or a folder.
#[test]
fn the_document_has_every_room_and_every_file() {
    let code = Crate::read(root());
    let rooms = document::rooms(&architecture());
    let named: Vec<&str> = rooms.iter().map(|room| &*room.name).collect();
    assert_eq!(
        named,
        code.rooms(),
        "the headings of ARCHITECTURE.md are the modules of lib.rs"
    );
    let mut wrong = Vec::new();
    for listed in &rooms {
        let folder = Path::new("src").join(&listed.name);
        let mut missing: BTreeSet<PathBuf> = code
            .files()
            .map(|file| file.path.clone())
            .filter(|path| {
                path.starts_with(&folder)
                    && !path.ends_with("mod.rs")
                    && !path.ends_with("tests.rs")
            })
            .collect();
        for name in &listed.files {
            let before = missing.len();
            match name.strip_suffix('/') {
                Some(name) if root().join(&folder).join(name).is_dir() => {
                    missing.retain(|path| !path.starts_with(folder.join(name)));
                    continue;
                }
                Some(_) => {}
                None => _ = missing.remove(&folder.join(format!("{name}.rs"))),
            }
            if missing.len() == before {
                wrong.push(format!("{}: `{name}` is not there", listed.name));
            }
        }
        wrong.extend(
            missing
                .iter()
                .map(|path| format!("{} has no row", path.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Paths in backticks of the documents are there, and so are the tests that they name.
#[test]
fn what_the_documents_name_is_there() {
    let mut wrong = Vec::new();
    let mut tests = String::new();
    for entry in walkdir::WalkDir::new(root().join("tests/it")) {
        let path = entry.expect("an entry").into_path();
        if path.is_file() {
            tests += &fs::read_to_string(&path).expect("a text");
        }
    }
    let code = Crate::read(root());
    tests.extend(code.files().map(|file| &*file.text));
    for name in [
        "ARCHITECTURE.md",
        "SECURITY.md",
        "CONTRIBUTING.md",
        "docs/layouts.md",
        "docs/systems.md",
        "docs/releasing.md",
    ] {
        let text = fs::read_to_string(root().join(name)).expect("a document");
        for quoted in document::names(&text) {
            let is_path = ["src/", "tests/", "layouts/", "assets/", "fuzz/", ".ci/"]
                .iter()
                .any(|start| quoted.starts_with(start))
                && !quoted.contains(['*', '{', ' ', '…', ':'])
                // Layouts of a site for a kind of its own.
                && !quoted.starts_with("layouts/record-");
            if is_path && !root().join(quoted).exists() {
                wrong.push(format!("{name}: {quoted}"));
            }
            let is_test = quoted.matches('_').count() > 2
                && quoted
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || "_:".contains(c));
            let test = quoted.rsplit("::").next().unwrap_or_default();
            if is_test && !tests.contains(&format!("fn {test}")) {
                wrong.push(format!("{name}: the test {quoted}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "named and not there:\n{}",
        wrong.join("\n")
    );
}

/// Each row of «What there is not» names what keeps it.
#[test]
fn what_there_is_not_is_kept_by_something() {
    let document = architecture();
    let rows = document::table(&document, "## What there is not");
    assert!(rows.len() > 10, "{} rows", rows.len());
    let loose: Vec<_> = rows
        .iter()
        .filter(|row| row.len() != 3 || document::names(row[2]).next().is_none())
        .collect();
    assert!(loose.is_empty(), "nothing keeps {loose:?}");
}

/// Nothing is shared behind the back of a function: a `static` is a constant table.
#[test]
fn there_is_no_global_state() {
    let code = Crate::read(root());
    let shared = ["static mut", "thread_local!", "LazyLock<", "OnceLock<"];
    let mut wrong = Vec::new();
    for file in code.files() {
        for (number, line) in file.text.lines().enumerate() {
            let is_static = line
                .trim_start()
                .trim_start_matches("pub ")
                .trim_start_matches("pub(crate) ")
                .starts_with("static ");
            if line.contains(shared[0])
                || line.contains(shared[1])
                || is_static && shared[2..].iter().any(|kind| line.contains(kind))
            {
                wrong.push(format!("{}:{}", file.path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "state of the whole process in {wrong:?}");
}

/// The program asks nobody: there is no client of HTTP, and no runtime for one.
#[test]
fn there_is_no_http_client_and_no_runtime() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let packages: BTreeSet<&str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .collect();
    assert!(packages.contains("minijinja"), "{packages:?}");
    let refused = [
        "tokio",
        "async-std",
        "smol",
        "reqwest",
        "hyper",
        "ureq",
        "attohttpc",
        "isahc",
        "curl",
        "minreq",
        "native-tls",
        "rustls",
    ];
    let found: Vec<_> = refused
        .iter()
        .filter(|name| packages.contains(*name))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_file_has_no_lint_switched_off_without_a_reason() {
    let code = Crate::read(root());
    let mut bare = Vec::new();
    for file in code.files() {
        for (number, line) in file.text.lines().enumerate() {
            let silences = ["#[allow(", "#![allow(", "#[expect(", "#![expect("]
                .iter()
                .any(|start| line.contains(start));
            if silences && !line.contains("reason = ") && line.contains(')') {
                bare.push(format!("{}:{}", file.path.display(), number + 1));
            }
        }
    }
    assert!(bare.is_empty(), "a reason is missing in {bare:?}");
}
