//! The names of all records as sequences of words.

use std::collections::HashMap;

use crate::atlas::RecordIx;

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum NameWord {
    /// A word by its stem.
    Stem(String),
    /// An abbreviation, which is written exactly, with a short ending or none.
    Abbreviation(String),
    /// The first letter of a name.
    Initial(char),
}

/// A step in the trie: the words that may follow, and the records whose names end here.
#[derive(Default)]
struct TrieNode {
    stems: HashMap<String, usize>,
    /// Sorted by no order; few.
    others: Vec<(NameWord, usize)>,
    records: Vec<RecordIx>,
}

/// All names.
pub(super) struct NameTrie {
    nodes: Vec<TrieNode>,
}

impl NameTrie {
    pub(super) fn new() -> NameTrie {
        NameTrie {
            nodes: vec![TrieNode::default()],
        }
    }

    /// Adds a name.
    pub(super) fn insert(&mut self, name: &[NameWord], record: RecordIx) {
        let mut at = 0;
        for word in name {
            at = self.child_of(at, word);
        }
        let records = &mut self.nodes[at].records;
        if at > 0 && !records.contains(&record) {
            records.push(record);
        }
    }

    fn child_of(&mut self, at: usize, word: &NameWord) -> usize {
        let next = self.nodes.len();
        let node = &mut self.nodes[at];
        let known = match word {
            NameWord::Stem(stem) => node.stems.get(stem).copied(),
            NameWord::Abbreviation(_) | NameWord::Initial(_) => {
                let found = node.others.iter().find(|(known, _)| known == word);
                found.map(|(_, next)| *next)
            }
        };
        if let Some(known) = known {
            return known;
        }
        match word {
            NameWord::Stem(stem) => drop(node.stems.insert(stem.clone(), next)),
            NameWord::Abbreviation(_) | NameWord::Initial(_) => {
                node.others.push((word.clone(), next));
            }
        }
        self.nodes.push(TrieNode::default());
        next
    }

    /// Returns the steps that a word of a text leads to.
    pub(super) fn next(&self, at: usize, word: &str, stem: &str) -> Vec<usize> {
        let node = &self.nodes[at];
        let by_stem = node.stems.get(stem).copied();
        let others = node.others.iter().filter(|(known, _)| matches(known, word));
        by_stem
            .into_iter()
            .chain(others.map(|(_, next)| *next))
            .collect()
    }

    /// Returns the records whose names end at a step.
    pub(super) fn records(&self, at: usize) -> &[RecordIx] {
        &self.nodes[at].records
    }
}

fn matches(known: &NameWord, word: &str) -> bool {
    match known {
        NameWord::Stem(_) => false,
        NameWord::Initial(letter) => word.chars().eq([*letter]),
        NameWord::Abbreviation(text) => word.strip_prefix(text.as_str()).is_some_and(is_ending),
    }
}

/// Whether what follows an abbreviation is an ending: «ТУСУРом».
fn is_ending(rest: &str) -> bool {
    rest.chars().count() <= 3 && rest.chars().all(char::is_lowercase)
}
