//! Edits of YAML: the tree is the old one with exactly that edit, and no byte outside the ranges is another one.

mod yaml;

use innovation_atlas::record::{
    ContentEdit, EditFault, NodePath, PathStep, YamlTree, apply_text_edits, edit_content, read_tree,
};
use yaml_edit::{YamlFile, YamlNode};

use crate::driver::wanted_tree::{node_paths, wanted_tree};
use crate::extent;
use crate::random::Random;

fn new_value(random: &mut Random) -> YamlTree {
    let texts = [
        "new",
        "а, б",
        "с: д",
        "- е",
        "it's \"x\"",
        "[1]",
        "две\nстроки",
        "NO",
    ];
    let text = YamlTree::scalar(random.pick::<&str>(&texts));
    match random.below(4) {
        0 => YamlTree::Map(vec![
            ("ref".to_owned(), text),
            ("role".to_owned(), YamlTree::scalar("р")),
        ]),
        _ => text,
    }
}

/// Returns a random edit that fits the tree.
fn random_edit(random: &mut Random, tree: &YamlTree) -> ContentEdit {
    let all = node_paths(tree);
    if *tree == YamlTree::Null {
        return ContentEdit::InsertKey {
            path: Vec::new(),
            after: None,
            key: "новый".to_owned(),
            value: new_value(random),
        };
    }
    loop {
        let path = random.pick(&all).clone();
        let node = tree.at(&path).expect("a node");
        match (random.below(4), node) {
            (0, YamlTree::Scalar(_)) if !path.is_empty() => {
                let text = new_value(random).text().unwrap_or("x").to_owned();
                return ContentEdit::Replace { path, text };
            }
            (1, YamlTree::Map(_)) => {
                let value = new_value(random);
                let after = random.chance().then(|| "k0".to_owned());
                return ContentEdit::InsertKey {
                    path,
                    after: after.filter(|after| node.get(after).is_some()),
                    key: "новый".to_owned(),
                    value,
                };
            }
            (2, _)
                if !path.is_empty()
                    && (!matches!(node, YamlTree::Map(_)) || random.below(4) == 0) =>
            {
                let value = new_value(random);
                return ContentEdit::InsertItem { path, value };
            }
            (3, _) if !path.is_empty() => return ContentEdit::Remove { path },
            _ => {}
        }
    }
}

/// The tree as another reader of YAML has it. `None`: it reads something that we do not.
fn tree_of_oracle(text: &str) -> Option<YamlTree> {
    let file: YamlFile = text.trim_start_matches('\u{feff}').parse().ok()?;
    let document = file.document()?;
    match (document.as_mapping(), document.as_sequence()) {
        (Some(mapping), _) => oracle_node(&YamlNode::Mapping(mapping)),
        (_, Some(sequence)) => oracle_node(&YamlNode::Sequence(sequence)),
        (None, None) => None,
    }
}

fn oracle_node(node: &YamlNode) -> Option<YamlTree> {
    Some(match node {
        YamlNode::Scalar(scalar) => {
            let text = scalar.as_string();
            match scalar.is_null() || text.trim().is_empty() {
                true => YamlTree::Null,
                false => YamlTree::Scalar(text),
            }
        }
        YamlNode::Mapping(mapping) => {
            let mut pairs = Vec::new();
            for (key, value) in mapping.iter() {
                let key = oracle_node(&key)?.text()?.to_owned();
                pairs.push((key, oracle_node(&value)?));
            }
            YamlTree::Map(pairs)
        }
        YamlNode::Sequence(sequence) => YamlTree::List(
            sequence
                .values()
                .map(|item| oracle_node(&item))
                .collect::<Option<_>>()?,
        ),
        YamlNode::Alias(_) | YamlNode::TaggedNode(_) => return None,
    })
}

