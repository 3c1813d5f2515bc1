//! The files of `atlas init --ci`: a workflow that checks and publishes the atlas, `.gitignore`, and a README for editors.

use super::arguments::CiHost;
use super::version::{COMMIT, REPOSITORY, TAG};
use crate::text::MessageLanguage;

const GITHUB: &str = include_str!("ci_files/github.yml");
const GITHUB_COMMENT: &str = include_str!("ci_files/github-comment.yml");
const GITHUB_DUE: &str = include_str!("ci_files/github-due.yml");
const GITLAB: &str = include_str!("ci_files/gitlab.yml");
const IGNORED: &str = include_str!("ci_files/gitignore");
const README_EN: &str = include_str!("ci_files/README.en.md");
const README_RU: &str = include_str!("ci_files/README.ru.md");

/// The action that fetches the files of a repository, by the hash of its version.
const CHECKOUT: &str = "actions/checkout@9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0 # v7.0.0";

/// The action that keeps a file of a run, by the hash of its version.
const UPLOAD_ARTIFACT: &str =
    "actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1";

/// The hosts of addresses that are placeholders, by RFC 2606.
const PLACEHOLDER: &str = "https://example.org/";

/// Returns the paths and the contents of the files.
pub(super) fn ci_files(host: CiHost, language: MessageLanguage) -> Vec<(&'static str, String)> {
    let readme = match language {
        MessageLanguage::Ru => README_RU,
        MessageLanguage::En => README_EN,
    };
    let mut files = match host {
        CiHost::Github => vec![
            (
                ".github/workflows/atlas.yml",
                github_workflow(GITHUB, REPOSITORY, COMMIT),
            ),
            (
                ".github/workflows/atlas-due.yml",
                github_workflow(GITHUB_DUE, REPOSITORY, COMMIT),
            ),
            (
                ".github/workflows/atlas-comment.yml",
                GITHUB_COMMENT.to_owned(),
            ),
        ],
        CiHost::Gitlab => vec![(
            ".gitlab-ci.yml",
            GITLAB.replace("ATLAS_VERSION", TAG.trim_start_matches('v')),
        )],
    };
    files.extend([
        (".gitignore", IGNORED.to_owned()),
        ("README.md", readme.to_owned()),
    ]);
    files
}

/// Returns whether the program was built without the address of its repository.
pub(super) fn is_repository_unknown() -> bool {
    REPOSITORY.starts_with(PLACEHOLDER)
}

/// Returns a workflow that uses the action of a repository at a commit, or at the tag of this version.
fn github_workflow(template: &str, repository: &str, commit: Option<&str>) -> String {
    let path = repository_path(repository);
    let action = match commit {
        Some(commit) => format!("{path}@{commit} # {TAG}"),
        None => format!("{path}@{TAG}"),
    };
    template
        .replace("CHECKOUT", CHECKOUT)
        .replace("UPLOAD_ARTIFACT", UPLOAD_ARTIFACT)
        .replace("ATLAS_ACTION", &action)
}

/// Returns the owner and the name in the address of a repository.
fn repository_path(repository: &str) -> &str {
    let without_scheme = repository
        .split_once("://")
        .map_or(repository, |(_, rest)| rest);
    let path = without_scheme.split_once('/').map_or("", |(_, path)| path);
    let path = path.trim_end_matches('/');
    path.strip_suffix(".git").unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workflow_names_the_action_by_owner_and_tag() {
        for address in [
            "https://github.com/somebody/innovation-atlas",
            "https://github.com/somebody/innovation-atlas.git",
            "https://github.com/somebody/innovation-atlas/",
        ] {
            for (commit, version) in [
                (None, TAG.to_owned()),
                (Some("0123456789"), format!("0123456789 # {TAG}")),
            ] {
                let workflow = github_workflow(GITHUB, address, commit);
                let action = format!("- uses: somebody/innovation-atlas@{version}\n");
                assert_eq!(workflow.matches(&action).count(), 3, "{workflow}");
            }
        }
    }
}
