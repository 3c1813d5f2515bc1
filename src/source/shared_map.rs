//! A sorted map whose versions share what is the same in both.
//!
//! A save makes a version of a site in which all but a few things are as they were. Neither making it nor dropping it nor
//! finding out what differs should take the longer the larger the site is, so what there is of everything is kept in
//! pieces, and a change copies the piece in which it happens.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::shared_list::{PIECE, pieces};

type Entries<K, V> = Arc<Vec<(K, V)>>;

/// A sorted map in pieces, none of them empty.
pub struct SharedMap<K, V> {
    pieces: Vec<Entries<K, V>>,
    len: usize,
}

impl<K, V> Clone for SharedMap<K, V> {
    fn clone(&self) -> Self {
        SharedMap { pieces: self.pieces.clone(), len: self.len }
    }
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        SharedMap { pieces: Vec::new(), len: 0 }
    }
}

impl<K: Ord, V> SharedMap<K, V> {
    /// A map of entries that come in order, each key once.
    pub fn from_sorted(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        let pieces: Vec<_> = pieces(entries).collect();
        let len = pieces.iter().map(|piece| piece.len()).sum();
        SharedMap { pieces, len }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What stands under a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let piece = self.pieces.get(self.piece(key))?;
        let at = piece.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
        Some(&piece[at].1)
    }

    /// All entries, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.pieces.iter().flat_map(|piece| piece.iter()).map(|(key, value)| (key, value))
    }

    /// The entries from a key on, in order.
    pub fn starting_at<'m, Q: Ord + ?Sized>(
        &'m self,
        key: &Q,
    ) -> impl Iterator<Item = (&'m K, &'m V)> + use<'m, K, V, Q>
    where
        K: Borrow<Q>,
    {
        let first = self.piece(key);
        let before = |piece: &Entries<K, V>| piece.partition_point(|(known, _)| known.borrow() < key);
        let skipped = self.pieces.get(first).map_or(0, before);
        self.pieces[first..].iter().flat_map(|piece| piece.iter()).skip(skipped).map(|(key, value)| (key, value))
    }

    /// The piece in which a key stands, if it stands anywhere.
    fn piece<Q: Ord + ?Sized>(&self, key: &Q) -> usize
    where
        K: Borrow<Q>,
    {
        self.pieces.partition_point(|piece| piece.last().is_some_and(|(last, _)| last.borrow() < key))
    }

    /// The keys under which two versions hold something else, in order. Pieces that both have are not looked at.
    pub fn differences<'m>(&'m self, other: &'m Self, same: impl Fn(&V, &V) -> bool) -> Vec<&'m K> {
        let (mut ours, mut theirs) = (Walk::of(self), Walk::of(other));
        let mut differing = Vec::new();
        loop {
            if ours.skip_shared(&mut theirs) {
                continue;
            }
            match (ours.entry(), theirs.entry()) {
                (None, None) => return differing,
                (Some((key, value)), Some((known, old))) => match key.cmp(known) {
                    Ordering::Less => differing.extend(ours.step()),
                    Ordering::Greater => differing.extend(theirs.step()),
                    Ordering::Equal => {
                        differing.extend((!same(value, old)).then_some(key));
                        ours.step();
                        theirs.step();
                    }
                },
                (Some(_), None) => differing.extend(ours.step()),
                (None, Some(_)) => differing.extend(theirs.step()),
            }
        }
    }
}

impl<K: Ord + Clone, V: Clone> SharedMap<K, V> {
    /// Puts something under a key; answers what stood there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let place = self.piece(&key).min(self.pieces.len().saturating_sub(1));
        let Some(piece) = self.pieces.get_mut(place) else {
            self.pieces.push(Arc::new(vec![(key, value)]));
            self.len = 1;
            return None;
        };
        let piece = Arc::make_mut(piece);
        match piece.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(at) => return Some(std::mem::replace(&mut piece[at].1, value)),
            Err(at) => piece.insert(at, (key, value)),
        }
        self.len += 1;
        if piece.len() > 2 * PIECE {
            let rest = piece.split_off(PIECE);
            self.pieces.insert(place + 1, Arc::new(rest));
        }
        None
    }

    /// Takes away what stands under a key.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.piece(key);
        let piece = self.pieces.get_mut(place)?;
        let at = piece.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
        let (_, value) = Arc::make_mut(piece).remove(at);
        if piece.is_empty() {
            self.pieces.remove(place);
        }
        self.len -= 1;
        Some(value)
    }
}

/// A place in a map, on the way through it.
struct Walk<'m, K, V> {
    pieces: &'m [Entries<K, V>],
    at: usize,
}

impl<'m, K, V> Walk<'m, K, V> {
    fn of(map: &'m SharedMap<K, V>) -> Self {
        Walk { pieces: &map.pieces, at: 0 }
    }

    fn entry(&self) -> Option<&'m (K, V)> {
        self.pieces.first()?.get(self.at)
    }

    /// Goes on, and answers the key that stood there.
    fn step(&mut self) -> Option<&'m K> {
        let (key, _) = self.entry()?;
        self.at += 1;
        if self.at == self.pieces[0].len() {
            (self.pieces, self.at) = (&self.pieces[1..], 0);
        }
        Some(key)
    }

    /// Passes over a piece that both have.
    fn skip_shared(&mut self, other: &mut Self) -> bool {
        let shared = match (self.pieces, other.pieces) {
            ([ours, ..], [theirs, ..]) => self.at == 0 && other.at == 0 && Arc::ptr_eq(ours, theirs),
            _ => false,
        };
        if shared {
            (self.pieces, other.pieces) = (&self.pieces[1..], &other.pieces[1..]);
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

        /// A map is one of the standard library in all that it answers, and an older version stays what it was.
        #[test]
        fn a_map_with_versions(first in prop::collection::btree_map(0..3000u32, 0..9u8, 0..1500),
                               edits in prop::collection::vec((0..3000u32, prop::option::of(0..9u8)), 0..900)) {
            let before = SharedMap::from_sorted(first.clone());
            let (mut after, mut expected) = (before.clone(), first.clone());
            for (key, value) in edits {
                match value {
                    Some(value) => prop_assert_eq!(after.insert(key, value), expected.insert(key, value)),
                    None => prop_assert_eq!(after.remove(&key), expected.remove(&key)),
                }
            }
            let plain = |map: &SharedMap<u32, u8>| map.iter().map(|(k, v)| (*k, *v)).collect::<BTreeMap<_, _>>();
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
