//! The context in which linked data is generated: the atlas, its pages, and the base of relative addresses.

use crate::atlas::{Atlas, RecordIx};
use crate::plan::{Address, Page, Plan, relative};
use crate::site::{BaseUrl, Language, Site};

/// The input of linked data, and the location of the document that contains it.
#[derive(Clone, Copy)]
pub struct LinkedDataContext<'a> {
    /// The settings.
    pub site: &'a Site,
    /// The records.
    pub atlas: &'a Atlas,
    /// The pages.
    pub plan: &'a Plan,
    /// The relative path from the document to the site's root, for sites without a base address.
    pub to_root: &'a str,
}

impl<'a> LinkedDataContext<'a> {
    /// The address of a page: absolute if the site has a base address, else relative to the document.
    pub fn address(&self, address: &Address) -> String {
        match &self.site.base_url {
            Some(base) => address.canonical(base),
            None => relative(self.to_root, address),
        }
    }

    /// The prefix of every address below the root: the base address, or the relative path to the root.
    pub(super) fn root(&self) -> &'a str {
        self.site
            .base_url
            .as_ref()
            .map_or(self.to_root, BaseUrl::as_str)
    }

    /// The rest of an address after [`LinkedDataContext::root`].
    pub(super) fn below_root<'p>(&self, address: &'p Address) -> &'p str {
        match &self.site.base_url {
            Some(_) => address.canonical_path(),
            None => address.as_str(),
        }
    }

    /// The address of a page.
    pub fn page(&self, page: &Page) -> String {
        self.address(&page.address)
    }

    /// The IRI of the resource that a record describes. It does not depend on the language of the page.
    pub fn resource_iri(&self, record: RecordIx) -> String {
        let mut iri = self.page(self.plan.record(record, Language::DEFAULT));
        iri.push_str("#this");
        iri
    }
}
