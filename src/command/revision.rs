//! The version of an atlas, which comes in with the command line: the commit of the repository that holds it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// A question put to git, which works on the answer while the files are read.
pub(super) struct Revision(Child);

impl Revision {
    /// Asks for the commit. None where there is no repository, or where git cannot be run.
    pub(super) fn ask(root: &Path) -> Option<Revision> {
        // Git takes longer to find that out.
        let root = root.canonicalize().ok()?;
        let is_repository = |folder: &Path| folder.join(".git").exists();
        if std::env::var_os("GIT_DIR").is_none() && !root.ancestors().any(is_repository) {
            return None;
        }
        // `--exclude *`: a tag would hide the commit. `--dirty`: files that were changed since are not that commit.
        let mut git = Command::new("git");
        git.arg("-C").arg(&root).args(["describe", "--always", "--abbrev=12", "--exclude", "*", "--dirty=+"]);
        git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok().map(Revision)
    }

    /// The commit, with a `+` where files differ from it; none outside a repository.
    pub(super) fn answer(self) -> Option<Arc<str>> {
        let output = self.0.wait_with_output().ok().filter(|output| output.status.success())?;
        let text = String::from_utf8(output.stdout).ok()?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.into())
    }
}
