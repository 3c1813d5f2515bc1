//! What all views of one page share: the world, the language, the way to the site's root, the footnotes.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;
use minijinja::value::Value;

use super::kind::KindView;
use super::{RecordView, View, optional};
use crate::atlas::RecordIx;
use crate::layout::format::Style;
use crate::layout::signpost::Signpost;
use crate::layout::world::World;
use crate::page::{Page, Subject, relative};
use crate::record::{LinkTarget, Prose, ProsePlace, Target};
use crate::site::{KindIx, Language, Localized};

/// The shared part of a page's views.
pub(in crate::layout) struct PageContext {
    pub(super) world: Arc<World>,
    pub(super) language: Language,
    pub(super) style: Style,
    /// The place of the page in the plan.
    pub(super) page: usize,
    /// What leads to the site's root.
    pub(super) root: String,
    /// The record that the page is about, whose claims are numbered.
    pub(super) main: Option<RecordIx>,
    footnotes: OnceLock<Footnotes>,
}

/// The sources of a page, numbered in the order in which a reader meets them.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: HashMap<RecordIx, u32, RandomState>,
    /// The sources by number, with how many claims cite each.
    pub(super) sources: Vec<(RecordIx, usize)>,
}

impl Footnotes {
    fn cite(&mut self, source: RecordIx) {
        let next = self.sources.len() as u32 + 1;
        let number = *self.numbers.entry(source).or_insert(next);
        if number == next {
            self.sources.push((source, 0));
        }
        self.sources[number as usize - 1].1 += 1;
    }

    /// The number of a source, counted from one.
    pub(super) fn number(&self, source: RecordIx) -> Option<u32> {
        self.numbers.get(&source).copied()
    }
}

impl PageContext {
    pub(in crate::layout) fn new(world: &Arc<World>, page: usize) -> Arc<PageContext> {
        let planned = &world.plan.pages[page];
        let main = match planned.subject {
            Subject::Record(record) => Some(record),
            _ => None,
        };
        // A host shows the page for what it does not find at any depth, so its links begin at the site's root.
        let root = match planned.subject {
            Subject::NotFound => world.site.base_url.clone().unwrap_or_else(|| "/".to_owned()),
            _ => planned.address.to_root(),
        };
        Arc::new(PageContext {
            language: planned.language,
            style: world.style(planned.language),
            page,
            root,
            main,
            footnotes: OnceLock::new(),
            world: world.clone(),
        })
    }

    /// What pages must have in common to share a fragment: their layout, their kind, their way to the root.
    pub(in crate::layout) fn sort(&self, layout: &str) -> String {
        let kind = self.kind_here().map_or("", |kind| &*self.world.site.vocabulary.kind(kind).id);
        format!("{} {kind} {}", layout.strip_suffix(".html").unwrap_or(layout), self.root)
    }

    pub(super) fn planned(&self) -> &Page {
        &self.world.plan.pages[self.page]
    }

    /// The kind whose records the page is about.
    pub(super) fn kind_here(&self) -> Option<KindIx> {
        match &self.planned().subject {
            Subject::Kind(kind, _) => Some(*kind),
            Subject::Record(record) => Some(self.world.atlas.kind(*record)),
            _ => None,
        }
    }

    /// A text of the site's own files for a place, in the page's language or else in another.
    pub(super) fn prose(&self, place: &ProsePlace) -> Option<&Arc<Prose>> {
        let prose = &self.world.atlas.prose;
        let of = |language| prose.get(&(place.clone(), language));
        of(self.language).or_else(|| self.world.site.each_language().find_map(of))
    }

    /// A link to what a subject is shown on, in this page's language.
    pub(super) fn url(&self, subject: &Subject) -> Option<String> {
        self.world.plan.page(subject, self.language).map(|page| relative(&self.root, &page.address))
    }

    /// A link to what a subject is shown on, for templates.
    pub(super) fn url_value(&self, subject: &Subject) -> Value {
        optional(self.url(subject).map(Value::from_safe_string))
    }

