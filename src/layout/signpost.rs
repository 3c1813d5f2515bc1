//! What leads to a record from any page: its address and its name as a link, ready to be copied.

use std::sync::Arc;

use rayon::prelude::*;

use super::view::escape_into;
use crate::atlas::{Atlas, Edge, RecordIx};
use crate::check::is_sourced;
use crate::page::Plan;
use crate::record::Status;
use crate::site::{KindIx, Language, Localized, Side, Site};

/// What most pages say of a record that is not theirs.
pub(super) struct Signpost {
    /// What stands after the way to the root in a link: `clusters/mik.html" lang="en">MIK</a>`.
    link: Box<str>,
    /// How much of that is the address.
    address: u32,
    /// Where in it the name begins.
    name: u32,
    /// Whether the name has nothing that HTML would read as markup.
    plain: bool,
    /// The language of the name, where it is not the page's.
    pub(super) foreign: Option<Language>,
    pub(super) kind: KindIx,
    /// Whether every claim of it is covered by a source.
    pub(super) sourced: bool,
    /// What it has that a row of a list would show.
    pub(super) has: Has,
}

/// What a record has besides its name, so that a list need not look at the many that have nothing.
#[derive(Clone, Copy)]
pub(super) struct Has {
    pub(super) summary: bool,
    pub(super) short: bool,
    /// A status that is not simply «stated».
    pub(super) status: bool,
    /// The choice `type`.
    pub(super) choice: bool,
    /// Something said of its lying in a region or belonging to a sector.
    pub(super) said_of_place: bool,
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
        let foreign = (its != language).then_some(its);
        if let Some(foreign) = foreign {
            link.push_str(" lang=\"");
            escape_into(&mut link, site.code(foreign));
            link.push('"');
        }
        link.push('>');
        let name = link.len() as u32;
        escape_into(&mut link, title);
        link.push_str(END);
        let (sourced, has) = (is_sourced(site, record), Has::of(site, atlas, language, ix));
        let plain = link.len() - name as usize == title.len() + END.len();
        Signpost {
            link: link.into(),
            address: address.len() as u32,
            name,
            plain,
            foreign,
            kind: record.kind,
            sourced,
            has,
        }
    }

    /// The address from the site's root; percent-encoded, so that it needs no escaping.
    pub(super) fn address(&self) -> &str {
        &self.link[..self.address as usize]
    }

    /// The short name, or else the name, as HTML.
    pub(super) fn name(&self) -> &str {
        &self.link[self.name as usize..self.link.len() - END.len()]
    }

    /// The same as a text, where that is no other.
    pub(super) fn plain_name(&self) -> Option<&str> {
        self.plain.then(|| self.name())
    }

    /// Writes the name as a link, for a page whose way to the root is known.
    pub(super) fn write_link(&self, html: &mut String, to_root: &str) {
        html.push_str("<a href=\"");
        html.push_str(to_root);
        html.push_str(&self.link);
    }
}

impl Has {
    fn of(site: &Site, atlas: &Atlas, language: Language, ix: RecordIx) -> Has {
        let (record, known) = (atlas.record(ix), site.vocabulary.known);
        let says = |text: &Localized| text.get(language).is_some_and(|(text, _)| !text.is_empty());
        let of_place = |edge: &Edge| edge.side == Side::From && [known.region, known.sectors].contains(&edge.which);
        let choice = site.vocabulary.kind(record.kind).known.kind.and_then(|field| record.fact(field));
        Has {
            summary: says(&record.summary),
            short: says(&record.short),
            status: record.status != Status::Stated,
            choice: choice.is_some(),
            said_of_place: atlas.edges(ix).iter().any(|edge| of_place(edge) && !edge.bare),
        }
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

    /// Asks for the memory of what a page will soon say. Records stand all over it, and waiting for one after another
    /// takes longer than writing what they say; asked for at once, they come together.
    pub(super) fn fetch(&self, language: Language, records: impl Iterator<Item = RecordIx>) {
        let links = records.map(|record| &*self.of(language, record).link);
        std::hint::black_box(links.fold(0, |seen, link| seen ^ link.as_bytes().first().copied().unwrap_or(0)));
    }
}
