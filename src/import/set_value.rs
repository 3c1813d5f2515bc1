//! Values of records in their YAML: each is set where the file states it.

use super::record_files::{EditedMap, EditedRecord};
use crate::record::YamlTree;
use crate::site::{Language, Site};

/// Returns the value of a key of a map for a change. `None`: there is none.
pub(super) fn get_mut<'y>(tree: &'y mut YamlTree, key: &str) -> Option<&'y mut YamlTree> {
    match tree {
        YamlTree::Map(pairs) => {
            let found = pairs.iter_mut().find(|(known, _)| known == key);
            found.map(|(_, value)| value)
        }
        YamlTree::Null | YamlTree::Scalar(_) | YamlTree::List(_) => None,
    }
}

/// Sets the value of a key of a map, or removes it. What is no map becomes one.
pub(super) fn set_key(tree: &mut YamlTree, key: &str, value: Option<YamlTree>) {
    if !matches!(tree, YamlTree::Map(_)) {
        *tree = YamlTree::Map(Vec::new());
    }
    let YamlTree::Map(pairs) = tree else { return };
    let place = pairs.iter().position(|(known, _)| known == key);
    match (place, value) {
        (Some(place), Some(value)) => pairs[place].1 = value,
        (Some(place), None) => {
            pairs.remove(place);
        }
        (None, Some(value)) => pairs.push((key.to_owned(), value)),
        (None, None) => {}
    }
}

impl EditedMap {
    /// Sets the value of a key, or removes the key. A value with provenance keeps that.
    pub(super) fn set(&mut self, key: &str, value: Option<YamlTree>) {
        let stated = get_mut(&mut self.new, key).filter(|old| old.get("value").is_some());
        match (stated, value) {
            (Some(stated), Some(value)) => set_key(stated, "value", Some(value)),
            (_, value) => set_key(&mut self.new, key, value),
        }
    }

    /// Returns the value of a key without its provenance.
    pub(super) fn value(&self, key: &str) -> Option<&YamlTree> {
        let value = self.new.get(key)?;
        Some(value.get("value").unwrap_or(value))
    }
}

impl EditedRecord {
    /// Sets a text in a language where the files state it, or removes it.
    pub(super) fn set_text(
        &mut self,
        site: &Site,
        key: &str,
        language: Language,
        text: Option<&str>,
    ) {
        let code = site.code(language);
        let value = text.map(YamlTree::scalar);
        let stated = self.main.value(key).cloned();
        let is_by_language = matches!(stated, Some(YamlTree::Map(_)));
        let translation = self.translations.iter_mut();
        let mut translation = translation.filter(|(known, _)| *known == language);
        if !is_by_language && let Some((_, map)) = translation.next() {
            return map.set(key, value);
        }
        let new = match stated {
            Some(mut texts @ YamlTree::Map(_)) => {
                set_key(&mut texts, code, value);
                (texts != YamlTree::Map(Vec::new())).then_some(texts)
            }
            _ if language == Language::DEFAULT => value,
            Some(own @ YamlTree::Scalar(_)) if value.is_some() => {
                let default = site.code(Language::DEFAULT).to_owned();
                let pairs = [(default, Some(own)), (code.to_owned(), value)];
                Some(YamlTree::Map(
                    pairs
                        .into_iter()
                        .filter_map(|(code, text)| Some((code, text?)))
                        .collect(),
                ))
            }
            Some(other) if value.is_none() => Some(other),
            _ => value.map(|text| YamlTree::Map(vec![(code.to_owned(), text)])),
        };
        self.main.set(key, new);
    }

    /// Sets the value of a key that has no language, or removes it.
    pub(super) fn set_value(&mut self, key: &str, text: Option<&str>) {
        self.main.set(key, text.map(YamlTree::scalar));
    }

