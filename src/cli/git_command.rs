//! A git that starts no other program, prompts for nothing, and uses no network.

#![expect(
    clippy::disallowed_methods,
    reason = "git is asked for the revision and for files with changes"
)]

use std::path::Path;
use std::process::{Command, Stdio};

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
