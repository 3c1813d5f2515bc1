//! A sorted copy-on-write map whose versions share unchanged chunks.
//!
//! A save in the preview changes a few entries of a large map. Creating the new version, dropping the old one and comparing
//! both must not depend on the size of the map. So entries are stored in shared chunks, and a change copies one chunk.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::cow_vec::{CHUNK, chunks};

type Entries<K, V> = Arc<Vec<(K, V)>>;

/// A sorted map in chunks. No chunk is empty.
pub struct CowMap<K, V> {
    chunks: Vec<Entries<K, V>>,
    len: usize,
}

impl<K, V> Clone for CowMap<K, V> {
    fn clone(&self) -> Self {
        CowMap {
            chunks: self.chunks.clone(),
            len: self.len,
        }
    }
}

impl<K, V> Default for CowMap<K, V> {
    fn default() -> Self {
        CowMap {
            chunks: Vec::new(),
            len: 0,
        }
    }
}

impl<K: Ord, V> CowMap<K, V> {
    /// Creates a map. The keys must be sorted and unique.
    pub fn from_sorted(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        let chunks: Vec<_> = chunks(entries).collect();
        let len = chunks.iter().map(|chunk| chunk.len()).sum();
        CowMap { chunks, len }
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let chunk = self.chunks.get(self.chunk_index(key))?;
        let at = chunk
            .binary_search_by(|(known, _)| known.borrow().cmp(key))
            .ok()?;
        Some(&chunk[at].1)
    }

    /// Returns the entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.chunks
            .iter()
            .flat_map(|chunk| chunk.iter())
            .map(|(key, value)| (key, value))
    }

    /// Returns the entries with this key or a greater one, in order.
    pub fn starting_at<'m, Q: Ord + ?Sized>(
        &'m self,
        key: &Q,
    ) -> impl Iterator<Item = (&'m K, &'m V)> + use<'m, K, V, Q>
    where
        K: Borrow<Q>,
    {
        let first = self.chunk_index(key);
        let before =
            |chunk: &Entries<K, V>| chunk.partition_point(|(known, _)| known.borrow() < key);
        let skipped = self.chunks.get(first).map_or(0, before);
        self.chunks[first..]
            .iter()
            .flat_map(|chunk| chunk.iter())
            .skip(skipped)
            .map(|(key, value)| (key, value))
    }

    /// Returns the index of the chunk that would contain a key.
    fn chunk_index<Q: Ord + ?Sized>(&self, key: &Q) -> usize
    where
        K: Borrow<Q>,
    {
        self.chunks
            .partition_point(|chunk| chunk.last().is_some_and(|(last, _)| last.borrow() < key))
    }

    /// Returns the keys whose values differ between two versions, in order. Shared chunks are skipped.
    pub fn differences<'m>(&'m self, other: &'m Self, same: impl Fn(&V, &V) -> bool) -> Vec<&'m K> {
        let (mut ours, mut theirs) = (Cursor::new(self), Cursor::new(other));
        let mut differing = Vec::new();
        loop {
            if ours.skip_shared(&mut theirs) {
                continue;
            }
            match (ours.entry(), theirs.entry()) {
                (None, None) => return differing,
                (Some((key, value)), Some((known, old))) => match key.cmp(known) {
                    Ordering::Less => differing.extend(ours.advance()),
                    Ordering::Greater => differing.extend(theirs.advance()),
                    Ordering::Equal => {
                        differing.extend((!same(value, old)).then_some(key));
                        ours.advance();
                        theirs.advance();
                    }
                },
                (Some(_), None) => differing.extend(ours.advance()),
                (None, Some(_)) => differing.extend(theirs.advance()),
            }
        }
    }
}

