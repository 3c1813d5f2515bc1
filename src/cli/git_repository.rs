//! The repository of an atlas: its revisions, their files and the bytes of these.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::git_command::{GitOutput, git_command, run_git};
use super::git_error::GitError;
use super::git_folder::{git_folder, path_in_repository};
use crate::source::LARGEST_CONTENT;
use crate::text::Day;

/// The repository around a site.
pub(super) struct GitRepository {
    folder: PathBuf,
    /// The path of the site in the repository, with a final `/`; empty if it is the repository.
    pub(super) prefix: String,
}

/// What an entry of a revision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryMode {
    File,
    SymbolicLink,
    Submodule,
}

/// A file of a revision.
pub(super) struct GitEntry {
    pub(super) mode: EntryMode,
    /// The name of the object that holds its bytes.
    pub(super) object: String,
    /// The path in the site. Names that are no UTF-8 have replacement characters.
    pub(super) path: String,
}

impl GitRepository {
    /// Opens the repository around a site.
    pub(super) fn open(root: &Path) -> Result<GitRepository, GitError> {
        let folder = git_folder(root).ok_or(GitError::NoRepository)?;
        let prefix = path_in_repository(root);
        Ok(GitRepository { folder, prefix })
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut git = git_command(&self.folder);
        git.args(arguments);
        git
    }

    pub(super) fn run(&self, arguments: &[&str], input: Vec<u8>) -> Result<GitOutput, GitError> {
        let output = run_git(self.command(arguments), input).ok_or(GitError::NoAnswer)?;
        if !output.is_success && output.stderr.contains("dubious ownership") {
            let folder = self.folder.display().to_string();
            return Err(GitError::ForeignOwner(folder));
        }
        Ok(output)
    }

    fn line(&self, arguments: &[&str]) -> Result<Option<String>, GitError> {
        let output = self.run(arguments, Vec::new())?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.is_success && !text.is_empty()).then_some(text))
    }

    /// Whether the clone has not the whole history.
    pub(super) fn is_shallow(&self) -> Result<bool, GitError> {
        let answer = self.line(&["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.as_deref() == Some("true"))
    }

    /// Returns the commit of a revision. A name that begins with `-` is a name, too.
    pub(super) fn commit(&self, revision: &str) -> Result<String, GitError> {
        let name = format!("{revision}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &name,
        ];
        match self.line(&arguments)? {
            Some(commit) => Ok(commit),
            None if self.is_shallow()? => Err(GitError::Shallow(revision.to_owned())),
            None => Err(GitError::UnknownRevision(revision.to_owned())),
        }
    }

    /// Returns the commit from which two revisions have gone apart.
    pub(super) fn common_ancestor(&self, one: &str, other: &str) -> Result<String, GitError> {
        let (first, second) = (self.commit(one)?, self.commit(other)?);
        match self.line(&["merge-base", &first, &second])? {
            Some(commit) => Ok(commit),
            None if self.is_shallow()? => Err(GitError::Shallow(format!("{one}...{other}"))),
            None => Err(GitError::NoCommonAncestor(one.to_owned(), other.to_owned())),
        }
    }

    /// Returns the last commit before a day begins (UTC).
    pub(super) fn commit_before(&self, day: Day) -> Result<String, GitError> {
        let before = format!("--before={day}T00:00:00Z");
        let arguments = ["rev-list", "-1", "--first-parent", &before, "HEAD"];
        match self.line(&arguments)? {
            Some(commit) => Ok(commit),
            None if self.is_shallow()? => Err(GitError::Shallow(format!("HEAD@{{{day}}}"))),
            None => Err(GitError::NothingBefore(day.to_string())),
        }
    }

    /// Returns the files of the site at a commit. None if the commit has no site.
    pub(super) fn entries(&self, commit: &str) -> Result<Vec<GitEntry>, GitError> {
        let tree = match self.prefix.trim_end_matches('/') {
            "" => commit.to_owned(),
            folder => format!("{commit}:{folder}"),
        };
        let arguments = [
            "ls-tree",
            "-r",
            "-z",
            "--full-tree",
            "--end-of-options",
            &tree,
        ];
        let output = self.run(&arguments, Vec::new())?;
        // The folder of the site may be younger than the commit.
        if !output.is_success && !self.prefix.is_empty() && !output.stderr.contains("missing") {
            return Ok(Vec::new());
        }
        if !output.is_success {
            return Err(GitError::Other(output.stderr));
        }
        let lines = output.stdout.split(|byte| *byte == 0);
        Ok(lines.filter_map(parse_entry).collect())
    }

    /// Returns the bytes of objects, by their names. Those larger than a content file may be are missing.
    pub(super) fn objects(
        &self,
        names: &[&str],
        revision: &str,
    ) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
        if names.is_empty() {
            return Ok(BTreeMap::new());
        }
        let input = names.join("\n") + "\n";
        let output = self.run(&["cat-file", "--batch"], input.into_bytes())?;
        if !output.is_success {
            return Err(GitError::Other(output.stderr));
        }
        parse_objects(&output.stdout).ok_or_else(|| GitError::Partial(revision.to_owned()))
    }
}

/// Parses an entry of `git ls-tree -z`: `MODE TYPE OBJECT<TAB>PATH`.
fn parse_entry(line: &[u8]) -> Option<GitEntry> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = line.split_at(tab);
    let head = std::str::from_utf8(head).ok()?;
    let mut words = head.split(' ');
    let mode = match words.next()? {
        "120000" => EntryMode::SymbolicLink,
        "160000" => EntryMode::Submodule,
        _ => EntryMode::File,
    };
    let object = words.nth(1)?.to_owned();
    let path = String::from_utf8_lossy(path.get(1..)?).into_owned();
    Some(GitEntry { mode, object, path })
}

/// Parses the output of `git cat-file --batch`: `OBJECT TYPE SIZE`, a line feed, the bytes, a line feed. `None`: an object is
/// missing.
fn parse_objects(mut output: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut objects = BTreeMap::new();
    while let Some(end) = output.iter().position(|byte| *byte == b'\n') {
        let head = std::str::from_utf8(&output[..end]).ok()?;
        let mut words = head.split(' ');
        let (name, _) = (words.next()?, words.next()?);
        let size: usize = words.next()?.parse().ok()?;
        let bytes = output.get(end + 1..end + 1 + size)?;
        if size as u64 <= LARGEST_CONTENT {
            objects.insert(name.to_owned(), bytes.to_vec());
        }
        output = output.get(end + 2 + size..)?;
    }
    Some(objects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_and_objects_are_parsed_to_the_byte() {
        let entry = parse_entry("100644 blob 0123\tcontent/а\tb.md".as_bytes()).expect("an entry");
        assert_eq!(
            (entry.object.as_str(), entry.path.as_str()),
            ("0123", "content/а\tb.md")
        );
        assert_eq!(entry.mode, EntryMode::File);
        assert!(parse_entry(b"100644 blob 0123").is_none());
        let objects = parse_objects(b"aa blob 3\na\n\0\nbb blob 0\n\n").expect("objects");
        assert_eq!(objects["aa"], b"a\n\0");
        assert_eq!(objects["bb"], b"");
        assert!(parse_objects(b"aa missing\n").is_none());
        assert!(parse_objects(b"aa blob 9\nabc\n").is_none());
    }
}
