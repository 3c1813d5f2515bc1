//! References of files after a merge: none stands twice, and no record refers to itself.

use super::merge_values::is_within;
use super::refusal::Refusal;
use super::working_site::WorkingSite;
use crate::record::{ContentEdit, NodePath, PathStep, YamlTree, read_tree};
use crate::source::SourcePath;

/// Removes references of a file that say less than others to the same record. Returns their number.
pub(super) fn remove_repeated(
    working: &mut WorkingSite,
    path: &SourcePath,
    id: &str,
) -> Result<usize, Refusal> {
    let mut removed = 0;
    loop {
        let is_markdown = path.as_str().ends_with(".md");
        let Ok(tree) = read_tree(working.text(path)?, is_markdown) else {
            return Ok(removed);
        };
        let Some(path_of_item) = repeated(&tree, id, &mut NodePath::new()) else {
            return Ok(removed);
        };
        let edit = ContentEdit::Remove { path: path_of_item };
        working.edit(path, &edit)?;
        removed += 1;
    }
}

fn names(item: &YamlTree, id: &str) -> bool {
    item.get("ref").unwrap_or(item).text() == Some(id)
}

/// Returns the first item of a list that another one of the list contains.
fn repeated(tree: &YamlTree, id: &str, path: &mut NodePath) -> Option<NodePath> {
    let children: Vec<(PathStep, &YamlTree)> = match tree {
        YamlTree::List(items) => {
            let own: Vec<usize> = (0..items.len())
                .filter(|at| names(&items[*at], id))
                .collect();
            for at in &own {
                let within = own.iter().find(|other| {
                    let is_equal = is_within(&items[**other], &items[*at]);
                    *other != at
                        && is_within(&items[*at], &items[**other])
                        && (!is_equal || other < &at)
                });
                if within.is_some() {
                    path.push(PathStep::Item(*at));
                    return Some(path.clone());
                }
            }
            let items = items.iter().enumerate();
            items.map(|(at, item)| (PathStep::Item(at), item)).collect()
        }
        YamlTree::Map(pairs) => {
            let pairs = pairs.iter();
            pairs
                .map(|(key, value)| (PathStep::Key(key.clone()), value))
                .collect()
        }
        YamlTree::Null | YamlTree::Scalar(_) => Vec::new(),
    };
    for (step, child) in children {
        path.push(step);
        if let Some(found) = repeated(child, id, path) {
            return Some(found);
        }
        path.pop();
    }
    None
}

/// Removes the references of a record to itself.
pub(super) fn remove_own(
    working: &mut WorkingSite,
    path: &SourcePath,
    node: &NodePath,
    id: &str,
) -> Result<(), Refusal> {
    loop {
        let is_markdown = path.as_str().ends_with(".md");
        let tree = read_tree(working.text(path)?, is_markdown);
        let Some(YamlTree::Map(pairs)) = tree.ok().and_then(|tree| tree.at(node).cloned()) else {
            return Ok(());
        };
        let own = pairs
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "id" | "name" | "short"));
        let found = own.into_iter().find_map(|(key, value)| match value {
            YamlTree::List(items) => {
                let at = items.iter().position(|item| names(item, id))?;
                Some(vec![PathStep::Key(key.clone()), PathStep::Item(at)])
            }
            value => names(value, id).then(|| vec![PathStep::Key(key.clone())]),
        });
        let Some(steps) = found else {
            return Ok(());
        };
        let path_of_item = node.iter().cloned().chain(steps).collect();
        working.edit(path, &ContentEdit::Remove { path: path_of_item })?;
    }
}
