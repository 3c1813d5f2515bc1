//! What a list can be filtered by.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::filter_values::FilterValues;
use super::static_map::{map, optional};
use super::status::status_label;
use crate::atlas::RecordIx;
use crate::page::Subject;
use crate::record::Status;
use crate::site::KindIx;

/// A way to filter: the values that records have, with how many have each.
struct Filter<'w> {
    id: &'static str,
    words: &'static str,
    /// By place and id.
    options: BTreeMap<(u32, Cow<'w, str>), Choice>,
}

/// One value of a filter.
struct Choice {
    label: String,
    count: usize,
    url: Option<String>,
}

/// The filters of a kind's index, each with its values and, for readers without scripts, where such records are listed.
pub(super) fn filters(context: &Arc<PageContext>, kind: KindIx) -> Value {
    let all = context.model.atlas.of_kind(kind).len();
    let shown = counted(context, kind).into_iter().filter(|filter| all > 1 && filter.divides(all));
    shown.map(|filter| filter.value(context)).collect()
}

/// The filters with every value that a record of a kind has.
fn counted(context: &PageContext, kind: KindIx) -> [Filter<'_>; 5] {
    let names = [("region", "region"), ("sector", "sector"), ("type", "type"), ("status", "status"), ("year", "year")];
    let mut filters = names.map(|(id, words)| Filter { id, words, options: BTreeMap::new() });
    let [regions, sectors, types, statuses, years] = &mut filters;
    for ix in context.model.atlas.of_kind(kind) {
        let traits = FilterValues::of(context, *ix);
        traits.regions.into_iter().for_each(|region| regions.add_facet(context, kind, region));
        traits.sectors.into_iter().for_each(|sector| sectors.add_facet(context, kind, sector));
        if let Some((place, id, label)) = traits.sort {
            types.add(place, id.into(), || (label.to_owned(), None));
        }
        if traits.status != Status::Stated {
            statuses.add(traits.status as u32, traits.status.id().into(), || {
                (status_label(context, traits.status).unwrap_or_default().to_owned(), None)
            });
        }
        if let Some(year) = traits.year {
            years.add(u32::from(u16::MAX - year), year.to_string().into(), || {
                (year.to_string(), context.url(&Subject::Timeline(Some(year))))
            });
        }
    }
    filters
}

impl<'w> Filter<'w> {
    /// Counts a record that has a value; of the first, label and link are made.
    fn add(&mut self, place: u32, id: Cow<'w, str>, make: impl FnOnce() -> (String, Option<String>)) {
        let choice = self.options.entry((place, id)).or_insert_with(|| {
            let (label, url) = make();
            Choice { label, count: 0, url }
        });
        choice.count += 1;
    }

    /// Counts a record that lies in a region or sector: a link leads to the page or section that lists the kind there.
    fn add_facet(&mut self, context: &'w PageContext, kind: KindIx, facet: RecordIx) {
        let model = &context.model;
        let found = model.atlas.record(facet);
        self.add(model.atlas.rank(context.language, facet), (&*found.id).into(), || {
            let url = context.url(&Subject::Listing(facet, kind, 1));
            let anchor = || format!("{}#atlas-kind-{}", context.record_url(facet), model.site.vocabulary.kind(kind).id);
            (found.title(context.language).0.to_string(), Some(url.unwrap_or_else(anchor)))
        });
    }

    /// Whether the filter tells some of so many records from others.
    fn divides(&self, all: usize) -> bool {
        match self.id {
            "status" => !self.options.is_empty(),
            _ => self.options.len() > 1 || self.options.values().any(|choice| choice.count < all),
        }
    }

    /// The filter as templates see it.
    fn value(&self, context: &PageContext) -> Value {
        let option = |((_, id), choice): (&(u32, Cow<'_, str>), &Choice)| {
            map([
                ("id", Value::from(&**id)),
                ("label", Value::from(choice.label.as_str())),
                ("count", Value::from(choice.count)),
                ("url", optional(choice.url.clone())),
            ])
        };
        map([
            ("id", Value::from(self.id)),
            ("label", Value::from(&*context.message(self.words))),
            ("options", self.options.iter().map(option).collect()),
        ])
    }
}
