//! The suites of `tests/suites`: every heading of every document there is a case. `tests/suites/README.md` says how they
//! are written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::driver;
use crate::driver::document::{Case, cases};
use innovation_atlas::diagnostic::rule::RULES;

/// The codes that need a disk or an option; `tests/it/disk.rs` and `tests/it/translations.rs` make them through the real program.
const ON_DISK: [&str; 9] = [
    "untranslated",
    "removed-files",
    "unreadable-file",
    "special-file",
    "link-leaves-site",
    "link-loops",
    "file-too-large",
    "same-file-name",
    "file-name-not-unicode",
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites")
}

pub(crate) fn suites() -> Vec<(String, Vec<Case>)> {
    let entries = fs::read_dir(folder()).expect("tests/suites");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.retain(|name| name.ends_with(".md") && name != "README.md");
    names.sort();
    let read = |name: String| {
        let text = fs::read_to_string(folder().join(&name)).expect("a suite");
        let cases = cases(&text).unwrap_or_else(|words| panic!("tests/suites/{name}: {words}"));
        (name, cases)
    };
    names.into_iter().map(read).collect()
}

/// `SUITE=links cargo test --test it suite` runs the cases whose file or title holds a text.
#[test]
fn every_case_of_every_suite_holds() {
    let wanted = std::env::var("SUITE").unwrap_or_default();
    let (mut run, mut failures) = (0, Vec::new());
    for (name, cases) in suites() {
        for case in cases
            .iter()
            .filter(|case| format!("{name} {}", case.title).contains(&wanted))
        {
            run += 1;
            if let Err(words) = driver::run(case) {
                failures.push(format!("tests/suites/{name}: {}\n{words}\n", case.title));
            }
        }
    }
    assert!(run > 0, "no case is called «{wanted}»");
    assert!(
        failures.is_empty(),
        "{} of {run} cases fail\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_code_is_expected_by_a_suite() {
    let cases: Vec<Case> = suites().into_iter().flat_map(|(_, cases)| cases).collect();
    let expected: BTreeSet<String> = cases.iter().flat_map(driver::codes).collect();
    let disk = concat!(include_str!("disk.rs"), include_str!("translations.rs"));
    for rule in RULES {
        let on_disk = ON_DISK.contains(&rule.name);
        let found = if on_disk {
            [" ", "\""]
                .iter()
                .any(|before| disk.contains(&format!("{before}{}\"", rule.name)))
        } else {
            expected.contains(rule.name)
        };
        assert!(
            found,
            "no {} expects {}",
            if on_disk {
                "test of tests/it/disk.rs or tests/it/translations.rs"
            } else {
                "suite"
            },
            rule.name
        );
    }
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let strange: Vec<&String> = expected
        .iter()
        .filter(|code| !known.contains(code.as_str()))
        .collect();
    assert!(strange.is_empty(), "the table has no {strange:?}");
}

/// The driver itself: what a case does not expect, and what it expects in vain, both fail.
#[test]
fn the_driver_is_strict() {
    let run =
        |suite: &str| -> Result<(), String> { cases(suite)?.iter().try_for_each(driver::run) };
    let file = "# А\n```yaml content/people/a.md\n---\nname: А\nnmae: Б\n---\n```\n";
    let place = "content/people/a.md:5:1 unknown-field";
    let message = "у вида «person» нет поля «nmae»";
    let expects = |text: &str| format!("{file}```diagnostics\n{text}\n```\n");
    assert!(run(file).is_err(), "a diagnostic that nothing expects");
    assert!(
        run(&expects(&format!("{place}: {message}"))).is_err(),
        "line 5 for line 3"
    );
    let place = "content/people/a.md:3:1 unknown-field";
    assert_eq!(run(&expects(&format!("{place}: {message}"))), Ok(()));
    assert_eq!(run(&expects(&format!("{place}: у вида…"))), Ok(()));
    assert_eq!(
        run(&expects(&format!(
            "{place}: {message}\n  возможно, «name»?"
        ))),
        Ok(())
    );
    assert!(
        run(&expects(&format!("{place}: {message}\n  другое"))).is_err(),
        "another hint"
    );
    assert!(
        run(&expects(&format!("{place}: {message}\n{place}: {message}"))).is_err(),
        "expected in vain"
    );
    let person = "# А\n```yaml content/people/a.md\n---\nname: А\n---\n```\n";
    assert_eq!(
        run(&format!("{person}```text people/a.html h1\nА\n```\n")),
        Ok(())
    );
    assert!(
        run(&format!("{person}```text people/a.html h1\nБ\n```\n")).is_err(),
        "another text"
    );
    assert!(
        run(&format!("{person}```text people/b.html h1\nА\n```\n")).is_err(),
        "no such page"
    );
    assert!(
        run(&format!("{person}```text people/a.html h1.b\nА\n```\n")).is_err(),
        "no such element"
    );
    assert_eq!(
        run(&format!(
            "{person}```json data/atlas.json /records/0/id\n\"a\"\n```\n"
        )),
        Ok(())
    );
    assert!(
        run(&format!(
            "{person}```json data/atlas.json /records/0/id\n\"b\"\n```\n"
        ))
        .is_err(),
        "another value"
    );
    assert!(run("# А\n## Б\n").is_err(), "a section with nothing in it");
}