    /// Sets a list: the items that stay are as they are, new ones come last. `names` tells whether an item is a value.
    pub(super) fn set_list(
        &mut self,
        key: &str,
        wanted: &[String],
        names: &dyn Fn(&YamlTree, &str) -> bool,
    ) {
        let old = self.main.value(key).cloned();
        let items = old.as_ref().map_or(&[] as &[YamlTree], YamlTree::items);
        let stays = |item: &&YamlTree| wanted.iter().any(|value| names(item, value));
        let mut new: Vec<YamlTree> = items.iter().filter(stays).cloned().collect();
        for value in wanted {
            if !new.iter().any(|item| names(item, value)) {
                new.push(YamlTree::scalar(value));
            }
        }
        let is_single = matches!(old, Some(YamlTree::Scalar(_) | YamlTree::Map(_)));
        let value = match new.len() {
            0 => None,
            1 if is_single => new.pop(),
            _ => Some(YamlTree::List(new)),
        };
        self.main.set(key, value);
    }
}

impl EditedRecord {
    /// Sets a list of texts, of which some are in several languages, or in the files of translations. As many new texts as
    /// old ones that go take their places; other new ones come last in the record itself.
    pub(super) fn set_texts(&mut self, key: &str, wanted: &[String]) {
        let mut added: Vec<&String> = wanted.iter().collect();
        let translations = self.translations.iter().map(|(_, map)| map);
        let maps: Vec<&EditedMap> = std::iter::once(&self.main).chain(translations).collect();
        let mut lists: Vec<YamlTree> = maps
            .iter()
            .map(|map| map.value(key).cloned().unwrap_or(YamlTree::Null))
            .collect();
        let mut stated = Vec::new();
        lists
            .iter_mut()
            .for_each(|list| texts_mut(list, &mut stated));
        let mut gone: Vec<&mut String> = Vec::new();
        for text in stated {
            match added.iter().position(|new| *new == text.trim()) {
                Some(place) => drop(added.remove(place)),
                None => gone.push(text),
            }
        }
        if gone.len() == added.len() && !wanted.is_empty() {
            for (text, new) in gone.into_iter().zip(added) {
                text.clone_from(new);
            }
        } else {
            let mut left: Vec<&String> = wanted.iter().collect();
            for list in &mut lists {
                *list = pruned(list, &mut left);
            }
            append(&mut lists[0], &left);
        }
        let translations = self.translations.iter_mut().map(|(_, map)| map);
        for (map, list) in std::iter::once(&mut self.main)
            .chain(translations)
            .zip(lists)
        {
            if map.value(key).is_some() || list != YamlTree::Null {
                map.set(key, (list != YamlTree::Null).then_some(list));
            }
        }
    }
}

/// Returns a list without the texts that are not wanted. Those that are, are taken from `left`.
fn pruned(list: &YamlTree, left: &mut Vec<&String>) -> YamlTree {
    let mut take = |text: &str| {
        let place = left.iter().position(|value| *value == text.trim());
        place.map(|place| left.remove(place)).is_some()
    };
    let mut items: Vec<YamlTree> = Vec::new();
    for item in list.items() {
        match item {
            YamlTree::Scalar(text) if take(text) => items.push(item.clone()),
            YamlTree::Map(pairs) => {
                let kept = pairs
                    .iter()
                    .filter(|(_, text)| text.text().is_some_and(&mut take));
                let kept: Vec<_> = kept.cloned().collect();
                if !kept.is_empty() {
                    items.push(YamlTree::Map(kept));
                }
            }
            YamlTree::Scalar(_) | YamlTree::Null | YamlTree::List(_) => {}
        }
    }
    let is_single = matches!(list, YamlTree::Scalar(_) | YamlTree::Map(_));
    match items.len() {
        0 => YamlTree::Null,
        1 if is_single => items.remove(0),
        _ => YamlTree::List(items),
    }
}

/// Adds texts to the end of a list.
fn append(list: &mut YamlTree, texts: &[&String]) {
    if texts.is_empty() {
        return;
    }
    let mut items = list.items().to_vec();
    items.extend(texts.iter().map(|text| YamlTree::scalar(text)));
    *list = YamlTree::List(items);
}

/// Adds the texts of a list, in the order of the file.
fn texts_mut<'y>(tree: &'y mut YamlTree, to: &mut Vec<&'y mut String>) {
    match tree {
        YamlTree::Null => {}
        YamlTree::Scalar(text) => to.push(text),
        YamlTree::List(items) => items.iter_mut().for_each(|item| texts_mut(item, to)),
        YamlTree::Map(pairs) => pairs.iter_mut().for_each(|(_, text)| texts_mut(text, to)),
    }
}
