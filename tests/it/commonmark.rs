//! The examples of CommonMark's specification, run through our settings of Markdown.
//!
//! The examples are those that pulldown-cmark carries in its own tests. What is ours by design is applied to both sides
//! before they are compared: headings have ids and stand one level lower where a text uses the first, and the addresses
//! of the examples lead to another site, because a relative link must lead to a record. Every example that still differs
//! is listed with its reason, and an exception that is not needed any more fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::{self, Options};
use innovation_atlas::plan::PageKind;
use innovation_atlas::source::{File, SourcePath, Tree};

/// Why an example may differ, and the examples that do.
const EXCEPTIONS: [(&str, &[usize]); 7] = [
    (
        "a bare address is a link, as on GitHub",
        &[
            14, 197, 209, 213, 488, 508, 511, 513, 518, 519, 546, 547, 551, 552, 602, 606, 608,
            611, 612,
        ],
    ),
    (
        "raw HTML is sanitised",
        &[
            21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 162, 163, 164,
            165, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184,
            187, 190, 191, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615,
            616, 617, 623, 625, 626, 627, 628, 629, 630, 631, 642, 643,
        ],
    ),
    (
        "a relative link leads to a file of the site",
        &[
            194, 195, 200, 203, 204, 484, 485, 486, 487, 492, 495, 496, 498, 499, 502, 503, 504,
            522, 567,
        ],
    ),
    (
        "an image comes from the site",
        &[
            517, 520, 531, 572, 573, 574, 575, 576, 577, 578, 579, 580, 581, 582, 583, 584, 585,
            586, 587, 588, 589, 590, 591,
        ],
    ),
    (
        "of schemes only https, http, mailto and tel are allowed",
        &[500, 596, 598, 599, 601],
    ),
    ("[[…]] is a link to a record", &[548, 559]),
    ("white space before a heading in a list", &[300]),
];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// The sources of pulldown-cmark, as cargo has them.
fn parser_sources() -> PathBuf {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc");
    let version = String::from_utf8(version.stdout).expect("UTF-8");
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("a host");
    let mut cargo = Command::new(env!("CARGO"));
    // Only what this machine builds has been fetched.
    cargo.args([
        "metadata",
        "--format-version",
        "1",
        "--offline",
        "--filter-platform",
        host,
    ]);
    let output = cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages
        .iter()
        .find(|package| package["name"] == "pulldown-cmark")
        .expect("pulldown-cmark");
    PathBuf::from(package["manifest_path"].as_str().expect("a path"))
        .with_file_name("tests/suite/spec.rs")
}

fn examples() -> Vec<Example> {
    let text = fs::read_to_string(parser_sources()).expect("the examples");
    let literal = |part: &str, name: &str| {
        let start = part
            .split_once(&format!("let {name} = r##\""))
            .expect("a literal")
            .1;
        start.split_once("\"##;").expect("its end").0.to_owned()
    };
    let parts = text.split("fn spec_test_").skip(1);
    parts
        .map(|part| Example {
            number: part
                .split('(')
                .next()
                .and_then(|number| number.parse().ok())
                .expect("a number"),
            markdown: literal(part, "original"),
            html: literal(part, "expected"),
        })
        .collect()
}

/// The addresses of the examples, as addresses of another site.
fn away(text: &str) -> String {
    let mut text = text.to_owned();
    for start in ["(", "\"", "<", " ", "\n"] {
        for name in [
            "url", "uri", "my", "path", "foo", "bar\\", "bar-", "bar*", "baz", "f&", "f%", "φ",
            "%CF",
        ] {
            text = text.replace(
                &format!("{start}/{name}"),
                &format!("{start}https://e.org/{name}"),
            );
        }
    }
    text
}

/// Headings as we have them: one level lower where the first level is used.
fn lower(html: &str) -> String {
    if !html.contains("<h1>") {
        return html.to_owned();
    }
    (1..=5).rev().fold(html.to_owned(), |html, level| {
        let next = level + 1;
        html.replace(&format!("<h{level}>"), &format!("<h{next}>"))
            .replace(&format!("</h{level}>"), &format!("</h{next}>"))
    })
}

fn without_ids(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some(place) = rest.find("<h").filter(|_| true) {
        let end = place + 3;
        plain.push_str(&rest[..end.min(rest.len())]);
        rest = &rest[end.min(rest.len())..];
        if let Some(after) = rest.strip_prefix(" id=\"") {
            rest = after.split_once('"').map_or("", |(_, after)| after);
        }
    }
    plain + rest
}

/// The body of every example as our pages have it.
fn ours(examples: &[Example]) -> BTreeMap<usize, String> {
    let mut files: BTreeMap<SourcePath, File> = BTreeMap::new();
    let mut add = |path: String, text: String| {
        files.insert(SourcePath::new(&path), File::new(text.into_bytes()))
    };
    add(
        "site.toml".to_owned(),
        "title = \"Spec\"\nlanguages = [\"en\"]\n".to_owned(),
    );
    add(
        "layouts/record.html".to_owned(),
        "{{ record.body }}".to_owned(),
    );
    for Example {
        number, markdown, ..
    } in examples
    {
        let text = format!("---\nname: Example {number}\n---\n{}", away(markdown));
        add(format!("content/documents/example-{number}.md"), text);
    }
    let options = Options::new(
        innovation_atlas::text::Day::new(2026, 11, 21),
        Drafts::Hidden,
    );
    let snapshot = pipeline::snapshot(Tree::from_files(files), None, &options);
    let renderer = snapshot.renderer();
    let mut bodies = BTreeMap::new();
    for (index, page) in snapshot.model.plan.pages.iter().enumerate() {
        if let PageKind::Record(record) = page.kind {
            let id = snapshot.model.atlas.record(record).id.clone();
            let number = id
                .strip_prefix("example-")
                .and_then(|number| number.parse().ok())
                .expect("a number");
            let made = snapshot.render(&renderer, index);
            bodies.insert(
                number,
                without_ids(&String::from_utf8(made.value).expect("UTF-8")),
            );
        }
    }
    bodies
}

#[test]
fn the_examples_of_the_specification_come_out_as_it_says() {
    let examples = examples();
    assert!(examples.len() > 640, "{} examples", examples.len());
    let ours = ours(&examples);
    let reason = |number| {
        EXCEPTIONS
            .iter()
            .find(|(_, numbers)| numbers.contains(&number))
            .map(|(reason, _)| *reason)
    };
    let (mut differ, mut needless) = (Vec::new(), Vec::new());
    for Example {
        number,
        markdown,
        html,
    } in &examples
    {
        let wanted = lower(&away(html));
        let found = ours.get(number).map_or("", String::as_str);
        // Where no line may end, a space is written as a no-break space.
        let plain = |html: &str| html.trim_end().replace('\u{a0}', " ");
        match (plain(&wanted) == plain(found), reason(*number)) {
            (false, None) => differ.push(format!(
                "{number}\n{markdown}\n--- wanted\n{wanted}\n--- found\n{found}\n"
            )),
            (true, Some(reason)) => needless.push(format!("{number}: {reason}")),
            _ => {}
        }
    }
    assert!(
        differ.is_empty(),
        "{} examples differ\n{}",
        differ.len(),
        differ.join("\n")
    );
    assert!(needless.is_empty(), "these do not differ: {needless:#?}");
}