/// Returns a text in the form of a file: its byte order mark, its line ends, its last line, and whether it is front matter.
fn as_file(random: &mut Random, yaml: &str) -> (String, bool) {
    let is_markdown = random.chance();
    let mut text = match is_markdown {
        true => format!("---\n{yaml}---\nТекст # не замечание\n"),
        false => yaml.to_owned(),
    };
    if random.below(3) == 0 {
        text.pop();
    }
    if random.below(3) == 0 {
        text = text.replace('\n', "\r\n");
    }
    if random.below(4) == 0 {
        text.insert(0, '\u{feff}');
    }
    (text, is_markdown)
}

/// What came of one edit.
enum Outcome {
    Made { is_compared: bool },
    Refused(String),
    Wrong(String),
}

fn try_edit(random: &mut Random) -> Outcome {
    let yaml = yaml::document(random);
    let (text, is_markdown) = as_file(random, &yaml);
    let tree = read_tree(&text, is_markdown).unwrap_or_else(|_| panic!("{text}"));
    let edit = random_edit(random, &tree);
    let edits = match edit_content(&text, is_markdown, &edit) {
        Ok(edits) => edits,
        Err(fault) => return Outcome::Refused(format!("{fault:?} {edit:?}\n{text}\n")),
    };
    let edited = apply_text_edits(&text, &edits);
    let found = read_tree(&edited, is_markdown).expect("YAML");
    let ends = [0]
        .into_iter()
        .chain(edits.iter().map(|edit| edit.span.end));
    let is_sorted = ends.zip(&edits).all(|(end, edit)| edit.span.start >= end);
    let comments = |text: &str| text.matches('#').count();
    let is_insertion = matches!(
        edit,
        ContentEdit::InsertKey { .. } | ContentEdit::InsertItem { .. }
    );
    let is_crlf = text.contains('\r');
    let is_empty = found == YamlTree::Null;
    let oracle = (!is_markdown && !is_empty && tree_of_oracle(&text).as_ref() == Some(&tree))
        .then(|| tree_of_oracle(&edited));
    for (what, holds) in [
        ("tree", found == wanted_tree(&tree, &edit)),
        ("order", is_sorted),
        (
            "comments",
            !is_insertion || comments(&edited) == comments(&text),
        ),
        (
            "line ends",
            !is_crlf || edited.matches('\n').count() == edited.matches("\r\n").count(),
        ),
        (
            "last line",
            is_empty || text.ends_with('\n') == edited.ends_with('\n'),
        ),
        (
            "oracle",
            oracle
                .as_ref()
                .is_none_or(|oracle| oracle.as_ref() == Some(&found)),
        ),
    ] {
        if !holds {
            return Outcome::Wrong(format!(
                "{what}: {edit:?}\n{text}\n=>\n{edited}\n{oracle:?}\n{found:?}"
            ));
        }
    }
    Outcome::Made {
        is_compared: oracle.is_some(),
    }
}

#[test]
fn a_random_edit_of_random_yaml_changes_nothing_else() {
    let count = extent::count(3000, 100_000) as usize;
    let (mut refused, mut wrong, mut compared) = (Vec::new(), Vec::new(), 0);
    for seed in 0..count {
        match try_edit(&mut Random::new(seed as u64)) {
            Outcome::Made { is_compared } => compared += usize::from(is_compared),
            Outcome::Refused(text) => refused.push(text),
            Outcome::Wrong(text) => wrong.push(text),
        }
    }
    let first = |all: &[String]| all[..all.len().min(6)].join("\n=====\n");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        first(&wrong)
    );
    assert!(
        refused.len() <= count / 50,
        "{} of {count}:\n{}",
        refused.len(),
        first(&refused)
    );
    assert!(compared > count / 5, "only {compared} compared");
}

fn edited(text: &str, edit: &ContentEdit) -> Result<String, EditFault> {
    edit_content(text, false, edit).map(|edits| apply_text_edits(text, &edits))
}

