//! Records as template values.

use std::sync::{Arc, OnceLock};

use minijinja::value::Value;

use super::context::PageContext;
use super::field_map::FieldMap;
use super::object::{Attribute, Attributes, View};
use super::static_map::{map, optional};
use super::{
    changes, charts, date, fact, figure, members, mention, qualifiers, record_line, relations,
    row_attributes, status,
};
use crate::atlas::{Facets, RecordIx};
use crate::record::{self, FieldValue, Record};
use crate::site::{Choice, Direction, FieldIx, FieldType, KnownFields, Localized, Vocabulary};

/// A record.
pub(in crate::render) struct RecordView {
    pub(super) context: Arc<PageContext>,
    pub(super) ix: RecordIx,
    /// The region and sector whose list contains the row.
    pub(super) within: [Option<RecordIx>; 2],
    /// Values that layouts read more than once; `Some` on the record's own page only.
    memo: Option<Box<Memo>>,
}

/// Attributes that are costly to compute, each set on first use.
#[derive(Default)]
struct Memo {
    facts: OnceLock<Value>,
    figures: OnceLock<Value>,
    groups: OnceLock<Value>,
    body: OnceLock<Value>,
    mentions: OnceLock<Value>,
    sources: OnceLock<Value>,
    strip: OnceLock<Value>,
    catalogue: OnceLock<Value>,
}

impl RecordView {
    /// A record outside such a list.
    pub(super) fn new(context: Arc<PageContext>, ix: RecordIx) -> RecordView {
        RecordView::listed(context, ix, [None, None])
    }

    /// A record in the list of a region, a sector or both.
    pub(super) fn listed(
        context: Arc<PageContext>,
        ix: RecordIx,
        within: [Option<RecordIx>; 2],
    ) -> RecordView {
        let memo = (context.main == Some(ix)).then(Box::default);
        RecordView {
            context,
            ix,
            within,
            memo,
        }
    }

    pub(super) fn record(&self) -> &Arc<Record> {
        self.context.model.atlas.record(self.ix)
    }

    /// Returns an attribute; on the record's own page it is computed once.
    fn memoize(&self, slot: fn(&Memo) -> &OnceLock<Value>, value: impl FnOnce() -> Value) -> Value {
        match &self.memo {
            Some(memo) => slot(memo).get_or_init(value).clone(),
            None => value(),
        }
    }

    /// The value of a field with a known role; `None` if the record has none.
    pub(super) fn fact(
        &self,
        field: impl FnOnce(&KnownFields) -> Option<FieldIx>,
    ) -> Option<&record::Value> {
        self.whole_fact(field)
            .map(|fact| fact.value_in(self.context.language))
    }

    /// The same with its provenance.
    pub(super) fn whole_fact(
        &self,
        field: impl FnOnce(&KnownFields) -> Option<FieldIx>,
    ) -> Option<&FieldValue> {
        let kind = self.context.model.atlas.kind(self.ix);
        let field = field(&self.context.model.site.vocabulary.kind(kind).known)?;
        self.record().field(field)
    }

    /// The choice of the field `type`.
    fn choice(&self) -> Option<&Choice> {
        let vocabulary = &self.context.model.site.vocabulary;
        let field = vocabulary
            .kind(self.context.model.atlas.kind(self.ix))
            .known
            .kind?;
        match (
            &vocabulary.field(field).value,
            self.record().field(field)?.value_in(self.context.language),
        ) {
            (FieldType::Choice(choices), record::Value::Choice(choice)) => {
                choices.get(*choice as usize)
            }
            _ => None,
        }
    }

    /// Id and label of the field `type`.
    fn type_label(&self) -> Option<Value> {
        let choice = self.choice()?;
        Some(map([
            ("id", Value::from(choice.id.as_str())),
            ("label", self.context.marked_text(&choice.label)),
        ]))
    }

    /// The parts of the same kind, sorted by name.
    fn children(&self) -> Value {
        let atlas = &self.context.model.atlas;
        let parts = self.context.model.site.vocabulary.known.parts;
        let kind = self.record().kind;
        let mut children: Vec<_> = atlas
            .related(self.ix, parts, Direction::Forward)
            .filter(|part| atlas.kind(*part) == kind)
            .collect();
        atlas.sort(self.context.language, &mut children);
        self.context.records(children)
    }
}

impl RecordView {
    fn text(&self, text: &Localized) -> Value {
        optional(
            self.context
                .localized(text)
                .map(|(text, _)| Value::from(text)),
        )
    }

    fn link(&self) -> Value {
        let mut link = String::new();
        self.context
            .record_link(self.ix)
            .write_link(&mut link, &self.context.root);
        Value::from_safe_string(link)
    }

