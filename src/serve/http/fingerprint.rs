//! A hash of the bytes of a response, for entity tags and for the detection of changed pages.

use std::hash::{DefaultHasher, Hasher};

/// Returns a hash that is the same in every run of the same program.
pub(in crate::serve) fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
