//! Diagnostics of files that could not be read.

use super::location::Location;
use super::model::Diagnostic;
use super::rule::Code;
use crate::source::{FileError, SETTINGS, SourcePath, SpecialKind, Tree};

/// Number of bytes in the unit of file sizes (MiB).
const MEBIBYTE: u64 = 1_048_576;

/// Returns a diagnostic for each file error of a tree, and for settings that are not there at all.
pub fn file_diagnostics(tree: &Tree) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = tree
        .errors()
        .map(|(path, error)| diagnostic(path, error))
        .collect();
    let is_named = tree.errors().any(|(path, _)| path.as_str() == SETTINGS);
    if tree.file(SETTINGS).is_none() && !is_named {
        found.push(Diagnostic::new(
            Code::NoSettings,
            Location::file(SourcePath::new(SETTINGS)),
        ));
    }
    found
}

fn diagnostic(path: &SourcePath, error: &FileError) -> Diagnostic {
    let at = Location::file(path.clone());
    match error {
        FileError::Unreadable(words) => {
            Diagnostic::new(Code::UnreadableFile, at).with("words", words)
        }
        FileError::LeavesSite => Diagnostic::new(Code::LinkLeavesSite, at),
        FileError::Loops => Diagnostic::new(Code::LinkLoops, at),
        FileError::TooLarge { size, limit } => Diagnostic::new(Code::FileTooLarge, at)
            .with("size", size.div_ceil(MEBIBYTE).to_string())
            .with("limit", (limit / MEBIBYTE).to_string()),
        FileError::Special(kind) => {
            let (ru, en) = special_kind(*kind);
            Diagnostic::new(Code::SpecialFile, at)
                .with("what", ru)
                .with("what_en", en)
        }
        FileError::SameName => Diagnostic::new(Code::SameFileName, at),
        FileError::NameNotUnicode => Diagnostic::new(Code::FileNameNotUnicode, at),
    }
}

/// Returns the Russian and the English name of a kind of special file.
fn special_kind(kind: SpecialKind) -> (&'static str, &'static str) {
    match kind {
        SpecialKind::Pipe => ("именованный канал", "a named pipe"),
        SpecialKind::Socket => ("сокет", "a socket"),
        SpecialKind::Device => ("устройство", "a device"),
        SpecialKind::Other => ("другой объект", "something else"),
    }
}
