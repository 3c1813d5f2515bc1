//! Files with changes that git does not know.

use std::collections::BTreeSet;
use std::path::Path;

use super::git_command::{git_command, output_in_time};
use super::git_folder::{git_folder, path_in_repository};
use crate::source::SourcePath;

/// Returns those of some files of a site that have changes that are not committed. Empty outside of a repository;
/// all of them if git does not answer.
pub(super) fn uncommitted(root: &Path, paths: &[SourcePath]) -> Vec<SourcePath> {
    let Some(repository) = git_folder(root) else {
        return Vec::new();
    };
    let mut git = git_command(&repository);
    git.args([
        "status",
        "--porcelain",
        "-z",
        "--no-renames",
        "--untracked-files=all",
    ]);
    git.args(["--ignore-submodules=all", "--"]);
    let prefix = path_in_repository(root);
    git.arg(if prefix.is_empty() {
        "."
    } else {
        prefix.as_str()
    });
    // Of a git that does not answer nothing is known, and nothing is let pass.
    let Some(output) = output_in_time(git) else {
        return paths.to_vec();
    };
    let lines = output.split(|byte| *byte == 0);
    let changed: BTreeSet<SourcePath> = lines
        .filter_map(|line| {
            let path = std::str::from_utf8(line.get(3..)?).ok()?;
            Some(SourcePath::new(path.strip_prefix(&prefix)?))
        })
        .collect();
    paths
        .iter()
        .filter(|path| changed.contains(*path))
        .cloned()
        .collect()
}
