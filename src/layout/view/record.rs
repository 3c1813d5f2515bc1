//! A record as templates see it.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use minijinja::value::Value;

use super::{Attribute, Attributes, PageContext, catalogue, claim, drawn, group, list, map, mention, optional};
use crate::atlas::{Facets, RecordIx, Relation};
use crate::layout::world::World;
use crate::record::{self, Fact, Record, Status};
use crate::site::{Choice, DataFiles, FieldIx, FieldType, KnownFields, Language, Localized, Side, Vocabulary};

/// How many regions besides the one in whose list it stands a row names.
const MOST_ELSEWHERE: usize = 10;

/// A record on a page.
pub(in crate::layout) struct RecordView {
    context: Arc<PageContext>,
    pub(super) ix: RecordIx,
    /// The region, the sector or both in whose list it stands.
    within: [Option<RecordIx>; 2],
    /// On the record's own page: values that layouts ask for more than once.
    kept: Option<Box<Kept>>,
}

/// Attributes that are costly to look up, each set when it is first asked for.
#[derive(Default)]
struct Kept {
    facts: OnceLock<Value>,
    figures: OnceLock<Value>,
    groups: OnceLock<Value>,
    body: OnceLock<Value>,
    mentions: OnceLock<Value>,
    sources: OnceLock<Value>,
    catalogue: OnceLock<Value>,
}

impl RecordView {
    pub(super) fn new(context: Arc<PageContext>, ix: RecordIx) -> RecordView {
        RecordView::listed(context, ix, [None, None])
    }

    /// A record in the list of a region, a sector, or of where they cross.
    pub(super) fn listed(context: Arc<PageContext>, ix: RecordIx, within: [Option<RecordIx>; 2]) -> RecordView {
        let kept = (context.main == Some(ix)).then(Box::default);
        RecordView { context, ix, within, kept }
    }

    fn record(&self) -> &Arc<Record> {
        self.context.world.atlas.record(self.ix)
    }

    /// The value of an attribute, which is looked up once for the page's own record.
    fn keep(&self, place: fn(&Kept) -> &OnceLock<Value>, value: impl FnOnce() -> Value) -> Value {
        match &self.kept {
            Some(kept) => place(kept).get_or_init(value).clone(),
            None => value(),
        }
    }

    /// The value of one of the fields that pages use by their meaning.
    fn fact(&self, field: impl FnOnce(&KnownFields) -> Option<FieldIx>) -> Option<&record::Value> {
        self.whole_fact(field).map(|fact| &fact.value)
    }

    fn whole_fact(&self, field: impl FnOnce(&KnownFields) -> Option<FieldIx>) -> Option<&Fact> {
        let kind = self.context.world.atlas.kind(self.ix);
        let field = field(&self.context.world.site.vocabulary.kind(kind).known)?;
        self.record().fact(field)
    }

    /// The regions of the record besides the one in whose list it stands, with what is said of that; of many the first.
    fn elsewhere(&self) -> Value {
        let context = &self.context;
        let is_other = |region: RecordIx| !self.within.contains(&Some(region));
        let facets = &context.world.atlas.facets;
        if facets.is_derived(self.ix) {
            let others = facets.regions(self.ix).iter().filter(|region| is_other(**region));
            let one = |region: &RecordIx| map([("record", context.record(*region)), ("status", Value::from(()))]);
            return others.take(MOST_ELSEWHERE).map(one).collect();
        }
        if !facets.regions(self.ix).iter().any(|region| is_other(*region)) {
            return Value::from(Vec::<Value>::new());
        }
        group::wanted(context, self.ix, context.world.site.vocabulary.known.region, is_other, MOST_ELSEWHERE)
    }

    /// How many more regions there are than a row names.
    fn elsewhere_more(&self) -> usize {
        let regions = self.context.world.atlas.facets.regions(self.ix);
        let others = regions.iter().filter(|region| !self.within.contains(&Some(**region))).count();
        others.saturating_sub(MOST_ELSEWHERE)
    }

    /// How it stands to the truth that the record belongs to the region and sector in whose list it stands: of several
    /// ways there the surest, of the two the more doubtful. Where a record is in a part of the region, its row names
    /// that part, and the doubt is said there.
    fn belonging(&self) -> Status {
        if self.within.iter().all(Option::is_none) {
            return Status::Stated;
        }
        let World { site, atlas, .. } = &*self.context.world;
        let known = site.vocabulary.known;
        let edges = atlas.edges(self.ix).iter();
        let edges = edges.filter(|edge| edge.side == Side::From && [known.region, known.sectors].contains(&edge.which));
        let own: Vec<&Relation> = edges.map(|edge| &atlas.relations[edge.relation as usize]).collect();
        let status = |own: &Relation| own.particulars.as_ref().map_or(Status::Stated, |own| own.claim.status);
        if own.iter().all(|own| status(own) == Status::Stated) {
            return Status::Stated;
        }
        let belonging = |facet: RecordIx| {
            let has_parts = !atlas.facets.children(facet).is_empty();
            let is_above = move |own: RecordIx| has_parts && atlas.facets.with_ancestors(own).contains(&facet);
            let ways = || own.iter().filter(move |own| own.to == facet || is_above(own.to));
            let said = ways().any(|own| own.relation == known.sectors || own.to == facet);
            let surest = ways().map(|own| status(own)).min();
            surest.filter(|_| said).unwrap_or_default()
        };
        self.within.iter().flatten().map(|facet| belonging(*facet)).max().unwrap_or_default()
    }

