//! A record as templates see it.

use std::sync::{Arc, OnceLock};

use minijinja::value::Value;

use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use super::static_map::{map, optional};
use super::{charts, date, fact, figure, members, mention, relations, row_attributes, status};
use crate::atlas::{Facets, RecordIx};
use crate::check::{claims, is_sourced};
use crate::model::SiteModel;
use crate::record::{self, Fact, Record};
use crate::site::{Choice, DataFiles, FieldIx, FieldType, KnownFields, Localized, Side, Vocabulary};

/// A record on a page.
pub(in crate::render) struct RecordView {
    pub(super) context: Arc<PageContext>,
    pub(super) ix: RecordIx,
    /// The region, the sector or both in whose list it stands.
    pub(super) within: [Option<RecordIx>; 2],
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

    pub(super) fn record(&self) -> &Arc<Record> {
        self.context.model.atlas.record(self.ix)
    }

    /// The value of an attribute, which is looked up once for the page's own record.
    fn keep(&self, place: fn(&Kept) -> &OnceLock<Value>, value: impl FnOnce() -> Value) -> Value {
        match &self.kept {
            Some(kept) => place(kept).get_or_init(value).clone(),
            None => value(),
        }
    }

    /// The value of one of the fields that pages use by their meaning.
    pub(super) fn fact(&self, field: impl FnOnce(&KnownFields) -> Option<FieldIx>) -> Option<&record::Value> {
        self.whole_fact(field).map(|fact| &fact.value)
    }

    pub(super) fn whole_fact(&self, field: impl FnOnce(&KnownFields) -> Option<FieldIx>) -> Option<&Fact> {
        let kind = self.context.model.atlas.kind(self.ix);
        let field = field(&self.context.model.site.vocabulary.kind(kind).known)?;
        self.record().fact(field)
    }

    /// The value of the choice `type`.
    fn choice(&self) -> Option<&Choice> {
        let vocabulary = &self.context.model.site.vocabulary;
        let field = vocabulary.kind(self.context.model.atlas.kind(self.ix)).known.kind?;
        match (&vocabulary.field(field).value, &self.record().fact(field)?.value) {
            (FieldType::Choice(choices), record::Value::Choice(choice)) => choices.get(*choice as usize),
            _ => None,
        }
    }

    /// Its id and label.
    fn type_label(&self) -> Option<Value> {
        let choice = self.choice()?;
        let label = choice.label.text(self.context.language);
        Some(map([("id", Value::from(choice.id.as_str())), ("label", Value::from(label))]))
    }

    /// Whether the page shows what stands around the record drawn.
    fn is_drawn(&self) -> bool {
        let model = &self.context.model;
        DataFiles::wants(model.site.data.drawings, model.atlas.records.len())
    }

    /// The parts that are records of the same kind.
    fn children(&self) -> Value {
        let atlas = &self.context.model.atlas;
        let parts = self.context.model.site.vocabulary.known.parts;
        let kind = self.record().kind;
        let mut children: Vec<_> =
            atlas.related(self.ix, parts, Side::From).filter(|part| atlas.kind(*part) == kind).collect();
        atlas.sort(self.context.language, &mut children);
        self.context.records(children)
    }
}

impl RecordView {
    fn text(&self, text: &Localized) -> Value {
        optional(self.context.localized(text).map(|(text, _)| Value::from(text)))
    }

    fn link(&self) -> Value {
        let mut link = String::new();
        self.context.record_link(self.ix).write_link(&mut link, &self.context.root);
        Value::from_safe_string(link)
    }

    /// How many claims have no source.
    fn unsourced(&self) -> usize {
        let SiteModel { site, atlas, .. } = &*self.context.model;
        if is_sourced(site, self.record()) {
            return 0;
        }
        claims(site, atlas, self.ix).filter(|claim| !claim.sourced).count()
    }

    fn body(&self) -> Value {
        let body = self.record().body(self.context.language);
        let text = body.map(|(body, _)| self.context.model.atlas.text(self.ix, body));
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
        row_attributes::write_row_attributes(&self.context, self.ix, &mut marks);
        Value::from_safe_string(marks)
    }

