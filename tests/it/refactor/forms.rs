//! The forms of files that a rename must keep to the byte.

use innovation_atlas::pipeline;
use innovation_atlas::refactor::{self, Destination, RefactorPlan, prove};
use innovation_atlas::source::{File, SourcePath, Tree};

use super::options;

const SETTINGS: &str = "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n";

fn tree(files: &[(&str, &str)]) -> Tree {
    let settings = ("site.toml", SETTINGS);
    files.iter().copied().chain([settings]).collect()
}

fn text(tree: &Tree, path: &str) -> String {
    let file = tree.file(path).map(File::text);
    file.unwrap_or_else(|| panic!("{path}"))
        .expect("a text")
        .to_owned()
}

/// Renames `miet` to `new`, with proof, and returns the files.
fn renamed(files: &[(&str, &str)]) -> Tree {
    let before = pipeline::snapshot(tree(files), None, &options());
    let plan = refactor::rename(&before, "miet", "new").expect("a plan");
    prove(&plan, &before, &options()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    plan.working.tree
}

const MIET: (&str, &str) = ("content/organizations/miet.md", "---\nname: МИЭТ\n---\n");

#[test]
fn every_form_of_a_reference_is_renamed_and_nothing_else() {
    let forms = [
        ("members: [miet, b]\n", "members: [new, b]\n"),
        (
            "members:\r\n- miet # о нём\r\n- b\r\n",
            "members:\r\n- new # о нём\r\n- b\r\n",
        ),
        (
            "members:\n  - {ref: \"miet\", role: 'miet'}\n",
            "members:\n  - {ref: \"new\", role: 'miet'}\n",
        ),
        (
            "members: [\n    'miet', # первый\n    b,\n  ]\n",
            "members: [\n    'new', # первый\n    b,\n  ]\n",
        ),
        (
            "coordinator: &a miet\nmembers: [*a]\n",
            "coordinator: &a new\nmembers: [*a]\n",
        ),
        ("members: [МИЭТ]\n", "members: [МИЭТ]\n"),
        ("summary: miet\n", "summary: miet\n"),
    ];
    for (old, new) in forms {
        for (begin, end) in [("", "\nТекст miet.\n"), ("\u{feff}", "")] {
            let file = |fields: &str| format!("{begin}---\nname: К\n{fields}---{end}");
            let path = "content/clusters/k.md";
            let b = ("content/organizations/b.md", "---\nname: Б\n---\n");
            let found = renamed(&[MIET, b, (path, &file(old))]);
            assert_eq!(text(&found, path), file(new));
        }
    }
}

#[test]
fn links_pages_translations_and_settings_follow() {
    let links = |id: &str| {
        format!(
            "[[{id}]] [[{id}|он]] [там](../organizations/{id}.md) [тут][1] `[[miet]]`\n\n[1]: ../organizations/{id}.md\n"
        )
    };
    let page = |id: &str| format!("---\nname: С\n---\n[м](../organizations/{id}.en.md)\n");
    let list = |id: &str| {
        format!("- id: x\n  name: Икс\n  text: |\n    О [[{id}]].\n  partners: [{id}]\n")
    };
    let found = renamed(&[
        MIET,
        (
            "content/organizations/miet.en.md",
            "---\nname: MIET\n---\n[it](../clusters/k.md)\n",
        ),
        (
            "content/clusters/k.md",
            &format!("---\nname: К\n---\n{}", links("miet")),
        ),
        ("content/pages/p.md", &page("miet")),
        ("content/organizations/list.yaml", &list("miet")),
    ]);
    assert_eq!(
        text(&found, "content/organizations/new.md"),
        "---\nname: МИЭТ\naka: [miet]\n---\n"
    );
    assert_eq!(
        text(&found, "content/organizations/new.en.md"),
        "---\nname: MIET\n---\n[it](../clusters/k.md)\n"
    );
    assert!(found.file("content/organizations/miet.md").is_none());
    assert_eq!(
        text(&found, "content/clusters/k.md"),
        format!("---\nname: К\n---\n{}", links("new"))
    );
    assert_eq!(text(&found, "content/pages/p.md"), page("new"));
    assert_eq!(text(&found, "content/organizations/list.yaml"), list("new"));
}

#[test]
fn an_id_in_a_file_of_another_name_and_in_a_list_is_renamed() {
    let found = renamed(&[(
        "content/organizations/other.md",
        "---\nid: 'miet' # id\nname: М\naka:\n- old\n---\n",
    )]);
    assert_eq!(
        text(&found, "content/organizations/other.md"),
        "---\nid: 'new' # id\nname: М\naka:\n- old\n- miet\n---\n"
    );
    let found = renamed(&[(
        "content/organizations/list.yaml",
        "- id: a\n  name: А\n- name: М\n  id: miet\n  # конец\n",
    )]);
    assert_eq!(
        text(&found, "content/organizations/list.yaml"),
        "- id: a\n  name: А\n- name: М\n  aka: [miet]\n  id: new\n  # конец\n"
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let before = pipeline::snapshot(
        tree(&[MIET, ("content/organizations/b.md", "---\nname: Б\n---\n")]),
        None,
        &options(),
    );
    for (old, new) in [
        ("nobody", "x"),
        ("miet", "b"),
        ("miet", "a b"),
        ("miet", "x.en"),
        ("miet", "../x"),
    ] {
        assert!(refactor::rename(&before, old, new).is_err(), "{old} {new}");
    }
    // Windows reserves the name: only the proof finds that.
    let plan = refactor::rename(&before, "miet", "con").expect("a plan");
    assert!(prove(&plan, &before, &options()).is_err());
}

fn moved(files: &[(&str, &str)], to: &Destination) -> RefactorPlan {
    let before = pipeline::snapshot(tree(files), None, &options());
    let plan = refactor::move_record(&before, "miet", to).expect("a plan");
    prove(&plan, &before, &options()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    plan
}

#[test]
fn a_record_goes_out_of_a_list_and_into_one() {
    let list = "content/organizations/list.yaml";
    let files = [
        ("content/sources/s.md", "---\nname: С\n---\n"),
        (
            list,
            "defaults: {sources: [s]}\nrecords:\n  - id: a\n    name: А\n  # о нём\n\n  - id: miet # id\n    name: М\n    partners:\n      - a # да\n",
        ),
    ];
    let found = moved(&files, &Destination::OwnFile).working.tree;
    assert_eq!(
        text(&found, "content/organizations/miet.md"),
        "---\nname: М\npartners:\n  - a # да\nsources: [s]\n---\n"
    );
    assert_eq!(
        text(&found, list),
        "defaults: {sources: [s]}\nrecords:\n  - id: a\n    name: А\n  # о нём\n\n"
    );
    let files = [
        (
            "content/organizations/miet.md",
            "---\nname: М\naliases:\n- Э\n---\n\nТекст.\n\n- да\n",
        ),
        (
            "content/clusters/k.md",
            "---\nname: К\n---\n[слова](../organizations/miet.md)\n",
        ),
        (list, "- id: a\n  name: А\n"),
    ];
    let found = moved(&files, &Destination::List(SourcePath::new(list)))
        .working
        .tree;
    assert_eq!(
        text(&found, list),
        "- id: a\n  name: А\n- id: miet\n  name: М\n  aliases:\n  - Э\n  text: |\n    Текст.\n\n    - да\n"
    );
    assert_eq!(
        text(&found, "content/clusters/k.md"),
        "---\nname: К\n---\n[[miet|слова]]\n"
    );
}

#[test]
fn a_record_of_another_kind_keeps_its_address() {
    let files = [
        (
            "content/organizations/sub/miet.md",
            "---\nname: М\n---\n[б](../b.md)\n",
        ),
        (
            "content/organizations/b.md",
            "---\nname: Б\n---\n[[organizations/miet]] [м](sub/miet.md)\n",
        ),
    ];
    let found = moved(&files, &Destination::Kind("technopark".to_owned()))
        .working
        .tree;
    assert_eq!(
        text(&found, "content/technoparks/miet.md"),
        "---\nname: М\naka: [organizations/miet]\n---\n[б](../organizations/b.md)\n"
    );
    assert_eq!(
        text(&found, "content/organizations/b.md"),
        "---\nname: Б\n---\n[[miet]] [м](../technoparks/miet.md)\n"
    );
}
