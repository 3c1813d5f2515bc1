//! What commands that edit a site have in common: they read it, prove the edit, show it, and write all files or none.

use std::path::Path;
use std::process::ExitCode;

use super::console::Console;
use super::error::CommandError;
use super::file_differences::print_differences;
use super::message_language::select_message_language;
use super::pending_edit::{journal_error, refuse_pending, resume};
use super::read_site::read_site;
use super::shared_arguments::EditArguments;
use super::uncommitted::uncommitted;
use crate::atlas::Drafts;
use crate::diagnostic::quoted;
use crate::pipeline::Snapshot;
use crate::plan::PageKind;
use crate::refactor::{
    FileChange, Journal, JournalDirection, JournalError, RefactorPlan, Refusal, prove,
};
use crate::source::SourcePath;
use crate::text::{Bilingual, MessageLanguage};

/// What is proved of an edit that changes no relation.
pub(super) const SAME_GRAPH: Bilingual = Bilingual {
    ru: "Граф тот же, замечаний не прибавилось.",
    en: "The graph is the same, with no new diagnostics.",
};

/// A site that is to be edited.
pub(super) struct SiteEdit<'s> {
    pub(super) root: &'s Path,
    pub(super) before: Snapshot,
    pub(super) language: MessageLanguage,
}

impl<'s> SiteEdit<'s> {
    /// Reads a site with its drafts. Fails while an edit is interrupted.
    fn read(root: &'s Path, lang: Option<MessageLanguage>) -> Result<SiteEdit<'s>, CommandError> {
        refuse_pending(root)?;
        let before = read_site(root, Drafts::Shown)?;
        let language = select_message_language(lang, &before);
        Ok(SiteEdit {
            root,
            before,
            language,
        })
    }

    /// Returns a text in the language of messages.
    pub(super) fn word(&self, ru: &'static str, en: &'static str) -> &'static str {
        match self.language {
            MessageLanguage::Ru => ru,
            MessageLanguage::En => en,
        }
    }

    /// Returns an error in the language of messages.
    pub(super) fn refusal(&self, refusal: &Refusal) -> CommandError {
        let words = |language| {
            // A message is one line.
            let words = refusal.words(language).trim().replace("\n  ", "; ");
            words.replacen(":; ", ": ", 1)
        };
        let error = CommandError::new(words(MessageLanguage::Ru), words(MessageLanguage::En));
        error.in_language(self.language)
    }

