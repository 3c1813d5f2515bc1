//! What a list can be filtered by, and the records of a kind as the scripts of lists and comparison load them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use minijinja::value::Value;

use super::drawn::{ROOM, push_rows};
use super::functions::date_of;
use super::{PageContext, claim, map, optional};
use crate::atlas::RecordIx;
use crate::json::{self, Object};
use crate::layout::format::machine_date;
use crate::page::{Data, Subject, relative};
use crate::record::{self, Date, Status};
use crate::site::{FieldType, KindIx, Localized, RelationIx, Side};

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
    let world = &context.world;
    let names = [("region", "region"), ("sector", "sector"), ("type", "type"), ("status", "status"), ("year", "year")];
    let mut filters = names.map(|(id, words)| Filter { id, words, options: BTreeMap::new() });
    for ix in world.atlas.of_kind(kind) {
        let traits = Traits::of(context, *ix);
        for (at, values) in [traits.regions, traits.sectors].into_iter().enumerate() {
            for facet in values {
                let found = world.atlas.record(facet);
                filters[at].add(world.atlas.rank(context.language, facet), (&*found.id).into(), || {
                    let url = context.url(&Subject::Listing(facet, kind, 1));
                    let anchor =
                        || format!("{}#atlas-kind-{}", context.record_url(facet), world.site.vocabulary.kind(kind).id);
                    (found.title(context.language).0.to_string(), Some(url.unwrap_or_else(anchor)))
                });
            }
        }
        if let Some((place, id, label)) = traits.sort {
            filters[2].add(place, id.into(), || (label.to_owned(), None));
        }
        if traits.status != Status::Stated {
            filters[3].add(traits.status as u32, traits.status.id().into(), || {
                let status = claim::status(context, traits.status);
                (status.get_attr("label").map_or(String::new(), |label| label.to_string()), None)
            });
        }
        if let Some(year) = traits.year {
            filters[4].add(u32::from(u16::MAX - year), year.to_string().into(), || {
                (year.to_string(), context.url(&Subject::Timeline(Some(year))))
            });
        }
    }
    let filter = |filter: Filter<'_>| {
        let option = |((_, id), choice): (&(u32, Cow<'_, str>), &Choice)| {
            map([
                ("id", Value::from(&**id)),
                ("label", Value::from(choice.label.as_str())),
                ("count", Value::from(choice.count)),
                ("url", optional(choice.url.clone())),
            ])
        };
        map([
            ("id", Value::from(filter.id)),
            ("label", Value::from(&*context.words(filter.words))),
            ("options", filter.options.iter().map(option).collect()),
        ])
    };
    let many = world.atlas.of_kind(kind).len();
    let tells = |filter: &Filter<'_>| match filter.id {
        "status" => !filter.options.is_empty(),
        _ => filter.options.len() > 1 || filter.options.values().any(|choice| choice.count < many),
    };
    filters.into_iter().filter(|filter| many > 1 && tells(filter)).map(filter).collect()
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
}

/// What a record can be filtered by. Its regions and sectors are the rows and columns of the matrix that it lies in, so
/// that a list has tens of them and not hundreds.
struct Traits<'w> {
    regions: Vec<RecordIx>,
    sectors: Vec<RecordIx>,
    /// The choice `type`: its place, id and label.
    sort: Option<(u32, &'w str, &'w str)>,
    status: Status,
    date: Option<Date>,
    year: Option<u16>,
}

impl<'w> Traits<'w> {
    fn of(context: &'w PageContext, ix: RecordIx) -> Traits<'w> {
        let world = &context.world;
        let facets = &world.atlas.facets;
        let found = world.atlas.record(ix);
        let near = world.near();
        let date = date_of(context, ix);
        let sort = world.site.vocabulary.kind(found.kind).known.kind.and_then(|field| {
            let (FieldType::Choice(choices), record::Value::Choice(choice)) =
                (&world.site.vocabulary.field(field).value, &found.fact(field)?.value)
            else {
                return None;
            };
            let known = choices.get(*choice as usize)?;
            Some((u32::from(*choice), &*known.id, known.label.text(context.language)))
        });
        Traits {
            regions: near.regions.of(facets.regions(ix)),
            sectors: near.sectors.of(facets.sectors(ix)),
            sort,
            status: found.status,
            date,
            year: date.map(Date::year),
        }
    }
}

/// Writes the marks by which the script of a list knows a record, as attributes of its row.
pub(super) fn write_marks(context: &PageContext, ix: RecordIx, html: &mut String) {
    let traits = Traits::of(context, ix);
    let id = |record: &RecordIx| &*context.world.atlas.record(*record).id;
    let year = traits.year.map(|year| year.to_string());
    mark(html, "id", [id(&ix)]);
    mark(html, "region", traits.regions.iter().map(id));
    mark(html, "sector", traits.sectors.iter().map(id));
    mark(html, "type", traits.sort.map(|(_, id, _)| id));
    mark(html, "status", (traits.status != Status::Stated).then(|| traits.status.id()));
    mark(html, "date", traits.date.and_then(machine_date).as_deref());
    mark(html, "year", year.as_deref());
}

/// An attribute with some words; none where there are none.
fn mark<'v>(html: &mut String, name: &str, words: impl IntoIterator<Item = &'v str>) {
    let mut words = words.into_iter();
    let Some(first) = words.next() else { return };
    html.push_str(" data-");
    html.push_str(name);
    html.push_str("=\"");
    super::escape_into(html, first);
    for word in words {
        html.push(' ');
        super::escape_into(html, word);
    }
    html.push('"');
}

