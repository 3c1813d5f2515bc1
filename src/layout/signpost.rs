//! What leads to a record from any page: its address and its name as a link, ready to be copied.

use std::sync::Arc;

use rayon::prelude::*;

use super::view::escape_into;
use crate::atlas::{Atlas, RecordIx};
use crate::check::is_sourced;
use crate::page::Plan;
use crate::site::{Language, Site};

/// What most pages say of a record that is not theirs.
pub(super) struct Signpost {
    /// What stands after the way to the root in a link: `clusters/mik.html" lang="en">MIK</a>`.
    link: Box<str>,
    /// How much of that is the address.
    address: u32,
    /// Where in it the name begins.
    name: u32,
    /// Whether every claim of it is covered by a source.
    pub(super) sourced: bool,
}

/// The end of a link.
const END: &str = "</a>";

impl Signpost {
    fn new(site: &Site, atlas: &Atlas, plan: &Plan, language: Language, ix: RecordIx) -> Signpost {
        let record = atlas.record(ix);
        let (title, its) = record.title(language);
        let address = plan.record(ix, language).address.as_str();
        let mut link = String::with_capacity(address.len() + title.len() + 24);
        link.push_str(address);
        link.push('"');
        if its != language {
            link.push_str(" lang=\"");
            escape_into(&mut link, site.code(its));
            link.push('"');
        }
        link.push('>');
        let name = link.len() as u32;
        escape_into(&mut link, title);
        link.push_str(END);
        let sourced = is_sourced(site, record);
        Signpost { link: link.into(), address: address.len() as u32, name, sourced }
    }

    /// The address from the site's root; percent-encoded, so that it needs no escaping.
    pub(super) fn address(&self) -> &str {
        &self.link[..self.address as usize]
    }

    /// The short name, or else the name, as HTML.
    pub(super) fn name(&self) -> &str {
        &self.link[self.name as usize..self.link.len() - END.len()]
    }

    /// Writes the name as a link, for a page whose way to the root is known.
    pub(super) fn write_link(&self, html: &mut String, to_root: &str) {
        html.push_str("<a href=\"");
        html.push_str(to_root);
        html.push_str(&self.link);
    }
}

/// The signposts of all records, by language and record.
#[derive(Clone)]
pub(super) struct Signposts(Arc<[Box<[Signpost]>]>);

impl Signposts {
    pub(super) fn new(site: &Site, atlas: &Atlas, plan: &Plan) -> Signposts {
        let of = |language| {
            let all = (0..atlas.records.len()).into_par_iter().map(RecordIx::new);
            all.map(|ix| Signpost::new(site, atlas, plan, language, ix)).collect::<Vec<_>>().into()
        };
        Signposts(site.each_language().map(of).collect())
    }

    pub(super) fn of(&self, language: Language, record: RecordIx) -> &Signpost {
        &self.0[language.index()][record.index()]
    }
}
