//! The numbered sources of a record page: which claims it shows, and where each source is cited first.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::atlas::{Claim, ClaimPart, ClaimTarget, Edge, RecordIx};
use crate::model::SiteModel;
use crate::record::{Link, LinkTarget, Record};
use crate::site::{Direction, Language};

/// The maximum number of notes of one claim.
pub(super) const MAX_NOTES: usize = 8;

/// How a record page tells the sources of its claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NoteStyle {
    /// Each claim has notes.
    #[default]
    Notes,
    /// All claims have the same only source, which one line names.
    One(RecordIx),
    /// No claim has a source, as one line says.
    Unsourced,
}

/// The first place where a page cites a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotePlace {
    /// The line for all claims.
    Line,
    /// The note of a claim.
    Claim(ClaimTarget),
    /// The note of a region that follows from relations.
    Region(RecordIx),
    /// A footnote in a text, by the address of its link in memory.
    Text(usize),
    /// The list of sources only.
    List,
}

impl NotePlace {
    /// The place of a footnote in a text. Links in a YAML file may share one location.
    pub(super) fn of_link(link: &Link) -> NotePlace {
        NotePlace::Text(std::ptr::from_ref(link).addr())
    }
}

/// A source of a page.
pub(super) struct CitedSource {
    pub(super) record: RecordIx,
    pub(super) first: NotePlace,
    /// The number of claims and footnotes that cite it.
    pub(super) cited: usize,
}

/// The sources of a page, numbered in the order in which a reader meets them.
#[derive(Default)]
pub(super) struct SourceNotes {
    numbers: HashMap<RecordIx, u32, RandomState>,
    /// The sources in order of their numbers.
    pub(super) sources: Vec<CitedSource>,
    pub(super) style: NoteStyle,
    /// The claims that the page shows, in reading order.
    pub(super) claims: Vec<(Claim, ClaimPart)>,
}

impl SourceNotes {
    /// Numbers the sources of a record's page.
    pub(super) fn new(model: &SiteModel, language: Language, ix: RecordIx) -> SourceNotes {
        let (atlas, site) = (&model.atlas, &model.site);
        let mut notes = SourceNotes::default();
        let head = claims_of_head(model, ix);
        let facts = claims_of_facts(model, ix);
        let related = claims_of_relations(model, ix);
        let all = head.iter().chain(&facts).chain(&related);
        notes.claims = all
            .map(|claim| (*claim, atlas.claim_part(*claim, site)))
            .collect();
        let regions = atlas.derived_regions(ix, site);
        notes.style = match style(model, &notes.claims) {
            // A region that follows from relations has the sources of these.
            NoteStyle::One(only) if regions.iter().all(|(_, own)| *own == [only]) => {
                NoteStyle::One(only)
            }
            NoteStyle::Unsourced if regions.iter().all(|(_, own)| own.is_empty()) => {
                NoteStyle::Unsourced
            }
            NoteStyle::One(_) | NoteStyle::Unsourced | NoteStyle::Notes => NoteStyle::Notes,
        };
        if let NoteStyle::One(source) = notes.style {
            notes.cite(source, NotePlace::Line);
        }
        for claim in &head {
            notes.cite_claim(model, *claim);
        }
        for link in cited_links(atlas.record(ix), language) {
            if let LinkTarget::Source(text) = &link.target
                && let Some(source) = atlas.resolve(text)
            {
                notes.cite(source, NotePlace::of_link(link));
            }
        }
        for (region, sources) in &regions {
            let region = *region;
            notes.cite_all(sources, NotePlace::Region(region));
        }
        for claim in facts.iter().chain(&related) {
            notes.cite_claim(model, *claim);
        }
        let listed = site.vocabulary.known.sources;
        for source in atlas.related(ix, listed, Direction::Forward) {
            if notes.number(source).is_none() {
                notes.cite(source, NotePlace::List);
            }
        }
        notes
    }

    fn cite_claim(&mut self, model: &SiteModel, claim: Claim) {
        let found = model.atlas.claim_sources(claim, &model.site);
        self.cite_all(&found.sources, NotePlace::Claim(claim.target));
    }

    /// Numbers the sources of a claim. Only the first [`MAX_NOTES`] have a note there.
    fn cite_all(&mut self, sources: &[RecordIx], place: NotePlace) {
        let numbers = sources
            .iter()
            .map(|source| self.cite(*source, NotePlace::List));
        let mut numbers: Vec<u32> = numbers.collect();
        numbers.sort_unstable();
        for number in numbers.into_iter().take(MAX_NOTES) {
            let first = &mut self.sources[number as usize - 1].first;
            if *first == NotePlace::List {
                *first = place;
            }
        }
    }

