//! LINKED DATA: the atlas in the terms of schema.org (<https://schema.org/docs/schemas.html>).
//!
//! What a kind, a field and a relation are called there stands in the vocabulary, so that a site's own kinds take part.
//! [`Thing`] is what can be said of one record, in all languages; it is written as JSON-LD into pages ([`json_ld`]) and
//! as Turtle into `data/atlas.ttl`. What schema.org has no word for is left to the files that keep everything.

mod json_ld;
mod mention;
mod thing;

use crate::atlas::{Atlas, RecordIx};
use crate::page::{Address, Page, Plan, relative};
use crate::site::{Language, Site};

pub use json_ld::{Graph, quoted};
pub use mention::Mentions;
pub use thing::{Object, Statement, Thing};

/// What linked data is made from, and the place from which it is read.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The settings.
    pub site: &'a Site,
    /// The records.
    pub atlas: &'a Atlas,
    /// The pages.
    pub plan: &'a Plan,
    /// What leads to the site's root from where the data stands, for sites that do not know their address.
    pub to_root: &'a str,
}

impl<'a> Scope<'a> {
    /// The address of a page: absolute where the site knows its own, else relative.
    pub fn address(&self, address: &Address) -> String {
        match &self.site.base_url {
            Some(base) => [base, self.below_root(address)].concat(),
            None => relative(self.to_root, address),
        }
    }

    /// What every address of a page below the root begins with: the site's own, or the way to its root.
    fn root(&self) -> &'a str {
        self.site.base_url.as_deref().unwrap_or(self.to_root)
    }

    /// What an address of a page below the root goes on with.
    fn below_root<'p>(&self, address: &'p Address) -> &'p str {
        let path = address.as_str();
        match &self.site.base_url {
            Some(_) => path.strip_suffix("index.html").unwrap_or(path),
            None => path,
        }
    }

    /// The address of a page.
    pub fn page(&self, page: &Page) -> String {
        self.address(&page.address)
    }

    /// What identifies the thing that a record is about. It is one thing whatever the language of its pages.
    pub fn thing(&self, record: RecordIx) -> String {
        let mut iri = self.page(self.plan.record(record, Language::DEFAULT));
        iri.push_str("#this");
        iri
    }
}
