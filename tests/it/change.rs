//! What `change::between` finds: each edit of a random script once and nothing else, whatever the form of the files.

mod site;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::change::{Alteration, Difference, Subject, ValuePart, between};
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::source::Tree;
use innovation_atlas::text::Day;

use crate::random::Random;
use site::ModelSite;

fn snapshot(files: &[(String, String)]) -> Snapshot {
    snapshot_after(files, None)
}

fn snapshot_after(files: &[(String, String)], before: Option<&Snapshot>) -> Snapshot {
    let files = files.iter();
    let tree: Tree = files
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let options = Options::new(Day::new(2026, 11, 21), Drafts::Shown);
    let snapshot = pipeline::snapshot(tree, before, &options);
    let errors: Vec<_> = snapshot
        .diagnostics
        .iter()
        .filter(|found| found.severity == innovation_atlas::diagnostic::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    snapshot
}

fn differences(old: &Snapshot, new: &Snapshot) -> Vec<Difference> {
    between(&old.model, &new.model)
}

#[test]
fn each_edit_of_a_random_script_is_named_once_and_nothing_else() {
    let mut edits = 0;
    for script in 0..200 {
        let mut random = Random::new(script);
        let mut site = ModelSite::new(&mut random);
        let old = snapshot(&site.files(&mut random));
        let mut expected = site.edit(&mut random);
        edits += expected.len();
        let files = site.files(&mut random);
        let new = snapshot(&files);
        expected.sort_unstable();
        assert_eq!(differences(&old, &new), expected, "script {script}");
        // A snapshot that shares what did not change with the one before.
        let shared = snapshot_after(&files, Some(&old));
        assert_eq!(differences(&old, &shared), expected, "script {script}");
    }
    assert!(edits > 500, "only {edits} edits");
}

#[test]
fn another_form_of_the_same_is_no_difference() {
    for script in 0..50 {
        let mut random = Random::new(script);
        let site = ModelSite::new(&mut random);
        let (old, new) = (site.files(&mut random), site.files(&mut random));
        assert_ne!(old, new);
        assert_eq!(differences(&snapshot(&old), &snapshot(&new)), []);
    }
}

/// Returns the differences of a site of few files, of which one has another text.
fn differences_of(path: &str, old: &str, new: &str) -> Vec<Difference> {
    let site = |text: &str| {
        let files = [
            (
                "site.toml",
                "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n",
            ),
            ("content/organizations/a.md", "---\nname: Альфа\n---\n"),
            (
                "content/organizations/b.md",
                "---\nname: Бета\naka: [beta]\n---\n",
            ),
            ("content/sources/s.md", "---\nname: Источник\n---\n"),
            (path, text),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        snapshot(&files)
    };
    differences(&site(old), &site(new))
}

fn of(id: &str, alteration: Alteration) -> Difference {
    Difference {
        subject: Subject::Record(id.into()),
        alteration,
    }
}

#[test]
fn names_and_markup_of_links_matter_as_they_are_read() {
    let text = |words: &str| format!("---\nname: Кластер\n---\n{words}\n");
    let path = "content/clusters/k.md";
    let differ = |old: &str, new: &str| differences_of(path, &text(old), &text(new));
    assert_eq!(differ("Про [[a]].", "Про [[Альфа]]."), []);
    assert_eq!(differ("Про [[b]].", "Про [[beta]]."), []);
    assert_eq!(
        differ("Про [[b|неё]].", "Про [неё](../organizations/b.md)."),
        []
    );
    let change = |gone: &[&str], new: &[&str]| {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        vec![of(
            "k",
            Alteration::Text {
                key: "text".to_owned(),
                language: "ru".to_owned(),
                gone: words(gone),
                new: words(new),
            },
        )]
    };
    assert_eq!(
        differ("Про [[a|неё]].", "Про [[b|неё]]."),
        change(&["[[a]]"], &["[[b]]"])
    );
    assert_eq!(differ("Слово и дело.", "Слово *и* дело."), change(&[], &[]));
    assert_eq!(
        differ("Слово и дело.", "Дело и слово."),
        change(&["Слово", "дело."], &["Дело", "слово."])
    );
}

#[test]
fn a_source_of_a_field_is_a_part_of_its_value() {
    let found = differences_of(
        "content/clusters/k.md",
        "---\nname: К\nfounded: 2001\n---\n",
        "---\nname: К\nfounded: {value: 2001, source: s}\n---\n",
    );
    let expected = of(
        "k",
        Alteration::Value {
            key: "founded".to_owned(),
            language: String::new(),
            part: ValuePart::Source,
            from: None,
            to: Some("s".to_owned()),
        },
    );
    assert_eq!(found, [expected]);
}

#[test]
fn a_record_that_becomes_a_part_of_another_loses_nothing_that_the_other_has() {
    let site = |files: &[(&str, &str)]| {
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        snapshot(&files)
    };
    let settings = ("site.toml", "title = \"Атлас\"\nlanguages = [\"ru\"]\n");
    let cluster = (
        "content/clusters/k.md",
        "---\nname: К\nmembers: [a, {ref: b, since: 2001}]\n---\n",
    );
    let old = site(&[
        settings,
        cluster,
        ("content/organizations/a.md", "---\nname: Альфа\n---\n"),
        ("content/organizations/b.md", "---\nname: Бета\n---\n"),
    ]);
    let merged = Alteration::Merged { into: "b".into() };
    let new = site(&[
        settings,
        (
            "content/clusters/k.md",
            "---\nname: К\nmembers: [{ref: b, since: 2001}]\n---\n",
        ),
        (
            "content/organizations/b.md",
            "---\nname: Бета\naka: [a]\n---\n",
        ),
    ]);
    assert_eq!(differences(&old, &new), [of("a", merged.clone())]);
    let new = site(&[
        settings,
        ("content/clusters/k.md", "---\nname: К\n---\n"),
        (
            "content/organizations/b.md",
            "---\nname: Бета\naka: [a]\n---\n",
        ),
    ]);
    let gone = Alteration::RelationGone {
        relation: "members".to_owned(),
        to: "b".into(),
    };
    assert_eq!(
        differences(&old, &new),
        [of("a", merged), of("k", gone.clone()), of("k", gone)]
    );
}
