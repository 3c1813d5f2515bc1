//! Edits of YAML as a tree: what an edit of a file must come to.

use super::model::{ContentEdit, EditFault};
use super::node_path::PathStep;
use super::tree::YamlTree;

impl YamlTree {
    fn at_mut(&mut self, path: &[PathStep]) -> Result<&mut YamlTree, EditFault> {
        let mut node = self;
        for step in path {
            let next = match (step, node) {
                (PathStep::Key(key), YamlTree::Map(pairs)) => {
                    let found = pairs.iter_mut().find(|(known, _)| known == key);
                    found.map(|(_, value)| value)
                }
                (PathStep::Item(index), YamlTree::List(items)) => items.get_mut(*index),
                _ => None,
            };
            node = next.ok_or(EditFault::Missing)?;
        }
        Ok(node)
    }

    /// Makes an edit.
    pub(super) fn edit(&mut self, edit: &ContentEdit) -> Result<(), EditFault> {
        match edit {
            ContentEdit::Replace { path, text } => {
                *self.at_mut(path)? = YamlTree::Scalar(text.clone());
            }
            ContentEdit::ReplaceWith { path, value } => *self.at_mut(path)? = value.clone(),
            ContentEdit::InsertKey {
                path,
                after,
                key,
                value,
            } => {
                let node = self.at_mut(path)?;
                if *node == YamlTree::Null {
                    *node = YamlTree::Map(Vec::new());
                }
                let YamlTree::Map(pairs) = node else {
                    return Err(EditFault::OtherForm);
                };
                if pairs.iter().any(|(known, _)| known == key) {
                    return Err(EditFault::OtherForm);
                }
                let found = pairs
                    .iter()
                    .position(|(known, _)| Some(known) == after.as_ref());
                let place = found.map_or(pairs.len(), |found| found + 1);
                pairs.insert(place, (key.clone(), value.clone()));
            }
            ContentEdit::InsertItem { path, value } => {
                let node = self.at_mut(path)?;
                let mut items = match std::mem::replace(node, YamlTree::Null) {
                    YamlTree::Null => Vec::new(),
                    YamlTree::List(items) => items,
                    single @ (YamlTree::Scalar(_) | YamlTree::Map(_)) => vec![single],
                };
                items.push(value.clone());
                *node = YamlTree::List(items);
            }
            ContentEdit::Remove { path } => self.remove(path)?,
        }
        Ok(())
    }

    fn remove(&mut self, path: &[PathStep]) -> Result<(), EditFault> {
        let Some((last, parent)) = path.split_last() else {
            return Err(EditFault::Missing);
        };
        let node = self.at_mut(parent)?;
        let is_empty = match (last, &mut *node) {
            (PathStep::Key(key), YamlTree::Map(pairs)) => {
                let place = pairs.iter().position(|(known, _)| known == key);
                pairs.remove(place.ok_or(EditFault::Missing)?);
                pairs.is_empty()
            }
            (PathStep::Item(index), YamlTree::List(items)) if *index < items.len() => {
                items.remove(*index);
                items.is_empty()
            }
            _ => return Err(EditFault::Missing),
        };
        match is_empty {
            true if parent.is_empty() => *node = YamlTree::Null,
            true => self.remove(parent)?,
            false => {}
        }
        Ok(())
    }
}
