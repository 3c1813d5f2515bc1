//! `[history]` of `site.toml`: the page and the feeds of changes.

use super::toml_reader::TableReader;

/// The settings of `[history]`, if there is such a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistorySettings {
    /// `commits`: how many commits that touch `content/` are compared.
    pub commits: u32,
}

/// The number of commits that are compared, if the settings name none.
const COMMITS: u32 = 100;

/// The most commits that can be compared.
const MOST_COMMITS: u32 = 1000;

/// Reads the table. `None`: the site has no history.
pub(super) fn read(site: &TableReader<'_>) -> Option<HistorySettings> {
    let table = site.table("history")?;
    let commits = table.count("commits").unwrap_or(COMMITS);
    if !(1..=MOST_COMMITS).contains(&commits) {
        table.report_value("commits", "число от 1 до 1000", "a number from 1 to 1000");
    }
    table.finish();
    Some(HistorySettings {
        commits: commits.clamp(1, MOST_COMMITS),
    })
}
