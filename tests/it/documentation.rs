//! The documentation is true: its recipes and its quick start are built as they stand, it is a site without a mistake, and
//! what it links to is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use innovation_atlas::source::Tree;

use crate::program::Site;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

/// A part of a document below a heading of level two.
struct Section {
    title: String,
    /// The files: a line with a path in backticks, then a block.
    files: Vec<(String, String)>,
    /// The blocks of commands.
    commands: Vec<String>,
    /// The files that the site is said to have.
    made: Vec<String>,
}

/// Returns the sections of a document.
fn sections(document: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut path = None;
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            sections.push(Section {
                title: title.to_owned(),
                files: Vec::new(),
                commands: Vec::new(),
                made: Vec::new(),
            });
            continue;
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        if let Some(language) = line.strip_prefix("```") {
            let block: String = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(|line| format!("{line}\n"))
                .collect();
            match path.take() {
                Some(path) => section.files.push((path, block)),
                None if language == "sh" => section.commands.push(block),
                None => {}
            }
        } else if let Some(made) = line.strip_prefix("Makes: ") {
            section.made.extend(quoted(made));
        } else if !line.is_empty() {
            let whole = line
                .strip_prefix('`')
                .and_then(|rest| rest.strip_suffix('`'));
            path = whole.filter(|path| !path.contains('`')).map(str::to_owned);
        }
    }
    sections
}

/// Returns the texts in backticks.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned)
}

#[test]
fn every_recipe_is_built() {
    let recipes = sections(&read("docs/recipes.md"));
    assert!(recipes.len() >= 10, "{} recipes", recipes.len());
    for recipe in recipes {
        let title = &recipe.title;
        let site = Site::empty();
        for (path, text) in &recipe.files {
            site.write(path, text);
        }
        let answer = site.run(&["check", "--format", "json"]);
        let printed = format!("{title}: {}{}", answer.out(), answer.err());
        assert!(answer.out().contains("\"diagnostics\": []"), "{printed}");
        site.run(&["build"]).expect_success();
        assert!(!recipe.made.is_empty(), "{title} makes nothing");
        for file in &recipe.made {
            assert!(
                site.path("public").join(file).is_file(),
                "{title}: there is no {file}"
            );
        }
    }
}

/// The commands and files of the quick start, in their order, in an empty folder.
#[test]
fn the_quick_start_builds_an_atlas() {
    let site = Site::empty();
    let mut ran = 0;
    for section in sections(&read("docs/start.md")) {
        for (path, text) in &section.files {
            site.write(&format!("my-atlas/{path}"), text);
        }
        for commands in &section.commands {
            // What waits for a browser is tried by the tests of the preview.
            if commands.contains("atlas serve") {
                continue;
            }
            let folder = if site.path("my-atlas").exists() {
                "cd my-atlas\n"
            } else {
                ""
            };
            let script = format!("atlas() {{ \"$ATLAS\" \"$@\"; }}\n{folder}{commands}");
            site.script(&script).expect_success();
            ran += 1;
        }
    }
    assert_eq!(ran, 2, "the commands of the quick start");
    let page = site.read("my-atlas/public/clusters/photonics.html");
    assert!(page.contains("organizations/laser-works.html"), "{page}");
    let workflow = site.read("my-atlas/.github/workflows/atlas.yml");
    assert!(workflow.contains("/innovation-atlas@"), "{workflow}");
}

/// The site of the documentation: `check` looks at every link and anchor between its pages.
#[test]
fn the_documentation_is_a_site_without_a_mistake() {
    let folder = root().join("target/tmp/documentation");
    drop(fs::remove_dir_all(&folder));
    let site = Site::empty();
    let script = root().join("docs/site/build.sh");
    // The address is that under which the browser looks at it (.ci/run).
    let command = format!(
        "sh '{}' '{}' --base-url https://example.org/atlas/",
        script.display(),
        folder.display()
    );
    let answer = site.script(&command);
    answer.expect_success();
    let printed = format!("{}{}", answer.out(), answer.err());
    assert!(!printed.contains("warning"), "{printed}");
    let chapters = read("docs/index.md").matches("](").count();
    let documents = documents().len();
    assert_eq!(
        chapters,
        documents - 1,
        "docs/index.md lists every document"
    );
    let page = fs::read_to_string(folder.join("public/chapters/messages.html")).expect("a page");
    assert!(
        page.contains("id=\"broken-reference\""),
        "a section of a code"
    );
    assert!(
        page.contains("aria-current=\"page\""),
        "the chapter of the page is marked"
    );
}

/// Returns the paths of the documents.
fn documents() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("docs")).expect("docs");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut documents: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    documents.sort();
    documents
}

/// Files that documents link to, on the disk: those outside of the site of the documentation, too.
#[test]
fn what_documents_link_to_is_there() {
    let mut wrong = Vec::new();
    let mut links = 0;
    let top = [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "SECURITY.md",
    ];
    for path in top.iter().map(|name| root().join(name)).chain(documents()) {
        let text = fs::read_to_string(&path).expect("a document");
        // Code is no text.
        let prose: String = text.split("```").step_by(2).collect();
        let prose: String = prose.split('`').step_by(2).collect();
        for link in prose.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || target.contains("://") {
                continue;
            }
            links += 1;
            if !path.parent().expect("a folder").join(file).exists() {
                wrong.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(links > 60, "{links} links");
    assert!(wrong.is_empty(), "lead nowhere:\n{}", wrong.join("\n"));
}

/// The tables of kinds and field types are those of the program.
#[test]
fn every_kind_stands_in_the_documentation() {
    let site = innovation_atlas::site::read(&Tree::from_files(BTreeMap::new())).value;
    let kinds: Vec<String> = site
        .vocabulary
        .kinds
        .iter()
        .map(|kind| format!("| `{}` | `{}` |", kind.id, kind.folder))
        .collect();
    let document = read("docs/vocabulary.md");
    let missing: Vec<&String> = kinds
        .iter()
        .filter(|row| !document.contains(&**row))
        .collect();
    assert!(kinds.len() > 10 && missing.is_empty(), "{missing:?}");
}
