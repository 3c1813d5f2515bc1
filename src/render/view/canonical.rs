//! The absolute address of a page.

use super::context::PageContext;
use crate::page::Subject;
use crate::site::Site;

impl PageContext {
    /// The address of the page for search engines and citations, where the site knows its own.
    pub(super) fn canonical(&self) -> Option<String> {
        let planned = self.planned();
        let address = match &planned.subject {
            Subject::NotFound => return None,
            Subject::Moved(record, _) | Subject::Card(record) => {
                &self.model.plan.record(*record, self.language).address
            }
            _ => &planned.address,
        };
        canonical(&self.model.site, address.as_str())
    }
}

/// The absolute address of what lies at an address of the site; `None` where the site does not know its own.
pub(super) fn canonical(site: &Site, address: &str) -> Option<String> {
    site.base_url.as_ref().map(|base| format!("{base}{}", address.strip_suffix("index.html").unwrap_or(address)))
}
