//! What a record that becomes a part of another gives to it.

use super::record_place::RecordPlace;
use crate::atlas::Atlas;
use crate::record::{ContentEdit, PathStep, YamlTree};
use crate::site::{Key, Site};
use crate::text::folding::fold_name;

/// Two values of which one must be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The key.
    pub key: String,
    /// The value of the record that goes.
    pub from: String,
    /// The value of the record that stays.
    pub into: String,
}

/// What is added to a record, and what is to be decided.
#[derive(Default)]
pub(super) struct MergedValues {
    pub(super) edits: Vec<ContentEdit>,
    pub(super) conflicts: Vec<Conflict>,
    /// The values that both have.
    pub(super) repeated: usize,
}

/// Compares the values of two records.
pub(super) struct ValueMerger<'m> {
    pub(super) site: &'m Site,
    pub(super) atlas: &'m Atlas,
    pub(super) from: &'m str,
    pub(super) into: &'m str,
    /// The record that stays.
    pub(super) place: &'m RecordPlace,
    /// Returns whose value of a key is taken: `Some(true)` that of the record that goes. `None`: nobody said.
    pub(super) takes_from: &'m dyn Fn(&str) -> Option<bool>,
}

impl ValueMerger<'_> {
    /// Merges the values of one map into those of another.
    pub(super) fn merge(&self, from: &YamlTree, into: &YamlTree) -> MergedValues {
        let mut merged = MergedValues::default();
        let YamlTree::Map(pairs) = from else {
            return merged;
        };
        let keys = &self.site.vocabulary.kind(self.place.kind).keys;
        let mut aliases = Vec::new();
        for (key, value) in pairs {
            match keys.get(key.as_str()) {
                _ if *value == YamlTree::Null => {}
                Some(Key::Id) => {}
                Some(Key::Name | Key::Short) => aliases.push(plain_name(value)),
                Some(Key::Aliases) => aliases.extend(value.items()),
                Some(Key::Aka) => self.union(key, value.items(), into, &mut merged),
                Some(Key::Relation(..)) => self.references(key, value, into, &mut merged),
                Some(Key::Figures) => self.union(key, value.items(), into, &mut merged),
                Some(_) | None => self.single(key, value, into, &mut merged),
            }
        }
        let new: Vec<YamlTree> = aliases
            .into_iter()
            .filter(|name| !is_known_name(name, into))
            .cloned()
            .collect();
        self.union("aliases", &new, into, &mut merged);
        merged
    }

    fn path(&self, key: &str) -> Vec<PathStep> {
        self.place.key(key)
    }

    /// Adds items that the other record lacks.
    fn union(&self, key: &str, items: &[YamlTree], into: &YamlTree, merged: &mut MergedValues) {
        let known = into.get(key).map_or(&[][..], YamlTree::items);
        let mut new: Vec<YamlTree> = Vec::new();
        for item in items {
            match known.contains(item) || new.contains(item) {
                true => merged.repeated += 1,
                false => new.push(item.clone()),
            }
        }
        self.add(key, new, into, merged);
    }

    fn add(&self, key: &str, new: Vec<YamlTree>, into: &YamlTree, merged: &mut MergedValues) {
        if new.is_empty() {
            return;
        }
        if into.get(key).is_none() {
            merged.edits.push(ContentEdit::InsertKey {
                path: self.place.node.clone(),
                after: None,
                key: key.to_owned(),
                value: YamlTree::List(new),
            });
            return;
        }
        let path = self.path(key);
        merged
            .edits
            .extend(new.into_iter().map(|value| ContentEdit::InsertItem {
                path: path.clone(),
                value,
            }));
    }

    /// Returns the id of the record that an item refers to, after the merge.
    fn target(&self, item: &YamlTree) -> Option<String> {
        let text = item.get("ref").unwrap_or(item).text()?;
        let record = self.atlas.resolve(text);
        let id = record.map_or(text, |record| &*self.atlas.record(record).id);
        Some(if id == self.from { self.into } else { id }.to_owned())
    }

    fn references(&self, key: &str, value: &YamlTree, into: &YamlTree, merged: &mut MergedValues) {
        let known = into.get(key).map_or(&[][..], YamlTree::items);
        let mut new = Vec::new();
        for item in value.items() {
            let target = self.target(item);
            if target.as_deref() == Some(self.into) {
                // No record is related to itself.
                continue;
            }
            let role = |item: &YamlTree| item.get("role").cloned();
            let same = known.iter().position(|known| {
                self.target(known) == target
                    && (role(known) == role(item) || details(known) == 0 || details(item) == 0)
            });
            let Some(index) = same else {
                new.push(item.clone());
                continue;
            };
            let own = &known[index];
            if is_within(item, own) {
                merged.repeated += 1;
                continue;
            }
            let label = format!("{key}/{}", target.unwrap_or_default());
            let takes = match is_within(own, item) {
                true => Some(true),
                false => (self.takes_from)(&label),
            };
            match takes {
                Some(true) => self.replace_item(key, index, known.len(), item, merged),
                Some(false) => {}
                None => merged.conflicts.push(Conflict {
                    key: label,
                    from: shown(item),
                    into: shown(own),
                }),
            }
        }
        self.add(key, new, into, merged);
    }

    fn replace_item(
        &self,
        key: &str,
        index: usize,
        length: usize,
        item: &YamlTree,
        merged: &mut MergedValues,
    ) {
        let value = item.clone();
        let insert = ContentEdit::InsertItem {
            path: self.path(key),
            value,
        };
        let mut path = self.path(key);
        path.push(PathStep::Item(index));
        // A list that would become empty would go with its key.
        let _ = length;
        merged.edits.push(insert);
        merged.edits.push(ContentEdit::Remove { path });
        merged.repeated += 1;
    }

    fn single(&self, key: &str, value: &YamlTree, into: &YamlTree, merged: &mut MergedValues) {
        match into.get(key) {
            None | Some(YamlTree::Null) => {
                if into.get(key).is_some() {
                    let path = self.path(key);
                    merged.edits.push(ContentEdit::Remove { path });
                }
                merged.edits.push(self.insert(key, value));
            }
            Some(own) if own == value => merged.repeated += 1,
            Some(own) => match (self.takes_from)(key) {
                Some(true) => {
                    let path = self.path(key);
                    merged.edits.push(ContentEdit::Remove { path });
                    merged.edits.push(self.insert(key, value));
                }
                Some(false) => {}
                None => merged.conflicts.push(Conflict {
                    key: key.to_owned(),
                    from: shown(value),
                    into: shown(own),
                }),
            },
        }
    }

    fn insert(&self, key: &str, value: &YamlTree) -> ContentEdit {
        ContentEdit::InsertKey {
            path: self.place.node.clone(),
            after: None,
            key: key.to_owned(),
            value: value.clone(),
        }
    }
}

