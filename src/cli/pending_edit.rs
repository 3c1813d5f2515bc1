//! Edits of a site that were interrupted.

use std::path::Path;

use super::error::{CommandError, disk};
use crate::refactor::{Journal, JournalDirection, JournalError};

/// Fails if an edit of the site is neither finished nor taken back: its files are partly old and partly new.
pub(super) fn refuse_pending(root: &Path) -> Result<(), CommandError> {
    if !Journal::is_pending(root) {
        return Ok(());
    }
    let title = Journal::open(root).ok().flatten();
    let title = title.map_or_else(|| "atlas rename".to_owned(), |journal| journal.title);
    let title = crate::diagnostic::quoted(&title);
    let command = title
        .split_whitespace()
        .take(2)
        .collect::<Vec<_>>()
        .join(" ");
    Err(CommandError::new(
        format!(
            "правка прервана: {title}. Закончить: {command} --continue; вернуть, как было: {command} --undo"
        ),
        format!(
            "an edit was interrupted: {title}. To finish it: {command} --continue; to take it back: {command} --undo"
        ),
    ))
}

/// Finishes an interrupted edit or takes it back. Returns what it was.
pub(super) fn resume(root: &Path, direction: JournalDirection) -> Result<String, CommandError> {
    let journal = Journal::open(root).map_err(|error| journal_error(&error))?;
    let journal = journal.ok_or_else(|| {
        CommandError::new("прерванных правок нет", "there is no interrupted edit")
    })?;
    let followed = journal.follow(direction, &mut || Ok(()));
    followed.map_err(|error| journal_error(&error))?;
    Ok(journal.title)
}

pub(super) fn journal_error(error: &JournalError) -> CommandError {
    match error {
        JournalError::Unreadable => CommandError::new(
            "журнал правки .atlas-edit не тот, что записала программа; ничего не изменено. Проверьте файлы сами (git status) и удалите .atlas-edit",
            "the journal of the edit, .atlas-edit, is not what the program wrote; nothing was changed. Look at the files yourself (git status) and remove .atlas-edit",
        ),
        JournalError::Differs(path) => {
            let path = crate::diagnostic::quoted(path);
            CommandError::new(
                format!("{path}: файл изменили после начала правки; ничего не записано"),
                format!("{path}: the file was changed after the edit began; nothing was written"),
            )
        }
        JournalError::Io(path, error) => disk(path, error),
    }
}
