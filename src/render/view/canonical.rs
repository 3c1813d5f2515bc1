//! Canonical (absolute) addresses.

use super::context::PageContext;
use crate::atlas::RecordIx;
use crate::plan::{Address, PageKind};
use crate::site::Site;

impl PageContext {
    /// The canonical address of the page; `None` without a `base_url` and for the 404 page.
    pub(super) fn canonical(&self) -> Option<String> {
        let planned = self.planned();
        let address = match &planned.kind {
            PageKind::NotFound => return None,
            PageKind::Card(record) => self.record_address(*record),
            PageKind::Moved(target, _) => match &**target {
                PageKind::Card(record) => self.record_address(*record),
                target => &self.model.plan.page(target, self.language)?.address,
            },
            _ => &planned.address,
        };
        canonical(&self.model.site, address)
    }

    fn record_address(&self, record: RecordIx) -> &Address {
        &self.model.plan.record(record, self.language).address
    }
}

/// The canonical address for an address of the site; `None` without a `base_url`.
pub(super) fn canonical(site: &Site, address: &Address) -> Option<String> {
    site.base_url.as_ref().map(|base| address.canonical(base))
}
