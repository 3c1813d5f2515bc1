//! Canonical (absolute) addresses.

use super::context::PageContext;
use crate::plan::{Address, PageKind};
use crate::site::Site;

impl PageContext {
    /// The canonical address of the page; `None` without a `base_url` and for the 404 page.
    pub(super) fn canonical(&self) -> Option<String> {
        let planned = self.planned();
        let address = match &planned.kind {
            PageKind::NotFound => return None,
            PageKind::Moved(record, _) | PageKind::Card(record) => {
                &self.model.plan.record(*record, self.language).address
            }
            _ => &planned.address,
        };
        canonical(&self.model.site, address)
    }
}

/// The canonical address for an address of the site; `None` without a `base_url`.
pub(super) fn canonical(site: &Site, address: &Address) -> Option<String> {
    site.base_url.as_ref().map(|base| address.canonical(base))
}
