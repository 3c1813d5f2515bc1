//! The tolerant reader of YAML against the parser: in whole files both find the same.

use std::fs;
use std::path::Path;

use innovation_atlas::record::{NodePath, PathStep, ValueForm, YamlOutline, YamlTree, read_tree};

/// Returns the paths of all scalars with their texts.
fn scalars(tree: &YamlTree, path: &mut NodePath, found: &mut Vec<(NodePath, String)>) {
    match tree {
        YamlTree::Null => {}
        YamlTree::Scalar(text) => found.push((path.clone(), text.clone())),
        YamlTree::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(PathStep::Item(index));
                scalars(item, path, found);
                path.pop();
            }
        }
        YamlTree::Map(pairs) => {
            for (key, value) in pairs {
                path.push(PathStep::Key(key.clone()));
                scalars(value, path, found);
                path.pop();
            }
        }
    }
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "md" || end == "yaml")
        {
            found.push(path);
        }
    }
}

#[test]
fn the_outline_of_whole_files_is_what_the_parser_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in [
        "content",
        "tests/elsewhere/content",
        "tests/lsp/site/content",
        "tests/arabic/content",
    ] {
        files(&root.join(folder), &mut paths);
    }
    let mut compared = 0;
    for path in paths {
        let text = fs::read_to_string(&path).expect("a text");
        let is_markdown = path.extension().is_some_and(|end| end == "md");
        let Ok(tree) = read_tree(&text, is_markdown) else {
            continue;
        };
        let outline = YamlOutline::of_file(&text, is_markdown);
        let mut wanted = Vec::new();
        scalars(&tree, &mut NodePath::new(), &mut wanted);
        let entries = outline.entries.iter().enumerate();
        let with_scalar =
            entries.filter(|(_, entry)| matches!(entry.form, ValueForm::Scalar | ValueForm::Block));
        let found: Vec<NodePath> = with_scalar.map(|(index, _)| outline.path(index)).collect();
        let paths: Vec<&NodePath> = wanted.iter().map(|(path, _)| path).collect();
        assert_eq!(
            found.iter().collect::<Vec<_>>(),
            paths,
            "{}",
            path.display()
        );
        for (index, entry) in outline.entries.iter().enumerate() {
            let written = &text[entry.value.range()];
            let is_plain = entry.form == ValueForm::Scalar && !written.contains(['\n', '\\', '\'']);
            if is_plain {
                let path = outline.path(index);
                let wanted = wanted.iter().find(|(known, _)| *known == path);
                let wanted = wanted.map(|(_, text)| text.as_str());
                assert_eq!(outline.scalar(index, &text), wanted, "{path:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 3000, "only {compared}");
}
