//! The edits that make one tree of YAML of another.

use super::record_files::EditedMap;
use crate::record::{ContentEdit, NodePath, PathStep, YamlTree};

/// Returns the edits that make the new values of a map of its old ones. Their paths are those of the file as it is.
pub(super) fn edits_of(map: &EditedMap) -> Vec<ContentEdit> {
    let mut edits = Vec::new();
    change(&map.old, &map.new, &map.node, &mut edits);
    edits
}

fn step(path: &[PathStep], step: PathStep) -> NodePath {
    let mut path = path.to_vec();
    path.push(step);
    path
}

fn change(old: &YamlTree, new: &YamlTree, path: &[PathStep], edits: &mut Vec<ContentEdit>) {
    let path = path.to_vec();
    match (old, new) {
        (old, new) if old == new => {}
        (_, YamlTree::Null) => edits.push(ContentEdit::Remove { path }),
        (YamlTree::Scalar(_), YamlTree::Scalar(text)) => edits.push(ContentEdit::Replace {
            path,
            text: text.clone(),
        }),
        (YamlTree::Map(before), YamlTree::Map(after))
            if !before.is_empty() && !after.is_empty() =>
        {
            change_map(before, after, &path, edits);
        }
        // The front matter of a file can have no keys yet.
        (YamlTree::Null, YamlTree::Map(after)) if path.is_empty() => {
            change_map(&[], after, &path, edits);
        }
        (YamlTree::List(before), YamlTree::List(after))
            if !before.is_empty() && !after.is_empty() =>
        {
            change_list(before, after, &path, edits);
        }
        (YamlTree::Scalar(_) | YamlTree::Map(_), YamlTree::List(after))
            if after.len() > 1 && after[0] == *old =>
        {
            insert_items(&after[1..], &path, edits);
        }
        (_, value) => edits.push(ContentEdit::ReplaceWith {
            path,
            value: value.clone(),
        }),
    }
}

fn change_map(
    before: &[(String, YamlTree)],
    after: &[(String, YamlTree)],
    path: &[PathStep],
    edits: &mut Vec<ContentEdit>,
) {
    let find =
        |pairs: &[(String, YamlTree)], key: &str| pairs.iter().position(|(known, _)| known == key);
    for (key, value) in after {
        match find(before, key) {
            Some(place) => {
                let path = step(path, PathStep::Key(key.clone()));
                change(&before[place].1, value, &path, edits);
            }
            None => edits.push(ContentEdit::InsertKey {
                path: path.to_vec(),
                after: None,
                key: key.clone(),
                value: value.clone(),
            }),
        }
    }
    for (key, _) in before {
        if find(after, key).is_none() {
            let path = step(path, PathStep::Key(key.clone()));
            edits.push(ContentEdit::Remove { path });
        }
    }
}

fn change_list(
    before: &[YamlTree],
    after: &[YamlTree],
    path: &[PathStep],
    edits: &mut Vec<ContentEdit>,
) {
    if before.len() == after.len() {
        for (index, (old, new)) in before.iter().zip(after).enumerate() {
            change(old, new, &step(path, PathStep::Item(index)), edits);
        }
        return;
    }
    let new: Vec<YamlTree> = after
        .iter()
        .filter(|item| !before.contains(item))
        .cloned()
        .collect();
    insert_items(&new, path, edits);
    // From the end, so that the other indexes stay true.
    for (index, item) in before.iter().enumerate().rev() {
        if !after.contains(item) {
            let path = step(path, PathStep::Item(index));
            edits.push(ContentEdit::Remove { path });
        }
    }
}

fn insert_items(items: &[YamlTree], path: &[PathStep], edits: &mut Vec<ContentEdit>) {
    edits.extend(items.iter().map(|value| ContentEdit::InsertItem {
        path: path.to_vec(),
        value: value.clone(),
    }));
}
