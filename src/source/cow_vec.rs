//! A copy-on-write vector whose versions share unchanged chunks.

use std::iter::FlatMap;
use std::ops::Index;
use std::slice;
use std::sync::Arc;

/// Number of items in a new chunk. A change copies one chunk, and the pointers of the others.
pub(super) const CHUNK: usize = 256;

/// The greatest number of items in a chunk.
const MAX_CHUNK: usize = 2 * CHUNK;

/// A vector in chunks. A new one has chunks of [`CHUNK`] items; insertions and removals make others.
pub struct CowVec<T> {
    chunks: Vec<Arc<Vec<T>>>,
    /// The index of the first item of each chunk.
    starts: Vec<usize>,
    len: usize,
}

impl<T> Clone for CowVec<T> {
    fn clone(&self) -> Self {
        CowVec {
            chunks: self.chunks.clone(),
            starts: self.starts.clone(),
            len: self.len,
        }
    }
}

impl<T> CowVec<T> {
    /// Returns the chunks in order, each with the index of its first item.
    pub fn chunks(&self) -> impl Iterator<Item = (usize, &Arc<Vec<T>>)> {
        self.starts.iter().copied().zip(&self.chunks)
    }

    /// Returns the chunk of an index, and the index in it.
    fn place(&self, at: usize) -> (usize, usize) {
        let whole = at / CHUNK;
        let is_in = |chunk: usize| {
            let start = self.starts.get(chunk).copied();
            start.is_some_and(|start| start <= at && at - start < self.chunks[chunk].len())
        };
        let chunk = if is_in(whole) {
            whole
        } else {
            let after = self.starts.partition_point(|start| *start <= at);
            after.saturating_sub(1)
        };
        (chunk, at - self.starts.get(chunk).copied().unwrap_or(0))
    }

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
            self.starts[whole] + chunk.partition_point(&predicate)
        })
    }

    /// Returns the items in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.into_iter()
    }
}

impl<T: Clone> CowVec<T> {
    /// Creates a vector from chunks, which may be shared with another one. Empty ones are left out and long ones are divided.
    pub fn from_chunks(parts: impl IntoIterator<Item = Arc<Vec<T>>>) -> CowVec<T> {
        let (mut chunks, mut starts, mut len) = (Vec::new(), Vec::new(), 0);
        let mut push = |chunk: Arc<Vec<T>>| {
            starts.push(len);
            len += chunk.len();
            chunks.push(chunk);
        };
        for part in parts {
            match part.len() {
                0 => {}
                1..=MAX_CHUNK => push(part),
                _ => part
                    .chunks(CHUNK)
                    .for_each(|chunk| push(Arc::new(chunk.to_vec()))),
            }
        }
        CowVec {
            chunks,
            starts,
            len,
        }
    }

    /// Returns an item for a change in this version. Copies its chunk if another version shares it.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let (chunk, inside) = self.place(at);
        Arc::make_mut(self.chunks.get_mut(chunk)?).get_mut(inside)
    }
}

impl<T> FromIterator<T> for CowVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let chunks: Vec<_> = chunks(items).collect();
        let len = chunks.iter().map(|chunk| chunk.len()).sum();
        let starts = (0..chunks.len()).map(|chunk| chunk * CHUNK).collect();
        CowVec {
            chunks,
            starts,
            len,
        }
    }
}

impl<T> Index<usize> for CowVec<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        let (chunk, inside) = self.place(at);
        &self.chunks[chunk][inside]
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
    fn chunks_of_any_length_are_one_vector() {
        let whole: CowVec<usize> = (0..700).collect();
        let mut parts: Vec<_> = whole.chunks().map(|(_, chunk)| chunk.clone()).collect();
        parts[1] = Arc::new(Vec::new());
        parts.insert(1, Arc::new((1000..1600).collect()));
        let changed = CowVec::from_chunks(parts);
        let expected: Vec<usize> = (0..CHUNK).chain(1000..1600).chain(2 * CHUNK..700).collect();
        assert_eq!(changed.len(), expected.len());
        assert!(changed.iter().eq(&expected));
        assert!((0..expected.len()).all(|at| changed[at] == expected[at]));
        let starts: Vec<usize> = changed.chunks().map(|(start, _)| start).collect();
        assert_eq!(starts, [0, 256, 512, 768, 856]);
    }

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
