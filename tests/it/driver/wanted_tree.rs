//! What an edit of YAML should make of its tree.

use innovation_atlas::record::{ContentEdit, NodePath, PathStep, YamlTree};

/// Returns the paths of all nodes.
pub(crate) fn node_paths(tree: &YamlTree) -> Vec<NodePath> {
    let mut found = Vec::new();
    paths(tree, &Vec::new(), &mut found);
    found
}

fn paths(tree: &YamlTree, path: &NodePath, found: &mut Vec<NodePath>) {
    found.push(path.clone());
    let mut descend = |step: PathStep, child: &YamlTree| {
        let mut path = path.clone();
        path.push(step);
        paths(child, &path, found);
    };
    match tree {
        YamlTree::List(items) => {
            for (index, item) in items.iter().enumerate() {
                descend(PathStep::Item(index), item);
            }
        }
        YamlTree::Map(pairs) => {
            for (key, value) in pairs {
                descend(PathStep::Key(key.clone()), value);
            }
        }
        YamlTree::Null | YamlTree::Scalar(_) => {}
    }
}

/// Returns the tree with an edit, by its definition. In a map in brackets a new key comes last.
fn edited_tree(
    tree: &YamlTree,
    path: &[PathStep],
    change: &dyn Fn(&YamlTree) -> Option<YamlTree>,
) -> Option<YamlTree> {
    let Some((step, rest)) = path.split_first() else {
        return change(tree);
    };
    match (step, tree) {
        (PathStep::Key(wanted), YamlTree::Map(pairs)) => {
            let pairs = pairs.iter().filter_map(|(key, value)| match key == wanted {
                true => Some((key.clone(), edited_tree(value, rest, change)?)),
                false => Some((key.clone(), value.clone())),
            });
            let pairs: Vec<_> = pairs.collect();
            (!pairs.is_empty()).then_some(YamlTree::Map(pairs))
        }
        (PathStep::Item(wanted), YamlTree::List(items)) => {
            let items = items.iter().enumerate();
            let items = items.filter_map(|(index, item)| match index == *wanted {
                true => edited_tree(item, rest, change),
                false => Some(item.clone()),
            });
            let items: Vec<_> = items.collect();
            (!items.is_empty()).then_some(YamlTree::List(items))
        }
        _ => panic!("no such path"),
    }
}

/// Returns the tree with an edit; `Null` if nothing is left.
pub(crate) fn wanted_tree(tree: &YamlTree, edit: &ContentEdit) -> YamlTree {
    let wanted = match edit {
        ContentEdit::Replace { path, text } => {
            edited_tree(tree, path, &|_| Some(YamlTree::scalar(text)))
        }
        ContentEdit::ReplaceWith { path, value } => {
            edited_tree(tree, path, &|_| Some(value.clone()))
        }
        ContentEdit::InsertKey {
            path,
            after,
            key,
            value,
        } => edited_tree(tree, path, &|node| {
            let mut pairs = match node {
                YamlTree::Map(pairs) => pairs.clone(),
                _ => Vec::new(),
            };
            let place = pairs
                .iter()
                .position(|(known, _)| Some(known) == after.as_ref());
            let place = place.map_or(pairs.len(), |place| place + 1);
            pairs.insert(place, (key.clone(), value.clone()));
            Some(YamlTree::Map(pairs))
        }),
        ContentEdit::InsertItem { path, value } => edited_tree(tree, path, &|node| {
            let items = node.items().iter().cloned().chain([value.clone()]);
            Some(YamlTree::List(items.collect()))
        }),
        ContentEdit::Remove { path } => edited_tree(tree, path, &|_| None),
    };
    wanted.unwrap_or(YamlTree::Null)
}
