//! A git that starts no other program, prompts for nothing, and uses no network.

#![expect(
    clippy::disallowed_methods,
    reason = "git is asked for the revision and for files with changes"
)]

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// Limit of the run time, as for the revision.
const LIMIT: Duration = Duration::from_secs(10);

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
    let mut git = git.spawn().ok()?;
    let mut stdout = git.stdout.take()?;
    let (sender, answer) = channel();
    // A child of git can keep the pipe open after git was killed, so this thread is not joined.
    let reader = move || {
        let mut output = Vec::new();
        let read = stdout.read_to_end(&mut output);
        // Nobody waits any more if this fails.
        _ = sender.send(read.map(|_| output));
    };
    thread::Builder::new().spawn(reader).ok()?;
    let output = answer.recv_timeout(LIMIT);
    // Both have no effect if git has ended.
    _ = git.kill();
    _ = git.wait();
    output.ok()?.ok()
}
