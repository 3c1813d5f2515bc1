//! A YAML file of records: a list, or a map of `defaults` and `records`.

use super::yaml::{MapKey, Node, NodeData};
use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;
use crate::record::limits::MAX_DEFAULT_VALUES;
use crate::record::model::Record;
use crate::site::{Key, KindIx};

/// The keys of a file with defaults.
const KEYS: [&str; 2] = ["defaults", "records"];

/// The pairs of a YAML map.
type KeyedNodes<'n, 't> = &'n [(MapKey<'t>, Node<'t>)];

/// The items of a list file, and the keys of every record that does not state them itself.
pub(super) struct ListFile<'n, 't> {
    pub(super) defaults: KeyedNodes<'n, 't>,
    pub(super) items: &'n [Node<'t>],
    /// Whether nothing that may concern all records is in error.
    pub(super) is_whole: bool,
}

impl FileParser<'_> {
    /// Reads the outline of a list file, and reports mistakes in its defaults. `None` if it is neither a list nor a map
    /// with `records`.
    pub(super) fn list_file<'n, 't>(
        &mut self,
        kind: KindIx,
        node: &'n Node<'t>,
    ) -> Option<ListFile<'n, 't>> {
        if let NodeData::List(items) = &node.data {
            let defaults: KeyedNodes<'n, 't> = &[];
            return Some(ListFile {
                defaults,
                items,
                is_whole: true,
            });
        }
        let pairs = node.map()?;
        let records = find(pairs, "records")?;
        let items: &[_] = match &records.data {
            NodeData::List(items) => items,
            NodeData::Null => &[],
            NodeData::Scalar(_) | NodeData::Map(_) => return None,
        };
        let errors = self.errors();
        for (name, _) in pairs {
            if !KEYS.contains(&&*name.text) {
                let (ru, en) = (
                    "в файле списка стоят defaults и records",
                    "a list file has `defaults` and `records`",
                );
                self.report_unread_key(name, &KEYS, ru, en);
            }
        }
        let given = find(pairs, "defaults");
        let defaults = given.and_then(Node::map).unwrap_or_default();
        if let Some(node) = given.filter(|node| node.map().is_none() && !node.is_blank()) {
            let (ru, en) = (
                "{ключ: значение}, общие для всех записей файла",
                "{key: value}, common to all records of the file",
            );
            self.report_expected::<()>("defaults", node, ru, en);
        }
        self.check_defaults(kind, defaults);
        let is_small = are_small(defaults, items.len());
        if let Some(node) = given.filter(|_| !is_small) {
            let ru = format!("defaults дали бы всем записям больше {MAX_DEFAULT_VALUES} значений");
            let en = format!(
                "`defaults` would give more than {MAX_DEFAULT_VALUES} values to the records"
            );
            self.report_limit(node.span, ru, en);
        }
        let defaults = if is_small { defaults } else { &[] };
        Some(ListFile {
            defaults,
            items,
            is_whole: self.errors() == errors,
        })
    }

    /// Reports the mistakes in defaults once, and not with every record.
    fn check_defaults(&mut self, kind: KindIx, defaults: KeyedNodes<'_, '_>) {
        let mut own: Vec<&MapKey<'_>> = Vec::new();
        for (name, _) in defaults {
            let key = self.site.vocabulary.kind(kind).keys.get(&*name.text);
            if key.is_some_and(|key| !is_shared(*key)) {
                own.push(name);
            }
        }
        for name in own {
            let (ru, en) = (
                "перенесите его в записи: у каждой он свой",
                "move it to the records: each has its own",
            );
            self.report_unread_key(name, &[], ru, en);
        }
        let mut record = self.empty_record(kind, "", None, Span::default());
        self.parse_keys(&mut record, defaults);
    }

    fn report_unread_key(&mut self, name: &MapKey<'_>, known: &[&str], ru: &str, en: &str) {
        let similar = self.suggest(&name.text, known.iter().copied());
        let diagnostic = self
            .diagnostic(Code::UnknownListKey, name.span)
            .with("field", &*name.text)
            .with("advice", ru)
            .with("advice_en", en);
        self.push(diagnostic.with_some("near", similar));
    }

    /// Adds the defaults that a record does not state itself.
    pub(super) fn apply_defaults(
        &mut self,
        record: &mut Record,
        stated: KeyedNodes<'_, '_>,
        defaults: KeyedNodes<'_, '_>,
    ) {
        for (name, node) in defaults {
            let is_stated = find(stated, &name.text).is_some_and(|node| !is_empty(node));
            let keys = &self.site.vocabulary.kind(record.kind).keys;
            if let Some(key) = keys.get(&*name.text).copied()
                && is_shared(key)
                && !is_stated
                && !node.is_blank()
            {
                self.mute(|parser| parser.parse_key(record, key, name, node));
            }
        }
        record.fields.sort_by_key(|field| field.field);
    }
}

/// Whether defaults can be added to so many records.
pub(super) fn are_small(defaults: KeyedNodes<'_, '_>, records: usize) -> bool {
    let size: usize = defaults.iter().map(|(_, node)| node.size()).sum();
    size.saturating_mul(records) <= MAX_DEFAULT_VALUES
}

/// Whether several records can have one value of a key.
fn is_shared(key: Key) -> bool {
    !matches!(
        key,
        Key::Id | Key::Name | Key::Sort | Key::Short | Key::Aliases | Key::Names | Key::Aka
    )
}

/// Whether a value is left empty. An empty list is stated.
fn is_empty(node: &Node<'_>) -> bool {
    match &node.data {
        NodeData::List(items) => !items.is_empty() && node.is_blank(),
        NodeData::Null | NodeData::Scalar(_) | NodeData::Map(_) => node.is_blank(),
    }
}

fn find<'n, 't>(pairs: KeyedNodes<'n, 't>, key: &str) -> Option<&'n Node<'t>> {
    let mut pairs = pairs.iter();
    pairs
        .find(|(name, _)| name.text == key)
        .map(|(_, node)| node)
}