    /// What is drawn of the record, where its page has drawings.
    fn drawing(&self, draw: fn(&PageContext, RecordIx) -> Value) -> Value {
        if self.is_drawn() { draw(&self.context, self.ix) } else { Value::from(()) }
    }

    fn vocabulary(&self) -> &Vocabulary {
        &self.context.model.site.vocabulary
    }

    fn facets(&self) -> &Facets {
        &self.context.model.atlas.facets
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
        ("date", |view| date::date_view(&view.context, view.whole_fact(|known| known.date.or(known.run)))),
        ("status", |view| status::status(&view.context, view.record().status)),
        ("type", |view| optional(view.type_label())),
        ("summary", |view| view.text(&view.record().summary)),
        ("short", |view| view.text(&view.record().short)),
        ("belongs", |view| status::status(&view.context, view.belonging())),
        ("elsewhere", RecordView::elsewhere),
        ("elsewhere_more", |view| Value::from(view.elsewhere_more())),
        ("marks", RecordView::marks),
        ("id", |view| Value::from(view.record().id.clone())),
        ("name", |view| view.text(&view.record().name)),
        ("aliases", RecordView::aliases),
        ("draft", |view| Value::from(view.record().draft)),
        ("regions", |view| view.context.records(view.facets().regions(view.ix).iter().copied())),
        ("regions_derived", |view| Value::from(view.facets().is_derived(view.ix))),
        ("region_claims", |view| relations::written(&view.context, view.ix, view.vocabulary().known.region)),
        ("sectors", |view| view.context.records(view.facets().sectors(view.ix).iter().copied())),
        ("sector_claims", |view| relations::written(&view.context, view.ix, view.vocabulary().known.sectors)),
        ("place", RecordView::place),
        ("location", RecordView::location),
        ("facts", |view| view.keep(|kept| &kept.facts, || fact::facts(&view.context, view.ix))),
        ("figures", |view| view.keep(|kept| &kept.figures, || figure::figures(&view.context, view.ix))),
        ("groups", |view| view.keep(|kept| &kept.groups, || relations::groups(&view.context, view.ix))),
        ("body", |view| view.keep(|kept| &kept.body, || view.body())),
        ("body_lang", RecordView::body_lang),
        ("mentioned_in", |view| view.keep(|kept| &kept.mentions, || mention::of_record(&view.context, view.ix))),
        ("sources", |view| view.keep(|kept| &kept.sources, || view.sources())),
        ("unsourced", |view| Value::from(view.unsourced())),
        ("catalogue", |view| view.keep(|kept| &kept.catalogue, || members::of_record(&view.context, view.ix))),
        ("network", |view| view.drawing(charts::ego_network)),
        ("timeline", |view| view.drawing(charts::record_timeline)),
        ("locator", |view| charts::locator(&view.context, view.ix)),
        ("matrix", |view| members::crossings(&view.context, view.ix)),
        ("children", RecordView::children),
        ("ancestors", |view| view.context.records(view.facets().path(view.ix))),
        ("updated", |_| Value::from(())),
        ("checked", |view| date::date_view(&view.context, view.whole_fact(|known| known.checked))),
        ("edit_url", |view| optional(view.context.record_edit_url(view.ix))),
        ("source_path", |view| Value::from(view.record().at.path.as_str())),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, 0)
    }
}

impl PageContext {
    /// A record as a template value.
    pub(super) fn record(self: &Arc<Self>, record: RecordIx) -> Value {
        View::value(RecordView::new(self.clone(), record))
    }

    /// A list of records as a template value.
    pub(super) fn records(self: &Arc<Self>, records: impl IntoIterator<Item = RecordIx>) -> Value {
        records.into_iter().map(|record| self.record(record)).collect()
    }

    /// The records of the list of a region, a sector or both, as a template value.
    pub(super) fn listed(
        self: &Arc<Self>,
        records: impl IntoIterator<Item = RecordIx>,
        within: [Option<RecordIx>; 2],
    ) -> Value {
        let records = records.into_iter();
        records.map(|record| View::value(RecordView::listed(self.clone(), record, within))).collect()
    }
}
