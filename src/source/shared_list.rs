//! A list whose versions share what is the same in both, as in [`super::SharedMap`].

use std::iter::FlatMap;
use std::ops::Index;
use std::slice;
use std::sync::Arc;

/// How many things stand together: what changes is copied with its neighbours, and of the rest only the pieces are counted.
pub(super) const PIECE: usize = 256;

/// A list in pieces of one length.
pub struct SharedList<T> {
    pieces: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Clone for SharedList<T> {
    fn clone(&self) -> Self {
        SharedList { pieces: self.pieces.clone(), len: self.len }
    }
}

impl<T> SharedList<T> {
    /// How many things there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The place of the first thing of which something does not hold that holds of all before it and of none after.
    pub fn partition_point(&self, holds: impl Fn(&T) -> bool) -> usize {
        let whole = self.pieces.partition_point(|piece| piece.last().is_some_and(&holds));
        self.pieces.get(whole).map_or(self.len, |piece| whole * PIECE + piece.partition_point(&holds))
    }

    /// All of them, in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.into_iter()
    }
}

impl<T: Clone> SharedList<T> {
    /// The thing at a place, to be changed in this version alone.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let piece = self.pieces.get_mut(at / PIECE)?;
        Arc::make_mut(piece).get_mut(at % PIECE)
    }
}

impl<T> FromIterator<T> for SharedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let pieces: Vec<_> = pieces(things).collect();
        let len = pieces.iter().map(|piece| piece.len()).sum();
        SharedList { pieces, len }
    }
}

impl<T> Index<usize> for SharedList<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.pieces[at / PIECE][at % PIECE]
    }
}

/// The things of a list, in order.
type Iter<'l, T> = FlatMap<slice::Iter<'l, Arc<Vec<T>>>, slice::Iter<'l, T>, fn(&'l Arc<Vec<T>>) -> slice::Iter<'l, T>>;

impl<'l, T> IntoIterator for &'l SharedList<T> {
    type Item = &'l T;
    type IntoIter = Iter<'l, T>;

    fn into_iter(self) -> Iter<'l, T> {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }
}

/// Cuts what comes into pieces.
pub(super) fn pieces<T>(things: impl IntoIterator<Item = T>) -> impl Iterator<Item = Arc<Vec<T>>> {
    let mut things = things.into_iter();
    std::iter::from_fn(move || {
        let piece: Vec<T> = things.by_ref().take(PIECE).collect();
        (!piece.is_empty()).then(|| Arc::new(piece))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_versions() {
        let before: SharedList<usize> = (0..1000).collect();
        let mut after = before.clone();
        for at in [0, PIECE - 1, PIECE, 999] {
            *after.get_mut(at).expect("a place of the list") += 5000;
        }
        assert!(after.get_mut(1000).is_none());
        assert_eq!((before.len(), after.len()), (1000, 1000));
        assert!(before.iter().copied().eq(0..1000));
        let changed: Vec<usize> = (0..1000).filter(|at| after[*at] != *at).collect();
        assert_eq!(changed, [0, PIECE - 1, PIECE, 999]);
        assert!((0..=1000).all(|most| before.partition_point(|known| *known < most) == most));
        assert!(after.iter().eq((0..1000).map(|at| after[at]).collect::<Vec<_>>().iter()));
    }
}
