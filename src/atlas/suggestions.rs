//! The known names that unknown names resemble.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{MAX_SUGGESTIONS, did_you_mean};

/// The suggestions of one set of names. Each is looked for once, because that takes as long as there are names.
#[derive(Default)]
pub(super) struct Suggestions(Mutex<HashMap<Box<str>, Option<Box<str>>>>);

impl Suggestions {
    /// Returns the name that an unknown one resembles. `None`: there is none, or `found` diagnostics are too many for
    /// suggestions.
    pub(super) fn find<'n>(
        &self,
        unknown: &str,
        names: impl IntoIterator<Item = &'n str>,
        found: usize,
    ) -> Option<String> {
        if found >= MAX_SUGGESTIONS {
            return None;
        }
        // A panic cannot leave the map inconsistent.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = known
            .entry(unknown.into())
            .or_insert_with(|| did_you_mean(unknown, names).map(Into::into));
        name.as_deref().map(str::to_owned)
    }
}
