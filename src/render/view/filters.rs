//! The filters of a list.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::filter_values::FilterValues;
use super::static_map::{map, optional};
use super::status::{status_label, status_language};
use crate::atlas::RecordIx;
use crate::plan::PageKind;
use crate::record::Status;
use crate::site::{FieldIx, KindIx};

/// The value of the filter of years for records without a year.
const NO_YEAR: &str = "none";

/// A filter: values with the number of records of each.
struct ListFilter<'w> {
    id: Cow<'w, str>,
    /// The label as HTML.
    label: Value,
    /// By sort index and id.
    options: BTreeMap<(u32, Cow<'w, str>), FilterOption>,
}

/// A value of a filter.
struct FilterOption {
    label: OptionLabel,
    records: Vec<RecordIx>,
    url: Option<String>,
}

/// The label of a value.
struct OptionLabel {
    text: String,
    /// The code of its language; `None` if that is the page's, or if it is of no language.
    language: Option<String>,
}

impl OptionLabel {
    fn new(text: &str, language: Option<&str>) -> OptionLabel {
        OptionLabel {
            text: text.to_owned(),
            language: language.map(str::to_owned),
        }
    }
}

/// The filters of a kind's index. For readers without scripts, options link to pages with the same records.
pub(super) fn filters(context: &Arc<PageContext>, kind: KindIx) -> Value {
    let all = context.model.atlas.of_kind(kind).len();
    let shown = count_options(context, kind)
        .into_iter()
        .filter(|filter| all > 1 && filter.divides(all));
    shown.map(|filter| filter.value(context)).collect()
}

/// Counts the records of a kind by every filter value.
fn count_options(context: &PageContext, kind: KindIx) -> Vec<ListFilter<'_>> {
    let names = ["region", "sector", "type", "status", "year"];
    let mut filters = names.map(|id| ListFilter::new(id.into(), context.words(id)));
    let mut of_fields: BTreeMap<FieldIx, ListFilter<'_>> = BTreeMap::new();
    let [regions, sectors, types, statuses, years] = &mut filters;
    let mut undated = Vec::new();
    for ix in context.model.atlas.of_kind(kind) {
        let values = FilterValues::new(context, *ix);
        values
            .regions
            .into_iter()
            .for_each(|region| regions.add_facet(context, kind, (region, *ix)));
        values
            .sectors
            .into_iter()
            .for_each(|sector| sectors.add_facet(context, kind, (sector, *ix)));
        if let Some(chosen) = values.type_choice {
            let label = || (OptionLabel::new(chosen.label, chosen.language), None);
            types.add(*ix, (chosen.place, chosen.id.into()), label);
        }
        for chosen in values.choices {
            let filter = of_fields.entry(chosen.ix).or_insert_with(|| {
                let name = &chosen.field.name;
                let label = context.marked_text(&chosen.field.label);
                ListFilter::new(format!("choice-{name}").into(), label)
            });
            let label = || (OptionLabel::new(chosen.label, chosen.language), None);
            filter.add(*ix, (chosen.place, chosen.id.into()), label);
        }
        if values.status != Status::Stated {
            let key = (values.status as u32, values.status.id().into());
            statuses.add(*ix, key, || {
                let label = status_label(context, values.status).unwrap_or_default();
                let language = status_language(context, values.status);
                (OptionLabel::new(label, language), None)
            });
        }
        if let Some(year) = values.year {
            // The latest year comes first; a year has at most nine digits.
            let order = u32::try_from(i64::from(i32::MAX) - i64::from(year)).unwrap_or(0);
            years.add(*ix, (order, year.to_string().into()), || {
                let url = context.url(&PageKind::Timeline(Some(year)));
                (OptionLabel::new(&year.to_string(), None), url)
            });
        } else {
            undated.push(*ix);
        }
    }
    years.add_undated(context, undated);
    let [regions, sectors, types, statuses, years] = filters;
    let mut all = vec![regions, sectors, types];
    all.extend(of_fields.into_values());
    all.extend([statuses, years]);
    all
}

impl<'w> ListFilter<'w> {
    fn new(id: Cow<'w, str>, label: Value) -> ListFilter<'w> {
        ListFilter {
            id,
            label,
            options: BTreeMap::new(),
        }
    }

    /// Counts a record with a value; label and address are computed for the first.
    fn add(
        &mut self,
        record: RecordIx,
        key: (u32, Cow<'w, str>),
        make: impl FnOnce() -> (OptionLabel, Option<String>),
    ) {
        let choice = self.options.entry(key).or_insert_with(|| {
            let (label, url) = make();
            FilterOption {
                label,
                records: Vec::new(),
                url,
            }
        });
        choice.records.push(record);
    }

    /// Counts the records without a year, if others have one.
    fn add_undated(&mut self, context: &'w PageContext, undated: Vec<RecordIx>) {
        if self.options.is_empty() {
            return;
        }
        for record in undated {
            self.add(record, (u32::MAX, NO_YEAR.into()), || {
                let language = context.style.words.language("no_year");
                (
                    OptionLabel::new(&context.message("no_year"), language),
                    None,
                )
            });
        }
    }

    /// Counts a record in a region or sector; the address is that of its page or section for the kind.
    fn add_facet(
        &mut self,
        context: &'w PageContext,
        kind: KindIx,
        (facet, record): (RecordIx, RecordIx),
    ) {
        let model = &context.model;
        let found = model.atlas.record(facet);
        self.add(
            record,
            (
                model.atlas.rank(context.language, facet),
                (&*found.id).into(),
            ),
            || {
                let url = context.url(&PageKind::Listing(facet, kind, 1));
                let anchor = || {
                    format!(
                        "{}#atlas-kind-{}",
                        context.record_url(facet),
                        model.site.vocabulary.kind(kind).id
                    )
                };
                let (_, language) = found.title(context.language);
                let title = model.title(context.language, facet);
                (
                    OptionLabel::new(title, context.foreign(language)),
                    Some(url.unwrap_or_else(anchor)),
                )
            },
        );
    }

    /// Whether the filter separates some of `all` records from others.
    fn divides(&self, all: usize) -> bool {
        match &*self.id {
            "status" => !self.options.is_empty(),
            _ => {
                self.options.len() > 1
                    || self
                        .options
                        .values()
                        .any(|choice| choice.records.len() < all)
            }
        }
    }

    /// The filter as a template value.
    fn value(&self, context: &PageContext) -> Value {
        // The options of the filter of statuses are split already.
        let divided = self.id != "status";
        let split = |choice: &FilterOption| {
            let records = choice.records.iter().copied();
            optional(divided.then(|| context.marked_split(records)))
        };
        let option = |((_, id), choice): (&(u32, Cow<'_, str>), &FilterOption)| {
            map([
                ("id", Value::from(&**id)),
                ("label", Value::from(choice.label.text.as_str())),
                ("lang", optional(choice.label.language.clone())),
                ("count", Value::from(choice.records.len())),
                ("split", split(choice)),
                ("url", optional(choice.url.clone())),
            ])
        };
        map([
            ("id", Value::from(&*self.id)),
            ("label", self.label.clone()),
            ("options", self.options.iter().map(option).collect()),
        ])
    }
}
