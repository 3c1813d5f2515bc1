//! Why a state of an atlas cannot be read from git.

use super::error::CommandError;
use crate::diagnostic::quoted;

/// Why a state of an atlas cannot be read from git.
#[derive(Debug)]
pub(super) enum GitError {
    /// The site is in no repository.
    NoRepository,
    /// Git cannot be started, or does not end in time.
    NoAnswer,
    /// The repository belongs to another user; its folder.
    ForeignOwner(String),
    /// No commit has this name.
    UnknownRevision(String),
    /// No commit has this name, and the clone has not the whole history.
    Shallow(String),
    /// Two revisions have no common ancestor.
    NoCommonAncestor(String, String),
    /// There is no commit before a day.
    NothingBefore(String),
    /// The clone lacks files of the revision.
    Partial(String),
    /// Git says something else.
    Other(String),
}

impl From<GitError> for CommandError {
    fn from(error: GitError) -> CommandError {
        let (ru, en) = match error {
            GitError::NoRepository => (
                "атлас не в репозитории git: сравнивать не с чем".to_owned(),
                "the atlas is in no git repository: there is nothing to compare with".to_owned(),
            ),
            GitError::NoAnswer => (
                "git не запускается или не отвечает: проверьте командой git status".to_owned(),
                "git cannot be started or does not answer: try git status".to_owned(),
            ),
            GitError::ForeignOwner(folder) => {
                let folder = quoted(&folder);
                (
                    format!(
                        "git не читает репозиторий другого пользователя. Разрешите: git config --global --add safe.directory '{folder}'"
                    ),
                    format!(
                        "git does not read a repository of another user. Allow it: git config --global --add safe.directory '{folder}'"
                    ),
                )
            }
            GitError::UnknownRevision(name) => {
                let name = quoted(&name);
                (
                    format!("в репозитории нет версии «{name}»: назовите ветку, метку или коммит"),
                    format!(
                        "the repository has no revision `{name}`: name a branch, a tag or a commit"
                    ),
                )
            }
            GitError::Shallow(name) => {
                let name = quoted(&name);
                (
                    format!(
                        "версии «{name}» нет в неполной копии репозитория: нужна вся история (fetch-depth: 0 в actions/checkout, GIT_DEPTH: 0 в GitLab, git fetch --unshallow)"
                    ),
                    format!(
                        "revision `{name}` is not in this shallow clone: the whole history is needed (fetch-depth: 0 in actions/checkout, GIT_DEPTH: 0 in GitLab, git fetch --unshallow)"
                    ),
                )
            }
            GitError::NoCommonAncestor(one, other) => {
                let (one, other) = (quoted(&one), quoted(&other));
                (
                    format!(
                        "у «{one}» и «{other}» нет общего предка: сравните их через две точки, {one}..{other}"
                    ),
                    format!(
                        "`{one}` and `{other}` have no common ancestor: compare them with two dots, {one}..{other}"
                    ),
                )
            }
            GitError::NothingBefore(day) => (
                format!("до {day} коммитов нет"),
                format!("there is no commit before {day}"),
            ),
            GitError::Partial(name) => {
                let name = quoted(&name);
                (
                    format!(
                        "в копии репозитория нет файлов версии «{name}»: копия частичная (--filter); получите их: git fetch --refetch --no-filter"
                    ),
                    format!(
                        "the clone lacks files of revision `{name}`: it is a partial clone (--filter); get them: git fetch --refetch --no-filter"
                    ),
                )
            }
            GitError::Other(text) => {
                let text = quoted(text.lines().next().unwrap_or_default());
                (format!("git: {text}"), format!("git: {text}"))
            }
        };
        CommandError::new(ru, en)
    }
}
