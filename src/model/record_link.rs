//! Pre-rendered links to records, copied into every page that mentions them.

use rayon::prelude::*;

use super::distinct_titles::DistinctTitles;
use crate::atlas::{Atlas, Changed, RecordIx};
use crate::plan::Plan;
use crate::site::{Language, Site};
use crate::source::CowVec;
use crate::text::html::escape_attribute_into;

/// The link to a record in one language, as HTML.
#[derive(Clone)]
pub struct RecordLink {
    /// The link after the path to the site's root: `clusters/mik.html" lang="en">MIK</a>`.
    html: Box<str>,
    /// The length of the address at the start of `html`, in bytes.
    address_len: u32,
    /// The byte offset of the name in `html`.
    name_start: u32,
}

/// What links to records are made from.
#[derive(Clone, Copy)]
pub(super) struct LinkInput<'m> {
    pub(super) site: &'m Site,
    pub(super) atlas: &'m Atlas,
    pub(super) plan: &'m Plan,
    pub(super) titles: &'m DistinctTitles,
}

/// The end of a link.
const END: &str = "</a>";

impl RecordLink {
    fn new(linker: LinkInput<'_>, language: Language, ix: RecordIx) -> RecordLink {
        let LinkInput {
            site,
            atlas,
            plan,
            titles,
        } = linker;
        let (title, title_language) = atlas.record(ix).title(language);
        let title = titles.get(language, ix).unwrap_or(title);
        let address = plan.record(ix, language).address.as_str();
        let mut html = String::with_capacity(address.len() + title.len() + 24);
        html.push_str(address);
        html.push('"');
        html.push_str(&site.lang_attributes(title_language, language));
        html.push('>');
        let name_start = html.len() as u32;
        escape_attribute_into(&mut html, title);
        html.push_str(END);
        RecordLink {
            html: html.into(),
            address_len: address.len() as u32,
            name_start,
        }
    }

    /// The address relative to the site's root. It is percent-encoded and needs no escaping.
    pub fn address(&self) -> &str {
        &self.html[..self.address_len as usize]
    }

    /// The link after `<a href="` and the path to the site's root.
    pub fn after_root(&self) -> &str {
        &self.html
    }

    /// The attributes of language of the link: ` lang="en"`, or nothing.
    pub fn lang_attributes(&self) -> &str {
        let end = self.name_start as usize - 1;
        &self.html[self.address_len as usize + 1..end]
    }

    /// The title of the record as escaped HTML.
    pub fn name(&self) -> &str {
        &self.html[self.name_start as usize..self.html.len() - END.len()]
    }

    /// Appends the `<a>` element; `to_root` is the path from the page to the site's root.
    pub fn write_link(&self, html: &mut String, to_root: &str) {
        html.push_str("<a href=\"");
        html.push_str(to_root);
        html.push_str(&self.html);
    }
}

/// The links to all records, by language and record. Versions share those of unchanged records.
#[derive(Clone)]
pub(super) struct RecordLinks(Vec<CowVec<RecordLink>>);

impl RecordLinks {
    /// Renders all links, in parallel.
    pub(super) fn new(linker: LinkInput<'_>) -> RecordLinks {
        let of_language = |language| {
            let all = (0..linker.atlas.records.len()).into_par_iter();
            all.map(|ix| RecordLink::new(linker, language, RecordIx::new(ix)))
                .collect::<Vec<_>>()
                .into_iter()
                .collect()
        };
        RecordLinks(linker.site.each_language().map(of_language).collect())
    }

    /// Renders the links to changed records, and to those that are told apart in another way than `before`; addresses must
    /// be the same.
    pub(super) fn updated(
        &self,
        linker: LinkInput<'_>,
        before: &DistinctTitles,
        changed: &Changed,
    ) -> RecordLinks {
        let mut links = self.0.clone();
        for (language, of_language) in linker.site.each_language().zip(&mut links) {
            let retitled = linker.titles.differing(before, language);
            for ix in changed.records.iter().copied().chain(retitled) {
                if let Some(link) = of_language.get_mut(ix.index()) {
                    *link = RecordLink::new(linker, language, ix);
                }
            }
        }
        RecordLinks(links)
    }

    /// The link to a record on pages of a language.
    pub(super) fn get(&self, language: Language, record: RecordIx) -> &RecordLink {
        &self.0[language.index()][record.index()]
    }
}