fn path(steps: &[&str]) -> NodePath {
    let step = |step: &&str| match step.parse() {
        Ok(index) => PathStep::Item(index),
        Err(_) => PathStep::Key((*step).to_owned()),
    };
    steps.iter().map(step).collect()
}

#[test]
fn an_edit_has_the_form_of_its_neighbours() {
    let insert = |text: &str, at: &[&str], value: YamlTree| {
        let path = path(at);
        edited(text, &ContentEdit::InsertItem { path, value }).expect("an edit")
    };
    let x = || YamlTree::scalar("x");
    assert_eq!(
        insert("a:\n- b # c\nd: e", &["a"], x()),
        "a:\n- b # c\n- x\nd: e"
    );
    assert_eq!(insert("a:\r\n  - b", &["a"], x()), "a:\r\n  - b\r\n  - x");
    assert_eq!(insert("a: [b, c] # d\n", &["a"], x()), "a: [b, c, x] # d\n");
    assert_eq!(
        insert("a: [\n  b,\n  c, # d\n]\n", &["a"], x()),
        "a: [\n  b,\n  c, # d\n  x,\n]\n"
    );
    assert_eq!(
        insert("a: [\n  b, # c\n  d # e\n]\n", &["a"], x()),
        "a: [\n  b, # c\n  d, # e\n  x\n]\n"
    );
    assert_eq!(insert("a: b # c\n", &["a"], x()), "a: [b, x] # c\n");
    assert_eq!(insert("a: # c\n", &["a"], x()), "a: [x] # c\n");
    let map = || YamlTree::Map(vec![("ref".to_owned(), x()), ("role".to_owned(), x())]);
    assert_eq!(
        insert("a:\n  - ref: b\n", &["a"], map()),
        "a:\n  - ref: b\n  - ref: x\n    role: x\n"
    );
    assert_eq!(
        insert("a:\n  - b\n", &["a"], map()),
        "a:\n  - b\n  - {ref: x, role: x}\n"
    );
}

#[test]
fn what_is_removed_takes_its_comments_along() {
    let remove = |text: &str, at: &[&str]| {
        edited(text, &ContentEdit::Remove { path: path(at) }).expect("an edit")
    };
    let list = "a:\n  # первый\n  - b # c\n  - d\n\n  # о e\n  - e\nf: g\n";
    assert_eq!(
        remove(list, &["a", "0"]),
        "a:\n  - d\n\n  # о e\n  - e\nf: g\n"
    );
    assert_eq!(
        remove(list, &["a", "2"]),
        "a:\n  # первый\n  - b # c\n  - d\n\nf: g\n"
    );
    assert_eq!(
        remove(list, &["a", "1"]),
        "a:\n  # первый\n  - b # c\n\n  # о e\n  - e\nf: g\n"
    );
    assert_eq!(remove("a: [b, c]\n", &["a", "0"]), "a: [c]\n");
    assert_eq!(remove("a: [b, c,]\n", &["a", "1"]), "a: [b,]\n");
    assert_eq!(remove("a: [b]\nc: d\n", &["a", "0"]), "c: d\n");
    assert_eq!(remove("- id: a\n  name: b\n", &["0", "id"]), "- name: b\n");
    assert_eq!(remove("a: b\nc: d", &["c"]), "a: b");
}

#[test]
fn an_anchor_that_another_value_needs_is_not_touched() {
    let text = "a: &x b\nc: *x\n";
    let replace = |at: &str| ContentEdit::Replace {
        path: path(&[at]),
        text: "d".to_owned(),
    };
    assert_eq!(edited(text, &replace("a")), Err(EditFault::NotExact));
    assert_eq!(
        edited(text, &replace("c")),
        Ok("a: &x b\nc: d\n".to_owned())
    );
    let remove = ContentEdit::Remove { path: path(&["a"]) };
    assert_eq!(edited(text, &remove), Err(EditFault::NotExact));
}
