//! What `atlas explain` says of each code: its examples have the mistake, their mends do not, and the documentation
//! says the same.

use std::collections::BTreeMap;
use std::fmt::Write;

use innovation_atlas::diagnostic::rule::{CODES, Rule};
use innovation_atlas::diagnostic::{Code, ExampleBlock, Explanation, Severity};
use innovation_atlas::text::MessageLanguage;

use crate::driver::Built;
use crate::driver::document::{Case, CaseFile};
use crate::program::Site;

/// The settings before those of an example.
const SETTINGS: &str = "title = \"Example\"\nlanguages = [\"en\", \"ru\"]\n";

/// The records that the examples refer to.
const RECORDS: [(&str, &str); 5] = [
    (
        "content/regions/regions.yaml",
        "- { id: north, name: North, code: N }\n",
    ),
    (
        "content/sectors/sectors.yaml",
        "- { id: robotics, name: Robotics }\n",
    ),
    (
        "content/organizations/base.yaml",
        "- { id: institute, name: Institute }\n- { id: university, name: University }\n",
    ),
    (
        "content/sources/sources.yaml",
        "- { id: report-2024, name: Report }\n",
    ),
    (
        "content/events/events.yaml",
        "- { id: fair, name: Fair, date: 2024 }\n",
    ),
];

/// Returns the files of a site that has some blocks.
pub(crate) fn site_of(files: &BTreeMap<&str, &str>) -> BTreeMap<String, String> {
    let mut site: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in RECORDS {
        site.insert(path.to_owned(), text.to_owned());
    }
    site.insert("site.toml".to_owned(), SETTINGS.to_owned());
    for (path, text) in files {
        let settings = if *path == "site.toml" { SETTINGS } else { "" };
        site.insert((*path).to_owned(), format!("{settings}{text}"));
    }
    site
}

/// Returns the codes that a site of some blocks is reported with, and the files in which they are.
fn report(files: &BTreeMap<&str, &str>) -> Vec<(Code, String)> {
    let case = Case {
        files: site_of(files)
            .into_iter()
            .map(|(path, text)| CaseFile {
                path,
                bytes: Some(text.into_bytes()),
            })
            .collect(),
        ..Case::default()
    };
    let built = Built::new(&case);
    let found = built.diagnostics();
    found
        .iter()
        .map(|found| (found.code, found.at.path.to_string()))
        .collect()
}

/// Returns the files of blocks.
fn files(blocks: &[ExampleBlock]) -> BTreeMap<&'static str, &'static str> {
    let file = |block: &ExampleBlock| Some((block.path?, block.text));
    blocks.iter().filter_map(file).collect()
}

/// Returns the codes whose explanations have an example of files, with both.
pub(crate) fn examples()
-> impl Iterator<Item = (Code, Explanation, BTreeMap<&'static str, &'static str>)> {
    let of = |code: &Code| {
        let explanation = code.explanation().expect("an explanation");
        let example = files(&explanation.example);
        (!example.is_empty()).then_some((*code, explanation, example))
    };
    CODES.iter().filter_map(of)
}

#[test]
fn every_example_has_its_mistake_and_its_mend_has_not() {
    let (mut tried, mut wrong) = (0, String::new());
    for (code, explanation, example) in examples() {
        let name = code.rule().name;
        tried += 1;
        let found = report(&example);
        if !found.iter().any(|(found, _)| *found == code) {
            // Writing to a string cannot fail.
            _ = writeln!(wrong, "{name}: the example has {found:?}");
        }
        // Files without the mistake are not repeated.
        let has_mistake = |path: &str| found.iter().any(|(found, at)| *found == code && at == path);
        let mut mended: BTreeMap<&str, &str> = example
            .into_iter()
            .filter(|(path, _)| !has_mistake(path))
            .collect();
        mended.extend(files(&explanation.mended));
        let found = report(&mended);
        let is_error = |found: Code| found.rule().severity == Severity::Error;
        let left: Vec<_> = found
            .iter()
            .filter(|(found, at)| {
                is_error(*found) || *found == code && mended.contains_key(at.as_str())
            })
            .collect();
        if !left.is_empty() {
            _ = writeln!(wrong, "{name}: the mend has {left:?}");
        }
    }
    assert!(tried > 85, "only {tried} examples have files");
    assert!(wrong.is_empty(), "{wrong}");
}

/// The page of the messages: its beginning is written by hand, and the rest is made of the program's tables.
/// `GOLDEN=write cargo test --test it explanations` writes it.
#[test]
fn the_documentation_has_every_explanation() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/messages.md");
    let written = std::fs::read_to_string(&path).expect("docs/messages.md");
    let (beginning, _) = written
        .split_once("\n## All codes\n")
        .expect("the heading of the made part");
    let page = format!("{beginning}\n## All codes\n{}", codes_in_markdown());
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, page).expect("docs/messages.md");
        return;
    }
    assert!(
        page == written,
        "docs/messages.md is not what GOLDEN=write writes"
    );
}

/// Returns the table of the codes and a section for each.
fn codes_in_markdown() -> String {
    let mut text = String::from("\n| Code | Severity | What is wrong |\n|---|---|---|\n");
    for code in CODES {
        let rule = code.rule();
        // Writing to a string cannot fail.
        _ = writeln!(
            text,
            "| [`{}`](#{}) | {} | {} |",
            rule.name,
            rule.name,
            severity(rule),
            outline(rule)
        );
    }
    for code in CODES {
        let explanation = code.explanation().expect("an explanation");
        let rule = code.rule();
        _ = write!(
            text,
            "\n## {}\n\n*{}*: {}\n\n{}\n",
            rule.name,
            severity(rule),
            outline(rule),
            explanation.text.en
        );
        add_blocks(&mut text, &explanation.example);
        if !explanation.mended.is_empty() {
            text.push_str("\nMended:\n");
            add_blocks(&mut text, &explanation.mended);
        }
    }
    text
}

fn add_blocks(text: &mut String, blocks: &[ExampleBlock]) {
    for block in blocks {
        let path = block
            .path
            .map(|path| format!("\n`{path}`\n"))
            .unwrap_or_default();
        _ = write!(text, "{path}\n```{}\n{}```\n", block.language, block.text);
    }
}

/// Returns the word for the severity of a rule.
fn severity(rule: &Rule) -> &'static str {
    match rule.severity {
        _ if rule.is_off => "off",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Returns a message in English with an ellipsis for each fact, safe in a cell of a table.
fn outline(rule: &Rule) -> String {
    let outline = rule.outline(MessageLanguage::En);
    outline.replace('|', "\\|").replace('<', "&lt;")
}

#[test]
fn explain_prints_what_the_documentation_says() {
    let site = Site::empty();
    let answer = site.run(&["explain", "broken-reference", "--lang", "en"]);
    answer.expect_success();
    let explanation = Code::BrokenReference.explanation().expect("an explanation");
    for words in [
        explanation.text.en,
        "Mended:",
        "members: [institut]",
        "members: [institute]",
    ] {
        assert!(
            answer.out().contains(words),
            "no `{words}`: {}",
            answer.out()
        );
    }
    let answer = site.run(&["explain", "[bad-date]", "--lang", "ru"]);
    assert!(answer.out().contains("ошибка") && answer.out().contains("2017-02-21"));
    let answer = site.run(&["explain", "--lang", "en"]);
    assert_eq!(answer.out().lines().count(), CODES.len());
    let answer = site.run(&["explain", "broken-refrence", "--lang", "en"]);
    assert_eq!(answer.code(), 2);
    assert!(
        answer.err().contains("did you mean broken-reference?"),
        "{}",
        answer.err()
    );
}
