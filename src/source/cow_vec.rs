//! A copy-on-write vector whose versions share unchanged chunks.

use std::iter::FlatMap;
use std::ops::Index;
use std::slice;
use std::sync::Arc;

/// Number of items in a chunk. A change copies one chunk, and the pointers of the others.
pub(super) const CHUNK: usize = 256;

/// A vector in chunks of [`CHUNK`] items; only the last one is shorter.
pub struct CowVec<T> {
    chunks: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Clone for CowVec<T> {
    fn clone(&self) -> Self {
        CowVec {
            chunks: self.chunks.clone(),
            len: self.len,
        }
    }
}

impl<T> CowVec<T> {
    /// Returns the number of items.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the index of the first item for which `predicate` is false (see [`slice::partition_point`]).
    pub fn partition_point(&self, predicate: impl Fn(&T) -> bool) -> usize {
        let whole = self
            .chunks
            .partition_point(|chunk| chunk.last().is_some_and(&predicate));
        self.chunks.get(whole).map_or(self.len, |chunk| {
            whole * CHUNK + chunk.partition_point(&predicate)
        })
    }

    /// Returns the items in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.into_iter()
    }
}

impl<T: Clone> CowVec<T> {
    /// Returns an item for a change in this version. Copies its chunk if another version shares it.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let chunk = self.chunks.get_mut(at / CHUNK)?;
        Arc::make_mut(chunk).get_mut(at % CHUNK)
    }
}

impl<T> FromIterator<T> for CowVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let chunks: Vec<_> = chunks(items).collect();
        let len = chunks.iter().map(|chunk| chunk.len()).sum();
        CowVec { chunks, len }
    }
}

impl<T> Index<usize> for CowVec<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.chunks[at / CHUNK][at % CHUNK]
    }
}

/// An iterator over the items.
type Iter<'l, T> = FlatMap<
    slice::Iter<'l, Arc<Vec<T>>>,
    slice::Iter<'l, T>,
    fn(&'l Arc<Vec<T>>) -> slice::Iter<'l, T>,
>;

impl<'l, T> IntoIterator for &'l CowVec<T> {
    type Item = &'l T;
    type IntoIter = Iter<'l, T>;

    fn into_iter(self) -> Iter<'l, T> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }
}

/// Groups items into chunks.
pub(super) fn chunks<T>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = Arc<Vec<T>>> {
    let mut items = items.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<T> = items.by_ref().take(CHUNK).collect();
        (!chunk.is_empty()).then(|| Arc::new(chunk))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_do_not_affect_each_other() {
        let before: CowVec<usize> = (0..1000).collect();
        let mut after = before.clone();
        for at in [0, CHUNK - 1, CHUNK, 999] {
            *after.get_mut(at).expect("an index of the vector") += 5000;
        }
        assert!(after.get_mut(1000).is_none());
        assert_eq!((before.len(), after.len()), (1000, 1000));
        assert!(before.iter().copied().eq(0..1000));
        let changed: Vec<usize> = (0..1000).filter(|at| after[*at] != *at).collect();
        assert_eq!(changed, [0, CHUNK - 1, CHUNK, 999]);
        assert!((0..=1000).all(|most| before.partition_point(|known| *known < most) == most));
        assert!(
            after
                .iter()
                .eq((0..1000).map(|at| after[at]).collect::<Vec<_>>().iter())
        );
    }
}
