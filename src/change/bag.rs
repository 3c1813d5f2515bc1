//! Differences between two collections without order.

use std::collections::HashMap;
use std::hash::Hash;

/// Removes what both collections have, as often as both have it. Returns the rest of each, in order.
pub(super) fn subtract<T: Eq + Hash + Clone>(old: &[T], new: &[T]) -> (Vec<T>, Vec<T>) {
    (without(old, new), without(new, old))
}

fn without<T: Eq + Hash + Clone>(items: &[T], others: &[T]) -> Vec<T> {
    let mut counts: HashMap<&T, usize> = HashMap::new();
    for other in others {
        *counts.entry(other).or_default() += 1;
    }
    let mut left = Vec::new();
    for item in items {
        match counts.get_mut(item) {
            Some(count) if *count > 0 => *count -= 1,
            _ => left.push(item.clone()),
        }
    }
    left
}

/// Pairs the items of two collections that have the same key, in order. Returns the pairs; what is left stays.
pub(super) fn take_pairs<T, K: Eq + Hash>(
    old: &mut Vec<T>,
    new: &mut Vec<T>,
    key: impl Fn(&T) -> K,
) -> Vec<(T, T)> {
    let mut places: HashMap<K, Vec<usize>> = HashMap::new();
    for (place, item) in new.iter().enumerate().rev() {
        places.entry(key(item)).or_default().push(place);
    }
    let mut left: Vec<Option<T>> = std::mem::take(new).into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for item in std::mem::take(old) {
        let place = places.get_mut(&key(&item)).and_then(Vec::pop);
        match place.and_then(|place| left[place].take()) {
            Some(other) => pairs.push((item, other)),
            None => old.push(item),
        }
    }
    new.extend(left.into_iter().flatten());
    pairs
}

/// Pairs the remaining items of two collections in order, the longer of which has `None` as its partner.
pub(super) fn zip_rest<T>(
    old: Vec<T>,
    new: Vec<T>,
) -> impl Iterator<Item = (Option<T>, Option<T>)> {
    let length = old.len().max(new.len());
    let mut old = old.into_iter();
    let mut new = new.into_iter();
    (0..length).map(move |_| (old.next(), new.next()))
}