    /// Numbers a source, and returns its number.
    fn cite(&mut self, record: RecordIx, first: NotePlace) -> u32 {
        let next = self.sources.len() as u32 + 1;
        let number = *self.numbers.entry(record).or_insert(next);
        if number == next {
            self.sources.push(CitedSource {
                record,
                first,
                cited: 0,
            });
        }
        let source = &mut self.sources[number as usize - 1];
        source.cited += 1;
        if source.first == NotePlace::List {
            source.first = first;
        }
        number
    }

    /// The number of a source, from 1; `None` if the page does not cite it.
    pub(super) fn number(&self, source: RecordIx) -> Option<u32> {
        self.numbers.get(&source).copied()
    }

    /// Whether a note with a number at a place is the first one.
    pub(super) fn is_first(&self, number: u32, place: NotePlace) -> bool {
        let source = self.sources.get((number as usize).wrapping_sub(1));
        source.is_some_and(|source| source.first == place)
    }

    /// The number of claims in a part.
    pub(super) fn count(&self, part: ClaimPart) -> usize {
        self.claims.iter().filter(|(_, own)| *own == part).count()
    }
}

/// Whether a claim is that of the field `type` of a record.
fn is_type(model: &SiteModel, ix: RecordIx, claim: &Claim) -> bool {
    let record = model.atlas.record(ix);
    let of_type = model.site.vocabulary.kind(record.kind).known.kind;
    matches!(claim.target, ClaimTarget::Field(place) if Some(record.fields[place].field) == of_type)
}

/// The claims at the head of a page: name and type.
fn claims_of_head(model: &SiteModel, ix: RecordIx) -> Vec<Claim> {
    let own: Vec<Claim> = model.atlas.claims(ix, &model.site).collect();
    let is_name = |claim: &&Claim| matches!(claim.target, ClaimTarget::Name);
    let names = own.iter().filter(is_name);
    let types = own.iter().filter(|claim| is_type(model, ix, claim));
    names.chain(types).copied().collect()
}

/// The claims beside or below the text of a page: figures, regions, sectors, and fields except the type.
fn claims_of_facts(model: &SiteModel, ix: RecordIx) -> Vec<Claim> {
    let SiteModel { atlas, site, .. } = model;
    let known = site.vocabulary.known;
    let own: Vec<Claim> = atlas.claims(ix, site).collect();
    let is_facet = |edge: &&Edge| {
        edge.side == Direction::Forward
            && [known.region, known.sectors].contains(&edge.relation_type)
    };
    let facets = atlas.edges(ix).iter().filter(is_facet);
    let facets = facets.map(|edge| claim_of(model, edge));
    let is_figure = |claim: &&Claim| matches!(claim.target, ClaimTarget::Observation(_));
    let is_fact = |claim: &&Claim| {
        matches!(claim.target, ClaimTarget::Field(_)) && !is_type(model, ix, claim)
    };
    let figures = own.iter().filter(is_figure).copied();
    let facts = own.iter().filter(is_fact).copied();
    figures.chain(facets).chain(facts).collect()
}

/// The claims in the groups of relations of a page, whichever record states them.
fn claims_of_relations(model: &SiteModel, ix: RecordIx) -> Vec<Claim> {
    let edges = model.atlas.edges(ix).iter();
    let is_shown = |edge: &&Edge| {
        let relation = model.site.vocabulary.relation(edge.relation_type);
        !relation.listing && model.site.is_claim(edge.relation_type)
    };
    let shown = edges.filter(is_shown);
    shown.map(|edge| claim_of(model, edge)).collect()
}

fn claim_of(model: &SiteModel, edge: &Edge) -> Claim {
    let index = edge.relation as usize;
    Claim {
        record: model.atlas.relations[index].owner,
        target: ClaimTarget::Relation(index),
    }
}

/// The links of the texts that a page shows: those of the fields, then those of the body.
fn cited_links(record: &Record, language: Language) -> impl Iterator<Item = &Link> {
    let body = record.body(language).map(|(body, _)| body);
    let of_fields = record.texts();
    let of_fields = of_fields.filter(move |text| !text.is_body() && text.is_shown_in(language));
    of_fields
        .map(|text| text.body)
        .chain(body)
        .flat_map(|body| &body.links)
}

/// How a page with these claims tells their sources. An inferred claim without a source has its mark.
fn style(model: &SiteModel, claims: &[(Claim, ClaimPart)]) -> NoteStyle {
    let mut only = None;
    let mut is_unsourced = false;
    for (claim, part) in claims {
        let found = model.atlas.claim_sources(*claim, &model.site);
        match (&*found.sources, only) {
            ([], _) if *part == ClaimPart::Inferred => {}
            ([], _) => is_unsourced = true,
            ([one], None) => only = Some(*one),
            ([one], Some(known)) if *one == known => {}
            _ => return NoteStyle::Notes,
        }
    }
    match (only, is_unsourced) {
        (Some(source), false) => NoteStyle::One(source),
        (None, true) => NoteStyle::Unsourced,
        (Some(_), true) | (None, false) => NoteStyle::Notes,
    }
}