    /// The value of the choice `type`.
    fn choice(&self) -> Option<&Choice> {
        let vocabulary = &self.context.world.site.vocabulary;
        let field = vocabulary.kind(self.context.world.atlas.kind(self.ix)).known.kind?;
        match (&vocabulary.field(field).value, &self.record().fact(field)?.value) {
            (FieldType::Choice(choices), record::Value::Choice(choice)) => choices.get(*choice as usize),
            _ => None,
        }
    }

    /// Its id and label.
    fn kind_of_kind(&self) -> Option<Value> {
        let choice = self.choice()?;
        let label = choice.label.text(self.context.language);
        Some(map([("id", Value::from(choice.id.as_str())), ("label", Value::from(label))]))
    }

    /// Whether the page shows what stands around the record drawn.
    fn is_drawn(&self) -> bool {
        let world = &self.context.world;
        DataFiles::wants(world.site.data.drawings, world.atlas.records.len())
    }

    /// The other names, each once: those in the page's language and those that are the same in all, then the others
    /// with their language.
    fn aliases(&self) -> Value {
        let record = self.record();
        let language = self.context.language;
        let given = record.aliases.iter().filter_map(|alias| alias.get(language));
        let foreign = |(text, of): (&'_ Arc<str>, Language)| {
            self.context.foreign(of).filter(|_| !is_universal(text, record.name.text(of)))
        };
        let mut names: Vec<(&Arc<str>, Option<&str>)> = given.map(|alias| (alias.0, foreign(alias))).collect();
        names.sort_by_key(|(_, lang)| lang.is_some());
        let own = [record.title(language).0, record.name.get(language).map_or(&record.id, |(name, _)| name)];
        let mut seen = HashSet::from(own);
        names.retain(|(name, _)| seen.insert(name));
        let name = |(name, lang): (&Arc<str>, Option<&str>)| {
            map([("name", Value::from(name.clone())), ("lang", optional(lang))])
        };
        names.into_iter().map(name).collect()
    }

    fn sources(&self) -> Value {
        if self.context.main != Some(self.ix) {
            return Value::from(Vec::<Value>::new());
        }
        let sources = self.context.footnotes().sources.iter().enumerate();
        sources
            .map(|(index, (source, cited))| {
                let view = RecordView::new(self.context.clone(), *source);
                let publisher = match view.fact(|known| known.publisher) {
                    Some(record::Value::Text(text)) => self.context.localized(text).map(|(text, _)| text),
                    _ => None,
                };
                let href = match view.fact(|known| known.url) {
                    Some(record::Value::Url(url)) => Some(url.clone()),
                    _ => None,
                };
                map([
                    ("number", Value::from(index + 1)),
                    ("anchor", Value::from(format!("atlas-source-{}", index + 1))),
                    ("publisher", optional(publisher)),
                    ("date", claim::dated(&self.context, view.whole_fact(|known| known.date))),
                    ("href", optional(href)),
                    ("cited", Value::from(*cited)),
                    ("record", self.context.record(*source)),
                ])
            })
            .collect()
    }

    /// The parts that are records of the same kind.
    fn children(&self) -> Value {
        let atlas = &self.context.world.atlas;
        let parts = self.context.world.site.vocabulary.known.parts;
        let kind = self.record().kind;
        let mut children: Vec<_> =
            atlas.related(self.ix, parts, Side::From).filter(|part| atlas.kind(*part) == kind).collect();
        atlas.sort(self.context.language, &mut children);
        self.context.records(children)
    }
}

/// Whether a name means the same in every language although it is given in one: it is in Latin letters, as an
/// abbreviation or a brand, and the record's name in that language is not.
fn is_universal(alias: &str, name: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii());
    letters(alias) && !letters(name)
}

impl RecordView {
    fn text(&self, text: &Localized) -> Value {
        optional(self.context.localized(text).map(|(text, _)| Value::from(text)))
    }

    fn link(&self) -> Value {
        let mut link = String::new();
        self.context.signpost(self.ix).write_link(&mut link, &self.context.root);
        Value::from_safe_string(link)
    }

