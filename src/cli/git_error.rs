//! Why a state of an atlas cannot be read from git.

use super::error::CommandError;
use crate::diagnostic::quoted;
use crate::text::Bilingual;

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

impl GitError {
    /// Returns the message, in which `{1}` and `{2}` stand for the values.
    fn message(&self) -> Bilingual {
        match self {
            GitError::NoRepository => NO_REPOSITORY,
            GitError::NoAnswer => NO_ANSWER,
            GitError::ForeignOwner(_) => FOREIGN_OWNER,
            GitError::UnknownRevision(_) => UNKNOWN_REVISION,
            GitError::Shallow(_) => SHALLOW,
            GitError::NoCommonAncestor(..) => NO_COMMON_ANCESTOR,
            GitError::NothingBefore(_) => NOTHING_BEFORE,
            GitError::Partial(_) => PARTIAL,
            GitError::Other(_) => OTHER,
        }
    }

    /// Returns the values of the message.
    fn values(&self) -> [&str; 2] {
        match self {
            GitError::NoRepository | GitError::NoAnswer => ["", ""],
            GitError::ForeignOwner(value)
            | GitError::UnknownRevision(value)
            | GitError::Shallow(value)
            | GitError::NothingBefore(value)
            | GitError::Partial(value) => [value, ""],
            GitError::NoCommonAncestor(one, other) => [one, other],
            GitError::Other(text) => [text.lines().next().unwrap_or_default(), ""],
        }
    }
}

impl From<GitError> for CommandError {
    fn from(error: GitError) -> CommandError {
        let [first, second] = error.values().map(quoted);
        let fill = |message: &str| {
            // A value that contains a placeholder is not filled in again.
            let parts = message.split("{1}");
            let parts: Vec<String> = parts.map(|part| part.replace("{2}", &second)).collect();
            parts.join(&first)
        };
        let message = error.message();
        CommandError::new(fill(message.ru), fill(message.en))
    }
}

const NO_REPOSITORY: Bilingual = Bilingual {
    ru: "атлас не в репозитории git: сравнивать не с чем",
    en: "the atlas is in no git repository: there is nothing to compare with",
};

const NO_ANSWER: Bilingual = Bilingual {
    ru: "git не запускается или не отвечает: проверьте командой git status",
    en: "git cannot be started or does not answer: try git status",
};

const FOREIGN_OWNER: Bilingual = Bilingual {
    ru: "git не читает репозиторий другого пользователя. Разрешите: git config --global --add safe.directory '{1}'",
    en: "git does not read a repository of another user. Allow it: git config --global --add safe.directory '{1}'",
};

const UNKNOWN_REVISION: Bilingual = Bilingual {
    ru: "в репозитории нет версии «{1}»: назовите ветку, метку или коммит",
    en: "the repository has no revision `{1}`: name a branch, a tag or a commit",
};

const SHALLOW: Bilingual = Bilingual {
    ru: "версии «{1}» нет в неполной копии репозитория: нужна вся история (fetch-depth: 0 в actions/checkout, GIT_DEPTH: 0 в GitLab, git fetch --unshallow)",
    en: "revision `{1}` is not in this shallow clone: the whole history is needed (fetch-depth: 0 in actions/checkout, GIT_DEPTH: 0 in GitLab, git fetch --unshallow)",
};

const NO_COMMON_ANCESTOR: Bilingual = Bilingual {
    ru: "у «{1}» и «{2}» нет общего предка: сравните их через две точки, {1}..{2}",
    en: "`{1}` and `{2}` have no common ancestor: compare them with two dots, {1}..{2}",
};

const NOTHING_BEFORE: Bilingual = Bilingual {
    ru: "до {1} коммитов нет",
    en: "there is no commit before {1}",
};

const PARTIAL: Bilingual = Bilingual {
    ru: "в копии репозитория нет файлов версии «{1}»: копия частичная (--filter); получите их: git fetch --refetch --no-filter",
    en: "the clone lacks files of revision `{1}`: it is a partial clone (--filter); get them: git fetch --refetch --no-filter",
};

const OTHER: Bilingual = Bilingual {
    ru: "git: {1}",
    en: "git: {1}",
};