    fn body(&self) -> Value {
        let body = self.record().body(self.context.language);
        let text = body.map(|(body, _)| self.context.model.atlas.resolved_body(self.ix, body));
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
            Some(record::Value::Point(lat, lon)) => {
                map([("lat", Value::from(*lat)), ("lon", Value::from(*lon))])
            }
            _ => Value::from(()),
        }
    }

    fn marks(&self) -> Value {
        let mut marks = String::new();
        row_attributes::write_row_attributes(&self.context, self.ix, &mut marks);
        Value::from_safe_string(marks)
    }

    /// A chart of the record; none if `[data] drawings` turns them off.
    fn chart(&self, draw: fn(&PageContext, RecordIx) -> Value) -> Value {
        if self.context.model.site.data.drawings {
            draw(&self.context, self.ix)
        } else {
            Value::from(())
        }
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
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
        ("title", |view| {
            let (model, language) = (&view.context.model, view.context.language);
            if view.context.main == Some(view.ix) {
                Value::from(view.record().title(language).0.clone())
            } else {
                Value::from(model.title(language, view.ix))
            }
        }),
        // Addresses are percent-encoded and need no escaping.
        ("url", |view| {
            Value::from_safe_string(view.context.record_url(view.ix))
        }),
        ("lang", |view| {
            optional(
                view.context
                    .foreign(view.record().title(view.context.language).1),
            )
        }),
        ("date", |view| {
            date::date_view(
                &view.context,
                view.whole_fact(|known| known.date.or(known.run)),
            )
        }),
        ("line", |view| {
            record_line::record_line(&view.context, view.ix)
        }),
        ("status", |view| {
            status::status(&view.context, view.record().status)
        }),
        ("type", |view| optional(view.type_label())),
        ("summary", |view| {
            view.context.marked_text(&view.record().summary)
        }),
        ("short", |view| view.text(&view.record().short)),
        ("belongs", RecordView::membership),
        ("elsewhere", RecordView::other_regions),
        ("elsewhere_more", |view| {
            Value::from(view.more_other_regions())
        }),
        ("marks", RecordView::marks),
        ("id", |view| Value::from(view.record().id.clone())),
        ("name", |view| view.text(&view.record().name)),
        ("aliases", RecordView::aliases),
        ("draft", |view| Value::from(view.record().draft)),
        ("regions", |view| {
            view.context
                .records(view.facets().regions(view.ix).iter().copied())
        }),
        ("regions_derived", |view| {
            Value::from(view.facets().is_derived(view.ix))
        }),
        ("region_claims", |view| {
            relations::outgoing(&view.context, view.ix, view.vocabulary().known.region)
        }),
        ("sectors", |view| {
            view.context
                .records(view.facets().sectors(view.ix).iter().copied())
        }),
        ("sector_claims", |view| {
            relations::outgoing(&view.context, view.ix, view.vocabulary().known.sectors)
        }),
        ("place", RecordView::place),
        ("logo", RecordView::logo),
        ("photo", RecordView::photo),
        ("gallery", RecordView::gallery),
        ("fields", |view| {
            Value::from_object(FieldMap {
                context: view.context.clone(),
                ix: view.ix,
            })
        }),
        ("location", RecordView::location),
        ("facts", |view| {
            view.memoize(|memo| &memo.facts, || fact::facts(&view.context, view.ix))
        }),
        ("figures", |view| {
            view.memoize(
                |memo| &memo.figures,
                || figure::figures(&view.context, view.ix),
            )
        }),
        ("groups", |view| {
            view.memoize(
                |memo| &memo.groups,
                || relations::groups(&view.context, view.ix),
            )
        }),
        ("body", |view| {
            view.memoize(|memo| &memo.body, || view.body())
        }),
        ("body_lang", RecordView::body_lang),
        ("mentioned_in", |view| {
            view.memoize(
                |memo| &memo.mentions,
                || mention::record_mentions(&view.context, view.ix),
            )
        }),
        ("sources", |view| {
            view.memoize(|memo| &memo.sources, || view.sources())
        }),
        ("unsourced", |view| Value::from(view.unsourced())),
        ("name_claim", RecordView::name_claim),
        ("type_claim", RecordView::type_claim),
        ("strip", |view| {
            view.memoize(|memo| &memo.strip, || view.strip())
        }),
        ("derived_regions", RecordView::derived_regions),
        ("sectors_derived", |view| {
            Value::from(view.facets().has_derived_sectors(view.ix))
        }),
        ("posts", |view| {
            relations::row_relations(&view.context, view.ix)
        }),
        ("drawn", RecordView::drawn),
        ("belonging", RecordView::belonging),
        ("catalogue", |view| {
            view.memoize(
                |memo| &memo.catalogue,
                || members::record_members(&view.context, view.ix),
            )
        }),
        ("network", |view| view.chart(charts::ego_network)),
        ("timeline", |view| view.chart(charts::record_timeline)),
        ("locator", |view| charts::locator(&view.context, view.ix)),
        ("matrix", |view| members::crossings(&view.context, view.ix)),
        ("sums", |view| {
            qualifiers::facet_sums(&view.context, view.ix)
        }),
        ("children", RecordView::children),
        ("nearby", |view| members::nearby(&view.context, view.ix)),
        ("ancestors", |view| {
            view.context.records(view.facets().path(view.ix))
        }),
        ("updated", |_| Value::from(())),
        ("history", |view| {
            changes::known_days(&view.context, view.ix)
        }),
        ("checked", |view| {
            date::date_view(&view.context, view.whole_fact(|known| known.checked))
        }),
        ("edit_url", |view| {
            optional(view.context.record_edit_url(view.ix))
        }),
        ("source_path", |view| {
            Value::from(view.record().at.path.as_str())
        }),
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
        records
            .into_iter()
            .map(|record| self.record(record))
            .collect()
    }

    /// The records of the list of a region, a sector or both, as a template value.
    pub(super) fn listed(
        self: &Arc<Self>,
        records: impl IntoIterator<Item = RecordIx>,
        within: [Option<RecordIx>; 2],
    ) -> Value {
        let records = records.into_iter();
        records
            .map(|record| View::value(RecordView::listed(self.clone(), record, within)))
            .collect()
    }
}
