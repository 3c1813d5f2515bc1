//! The known names that unknown names resemble.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{MAX_SUGGESTIONS, did_you_mean};
use crate::site::KindIx;

/// The suggestions of one set of names. Each is looked for once, because that takes as long as there are names.
#[derive(Default)]
pub(super) struct Suggestions(Mutex<HashMap<Question, Option<Box<str>>>>);

/// An unknown name, and the kinds of which a known one is looked for.
type Question = (Box<str>, Box<[KindIx]>);

impl Suggestions {
    /// Returns the one of `names`, which are those of `kinds`, that an unknown one resembles. `None`: there is none, or `found` diagnostics are too many for
    /// suggestions.
    pub(super) fn find<'n>(
        &self,
        unknown: &str,
        kinds: &[KindIx],
        names: impl IntoIterator<Item = &'n str>,
        found: usize,
    ) -> Option<String> {
        if found >= MAX_SUGGESTIONS {
            return None;
        }
        // A panic cannot leave the map inconsistent.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = known
            .entry((unknown.into(), kinds.into()))
            .or_insert_with(|| did_you_mean(unknown, names).map(Into::into));
        name.as_deref().map(str::to_owned)
    }
}
