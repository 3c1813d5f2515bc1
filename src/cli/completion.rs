//! Completions: the shell asks this program, which knows the kinds and ids of the atlas and the codes of diagnostics.
//!
//! The scripts of `atlas completions` set `ATLAS_COMPLETE`; clap then answers in place of the command.

#![expect(
    clippy::disallowed_methods,
    reason = "the words to complete are the arguments"
)]

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::CommandFactory;
use clap::builder::StyledStr;
use clap_complete::env::Shells;
use clap_complete::{ArgValueCompleter, CompleteEnv, CompletionCandidate, Shell};

use super::arguments::Arguments;
use super::today::today;
use crate::atlas::Drafts;
use crate::diagnostic::rule::RULES;
use crate::pipeline::{self, Options};
use crate::site::{self, Language};
use crate::source::{self, Tree};

/// The variable by which a script of a shell asks for completions.
const VARIABLE: &str = "ATLAS_COMPLETE";

/// The names of the command.
const NAMES: [&str; 2] = ["atlas", "innovation-atlas"];

/// Answers a shell that asks for completions, and ends the process; otherwise does nothing.
pub fn complete_command_line() {
    CompleteEnv::with_factory(Arguments::command)
        .var(VARIABLE)
        .complete();
}

/// Returns the script that lets a shell ask for completions, for both names of the command.
pub(super) fn script(shell: Shell) -> std::io::Result<Vec<u8>> {
    let mut script = Vec::new();
    // Both tables name the shells alike.
    if let Some(completer) = Shells::builtins().completer(&shell.to_string()) {
        for name in NAMES {
            completer.write_registration(VARIABLE, name, name, name, &mut script)?;
        }
    }
    Ok(script)
}

/// Completes the id of a kind.
pub(super) fn kinds() -> ArgValueCompleter {
    ArgValueCompleter::new(|word: &OsStr| {
        let Some(tree) = tree() else {
            return Vec::new();
        };
        let site = site::read(&tree).value;
        let kinds = site.vocabulary.kinds.iter();
        let named = kinds.map(|kind| (&*kind.id, kind.label.text(Language::DEFAULT)));
        candidates(word, named)
    })
}

/// Completes the id of a record.
pub(super) fn ids() -> ArgValueCompleter {
    ArgValueCompleter::new(|word: &OsStr| {
        let (Some(tree), Ok(today)) = (tree(), today()) else {
            return Vec::new();
        };
        let options = Options::new(today, Drafts::Shown);
        let snapshot = pipeline::snapshot(tree, None, &options);
        let records = snapshot.model.atlas.records.iter();
        let named = records.map(|record| (&*record.id, record.name.text(Language::DEFAULT)));
        candidates(word, named)
    })
}

/// Completes the code of a diagnostic.
pub(super) fn codes() -> ArgValueCompleter {
    ArgValueCompleter::new(|word: &OsStr| {
        candidates(word, RULES.iter().map(|rule| (rule.name, rule.message.en)))
    })
}

/// Returns the names that begin with a word.
fn candidates<'n>(
    word: &OsStr,
    named: impl Iterator<Item = (&'n str, &'n str)>,
) -> Vec<CompletionCandidate> {
    let word = word.to_string_lossy();
    named
        .filter(|(name, _)| name.starts_with(&*word))
        .map(|(name, help)| {
            CompletionCandidate::new(name).help(Some(StyledStr::from(help.to_owned())))
        })
        .collect()
}

/// Reads the files of the atlas that the command line names.
fn tree() -> Option<Tree> {
    source::scan(&root()).ok()
}

/// Returns the value of `--root` in the words of the command line.
fn root() -> PathBuf {
    let words: Vec<_> = std::env::args_os().collect();
    let mut values = words.windows(2).filter_map(|pair| {
        let joined = pair[1]
            .to_str()
            .and_then(|word| word.strip_prefix("--root="));
        match joined {
            Some(value) => Some(PathBuf::from(value)),
            None => (pair[0] == "--root").then(|| PathBuf::from(&pair[1])),
        }
    });
    values.next().unwrap_or_else(|| PathBuf::from("."))
}