impl<K: Ord + Clone, V: Clone> CowMap<K, V> {
    /// Sets the value of a key. Returns the old value.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let index = self
            .chunk_index(&key)
            .min(self.chunks.len().saturating_sub(1));
        let Some(chunk) = self.chunks.get_mut(index) else {
            self.chunks.push(Arc::new(vec![(key, value)]));
            self.len = 1;
            return None;
        };
        let chunk = Arc::make_mut(chunk);
        match chunk.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(at) => return Some(std::mem::replace(&mut chunk[at].1, value)),
            Err(at) => chunk.insert(at, (key, value)),
        }
        self.len += 1;
        if chunk.len() > 2 * CHUNK {
            let rest = chunk.split_off(CHUNK);
            self.chunks.insert(index + 1, Arc::new(rest));
        }
        None
    }

    /// Removes a key. Returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let index = self.chunk_index(key);
        let chunk = self.chunks.get_mut(index)?;
        let at = chunk
            .binary_search_by(|(known, _)| known.borrow().cmp(key))
            .ok()?;
        let (_, value) = Arc::make_mut(chunk).remove(at);
        if chunk.is_empty() {
            self.chunks.remove(index);
        }
        self.len -= 1;
        Some(value)
    }
}

/// A position in a map.
struct Cursor<'m, K, V> {
    chunks: &'m [Entries<K, V>],
    at: usize,
}

impl<'m, K, V> Cursor<'m, K, V> {
    fn new(map: &'m CowMap<K, V>) -> Self {
        Cursor {
            chunks: &map.chunks,
            at: 0,
        }
    }

    fn entry(&self) -> Option<&'m (K, V)> {
        self.chunks.first()?.get(self.at)
    }

    /// Moves to the next entry. Returns the key of the current one.
    fn advance(&mut self) -> Option<&'m K> {
        let (key, _) = self.entry()?;
        self.at += 1;
        if self.at == self.chunks[0].len() {
            (self.chunks, self.at) = (&self.chunks[1..], 0);
        }
        Some(key)
    }

    /// Skips a chunk that both maps share. Returns whether there is one.
    fn skip_shared(&mut self, other: &mut Self) -> bool {
        let shared = match (self.chunks, other.chunks) {
            ([ours, ..], [theirs, ..]) => {
                self.at == 0 && other.at == 0 && Arc::ptr_eq(ours, theirs)
            }
            _ => false,
        };
        if shared {
            (self.chunks, other.chunks) = (&self.chunks[1..], &other.chunks[1..]);
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// A map behaves as a `BTreeMap`, and older versions do not change.
        #[test]
        fn versions_behave_as_separate_maps(first in prop::collection::btree_map(0..3000u32, 0..9u8, 0..1500),
                               edits in prop::collection::vec((0..3000u32, prop::option::of(0..9u8)), 0..900)) {
            let before = CowMap::from_sorted(first.clone());
            let (mut after, mut expected) = (before.clone(), first.clone());
            for (key, value) in edits {
                match value {
                    Some(value) => prop_assert_eq!(after.insert(key, value), expected.insert(key, value)),
                    None => prop_assert_eq!(after.remove(&key), expected.remove(&key)),
                }
            }
            let plain = |map: &CowMap<u32, u8>| map.iter().map(|(k, v)| (*k, *v)).collect::<BTreeMap<_, _>>();
            prop_assert_eq!(plain(&before), first.clone());
            prop_assert_eq!(plain(&after), expected.clone());
            prop_assert_eq!(after.len(), expected.len());
            prop_assert!(after.starting_at(&1000).eq(expected.range(1000..)));
            prop_assert!((0..3000).all(|key| after.get(&key) == expected.get(&key)));
            let differing: Vec<u32> = (0..3000).filter(|key| first.get(key) != expected.get(key)).collect();
            prop_assert_eq!(after.differences(&before, |a, b| a == b), differing.iter().collect::<Vec<_>>());
            prop_assert_eq!(before.differences(&after, |a, b| a == b), differing.iter().collect::<Vec<_>>());
        }
    }
}
