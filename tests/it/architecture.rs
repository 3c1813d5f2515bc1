//! The house keeps its order: data flows one way, every file says what it is, and the map of the code is true.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below `src`, with their paths.
fn sources() -> Vec<(PathBuf, String)> {
    let entries = walkdir::WalkDir::new(home().join("src")).sort_by_file_name();
    let files = entries.into_iter().map(|entry| entry.expect("an entry").into_path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let relative = |path: PathBuf| path.strip_prefix(home()).expect("below the root").to_owned();
    files.map(|path| (relative(path.clone()), fs::read_to_string(path).expect("a source"))).collect()
}

/// The modules in the order of data: that of `lib.rs`, whose list says it; a comment there may give the order.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(home().join("src/lib.rs")).expect("lib.rs");
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned)).collect()
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let rooms = rooms();
    assert!(rooms.len() > 10, "{rooms:?}");
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let parts: Vec<String> =
            path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let room = parts[1].trim_end_matches(".rs").to_owned();
        let Some(own) = rooms.iter().position(|known| *known == room) else { continue };
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for after in code.split("crate::").skip(1) {
                let names: Vec<&str> = match after.strip_prefix('{') {
                    Some(list) => list.split(',').map(str::trim).collect(),
                    None => vec![after],
                };
                for name in names {
                    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
                    let used = rooms.iter().position(|known| known == &name[..end]);
                    if used.is_some_and(|used| used > own) {
                        wrong.push(format!("{}:{}: {room} uses {}", path.display(), number + 1, &name[..end]));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "below what they use:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "{silent:?} begin without a doc comment");
}

/// Paths in backticks that `ARCHITECTURE.md` names are there, and every room of `src` is named.
#[test]
fn the_map_of_the_code_is_true() {
    let Ok(map) = fs::read_to_string(home().join("ARCHITECTURE.md")) else { return };
    let named: BTreeSet<&str> = map.split('`').skip(1).step_by(2).collect();
    let is_path = |name: &&&str| {
        ["src/", "tests/", "layouts/", "assets/", "content/", ".ci/"].iter().any(|start| name.starts_with(start))
            && !name.contains(['*', '{', ' ', '…'])
    };
    let gone: Vec<_> = named.iter().filter(is_path).filter(|name| !home().join(name).exists()).collect();
    assert!(gone.is_empty(), "ARCHITECTURE.md names {gone:?}");
    let missing: Vec<String> = rooms().into_iter().filter(|room| !map.contains(room.as_str())).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not speak of {missing:?}");
}

#[test]
fn a_file_has_no_lint_switched_off_without_a_reason() {
    let bare: Vec<String> = sources()
        .into_iter()
        .flat_map(|(path, text)| {
            let lines: Vec<String> = text
                .lines()
                .enumerate()
                .filter(|(_, line)| {
                    let silences =
                        ["#[allow(", "#![allow(", "#[expect(", "#![expect("].iter().any(|a| line.contains(a));
                    silences && !line.contains("reason = ") && line.contains(')')
                })
                .map(|(number, _)| format!("{}:{}", path.display(), number + 1))
                .collect();
            lines
        })
        .collect();
    assert!(bare.is_empty(), "a reason is missing in {bare:?}");
}