    /// Proves an edit, and writes it or shows it. `proved` says what was proved.
    pub(super) fn carry_out(
        &self,
        plan: &RefactorPlan,
        title: &str,
        proved: &Bilingual,
        arguments: &EditArguments,
        console: &mut Console,
    ) -> Result<ExitCode, CommandError> {
        let after = prove(plan, &self.before, self.before.options());
        let after = after.map_err(|refusal| self.refusal(&refusal))?;
        let changes = plan.working.changes();
        self.write(&changes, title, arguments, console)?;
        if !arguments.dry_run {
            self.print_changes(&changes, console);
        }
        let (places, files) = (plan.places.values().sum::<usize>(), plan.places.len());
        let redirects = redirects(&after).saturating_sub(redirects(&self.before));
        console.print(&match self.language {
            MessageLanguage::Ru => format!(
                "Ссылок: {places}, файлов с ними: {files}. {} Новых перенаправлений: {redirects}.",
                proved.ru
            ),
            MessageLanguage::En => format!(
                "References: {places}, in files: {files}. {} New redirects: {redirects}.",
                proved.en
            ),
        });
        for (path, line) in &plan.layout_lines {
            let path = quoted(path.as_str());
            console.print(&format!(
                "{path}:{line}: {}",
                self.word(
                    "здесь стоит этот id; шаблоны программа не меняет",
                    "this id stands here; the program changes no layouts"
                )
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Writes all files or none. With `--dry-run` shows the difference in place of it.
    pub(super) fn write(
        &self,
        changes: &[FileChange],
        title: &str,
        arguments: &EditArguments,
        console: &mut Console,
    ) -> Result<(), CommandError> {
        if arguments.dry_run {
            print_differences(changes, console);
            return Ok(());
        }
        if !arguments.force {
            self.refuse_uncommitted(changes)?;
        }
        let failed = |error: &JournalError| journal_error(error).in_language(self.language);
        let journal = Journal::begin(self.root, title, changes, &mut || Ok(()));
        let journal = journal.map_err(|error| failed(&error))?;
        let Err(error) = journal.follow(JournalDirection::Finish, &mut || Ok(())) else {
            return Ok(());
        };
        // What cannot be finished is taken back. If that fails, too, the journal stays.
        let undone = match &error {
            JournalError::Differs(_) => journal.discard(),
            JournalError::Unreadable | JournalError::Io(..) => {
                journal.follow(JournalDirection::Undo, &mut || Ok(()))
            }
        };
        drop(undone);
        Err(failed(&error))
    }

    fn refuse_uncommitted(&self, changes: &[FileChange]) -> Result<(), CommandError> {
        let paths: Vec<SourcePath> = changes.iter().map(|change| change.path.clone()).collect();
        let found = uncommitted(self.root, &paths);
        if found.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = found
            .iter()
            .take(5)
            .map(|path| quoted(path.as_str()))
            .collect();
        let names = names.join(", ");
        let error = CommandError::new(
            format!(
                "в файлах есть изменения, которых нет в git: {names}. Сначала commit, или --force"
            ),
            format!("files have changes that git does not know: {names}. Commit first, or --force"),
        );
        Err(error.in_language(self.language))
    }

    fn print_changes(&self, changes: &[FileChange], console: &mut Console) {
        for FileChange { path, old, new } in changes {
            let path = quoted(path.as_str());
            let what = match (old, new) {
                (None, _) => self.word("новый файл", "new file"),
                (_, None) => self.word("удалён", "removed"),
                (Some(_), Some(_)) => self.word("изменён", "changed"),
            };
            console.print(&format!("{path}: {what}"));
        }
    }
}

/// Finishes or takes back an interrupted edit, if the arguments ask for it. Else reads the site and makes an edit of it.
pub(super) fn edit_site(
    root: &Path,
    arguments: &EditArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
    make: impl FnOnce(&SiteEdit<'_>, &mut Console) -> Result<ExitCode, CommandError>,
) -> Result<ExitCode, CommandError> {
    if let Some(code) = resume_if_asked(root, arguments, lang, console)? {
        return Ok(code);
    }
    make(&SiteEdit::read(root, lang)?, console)
}

/// Finishes or takes back an interrupted edit, if the arguments ask for it. `None`: they do not.
fn resume_if_asked(
    root: &Path,
    arguments: &EditArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<Option<ExitCode>, CommandError> {
    let direction = match (arguments.resume, arguments.undo) {
        (true, _) => JournalDirection::Finish,
        (_, true) => JournalDirection::Undo,
        (false, false) => return Ok(None),
    };
    let title = quoted(&resume(root, direction)?);
    let language = super::message_language::message_language_without_site(lang);
    console.print(&match (direction, language) {
        (JournalDirection::Finish, MessageLanguage::Ru) => format!("Закончено: {title}"),
        (JournalDirection::Finish, MessageLanguage::En) => format!("Finished: {title}"),
        (JournalDirection::Undo, MessageLanguage::Ru) => format!("Возвращено, как было: {title}"),
        (JournalDirection::Undo, MessageLanguage::En) => format!("Taken back: {title}"),
    });
    Ok(Some(ExitCode::SUCCESS))
}

/// Returns the number of pages and files that lead on from former addresses.
fn redirects(snapshot: &Snapshot) -> usize {
    let pages = snapshot.model.plan.pages.iter();
    let is_former =
        |kind: &PageKind| matches!(kind, PageKind::Moved(..) | PageKind::FormerFile(..));
    pages.filter(|page| is_former(&page.kind)).count()
}
