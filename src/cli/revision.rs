//! The revision of an atlas: the commit of its repository.
//!
//! Git reads configuration that can name commands. So it runs only on a repository's own `.git`, with every setting
//! disabled that starts a program, prompts, writes or uses the network (`SECURITY.md`).

#![expect(
    clippy::disallowed_methods,
    reason = "git is asked for the revision, within a time limit"
)]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::git_command::git_command;
use super::git_folder::git_folder;
use crate::text::{Bilingual, MessageLanguage};

/// Limit of the run time. Ten seconds suffice for a hundred thousand files on a slow disk.
const LIMIT: Duration = Duration::from_secs(10);

/// Limit of the output, in bytes: the headers and the first changed file suffice.
const MOST: u64 = 64 * 1024;

/// Number of hexadecimal digits of a commit.
const DIGITS: usize = 12;

/// A running `git status`, in parallel to reading the files. Dropping it kills git.
pub(super) struct RevisionQuery {
    git: Child,
    answer: Receiver<Vec<u8>>,
    deadline: Instant,
}

impl RevisionQuery {
    /// Starts git. `None` means that there is no repository, or that git cannot be started.
    pub(super) fn spawn_git(root: &Path) -> Option<RevisionQuery> {
        let mut git = command(&working_folder(root)?).spawn().ok()?;
        let stdout = git.stdout.take();
        let (sender, answer) = channel();
        let revision = RevisionQuery {
            git,
            answer,
            deadline: Instant::now() + LIMIT,
        };
        let stdout = stdout?;
        // A child of git can keep the pipe open after git was killed, so this thread is not joined.
        let reader = move || _ = sender.send(read(stdout));
        thread::Builder::new().spawn(reader).ok()?;
        Some(revision)
    }

    /// Returns the commit, with a `+` if files differ from it. `None` means no commit, or an error of git.
    pub(super) fn wait(mut self) -> Result<Option<Arc<str>>, GitTimeout> {
        let output = match self.answer.recv_timeout(self.left()) {
            Ok(output) => output,
            Err(RecvTimeoutError::Timeout) => return Err(GitTimeout),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        };
        loop {
            match self.git.try_wait() {
                Ok(Some(_)) => return Ok(parse(&output)),
                Ok(None) if self.left().is_zero() => return Err(GitTimeout),
                Ok(None) => thread::sleep(Duration::from_millis(1)),
                Err(_) => return Ok(None),
            }
        }
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

impl Drop for RevisionQuery {
    fn drop(&mut self) {
        // Both have no effect if git has ended and was waited for.
        _ = self.git.kill();
        _ = self.git.wait();
    }
}

/// The error of a run time over [`LIMIT`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GitTimeout;

impl GitTimeout {
    /// Returns the message.
    pub(super) fn message(&self, language: MessageLanguage) -> &'static str {
        const MESSAGE: Bilingual = Bilingual {
            ru: "git не ответил за 10 секунд: на страницах не будет версии; её можно указать через --revision.",
            en: "git did not answer within 10 seconds: pages name no version; it can be given with --revision.",
        };
        MESSAGE.get(language)
    }
}

/// Returns the folder in which git runs: the nearest one with a `.git`, or the root if `GIT_DIR` names the repository.
///
/// Git's own search would accept files named `HEAD`, `config`, `objects` and `refs` beside site.toml as a repository.
fn working_folder(root: &Path) -> Option<PathBuf> {
    match std::env::var_os("GIT_DIR") {
        Some(_) => root.canonicalize().ok(),
        None => git_folder(root),
    }
}

/// Returns the command. It is `git status`, because `git describe --dirty` writes the index.
fn command(repository: &Path) -> Command {
    let mut git = git_command(repository);
    git.args([
        "status",
        "--porcelain=v2",
        "-z",
        "--branch",
        "--no-ahead-behind",
        "--no-renames",
    ]);
    git.args(["--untracked-files=no", "--ignore-submodules=all"]);
    git
}

fn read(stdout: ChildStdout) -> Vec<u8> {
    let mut output = Vec::new();
    // Output before an error is incomplete, and is parsed as such.
    _ = stdout.take(MOST).read_to_end(&mut output);
    output
}

/// Parses the commit in the output of `git status --porcelain=v2 -z --branch`
/// (<https://git-scm.com/docs/git-status#_porcelain_format_version_2>).
fn parse(output: &[u8]) -> Option<Arc<str>> {
    let mut lines = output
        .split(|byte| *byte == 0)
        .filter(|line| !line.is_empty());
    let commit = lines
        .clone()
        .find_map(|line| line.strip_prefix(b"# branch.oid "))?;
    let commit = std::str::from_utf8(commit.get(..DIGITS)?).ok()?;
    let changed = lines.any(|line| !line.starts_with(b"# "));
    commit
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| format!("{commit}{}", if changed { "+" } else { "" }).into())
}

#[cfg(test)]
mod tests {
    use super::parse;
    #[cfg(unix)]
    use super::{Command, Duration, GitTimeout, Instant, RevisionQuery, channel};

    #[test]
    fn a_commit_is_read_with_a_mark_for_changed_files() {
        let commit = b"# branch.oid 0123456789abcdef0123456789abcdef01234567\0# branch.head main\0";
        assert_eq!(parse(commit).as_deref(), Some("0123456789ab"));
        let changed = [
            &commit[..],
            b"1 .M N... 100644 100644 100644 aa bb site.toml\0",
        ]
        .concat();
        assert_eq!(parse(&changed).as_deref(), Some("0123456789ab+"));
        for none in [
            &b""[..],
            b"# branch.oid (initial)\0",
            b"# branch.oid 0123\0",
            b"fatal: no\0",
        ] {
            assert_eq!(parse(none), None);
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_git_that_does_not_end_is_a_timeout() {
        for outputs in [vec![], vec![Vec::new()]] {
            let (sender, answer) = channel();
            outputs
                .into_iter()
                .for_each(|output| sender.send(output).expect("a receiver"));
            let git = Command::new("sleep").arg("600").spawn().expect("a process");
            let query = RevisionQuery {
                git,
                answer,
                deadline: Instant::now() + Duration::from_millis(20),
            };
            assert_eq!(query.wait(), Err(GitTimeout));
            drop(sender);
        }
    }
}
