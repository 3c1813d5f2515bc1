//! New values as they are written.

use super::scalar::{ScalarPlace, write_scalar};
use super::tree::YamlTree;

impl YamlTree {
    /// Returns the value in one line: lists and maps in brackets.
    pub(super) fn in_line(&self, place: ScalarPlace) -> String {
        let inside = ScalarPlace::Flow;
        match self {
            YamlTree::Null => "~".to_owned(),
            YamlTree::Scalar(text) => write_scalar(text, place),
            YamlTree::List(items) => {
                let items: Vec<_> = items.iter().map(|item| item.in_line(inside)).collect();
                format!("[{}]", items.join(", "))
            }
            YamlTree::Map(pairs) => {
                let pairs = pairs.iter();
                let pairs: Vec<_> = pairs.map(|pair| pair_in_line(pair, inside)).collect();
                format!("{{{}}}", pairs.join(", "))
            }
        }
    }

    /// Returns a map as lines of block style, without their indentation. `None` for any other value.
    pub(super) fn as_lines(&self) -> Option<Vec<String>> {
        match self {
            YamlTree::Map(pairs) if !pairs.is_empty() => {
                let pairs = pairs.iter();
                Some(
                    pairs
                        .map(|pair| pair_in_line(pair, ScalarPlace::Block))
                        .collect(),
                )
            }
            YamlTree::Null | YamlTree::Scalar(_) | YamlTree::List(_) | YamlTree::Map(_) => None,
        }
    }
}

/// Returns a key with its value in one line.
pub(super) fn pair_in_line((key, value): &(String, YamlTree), place: ScalarPlace) -> String {
    format!("{}: {}", write_scalar(key, place), value.in_line(place))
}

/// The length of a line above which the items of a list have lines of their own, in bytes.
const MAX_LINE: usize = 120;

/// Returns a key with its value as a line of a map in block style.
pub fn yaml_line(key: &str, value: &YamlTree) -> String {
    let place = ScalarPlace::Block;
    format!("{}: {}", write_scalar(key, place), value.in_line(place))
}

/// Returns a key with its value as lines of a map in block style: a long list has a line for each item.
pub fn yaml_lines(key: &str, value: &YamlTree) -> Vec<String> {
    let line = yaml_line(key, value);
    match value {
        YamlTree::List(items) if items.len() > 1 && line.len() > MAX_LINE => {
            let place = ScalarPlace::Block;
            let items = items
                .iter()
                .map(|item| format!("  - {}", item.in_line(place)));
            std::iter::once(format!("{}:", write_scalar(key, place)))
                .chain(items)
                .collect()
        }
        YamlTree::List(_) | YamlTree::Null | YamlTree::Scalar(_) | YamlTree::Map(_) => vec![line],
    }
}
