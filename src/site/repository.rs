//! The repository of a site's source files.

use super::toml_reader::TableReader;

/// The repository in which readers can propose changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The address, without a slash at the end.
    pub url: String,
    /// The address for editing a file, with the placeholders `{url}`, `{branch}` and `{path}`.
    pub edit: String,
    /// The address for a new file below `content/`, or else of the repository.
    pub propose: String,
    /// The branch that is edited.
    pub branch: String,
}

pub(super) fn read(site: &TableReader<'_>) -> Option<Repository> {
    let url = site.text("repository")?.trim_end_matches('/').to_owned();
    let branch = site.text("branch").unwrap_or("main").to_owned();
    let usual = if url.contains("gitlab") {
        "{url}/-/edit/{branch}/{path}"
    } else {
        "{url}/edit/{branch}/{path}"
    };
    let propose = match () {
        () if site.text("edit_url").is_some() => url.clone(),
        () if url.contains("gitlab") => format!("{url}/-/new/{branch}/content"),
        () => format!("{url}/new/{branch}/content"),
    };
    let edit = site.text("edit_url").unwrap_or(usual).to_owned();
    Some(Repository {
        url,
        edit,
        propose,
        branch,
    })
}
