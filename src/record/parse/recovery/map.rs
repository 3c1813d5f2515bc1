//! Reads the keys of a map whose YAML is broken.

use std::ops::Range;

use super::flow_map::{cut_flow_keys, is_flow_map};
use super::keys::{cut_at_known, cut_keys};
use crate::record::limits::MAX_RECOVERED_KEYS;
use crate::record::parse::yaml::{self, Budget, MapKey, Node, NodeData, YamlError};

/// The keys of a map that could be read.
pub(in crate::record) struct RecoveredMap<'t> {
    /// The keys, in the order of the file.
    pub pairs: Vec<(MapKey<'t>, Node<'t>)>,
    /// The error of the first key that could not be read. `None` if all could be, each for itself.
    pub error: Option<YamlError>,
}

/// The state of the recovery of one file.
pub(in crate::record) struct Recovery<'t, 'k> {
    /// The text of the file.
    pub(super) text: &'t str,
    /// The limits of the file.
    pub(super) budget: Budget,
    /// How many keys may still be read one by one.
    keys_left: usize,
    /// Whether a text is a key of the kind.
    is_known: &'k dyn Fn(&str) -> bool,
}

impl<'t, 'k> Recovery<'t, 'k> {
    /// Begins the recovery of a file.
    pub(in crate::record) fn new(
        text: &'t str,
        is_known: &'k dyn Fn(&str) -> bool,
    ) -> Recovery<'t, 'k> {
        Recovery {
            text,
            budget: Budget::default(),
            keys_left: MAX_RECOVERED_KEYS,
            is_known,
        }
    }

    /// Reads the keys of a map one by one. A key that cannot be read is left out.
    pub(in crate::record) fn recover_map(&mut self, part: Range<usize>) -> RecoveredMap<'t> {
        let mut map = RecoveredMap {
            pairs: Vec::new(),
            error: None,
        };
        if is_flow_map(self.text, part.clone()) {
            for key in cut_flow_keys(self.text, part, self.is_known) {
                self.read_key(key, &mut map.pairs);
            }
            return map;
        }
        for key in cut_keys(self.text, part, self.is_known) {
            let Some(error) = self.read_key(key.clone(), &mut map.pairs) else {
                continue;
            };
            let parts = cut_at_known(self.text, key.clone(), self.is_known);
            if parts.len() > 1 {
                for part in parts {
                    self.read_key(part, &mut map.pairs);
                }
            }
            if !error.is_unknown_anchor() {
                map.error.get_or_insert(error);
            }
        }
        map
    }

    /// Reads a key, and adds what it holds. Returns the error if it cannot be read.
    fn read_key(
        &mut self,
        part: Range<usize>,
        pairs: &mut Vec<(MapKey<'t>, Node<'t>)>,
    ) -> Option<YamlError> {
        if self.keys_left == 0 {
            return None;
        }
        self.keys_left -= 1;
        match yaml::parse_within(&self.text[part.clone()], part.start, &mut self.budget) {
            Ok(Node {
                data: NodeData::Map(found),
                ..
            }) => {
                pairs.extend(found);
                None
            }
            Ok(Node {
                data: NodeData::Null,
                ..
            }) => None,
            Ok(Node { span, .. }) => Some(YamlError::without_colon(span, self.text)),
            Err(error) => Some(error),
        }
    }
}
