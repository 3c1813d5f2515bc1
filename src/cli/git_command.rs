//! A git that starts no other program, prompts for nothing, and uses no network.

#![expect(
    clippy::disallowed_methods,
    reason = "git is asked for the revision, for files with changes, and for the states of an atlas"
)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// Limit of the run time, as for the revision.
const LIMIT: Duration = Duration::from_secs(10);

/// Limit of the run time of a git that reads all files of a revision, or the whole history.
const LONG_LIMIT: Duration = Duration::from_secs(120);

/// Returns a command of git in a repository, whose output is piped (`SECURITY.md`).
pub(super) fn git_command(repository: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(repository)
        .args(["--no-pager", "--no-optional-locks"]);
    for setting in [
        "safe.bareRepository=explicit",
        "core.fsmonitor=false",
        "core.untrackedCache=false",
        "core.hooksPath=/dev/null",
        "core.sshCommand=false",
        "credential.helper=",
        "protocol.allow=never",
        "log.showSignature=false",
    ] {
        git.args(["-c", setting]);
    }
    git.env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1");
    git.stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    git
}

/// Returns what a git writes. `None`: it cannot be started, or does not end within ten seconds, after which it is killed.
pub(super) fn output_in_time(mut git: Command) -> Option<Vec<u8>> {
    let git = git.spawn().ok()?;
    wait(git, Vec::new(), LIMIT).map(|output| output.stdout)
}

/// What a git has written, and whether it succeeded.
pub(super) struct GitOutput {
    pub(super) is_success: bool,
    pub(super) stdout: Vec<u8>,
    /// Its messages, in English.
    pub(super) stderr: String,
}

/// Runs a git with an input. `None`: it cannot be started, or does not end within two minutes, after which it is killed.
pub(super) fn run_git(mut git: Command, input: Vec<u8>) -> Option<GitOutput> {
    git.env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    let git = git.spawn().ok()?;
    wait(git, input, LONG_LIMIT)
}

fn wait(mut git: Child, input: Vec<u8>, limit: Duration) -> Option<GitOutput> {
    let mut stdout = git.stdout.take()?;
    let (stdin, stderr) = (git.stdin.take(), git.stderr.take());
    let (sender, answer) = channel();
    let (error_sender, errors) = channel();
    // A child of git can keep a pipe open after git was killed, so these threads are not joined. Nobody waits any more if a
    // sending fails.
    let reader = move || {
        let mut output = Vec::new();
        let read = stdout.read_to_end(&mut output);
        _ = sender.send(read.map(|_| output));
    };
    let error_reader = move || {
        let mut text = Vec::new();
        let read = stderr.map(|stderr| stderr.take(64 * 1024).read_to_end(&mut text));
        drop(read);
        _ = error_sender.send(String::from_utf8_lossy(&text).into_owned());
    };
    // A git that ends early reads no further input.
    let writer = move || drop(stdin.map(|mut stdin| stdin.write_all(&input)));
    thread::Builder::new().spawn(reader).ok()?;
    thread::Builder::new().spawn(error_reader).ok()?;
    thread::Builder::new().spawn(writer).ok()?;
    let stdout = answer.recv_timeout(limit);
    if stdout.is_err() {
        // Has no effect if git has ended.
        _ = git.kill();
    }
    let status = git.wait();
    Some(GitOutput {
        is_success: status.is_ok_and(|status| status.success()),
        stdout: stdout.ok()?.ok()?,
        stderr: errors.recv_timeout(LIMIT).unwrap_or_default(),
    })
}