/// The kinds whose records can be compared, for the page of comparison.
pub(super) fn comparable(context: &Arc<PageContext>) -> Value {
    let world = &context.world;
    let listed = world.site.vocabulary.each_kind().filter_map(|kind| {
        let url = context.url(&Subject::Data(Data::List(kind)))?;
        Some(map([("kind", context.kind(kind)), ("data", Value::from(url))]))
    });
    listed.collect()
}

/// Passes on the records of a kind as a script.
pub(super) fn script(context: &Arc<PageContext>, kind: KindIx, to: &mut dyn FnMut(&[u8])) {
    let world = &context.world;
    let mut records = world.atlas.of_kind(kind).to_vec();
    world.atlas.sort(context.language, &mut records);
    let mut out = String::with_capacity(ROOM);
    out.push_str("(self.atlasLists=self.atlasLists||{})[");
    json::string(&mut out, &world.site.vocabulary.kind(kind).id);
    out.push_str("]=[\n");
    push_rows(&mut out, to, records, |out, ix| row(context, ix, out));
    out.push_str("];\n");
    to(out.as_bytes());
}

fn row(context: &PageContext, ix: RecordIx, out: &mut String) {
    let world = &context.world;
    let vocabulary = &world.site.vocabulary;
    let found = world.atlas.record(ix);
    let traits = Traits::of(context, ix);
    let id = |facet: &RecordIx| &*world.atlas.record(*facet).id;
    let mut row = Object::begin(out);
    row.text("id", &found.id);
    row.text("title", found.title(context.language).0);
    row.optional("name", in_language(context, &found.name));
    row.text("url", &relative("", &world.plan.record(ix, context.language).address));
    row.optional("summary", in_language(context, &found.summary));
    row.optional("type", traits.sort.map(|(_, id, _)| id));
    row.optional("type_label", traits.sort.map(|(_, _, label)| label));
    row.optional("status", (traits.status != Status::Stated).then(|| traits.status.id()));
    match traits.year {
        Some(year) => drop(write!(row.key("year"), "{year}")),
        None => row.optional("year", None),
    }
    row.optional("date", traits.date.and_then(machine_date).as_deref());
    let fact = vocabulary.kind(found.kind).known.date.and_then(|field| found.fact(field));
    let when = traits.date.map(|date| context.style.date(date));
    let status = fact.map_or(Status::Stated, record::Fact::status);
    row.optional("when", when.map(|when| claim::with_status(context, when, status)).as_deref());
    row.list("region", traits.regions.iter().map(id));
    row.list("sector", traits.sectors.iter().map(id));
    names(context, ix, vocabulary.known.region, world.atlas.facets.regions(ix), row.key("regions"));
    names(context, ix, vocabulary.known.sectors, world.atlas.facets.sectors(ix), row.key("sectors"));
    facts(context, found, row.key("facts"));
    let tied = world.atlas.edges(ix).iter().filter(|edge| {
        let relation = vocabulary.relation(edge.which);
        !relation.listing && !relation.from_text
    });
    let _ = write!(row.key("ties"), "{}", tied.count());
    row.end();
}

fn in_language<'t>(context: &PageContext, text: &'t Localized) -> Option<&'t str> {
    text.get(context.language).map(|(text, _)| &**text)
}

/// The names of a record's regions or sectors, with what is said of its lying there.
fn names(context: &PageContext, ix: RecordIx, relation: RelationIx, facets: &[RecordIx], out: &mut String) {
    let atlas = &context.world.atlas;
    let status = |facet: RecordIx| {
        let mut own = atlas.edges(ix).iter().filter(|edge| edge.which == relation && edge.side == Side::From);
        own.find(|edge| edge.other == facet).map_or(Status::Stated, |edge| atlas.status(edge))
    };
    json::list(out, facets, |out, facet| {
        let name = atlas.record(*facet).title(context.language).0;
        match claim::status_label(context, status(*facet)) {
            Some(label) => json::string(out, &format!("{name} ({label})")),
            None => json::string(out, name),
        }
    });
}

/// What the comparison shows of a record: pairs of words.
fn facts(context: &PageContext, found: &record::Record, out: &mut String) {
    let vocabulary = &context.world.site.vocabulary;
    let shown = found.facts.iter().filter(|fact| {
        let field = vocabulary.field(fact.field);
        !(field.hidden || matches!(field.value, FieldType::Markdown) || ["type", "checked"].contains(&&*field.name))
    });
    let values = shown.map(|fact| {
        let label = vocabulary.field(fact.field).label.text(context.language);
        (label, claim::value_text(context, fact))
    });
    let figures = found.figures.iter().map(|figure| {
        let label = vocabulary.figures[figure.of.index()].1.text(context.language);
        let on = figure.on.map_or(String::new(), |on| format!(" ({})", context.style.date(on)));
        let value = format!("{}{on}", context.style.quantity(figure.value));
        (label, claim::with_status(context, value, figure.claim.status))
    });
    json::list(out, values.chain(figures), |out, (label, value)| {
        json::list(out, [label, &*value], json::string);
    });
}
