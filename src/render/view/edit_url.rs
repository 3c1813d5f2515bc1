//! Addresses of source files in the site's repository.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::context::PageContext;
use crate::atlas::RecordIx;

impl PageContext {
    /// The edit address of a record's file; `None` if the site names no repository.
    pub(super) fn record_edit_url(&self, record: RecordIx) -> Option<String> {
        self.edit_url(self.model.atlas.record(record).at.path.as_str())
    }

    /// The edit address of a file, by its path in the site; `None` if the site names no repository.
    pub(super) fn edit_url(&self, path: &str) -> Option<String> {
        let repository = self.model.site.repository.as_ref()?;
        let path: Vec<String> = path
            .split('/')
            .map(|segment| utf8_percent_encode(segment, NON_ALPHANUMERIC).to_string())
            .map(|segment| {
                segment
                    .replace("%2E", ".")
                    .replace("%2D", "-")
                    .replace("%5F", "_")
            })
            .collect();
        let url = repository
            .edit
            .replace("{url}", &repository.url)
            .replace("{branch}", &repository.branch);
        Some(url.replace("{path}", &path.join("/")))
    }
}