    fn body(&self) -> Value {
        let body = self.record().body(self.context.language);
        let text = body.map(|(body, _)| self.context.world.atlas.text(self.ix, body));
        optional(text.map(|text| Value::from_safe_string(self.context.body(text))))
    }

    fn body_lang(&self) -> Value {
        let body = self.record().body(self.context.language);
        optional(body.and_then(|(_, language)| self.context.foreign(language)))
    }

    fn place(&self) -> Value {
        match self.fact(|known| known.place) {
            Some(record::Value::Text(place)) => self.text(place),
            _ => Value::from(()),
        }
    }

    fn location(&self) -> Value {
        match self.fact(|known| known.location) {
            Some(record::Value::Point(lat, lon)) => map([("lat", Value::from(*lat)), ("lon", Value::from(*lon))]),
            _ => Value::from(()),
        }
    }

    fn marks(&self) -> Value {
        let mut marks = String::new();
        list::write_marks(&self.context, self.ix, &mut marks);
        Value::from_safe_string(marks)
    }

    /// What is drawn of the record, where its page has drawings.
    fn drawing(&self, draw: fn(&PageContext, RecordIx) -> Value) -> Value {
        if self.is_drawn() { draw(&self.context, self.ix) } else { Value::from(()) }
    }

    fn vocabulary(&self) -> &Vocabulary {
        &self.context.world.site.vocabulary
    }

    fn facets(&self) -> &Facets {
        &self.context.world.atlas.facets
    }
}

impl Attributes for RecordView {
    const ATTRIBUTES: &'static [Attribute<RecordView>] = &[
        ("link", RecordView::link),
        ("kind", |view| view.context.kind(view.record().kind)),
        ("title", |view| Value::from(view.record().title(view.context.language).0.clone())),
        // Addresses are percent-encoded: no character of them needs escaping.
        ("url", |view| Value::from_safe_string(view.context.record_url(view.ix))),
        ("lang", |view| optional(view.context.foreign(view.record().title(view.context.language).1))),
        ("date", |view| claim::dated(&view.context, view.whole_fact(|known| known.date.or(known.run)))),
        ("status", |view| claim::status(&view.context, view.record().status)),
        ("type", |view| optional(view.kind_of_kind())),
        ("summary", |view| view.text(&view.record().summary)),
        ("short", |view| view.text(&view.record().short)),
        ("belongs", |view| claim::status(&view.context, view.belonging())),
        ("elsewhere", RecordView::elsewhere),
        ("elsewhere_more", |view| Value::from(view.elsewhere_more())),
        ("marks", RecordView::marks),
        ("id", |view| Value::from(view.record().id.clone())),
        ("name", |view| view.text(&view.record().name)),
        ("aliases", RecordView::aliases),
        ("draft", |view| Value::from(view.record().draft)),
        ("regions", |view| view.context.records(view.facets().regions(view.ix).iter().copied())),
        ("regions_derived", |view| Value::from(view.facets().is_derived(view.ix))),
        ("region_claims", |view| group::written(&view.context, view.ix, view.vocabulary().known.region)),
        ("sectors", |view| view.context.records(view.facets().sectors(view.ix).iter().copied())),
        ("sector_claims", |view| group::written(&view.context, view.ix, view.vocabulary().known.sectors)),
        ("place", RecordView::place),
        ("location", RecordView::location),
        ("facts", |view| view.keep(|kept| &kept.facts, || claim::facts(&view.context, view.ix))),
        ("figures", |view| view.keep(|kept| &kept.figures, || claim::figures(&view.context, view.ix))),
        ("groups", |view| view.keep(|kept| &kept.groups, || group::groups(&view.context, view.ix))),
        ("body", |view| view.keep(|kept| &kept.body, || view.body())),
        ("body_lang", RecordView::body_lang),
        ("mentioned_in", |view| view.keep(|kept| &kept.mentions, || mention::of_record(&view.context, view.ix))),
        ("sources", |view| view.keep(|kept| &kept.sources, || view.sources())),
        ("unsourced", |view| Value::from(claim::unsourced(&view.context, view.ix, view.record()))),
        ("catalogue", |view| view.keep(|kept| &kept.catalogue, || catalogue::of_record(&view.context, view.ix))),
        ("network", |view| view.drawing(drawn::neighbours)),
        ("timeline", |view| view.drawing(drawn::of_record)),
        ("locator", |view| drawn::locator(&view.context, view.ix)),
        ("matrix", |view| catalogue::crossings(&view.context, view.ix)),
        ("children", RecordView::children),
        ("ancestors", |view| view.context.records(view.facets().path(view.ix))),
        ("updated", |_| Value::from(())),
        ("checked", |view| claim::dated(&view.context, view.whole_fact(|known| known.checked))),
        ("edit_url", |view| optional(view.context.world.edit_url(view.ix))),
        ("source_path", |view| Value::from(view.record().at.path.as_str())),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, 0)
    }
}
