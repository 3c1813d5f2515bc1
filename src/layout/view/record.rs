//! A record as templates see it.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use minijinja::value::Value;

use super::{Attributes, PageContext, catalogue, claim, drawn, group, list, map, mention, optional};
use crate::atlas::{RecordIx, Relation};
use crate::layout::world::World;
use crate::record::{self, Fact, Record, Status};
use crate::site::{Choice, DataFiles, FieldIx, FieldType, KnownFields, Language, Side};

/// How many regions besides the one in whose list it stands a row names.
const MOST_ELSEWHERE: usize = 10;

/// A record on a page.
pub(in crate::layout) struct RecordView {
    context: Arc<PageContext>,
    pub(super) ix: RecordIx,
    /// The region, the sector or both in whose list it stands.
    within: [Option<RecordIx>; 2],
    /// The attributes that are costly and are asked for more than once on a record's own page.
    kept: Option<Box<[OnceLock<Value>; 7]>>,
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

    /// The value of an attribute that is made once for the page's own record.
    fn keep(&self, place: usize, make: impl FnOnce() -> Value) -> Value {
        match &self.kept {
            Some(kept) => kept[place].get_or_init(make).clone(),
            None => make(),
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

    /// Whether it has regions besides the one in whose list it stands.
    fn is_elsewhere(&self) -> bool {
        let regions = self.context.world.atlas.facets.regions(self.ix);
        regions.iter().any(|region| !self.within.contains(&Some(*region)))
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
        if !self.context.signpost(self.ix).has.said_of_place {
            return Status::Stated;
        }
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
        self.context.signpost(self.ix).has.choice.then_some(())?;
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

impl Attributes for RecordView {
    const NAMES: &'static [&'static str] = &[
        "id",
        "kind",
        "name",
        "short",
        "title",
        "aliases",
        "summary",
        "url",
        "link",
        "lang",
        "status",
        "draft",
        "type",
        "regions",
        "regions_derived",
        "region_claims",
        "sectors",
        "sector_claims",
        "elsewhere",
        "elsewhere_more",
        "belongs",
        "place",
        "date",
        "location",
        "facts",
        "figures",
        "groups",
        "body",
        "body_lang",
        "mentioned_in",
        "sources",
        "unsourced",
        "catalogue",
        "network",
        "timeline",
        "locator",
        "marks",
        "matrix",
        "children",
        "ancestors",
        "updated",
        "checked",
        "edit_url",
        "source_path",
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, 0)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let (context, record) = (&self.context, self.record());
        let atlas = &context.world.atlas;
        let language = context.language;
        let text = |text: &crate::site::Localized| optional(context.localized(text).map(|(text, _)| Value::from(text)));
        // Lists ask for the first of these once for every row.
        Some(match name {
            "kind" => context.kind(record.kind),
            "title" => Value::from(record.title(language).0.clone()),
            // Addresses are percent-encoded: no character of them needs escaping.
            "url" => Value::from_safe_string(context.record_url(self.ix)),
            "link" => {
                let mut link = String::new();
                context.signpost(self.ix).write_link(&mut link, &context.root);
                Value::from_safe_string(link)
            }
            "lang" => optional(context.foreign(record.title(language).1)),
            "date" => claim::dated(context, self.whole_fact(|known| known.date.or(known.run))),
            "facts" => self.keep(0, || claim::facts(context, self.ix)),
            "figures" => self.keep(1, || claim::figures(context, self.ix)),
            "groups" => self.keep(2, || group::groups(context, self.ix)),
            "body" => self.keep(3, || {
                optional(
                    record
                        .body(language)
                        .map(|(body, _)| Value::from_safe_string(context.body(atlas.text(self.ix, body)))),
                )
            }),
            "mentioned_in" => self.keep(4, || mention::of_record(context, self.ix)),
            "sources" => self.keep(5, || self.sources()),
            "catalogue" => self.keep(6, || catalogue::of_record(context, self.ix)),
            "id" => Value::from(record.id.clone()),
            "name" => text(&record.name),
            "short" => text(&record.short),
            "aliases" => self.aliases(),
            "summary" => text(&record.summary),
            "status" => claim::status(context, record.status),
            "draft" => Value::from(record.draft),
            "type" => optional(self.kind_of_kind()),
            "regions" => context.records(atlas.facets.regions(self.ix).iter().copied()),
            "regions_derived" => Value::from(atlas.facets.is_derived(self.ix)),
            "region_claims" => group::written(context, self.ix, context.world.site.vocabulary.known.region),
            "sector_claims" => group::written(context, self.ix, context.world.site.vocabulary.known.sectors),
            "sectors" => context.records(atlas.facets.sectors(self.ix).iter().copied()),
            "elsewhere" => self.elsewhere(),
            "elsewhere_more" => Value::from(self.elsewhere_more()),
            "belongs" => claim::status(context, self.belonging()),
            "place" => match self.fact(|known| known.place) {
                Some(record::Value::Text(place)) => text(place),
                _ => Value::from(()),
            },
            "location" => match self.fact(|known| known.location) {
                Some(record::Value::Point(lat, lon)) => map([("lat", Value::from(*lat)), ("lon", Value::from(*lon))]),
                _ => Value::from(()),
            },
            "body_lang" => optional(record.body(language).and_then(|(_, language)| context.foreign(language))),
            "unsourced" => Value::from(claim::unsourced(context, self.ix, record)),
            "network" if self.is_drawn() => drawn::neighbours(context, self.ix),
            "timeline" if self.is_drawn() => drawn::of_record(context, self.ix),
            "network" | "timeline" => Value::from(()),
            "locator" => drawn::locator(context, self.ix),
            "marks" => {
                let mut marks = String::new();
                list::write_marks(context, self.ix, &mut marks);
                Value::from_safe_string(marks)
            }
            "matrix" => catalogue::crossings(context, self.ix),
            "children" => self.children(),
            "ancestors" => context.records(atlas.facets.path(self.ix)),
            "updated" => Value::from(()),
            "checked" => claim::dated(context, self.whole_fact(|known| known.checked)),
            "edit_url" => optional(context.world.edit_url(self.ix)),
            "source_path" => Value::from(record.at.path.as_str()),
            _ => return None,
        })
    }

    fn write(&self, way: &[Box<str>], html: &mut String) -> bool {
        match way {
            [name] if &**name == "body" => {
                if let Some((body, _)) = self.record().body(self.context.language) {
                    self.context.write_body(html, self.context.world.atlas.text(self.ix, body));
                }
                true
            }
            [name] if &**name == "marks" => {
                list::write_marks(&self.context, self.ix, html);
                true
            }
            way => self.context.write_of_record(self.ix, way, html),
        }
    }

    // Most rows of a list have none of these.
    fn holds(&self, way: &[Box<str>]) -> Option<bool> {
        let [name] = way else { return None };
        let context = &self.context;
        let signpost = context.signpost(self.ix);
        Some(match &**name {
            "lang" => signpost.foreign.is_some(),
            "summary" => signpost.has.summary,
            "short" => signpost.has.short,
            "status" => signpost.has.status,
            "type" => self.choice().is_some(),
            "belongs" => signpost.has.said_of_place && self.belonging() != Status::Stated,
            "elsewhere" => self.is_elsewhere(),
            "regions" => !context.world.atlas.facets.regions(self.ix).is_empty(),
            "regions_derived" => context.world.atlas.facets.is_derived(self.ix),
            "sectors" => !context.world.atlas.facets.sectors(self.ix).is_empty(),
            "figures" => !self.record().figures.is_empty(),
            "aliases" if self.record().aliases.is_empty() => false,
            "body" => self.record().body(context.language).is_some_and(|(body, _)| !body.is_empty()),
            _ => return None,
        })
    }
}
