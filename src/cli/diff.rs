//! `atlas diff`: what changed between two states of the atlas, in its own words.

use std::path::Path;
use std::process::ExitCode;

use super::console::Console;
use super::diff_html::html;
use super::diff_json::json;
use super::diff_range::DiffRange;
use super::error::{CommandError, disk};
use super::git_repository::GitRepository;
use super::message_language::select_message_language;
use super::report_arguments::DiffArguments;
use super::revision_tree::{RevisionFiles, Unread, comparable_tree, read_objects};
use super::today::today;
use crate::atlas::Drafts;
use crate::diagnostic::quoted;
use crate::history::{MarkdownWords, markdown};
use crate::pipeline::{self, Options, SiteChanges, Snapshot};
use crate::record::Date;
use crate::site::Language;
use crate::source::{self, Tree};
use crate::text::{Bilingual, Day, MessageLanguage};

pub(super) fn run(
    arguments: &DiffArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let since = arguments.since.as_deref().map(parse_day).transpose()?;
    let range = DiffRange::parse(arguments.range.as_deref(), since);
    let repository = GitRepository::open(root)?;
    let (from, to) = range.commits(&repository)?;
    let mut unread = Unread::default();
    let (old, new) = trees(root, &repository, (&from, to.as_deref()), &mut unread)?;
    let options = Options::new(today()?, Drafts::Hidden);
    let old = pipeline::snapshot(old, None, &options);
    let new = pipeline::snapshot(new, Some(&old), &options);
    let message_language = select_message_language(lang, &new);
    let language = report_language(lang, &new);
    let changes = new.changes_since(&old, language);
    let notes = notes(unread, (&old, &new), message_language);
    let output = Output {
        changes: &changes,
        notes: &notes,
        commits: (&from, to.as_deref()),
        code: new.model.site.code(language),
        message_language,
    };
    output.print(arguments, console);
    Ok(ExitCode::SUCCESS)
}

/// Returns the trees of both states.
fn trees(
    root: &Path,
    repository: &GitRepository,
    (from, to): (&str, Option<&str>),
    unread: &mut Unread,
) -> Result<(Tree, Tree), CommandError> {
    let old = RevisionFiles::list(repository, from)?;
    let Some(to) = to else {
        let objects = read_objects(repository, [&old], from)?;
        let tree = source::scan(root).map_err(|error| disk(root, &error))?;
        return Ok((old.tree(&objects, unread), comparable_tree(&tree, unread)));
    };
    let new = RevisionFiles::list(repository, to)?;
    let objects = read_objects(repository, [&old, &new], from)?;
    Ok((old.tree(&objects, unread), new.tree(&objects, unread)))
}

/// Returns the language of the report: the one that is asked for if the atlas has it, else the first of the atlas.
fn report_language(lang: Option<MessageLanguage>, new: &Snapshot) -> Language {
    let asked = lang.and_then(|lang| new.model.site.language(lang.code()));
    asked.unwrap_or(Language::DEFAULT)
}

fn parse_day(text: &str) -> Result<Day, CommandError> {
    let date = Date::parse(text).ok();
    let day = date.filter(|date| date.single().is_some_and(|date| date.day.is_some()));
    day.map(Date::first_day).ok_or_else(|| {
        let text = quoted(text);
        CommandError::new(
            format!("--since «{text}»: нужен день, например 2026-01-31"),
            format!("--since `{text}`: a day is needed, such as 2026-01-31"),
        )
    })
}

/// Returns what is to be said of files that were not compared, and of states with errors.
fn notes(
    unread: Unread,
    (old, new): (&Snapshot, &Snapshot),
    language: MessageLanguage,
) -> Vec<String> {
    let counted = unread.notes().into_iter();
    let mut notes: Vec<String> = counted
        .map(|(note, count)| format!("{}: {count}", note.get(language)))
        .collect();
    for (state, snapshot) in [(OLD_ERRORS, old), (NEW_ERRORS, new)] {
        let broken = snapshot.broken_files();
        if broken > 0 {
            notes.push(format!("{}: {broken}", state.get(language)));
        }
    }
    notes
}

const OLD_ERRORS: Bilingual = Bilingual {
    ru: "в прежнем состоянии есть файлы с ошибками, они сравнены не целиком",
    en: "the older state has files with errors, which were not compared in whole",
};

const NEW_ERRORS: Bilingual = Bilingual {
    ru: "в новом состоянии есть файлы с ошибками, они сравнены не целиком",
    en: "the newer state has files with errors, which were not compared in whole",
};

const MORE: Bilingual = Bilingual {
    ru: "… и ещё записей: {n}. Все: `atlas diff` на своей машине.",
    en: "… and {n} more records. All of them: `atlas diff` on your machine.",
};

/// What is printed.
struct Output<'o> {
    changes: &'o SiteChanges,
    notes: &'o [String],
    /// The commits; `None`: the files on the disk.
    commits: (&'o str, Option<&'o str>),
    /// The code of the report's language.
    code: &'o str,
    message_language: MessageLanguage,
}

impl Output<'_> {
    fn print(&self, arguments: &DiffArguments, console: &mut Console) {
        let report = &self.changes.report;
        if arguments.md {
            let words = MarkdownWords {
                more: MORE.get(self.message_language),
                notes: self.notes.to_vec(),
            };
            console.write(&markdown(report, &words));
        } else if arguments.html {
            console.write(html(report, self.notes, self.code).trim_end());
        } else if arguments.json {
            let differences = &self.changes.differences;
            console.json(&json(differences, report, self.commits, self.notes));
        } else {
            for note in self.notes {
                console.eprint(note);
            }
            console.print(&report.summary.join(" · "));
            for line in report.lines() {
                // The heading of a record stands apart from the lines before it.
                let gap = if line.starts_with(' ') { "" } else { "\n" };
                console.print(&format!("{gap}{}", line.replace(['\n', '\r'], " ")));
            }
        }
    }
}
