//! Which two states `atlas diff` compares.

use super::git_error::GitError;
use super::git_repository::GitRepository;
use crate::text::Day;

/// The two states that are compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DiffRange {
    /// The older state.
    pub(super) from: FromState,
    /// The newer state.
    pub(super) to: ToState,
}

/// The older state.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FromState {
    /// A revision.
    Revision(String),
    /// The commit from which a revision and the newer state have gone apart.
    Ancestor(String),
    /// The last commit before a day.
    Before(Day),
}

/// The newer state.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ToState {
    /// A revision.
    Revision(String),
    /// The files on the disk.
    Files,
}

/// The revision that stands for one that is left out.
const HEAD: &str = "HEAD";

impl DiffRange {
    /// Parses `A..B`, `A...B` or `A`, which is compared with the files. Without a text the last commit is, or the last one before a
    /// day.
    pub(super) fn parse(text: Option<&str>, since: Option<Day>) -> DiffRange {
        let named = |text: &str| match text {
            "" => HEAD.to_owned(),
            text => text.to_owned(),
        };
        let text = text.unwrap_or_default();
        let (from, to) = if let Some((from, to)) = text.split_once("...") {
            (
                FromState::Ancestor(named(from)),
                ToState::Revision(named(to)),
            )
        } else if let Some((from, to)) = text.split_once("..") {
            (
                FromState::Revision(named(from)),
                ToState::Revision(named(to)),
            )
        } else if since.is_some() && !text.is_empty() {
            (
                FromState::Revision(named("")),
                ToState::Revision(named(text)),
            )
        } else {
            (FromState::Revision(named(text)), ToState::Files)
        };
        match since {
            Some(day) => DiffRange {
                from: FromState::Before(day),
                to,
            },
            None => DiffRange { from, to },
        }
    }

    /// Returns the commits of both states. `None`: the files on the disk.
    pub(super) fn commits(
        &self,
        repository: &GitRepository,
    ) -> Result<(String, Option<String>), GitError> {
        let to = match &self.to {
            ToState::Revision(name) => Some(repository.commit(name)?),
            ToState::Files => None,
        };
        let from = match &self.from {
            FromState::Revision(name) => repository.commit(name)?,
            FromState::Ancestor(name) => {
                let other = match &self.to {
                    ToState::Revision(name) => name,
                    ToState::Files => HEAD,
                };
                repository.common_ancestor(name, other)?
            }
            FromState::Before(day) => repository.commit_before(*day)?,
        };
        Ok((from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_git() {
        let parse = |text: &str| DiffRange::parse(Some(text), None);
        let revision = |name: &str| FromState::Revision(name.to_owned());
        let to = |name: &str| ToState::Revision(name.to_owned());
        for (text, from, to) in [
            ("a..b", revision("a"), to("b")),
            ("a..", revision("a"), to(HEAD)),
            ("..b", revision(HEAD), to("b")),
            (
                "origin/main...HEAD",
                FromState::Ancestor("origin/main".to_owned()),
                to(HEAD),
            ),
            ("v1.2", revision("v1.2"), ToState::Files),
            ("-x", revision("-x"), ToState::Files),
        ] {
            assert_eq!(parse(text), DiffRange { from, to }, "{text}");
        }
        let day = Day::new(2026, 1, 1);
        let since = DiffRange::parse(None, Some(day));
        assert_eq!(
            (since.from, since.to),
            (FromState::Before(day), ToState::Files)
        );
    }
}