    /// A link to a record's page.
    pub(super) fn record_url(&self, record: RecordIx) -> String {
        let address = self.signpost(record).address();
        let mut url = String::with_capacity(self.root.len() + address.len());
        url.push_str(&self.root);
        url.push_str(address);
        url
    }

    /// What leads to a record.
    pub(super) fn signpost(&self, record: RecordIx) -> &Signpost {
        self.world.signpost(self.language, record)
    }

    /// A record as templates see it.
    pub(super) fn record(self: &Arc<Self>, record: RecordIx) -> Value {
        View::value(RecordView::new(self.clone(), record))
    }

    /// A list of records as templates see it.
    pub(super) fn records(self: &Arc<Self>, records: impl IntoIterator<Item = RecordIx>) -> Value {
        records.into_iter().map(|record| self.record(record)).collect()
    }

    /// The records of the list of a region, a sector, or of where they cross, as templates see them.
    pub(super) fn listed(
        self: &Arc<Self>,
        records: impl IntoIterator<Item = RecordIx>,
        within: [Option<RecordIx>; 2],
    ) -> Value {
        let records = records.into_iter();
        records.map(|record| View::value(RecordView::listed(self.clone(), record, within))).collect()
    }

    /// A kind as templates see it.
    pub(super) fn kind(self: &Arc<Self>, kind: KindIx) -> Value {
        View::value(KindView { context: self.clone(), ix: kind })
    }

    /// A text in this page's language, and the code of the language that it is really in, if that is another.
    pub(super) fn localized(&self, text: &Localized) -> Option<(Arc<str>, Option<&str>)> {
        let (text, language) = text.get(self.language)?;
        Some((text.clone(), self.foreign(language)))
    }

    /// The code of a language that is not this page's.
    pub(super) fn foreign(&self, language: Language) -> Option<&str> {
        (language != self.language).then(|| self.world.site.code(language))
    }

    /// Words of the interface; the key itself where there are none.
    pub(super) fn words(&self, key: &str) -> Arc<str> {
        self.world.words(self.language, key).cloned().unwrap_or_else(|| key.into())
    }

    /// The numbered sources of the page's record.
    pub(super) fn footnotes(&self) -> &Footnotes {
        self.footnotes.get_or_init(|| self.main.map(|record| self.number_sources(record)).unwrap_or_default())
    }

    /// The numbers of some sources, each once, rising.
    pub(super) fn notes(&self, sources: &[Target]) -> Vec<u32> {
        if sources.is_empty() || self.main.is_none() {
            return Vec::new();
        }
        let footnotes = self.footnotes();
        let resolved = self.world.atlas.resolve_all(sources);
        let mut numbers: Vec<u32> = resolved.filter_map(|source| footnotes.number(source)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn number_sources(&self, record: RecordIx) -> Footnotes {
        let World { atlas, site, .. } = &*self.world;
        let found = atlas.record(record);
        let mut footnotes = Footnotes::default();
        let mut cite = |targets: &[Target]| atlas.resolve_all(targets).for_each(|source| footnotes.cite(source));
        for figure in &found.figures {
            cite(&figure.claim.sources);
        }
        for claim in found.facts.iter().filter_map(|fact| fact.claim.as_ref()) {
            cite(&claim.sources);
        }
        for (_, link) in found.body(self.language).into_iter().flat_map(|(body, _)| body.links.iter().enumerate()) {
            if let LinkTarget::Source(text) = &link.target {
                cite(&[Target { text: text.clone(), span: link.span }]);
            }
        }
        for edge in atlas.edges(record).iter().filter(|edge| !edge.bare) {
            let relation = &atlas.relations[edge.relation as usize];
            if let Some(particulars) = &relation.particulars {
                cite(&particulars.claim.sources);
            }
        }
        let sources = site.vocabulary.known.sources;
        let own: Vec<RecordIx> = atlas.related(record, sources, crate::site::Side::From).collect();
        for source in own {
            if footnotes.number(source).is_none() {
                footnotes.cite(source);
            }
        }
        footnotes
    }
}