/// Returns a name without its source and status.
fn plain_name(value: &YamlTree) -> &YamlTree {
    value.get("value").unwrap_or(value)
}

/// Returns the number of qualifiers of a reference.
fn details(item: &YamlTree) -> usize {
    match item {
        YamlTree::Map(pairs) => pairs.len().saturating_sub(1),
        YamlTree::Null | YamlTree::Scalar(_) | YamlTree::List(_) => 0,
    }
}

/// Whether all qualifiers of a reference are those of another one.
pub(super) fn is_within(item: &YamlTree, other: &YamlTree) -> bool {
    match item {
        YamlTree::Map(pairs) => pairs
            .iter()
            .filter(|(key, _)| key != "ref")
            .all(|(key, value)| other.get(key) == Some(value)),
        YamlTree::Null | YamlTree::Scalar(_) | YamlTree::List(_) => true,
    }
}

/// Whether each text of a name is a name of a record.
fn is_known_name(name: &YamlTree, record: &YamlTree) -> bool {
    let mut known = Vec::new();
    for key in ["name", "short", "aliases"] {
        if let Some(value) = record.get(key) {
            texts(value, &mut known);
        }
    }
    let mut wanted = Vec::new();
    texts(name, &mut wanted);
    wanted.iter().all(|text| known.contains(text))
}

fn texts(value: &YamlTree, found: &mut Vec<String>) {
    match value {
        YamlTree::Null => {}
        YamlTree::Scalar(text) => found.push(fold_name(text)),
        YamlTree::List(items) => items.iter().for_each(|item| texts(item, found)),
        YamlTree::Map(pairs) => pairs.iter().for_each(|(_, value)| texts(value, found)),
    }
}

/// Returns a value in one line, for people.
pub(super) fn shown(value: &YamlTree) -> String {
    match value {
        YamlTree::Null => "~".to_owned(),
        YamlTree::Scalar(text) => text.clone(),
        YamlTree::List(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        YamlTree::Map(pairs) => {
            let pairs = pairs
                .iter()
                .map(|(key, value)| format!("{key}: {}", shown(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}
