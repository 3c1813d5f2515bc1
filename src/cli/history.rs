//! The history of an atlas from its git repository, for `[history]`.
//!
//! The days of a record with a file of its own come from one `git log` of the whole history; what changed, and the days of
//! records in lists, from the states between the last commits that touch `content/`. Only the first parents of merges count: a
//! change is there from the day on which it was merged.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::console::Console;
use super::error::CommandError;
use super::git_error::GitError;
use super::git_repository::GitRepository;
use super::history_files::parse_file_days;
use super::message_language::message_language_of;
use super::revision_tree::{RevisionFiles, Unread, read_objects};
use crate::change::{Alteration, Difference, Subject};
use crate::history::{ChangeDay, History, KnownDay, KnownDays};
use crate::pipeline::{self, Options, Snapshot};
use crate::site::{self, HistorySettings, Language, Site};
use crate::source::{self, File, LARGEST_CONTENT, SETTINGS, SourcePath, Tree};
use crate::text::{Day, MessageLanguage};

/// A commit with its day.
struct Commit {
    name: String,
    day: Day,
}

/// Returns the history of the site at `root`. `None`: the site does not ask for it, or git does not know it. What prevents git from
/// answering is printed.
pub(super) fn read_history(
    root: &Path,
    options: &Options,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Option<Arc<History>> {
    let settings = source::settings(root)?;
    let settings = source::read_regular(&settings, LARGEST_CONTENT).ok()?;
    let files = [(SourcePath::new(SETTINGS), File::new(settings))].into();
    let site = site::read(&Tree::from_files(files)).value;
    let wanted = site.history?;
    let repository = GitRepository::open(root).ok()?;
    match read(&repository, &site, wanted, options) {
        Ok(history) => history.map(Arc::new),
        Err(error) => {
            let error = CommandError::from(error);
            let language = message_language_of(lang, &site);
            console.eprint(&format!("[history]: {}", error.message(language)));
            None
        }
    }
}

fn read(
    repository: &GitRepository,
    site: &Site,
    wanted: HistorySettings,
    options: &Options,
) -> Result<Option<History>, GitError> {
    let content = format!(":(top,literal){}content", repository.prefix);
    let most = wanted.commits as usize;
    let mut commits = commits(repository, &content, most + 1)?;
    if commits.is_empty() {
        return Ok(None);
    }
    // The oldest of them is the state before the others, if it is not one of them.
    let base = (commits.len() > most).then(|| commits.pop()).flatten();
    let is_shallow = repository.is_shallow()?;
    let states = states(&commits, base.as_ref());
    let mut history = History {
        earliest: (base.is_some() || is_shallow)
            .then(|| commits.last().map(|commit| commit.day))
            .flatten(),
        is_shallow,
        files: file_days(repository, &content, is_shallow)?,
        ..History::default()
    };
    compare(repository, site, &states, options, &mut history)?;
    Ok(Some(history))
}

/// Returns the last commits that touch the content, the latest first. Their days never grow towards the past.
fn commits(
    repository: &GitRepository,
    content: &str,
    most: usize,
) -> Result<Vec<Commit>, GitError> {
    let most = format!("-{most}");
    let arguments = [
        "log",
        "--first-parent",
        "--format=%H %cs",
        &most,
        "HEAD",
        "--",
        content,
    ];
    let output = repository.run(&arguments, Vec::new())?;
    if !output.is_success {
        return Ok(Vec::new());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut found: Vec<Commit> = Vec::new();
    for line in text.lines() {
        let Some((name, day)) = line.split_once(' ') else {
            continue;
        };
        let Some(day) = super::history_files::parse_day(day) else {
            continue;
        };
        // A clock that was wrong does not put a change behind those after it.
        let day = found.last().map_or(day, |later| later.day.min(day));
        let name = name.to_owned();
        found.push(Commit { name, day });
    }
    Ok(found)
}

/// The state at the end of a day. The first one has no changes.
struct DayState {
    /// The commit. `None`: there was no content yet.
    commit: Option<String>,
    day: Day,
}

/// Returns the states to compare, the oldest first: that before all commits, and the last one of each day.
fn states(commits: &[Commit], base: Option<&Commit>) -> Vec<DayState> {
    let first_day = commits
        .last()
        .map_or(Day::new(1, 1, 1), |commit| commit.day);
    let mut states = vec![DayState {
        commit: base.map(|base| base.name.clone()),
        day: base.map_or(first_day, |base| base.day),
    }];
    for of_day in commits.chunk_by(|one, other| one.day == other.day).rev() {
        states.extend(of_day.first().map(|last| DayState {
            commit: Some(last.name.clone()),
            day: last.day,
        }));
    }
    states
}

/// Compares each state with the one before it.
fn compare(
    repository: &GitRepository,
    site: &Site,
    states: &[DayState],
    options: &Options,
    history: &mut History,
) -> Result<(), GitError> {
    let listed: Vec<RevisionFiles> = states
        .par_iter()
        .map(|state| match &state.commit {
            Some(commit) => RevisionFiles::list(repository, commit),
            None => Ok(RevisionFiles::none()),
        })
        .collect::<Result<_, _>>()?;
    let objects = read_objects(repository, &listed, "HEAD")?;
    let mut before: Option<Snapshot> = None;
    for (state, files) in states.iter().zip(&listed) {
        let tree = files.tree(&objects, &mut Unread::default());
        let after = pipeline::snapshot(tree, before.as_ref(), options);
        if let Some(before) = &before {
            let differences = after.differences_since(before);
            note_days(&differences, state.day, history);
            history.days.push(ChangeDay {
                day: state.day,
                reports: reports(site, &differences, before, &after),
            });
        }
        before = Some(after);
    }
    history
        .days
        .retain(|day| day.reports.iter().any(|report| !report.is_empty()));
    history.days.reverse();
    Ok(())
}

/// Returns the report of a day in each language of the site. A state that lacks the language speaks its first one.
fn reports(
    site: &Site,
    differences: &[Difference],
    before: &Snapshot,
    after: &Snapshot,
) -> Vec<crate::history::ChangeReport> {
    let languages = site.each_language();
    languages
        .map(|language| {
            let known = after.model.site.language(site.code(language));
            after.report(differences, before, known.unwrap_or(Language::DEFAULT))
        })
        .collect()
}

/// Notes the days of the records that differ, by their ids of that day; a renamed record keeps its first day.
fn note_days(differences: &[Difference], day: Day, history: &mut History) {
    let on = KnownDay::On(day);
    for found in differences {
        let Subject::Record(id) = &found.subject else {
            continue;
        };
        if let Alteration::Renamed { from } = &found.alteration
            && let Some(days) = history.records.remove(from)
        {
            history.records.insert(id.clone(), days);
        }
        let unknown = KnownDays {
            first: history.earliest.map_or(on, KnownDay::NotAfter),
            last: on,
        };
        let days = history.records.entry(id.clone()).or_insert(unknown);
        days.last = on;
        if found.alteration == Alteration::Added {
            days.first = on;
        }
    }
}

fn file_days(
    repository: &GitRepository,
    content: &str,
    is_shallow: bool,
) -> Result<BTreeMap<String, KnownDays>, GitError> {
    let arguments = [
        "log",
        "--first-parent",
        "--diff-merges=first-parent",
        "--no-ext-diff",
        "--no-textconv",
        "--find-renames",
        "-l1000",
        "--name-status",
        "-z",
        "--format=%x01%cs",
        "HEAD",
        "--",
        content,
    ];
    let output = repository.run(&arguments, Vec::new())?;
    Ok(parse_file_days(
        &output.stdout,
        &repository.prefix,
        is_shallow,
    ))
}
