//! Builds the snapshot of a command's site.

use std::mem::ManuallyDrop;
use std::path::Path;

use super::error::{CommandError, disk};
use super::revision::Revision;
use super::today::today;
use crate::atlas::Drafts;
use crate::pipeline::{self, Options, Snapshot};
use crate::site::Language;
use crate::text::MessageLanguage;

/// Builds a snapshot for `build` and `check`. It is never dropped: the process ends after it, and freeing its memory
/// would take time.
pub(super) fn build_snapshot(
    root: &Path,
    base_url: Option<String>,
    revision: Option<String>,
) -> Result<ManuallyDrop<Snapshot>, CommandError> {
    let revision_query = if revision.is_none() { Revision::spawn_git(root) } else { None };
    let options = Options { today: today()?, drafts: Drafts::Hidden, base_url, revision: revision.map(Into::into) };
    let answer = || revision_query.and_then(Revision::wait);
    let snapshot = pipeline::read_and_link(root, options, answer).map_err(|error| disk(root, &error))?;
    Ok(ManuallyDrop::new(snapshot))
}

/// Returns the language of messages: the requested one, or else Russian or English by the site's default language.
pub(super) fn select_message_language(requested: Option<MessageLanguage>, snapshot: &Snapshot) -> MessageLanguage {
    let own = snapshot.model.site.code(Language::DEFAULT);
    requested.unwrap_or(if matches!(own.split('-').next(), Some("ru" | "be" | "kk" | "uk")) {
        MessageLanguage::Ru
    } else {
        MessageLanguage::En
    })
}
