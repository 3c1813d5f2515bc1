//! Documents in the shapes of real ones, each as a free page and as the text of a record: what is
//! wrong with them is what GitHub would show as broken, too, and the rest is published as written.
//!
//! `tests/documents/README.md` says what each document has, and how expectations are written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use crate::driver::Built;
use crate::driver::document::{Case, CaseFile};
use crate::driver::html::{self, Element};
use crate::program;

/// Makes a test of each document.
macro_rules! documents {
    ($($(#[$mark:meta])* $test:ident $name:literal;)*) => {
        /// The names of the documents.
        const NAMES: &[&str] = &[$($name),*];

        $(#[test] $(#[$mark])* fn $test() { expect($name); })*
    };
}

documents! {
    api_docs "api-docs";
    book_chapter "book-chapter";
    bulletin "bulletin";
    changelog "changelog";
    cv "cv";
    faq_details "faq-details";
    faq_duplicate_headings "faq-duplicate-headings";
    html_email "html-email";
    hugo_post "hugo-post";
    legal "legal";
    minutes "minutes";
    obsidian_note "obsidian-note";
    paper_pandoc "paper-pandoc";
    poem "poem";
    proposal_rfc "proposal-rfc";
    readme_github "readme-github";
    right_to_left "right-to-left";
    transcript "transcript";
    wiki_export "wiki-export";
    word_paste "word-paste";
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

fn document(name: &str) -> String {
    fs::read_to_string(home().join(name).with_extension("md")).expect(name)
}

/// A diagnostic that a document gets, or may get.
struct Expected {
    line: usize,
    /// `error`, `warning`, or `*` for either.
    severity: String,
    /// The code, or `*` for any.
    code: String,
    /// Whether it may be missing or stand there more than once.
    optional: bool,
}

impl Expected {
    fn is(&self, found: &Found) -> bool {
        let fits = |wanted: &str, found: &str| wanted == "*" || wanted == found;
        self.line == found.line
            && fits(&self.severity, &found.severity)
            && fits(&self.code, &found.code)
    }
}

/// What is expected of a document.
#[derive(Default)]
struct Sidecar {
    diagnostics: Vec<Expected>,
    /// The words of links that the page must have.
    linked: Vec<String>,
    /// Words that the page must have, and that look like markup.
    shows: Vec<String>,
    /// Words that the page must not have.
    lacks: Vec<String>,
    /// Selectors that must find something.
    elements: Vec<String>,
}

impl Sidecar {
    fn read(name: &str) -> Sidecar {
        let path = home().join("expected").join(name).with_extension("txt");
        let mut sidecar = Sidecar::default();
        for line in fs::read_to_string(&path).expect(name).lines() {
            let (word, rest) = line
                .split_once(' ')
                .unwrap_or_else(|| panic!("{}: {line}", path.display()));
            match word {
                "linked" => sidecar.linked.push(rest.to_owned()),
                "shows" => sidecar.shows.push(rest.to_owned()),
                "lacks" => sidecar.lacks.push(rest.to_owned()),
                "element" => sidecar.elements.push(rest.to_owned()),
                "?" => sidecar.diagnostics.push(expected(rest, true)),
                _ => sidecar.diagnostics.push(expected(line, false)),
            }
        }
        sidecar
    }

    /// The lines of a document for which an error is expected or allowed.
    fn mistaken_lines(&self, document: &str) -> Vec<String> {
        let lines: Vec<&str> = document.lines().collect();
        let errors = self
            .diagnostics
            .iter()
            .filter(|expected| expected.severity != "warning");
        errors
            .filter_map(|expected| lines.get(expected.line - 1))
            .map(|line| (*line).to_owned())
            .collect()
    }

    fn required(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|expected| !expected.optional)
            .count()
    }
}

/// Reads `LINE SEVERITY CODE: why`.
fn expected(text: &str, optional: bool) -> Expected {
    let (place, why) = text
        .split_once(": ")
        .unwrap_or_else(|| panic!("{text:?} does not say why"));
    assert!(!why.is_empty(), "{text:?} does not say why");
    let words: Vec<&str> = place.split(' ').collect();
    let [line, severity, code] = words[..] else {
        panic!("{text:?} is not LINE SEVERITY CODE")
    };
    assert!(["error", "warning", "*"].contains(&severity), "{text:?}");
    let line = line
        .parse()
        .unwrap_or_else(|_| panic!("{text:?} begins with no line"));
    Expected {
        line,
        severity: severity.to_owned(),
        code: code.to_owned(),
        optional,
    }
}

/// A diagnostic that the program gave.
struct Found {
    line: usize,
    severity: String,
    code: String,
    text: String,
}

/// Where a document is put.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Page,
    Record,
}

impl Place {
    fn path(self, name: &str) -> String {
        match self {
            Place::Page => format!("content/pages/{name}.md"),
            Place::Record => format!("content/documents/{name}.md"),
        }
    }

    fn route(self, name: &str) -> String {
        match self {
            Place::Page => format!("{name}.html"),
            Place::Record => format!("documents/{name}.html"),
        }
    }
}

/// The file that a document becomes, and by how many lines it stands lower there. A free page has
/// no fields but its name: of a document that brings others they are commented out.
fn placed(name: &str, place: Place) -> (String, usize) {
    let text = document(name);
    let Some((fields, body)) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    else {
        return (format!("---\nname: {name}\n---\n{text}"), 3);
    };
    let field = |line: &str| match place {
        Place::Page if !line.starts_with("name:") => format!("# {line}\n"),
        Place::Page | Place::Record => format!("{line}\n"),
    };
    let fields: String = fields.lines().map(field).collect();
    (format!("---\n{fields}---\n{body}"), 0)
}

/// The site with the records and files that documents link to, and the document.
fn site(name: &str, place: Place) -> Built {
    let mut files: BTreeMap<String, Vec<u8>> = program::files(&home().join("site"));
    files.insert(place.path(name), placed(name, place).0.into_bytes());
    let files = files
        .into_iter()
        .map(|(path, bytes)| CaseFile {
            path,
            bytes: Some(bytes),
        })
        .collect();
    Built::new(&Case {
        files,
        ..Case::default()
    })
}

/// What the program says of a document, with the lines of the document.
fn diagnostics(built: &Built, name: &str, place: Place) -> Vec<Found> {
    let (_, lower) = placed(name, place);
    let path = place.path(name);
    let found = |line: &str| {
        let place = line
            .strip_prefix(&format!("{path}:"))
            .unwrap_or_else(|| panic!("in another file: {line}"));
        let (at, rest) = place.split_once(' ').expect("a place");
        let line = at
            .split(':')
            .next()
            .and_then(|line| line.parse::<usize>().ok())
            .expect("a line");
        let kind = rest.split(": ").next().unwrap_or_default();
        let (code, severity) = kind.split_once(' ').unwrap_or((kind, "error"));
        Found {
            line: line - lower,
            severity: severity.to_owned(),
            code: code.to_owned(),
            text: format!("{}: {rest}", line - lower),
        }
    };
    built.diagnostics_in_english().lines().map(found).collect()
}

/// How the diagnostics differ from those that are expected.
fn differences(found: &[Found], expected: &[Expected]) -> Vec<String> {
    let mut open: Vec<&Expected> = expected
        .iter()
        .filter(|expected| !expected.optional)
        .collect();
    // What names its code is looked for first, so that `*` does not take its place.
    open.sort_by_key(|expected| {
        usize::from(expected.code == "*") + usize::from(expected.severity == "*")
    });
    let mut left: Vec<&Found> = found.iter().collect();
    let mut failures = Vec::new();
    for expected in open {
        match left.iter().position(|found| expected.is(found)) {
            Some(place) => drop(left.remove(place)),
            None => failures.push(format!(
                "not said: {} {} {}",
                expected.line, expected.severity, expected.code
            )),
        }
    }
    left.retain(|found| {
        !expected
            .iter()
            .any(|expected| expected.optional && expected.is(found))
    });
    failures.extend(
        left.iter()
            .map(|found| format!("said without need: {}", found.text)),
    );
    failures
}

/// The text of elements without what stands in others of some names.
fn text_without(page: &str, elements: &[Element], tags: &[&str]) -> String {
    let mut kept = String::new();
    let mut at = 0;
    for element in elements
        .iter()
        .filter(|element| tags.contains(&element.tag.as_str()))
    {
        if element.range.start >= at {
            kept.push_str(&page[at..element.range.start]);
            at = element.range.end;
        }
    }
    kept.push_str(&page[at..]);
    html::plain(&kept)
}

/// Elements whose text is not prose.
const CODE: [&str; 4] = ["pre", "code", "script", "style"];

/// Markup that must not be seen.
fn raw_markup(main: &str, sidecar: &Sidecar) -> Vec<String> {
    let elements = html::elements(main).expect("well-formed HTML");
    let mut text = text_without(main, &elements, &CODE);
    let mut failures = Vec::new();
    for shown in &sidecar.shows {
        if !text.contains(shown) {
            failures.push(format!("not shown as written: {shown}"));
        }
        text = text.replace(shown, "");
    }
    for line in text
        .lines()
        .filter(|line| ["[[", "%%", "[!"].iter().any(|sign| line.contains(sign)))
    {
        failures.push(format!("printed raw: {line}"));
    }
    let without_links = text_without(main, &elements, &[&CODE[..], &["a"]].concat());
    for line in without_links
        .lines()
        .filter(|line| line.contains("://") || line.contains("www."))
    {
        failures.push(format!("an address without a link: {line}"));
    }
    failures
}

/// Where an `href="#…"` leads.
fn fragment(element: &Element) -> Option<String> {
    let fragment = element.attribute("href")?.strip_prefix('#')?;
    Some(
        percent_encoding::percent_decode_str(fragment)
            .decode_utf8_lossy()
            .into_owned(),
    )
}

/// Links into the page that find nothing, and notes from which no link leads back. Nothing is
/// asked of a link in one of the `mistaken` lines.
fn fragments(page: &str, mistaken: &[String]) -> Vec<String> {
    let elements = html::elements(page).expect("well-formed HTML");
    let ids: HashMap<&str, &Element> = elements
        .iter()
        .filter_map(|e| Some((e.attribute("id")?, e)))
        .collect();
    let inside = |outer: &Element, inner: &Element| {
        outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
    };
    let mut failures = BTreeSet::new();
    for (link, to) in elements
        .iter()
        .filter_map(|element| Some((element, fragment(element)?)))
    {
        // A browser goes to the top, whatever the page has.
        if to.is_empty() || to == "top" {
            continue;
        }
        let Some(target) = ids.get(to.as_str()) else {
            if !mistaken.iter().any(|line| line.contains(&format!("#{to}"))) {
                failures.insert(format!("nothing has the id {to}"));
            }
            continue;
        };
        let returns = |back: &Element| {
            let place = fragment(back).and_then(|to| ids.get(to.as_str()).copied());
            inside(target, back)
                && place.is_some_and(|place| inside(place, link) || inside(link, place))
        };
        if to.starts_with("atlas-fn-") && !elements.iter().any(returns) {
            failures.insert(format!("the note {to} does not lead back"));
        }
    }
    failures.into_iter().collect()
}

/// Words that are no link, texts that are there or not there, elements that are missing.
fn contents(main: &str, sidecar: &Sidecar) -> Vec<String> {
    let elements = html::elements(main).expect("well-formed HTML");
    let words = |element: &Element| html::plain(&main[element.range.clone()]).replace('\n', " ");
    let links: Vec<&Element> = elements
        .iter()
        .filter(|element| element.tag == "a")
        .collect();
    let linked: BTreeSet<String> = links
        .iter()
        .filter(|link| link.attribute("href").is_some())
        .map(|link| words(link))
        .collect();
    let missing = sidecar
        .linked
        .iter()
        .filter(|words| !linked.contains(*words));
    let mut failures: Vec<String> = missing.map(|words| format!("no link: {words}")).collect();
    let bare = |link: &Element| {
        ["href", "id", "name"]
            .iter()
            .all(|name| link.attribute(name).is_none())
    };
    let lost: Vec<String> = links
        .iter()
        .filter(|link| bare(link))
        .map(|link| words(link))
        .collect();
    if lost.len() > sidecar.required() {
        failures.push(format!(
            "links that lead nowhere without a word: {}",
            lost.join(", ")
        ));
    }
    let text = html::plain(main);
    failures.extend(
        sidecar
            .lacks
            .iter()
            .filter(|words| text.contains(*words))
            .map(|words| format!("shown: {words}")),
    );
    failures.extend(
        sidecar
            .elements
            .iter()
            .filter_map(|selector| html::select(main, selector).err()),
    );
    failures
}

fn expect(name: &str) {
    let sidecar = Sidecar::read(name);
    let mistaken = sidecar.mistaken_lines(&document(name));
    let mut failures = Vec::new();
    for place in [Place::Page, Place::Record] {
        let built = site(name, place);
        let page = built.text(&place.route(name)).expect("the page");
        let main = html::select(&page, "main").expect("a main part").join("\n");
        let all = [
            differences(&diagnostics(&built, name, place), &sidecar.diagnostics),
            raw_markup(&main, &sidecar),
            fragments(&page, &mistaken),
            contents(&main, &sidecar),
        ];
        failures.extend(
            all.into_iter()
                .flatten()
                .map(|words| format!("{}: {words}", place.path(name))),
        );
    }
    assert!(
        failures.is_empty(),
        "{name}: {} failures\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_document_is_tried_and_described() {
    let names = |folder: &Path, extension: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path());
        let files = entries.filter(|path| path.extension().is_some_and(|found| found == extension));
        files
            .map(|path| {
                path.file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    };
    let tried: BTreeSet<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    let mut documents = names(&home(), "md");
    assert!(documents.remove("README"));
    assert_eq!(documents, tried);
    assert_eq!(names(&home().join("expected"), "txt"), tried);
    let described = document("README");
    for name in NAMES {
        let length = document(name).lines().count();
        assert!((60..=250).contains(&length), "{name} has {length} lines");
        assert!(
            described.contains(&format!("[{name}]({name}.md)")),
            "README.md does not describe {name}"
        );
        let last = Sidecar::read(name)
            .diagnostics
            .iter()
            .map(|expected| expected.line)
            .max()
            .unwrap_or_default();
        assert!(last <= length, "{name} has no line {last}");
    }
}

/// The site without a document has no mistake, so that every diagnostic is about the document.
#[test]
fn the_site_of_the_documents_is_right() {
    let files = program::files(&home().join("site")).into_iter();
    let files = files
        .map(|(path, bytes)| CaseFile {
            path,
            bytes: Some(bytes),
        })
        .collect();
    assert_eq!(
        Built::new(&Case {
            files,
            ..Case::default()
        })
        .diagnostics_in_english(),
        ""
    );
}

/// The test itself: what is said without need and what is not said both fail.
#[test]
fn the_comparison_is_strict() {
    let found = |line: usize, severity: &str, code: &str| Found {
        line,
        severity: severity.to_owned(),
        code: code.to_owned(),
        text: code.to_owned(),
    };
    let wanted = [
        expected("2 * *: a picture", false),
        expected("2 error broken-link: why", false),
    ];
    let both = [
        found(2, "error", "broken-link"),
        found(2, "error", "unsafe-link"),
    ];
    assert!(differences(&both, &wanted).is_empty());
    assert_eq!(differences(&both[..1], &wanted).len(), 1);
    assert_eq!(differences(&[], &wanted).len(), 2);
    assert_eq!(
        differences(
            &[found(3, "warning", "x")],
            &[expected("3 error *: why", true)]
        )
        .len(),
        1
    );
    let allowed = [expected("3 warning *: why", true)];
    assert!(differences(&[], &allowed).is_empty());
    assert!(
        differences(
            &[found(3, "warning", "x"), found(3, "warning", "y")],
            &allowed
        )
        .is_empty()
    );
}
