//! Kinds as template values.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::line_labels::line_labels;
use super::object::{Attribute, Attributes, View};
use super::static_map::optional;
use crate::chart::KindStyle;
use crate::plan::PageKind;
use crate::site::{Facet, Kind, KindIx};

/// A kind.
pub(super) struct KindView {
    pub(super) context: Arc<PageContext>,
    pub(super) ix: KindIx,
}

impl KindView {
    fn kind(&self) -> &Kind {
        self.context.model.site.vocabulary.kind(self.ix)
    }

    fn count(&self) -> usize {
        self.context.model.atlas.of_kind(self.ix).len()
    }
}

impl Attributes for KindView {
    const ATTRIBUTES: &'static [Attribute<KindView>] = &[
        ("id", |view| Value::from(view.kind().id.as_str())),
        ("class", |view| {
            Value::from(kind_style(view.kind()).to_string())
        }),
        ("label", |view| view.context.marked_text(&view.kind().label)),
        ("title", |view| view.context.marked_text(&view.kind().title)),
        ("url", |view| {
            view.context.url_value(&PageKind::Kind(view.ix, 1))
        }),
        ("count", |view| Value::from(view.count())),
        ("counted", |view| {
            view.context.count_label(view.ix, view.count())
        }),
        ("split", |view| {
            let records = view.context.model.atlas.of_kind(view.ix).iter();
            view.context.marked_split(records.copied())
        }),
        ("noun", |view| {
            view.context.count_noun(view.ix, view.count())
        }),
        ("line", |view| line_labels(&view.context, view.ix)),
        ("facet", |view| {
            optional(view.kind().facet.map(|facet| match facet {
                Facet::Region => "region",
                Facet::Sector => "sector",
            }))
        }),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, 0)
    }
}

/// The classes of a kind in the style sheets.
pub(super) fn kind_style(kind: &Kind) -> KindStyle<'_> {
    KindStyle {
        id: &kind.id,
        colour: kind.colour.number(),
    }
}

impl PageContext {
    /// A kind as a template value.
    pub(super) fn kind(self: &Arc<Self>, kind: KindIx) -> Value {
        View::value(KindView {
            context: self.clone(),
            ix: kind,
        })
    }
}
