//! What a list can be filtered by, and the records of a kind as the scripts of lists and comparison load them.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::Value;
use serde_json::json;

use super::drawn::push_rows;
use super::functions::date_of;
use super::{PageContext, claim, map, optional};
use crate::atlas::RecordIx;
use crate::layout::format::machine_date;
use crate::page::{Data, Subject, relative};
use crate::record::{self, Date, Status};
use crate::site::{FieldType, KindIx, RelationIx};

/// A way to filter: the values that records have, with how many have each.
struct Filter {
    id: &'static str,
    words: &'static str,
    options: BTreeMap<(u32, String), Choice>,
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
                let url = context.url(&Subject::Listing(facet, kind, 1));
                let anchor = || format!("{}#{}", context.record_url(facet), world.site.vocabulary.kind(kind).id);
                let label = world.atlas.record(facet).title(context.language).0.to_string();
                let key = (world.atlas.rank(context.language, facet), world.atlas.record(facet).id.to_string());
                filters[at].add(key, label, Some(url.unwrap_or_else(anchor)));
            }
        }
        if let Some((place, id, label)) = traits.sort {
            filters[2].add((place, id), label, None);
        }
        if traits.status != Status::Stated {
            let status = claim::status(context, traits.status);
            let label = status.get_attr("label").map_or(String::new(), |label| label.to_string());
            filters[3].add((traits.status as u32, traits.status.id().to_owned()), label, None);
        }
        if let Some(year) = traits.year {
            let url = context.url(&Subject::Timeline(Some(year)));
            filters[4].add((u32::from(u16::MAX - year), year.to_string()), year.to_string(), url);
        }
    }
    let filter = |filter: Filter| {
        let option = |((_, id), choice): (&(u32, String), &Choice)| {
            map([
                ("id", Value::from(id.as_str())),
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
    let tells = |filter: &Filter| match filter.id {
        "status" => !filter.options.is_empty(),
        _ => filter.options.len() > 1 || filter.options.values().any(|choice| choice.count < many),
    };
    filters.into_iter().filter(|filter| many > 1 && tells(filter)).map(filter).collect()
}

impl Filter {
    fn add(&mut self, key: (u32, String), label: String, url: Option<String>) {
        self.options.entry(key).or_insert(Choice { label, count: 0, url }).count += 1;
    }
}

/// What a record can be filtered by. Its regions and sectors are the rows and columns of the matrix that it lies in, so
/// that a list has tens of them and not hundreds.
struct Traits {
    regions: Vec<RecordIx>,
    sectors: Vec<RecordIx>,
    /// The choice `type`: its place, id and label.
    sort: Option<(u32, String, String)>,
    status: Status,
    year: Option<u16>,
}

impl Traits {
    fn of(context: &PageContext, ix: RecordIx) -> Traits {
        let world = &context.world;
        let facets = &world.atlas.facets;
        let found = world.atlas.record(ix);
        let near = |own: &[RecordIx], known: &[RecordIx]| {
            let mut near: Vec<RecordIx> = Vec::new();
            for facet in own {
                let above = facets.with_ancestors(*facet);
                let row = known.iter().filter(|row| above.contains(row)).copied();
                let before = near.len();
                near.extend(row);
                if near.len() == before {
                    near.push(*facet);
                }
            }
            near.sort_unstable();
            near.dedup();
            near
        };
        let sort = world.site.vocabulary.field_of(found.kind, "type").and_then(|field| {
            let (FieldType::Choice(choices), record::Value::Choice(choice)) =
                (&world.site.vocabulary.field(field).value, &found.fact(field)?.value)
            else {
                return None;
            };
            let known = choices.get(*choice as usize)?;
            Some((u32::from(*choice), known.id.clone(), known.label.text(context.language).to_owned()))
        });
        Traits {
            regions: near(facets.regions(ix), &facets.grid.rows),
            sectors: near(facets.sectors(ix), &facets.grid.columns),
            sort,
            status: found.status,
            year: date_of(context, ix).map(Date::year),
        }
    }
}

/// The marks by which the script of a list knows a record, as attributes of its row.
pub(super) fn marks(context: &PageContext, ix: RecordIx) -> Value {
    let traits = Traits::of(context, ix);
    let ids = |facets: &[RecordIx]| {
        let ids: Vec<&str> = facets.iter().map(|facet| &*context.world.atlas.record(*facet).id).collect();
        ids.join(" ")
    };
    let mut html = String::from(" data-id=\"");
    super::escape_into(&mut html, &context.world.atlas.record(ix).id);
    html.push('"');
    let mut mark = |name: &str, value: &str| {
        if !value.is_empty() {
            html.push_str(&format!(" data-{name}=\"{}\"", super::escape(value)));
        }
    };
    mark("region", &ids(&traits.regions));
    mark("sector", &ids(&traits.sectors));
    mark("type", traits.sort.as_ref().map_or("", |(_, id, _)| id));
    mark("status", if traits.status == Status::Stated { "" } else { traits.status.id() });
    mark("date", &date_of(context, ix).and_then(machine_date).unwrap_or_default());
    mark("year", &traits.year.map_or(String::new(), |year| year.to_string()));
    Value::from_safe_string(html)
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

/// The records of a kind as a script.
pub(super) fn script(context: &Arc<PageContext>, kind: KindIx) -> String {
    let world = &context.world;
    let vocabulary = &world.site.vocabulary;
    let mut records = world.atlas.of_kind(kind).to_vec();
    world.atlas.sort(context.language, &mut records);
    let mut out = String::from("(self.atlasLists=self.atlasLists||{})[");
    out.push_str(&json!(vocabulary.kind(kind).id).to_string());
    out.push_str("]=[\n");
    push_rows(&mut out, records.into_iter().map(|ix| row(context, ix)));
    out.push_str("];\n");
    out
}

fn row(context: &Arc<PageContext>, ix: RecordIx) -> String {
    let world = &context.world;
    let vocabulary = &world.site.vocabulary;
    let found = world.atlas.record(ix);
    let traits = Traits::of(context, ix);
    let text = |text: &crate::site::Localized| context.localized(text).map(|(text, _)| text.to_string());
    let known = vocabulary.known;
    let names = |facets: &[RecordIx], relation: RelationIx| -> Vec<String> {
        let status = |facet: RecordIx| {
            let own = world.atlas.edges(ix).iter().map(|edge| &world.atlas.relations[edge.relation as usize]);
            let claim = own.into_iter().find(|own| own.relation == relation && own.from == ix && own.to == facet);
            claim.and_then(|own| own.particulars.as_ref()).map_or(Status::Stated, |own| own.claim.status)
        };
        let name = |facet: &RecordIx| world.atlas.record(*facet).title(context.language).0.to_string();
        facets.iter().map(|facet| claim::with_status(context, name(facet), status(*facet))).collect()
    };
    let ids = |facets: &[RecordIx]| -> Vec<String> {
        facets.iter().map(|facet| world.atlas.record(*facet).id.to_string()).collect()
    };
    let date = date_of(context, ix);
    let date_status = vocabulary.field_of(found.kind, "date").and_then(|field| found.fact(field));
    let date_status = date_status.map_or(Status::Stated, record::Fact::status);
    let mut facts: Vec<(String, String)> = Vec::new();
    for fact in &found.facts {
        let field = vocabulary.field(fact.field);
        if field.hidden || matches!(field.value, FieldType::Markdown) || ["type", "checked"].contains(&&*field.name) {
            continue;
        }
        facts.push((field.label.text(context.language).to_owned(), claim::value_text(context, fact)));
    }
    for figure in &found.figures {
        let label = vocabulary.figures[figure.of.index()].1.text(context.language);
        let on = figure.on.map_or(String::new(), |on| format!(" ({})", context.style.date(on)));
        let value = format!("{}{on}", context.style.quantity(figure.value));
        facts.push((label.to_owned(), claim::with_status(context, value, figure.claim.status)));
    }
    let tied = world.atlas.edges(ix).iter().filter(|edge| {
        let relation = vocabulary.relation(world.atlas.relations[edge.relation as usize].relation);
        !relation.listing && !relation.from_text
    });
    json!({
        "id": &*found.id,
        "title": &**found.title(context.language).0,
        "name": text(&found.name),
        "url": relative("", &world.plan.record(ix, context.language).address),
        "summary": text(&found.summary),
        "type": traits.sort.as_ref().map(|(_, id, _)| id),
        "type_label": traits.sort.as_ref().map(|(_, _, label)| label),
        "status": if traits.status == Status::Stated { None } else { Some(traits.status.id()) },
        "year": traits.year,
        "date": date.and_then(machine_date),
        "when": date.map(|date| claim::with_status(context, context.style.date(date), date_status)),
        "region": ids(&traits.regions),
        "sector": ids(&traits.sectors),
        "regions": names(world.atlas.facets.regions(ix), known.region),
        "sectors": names(world.atlas.facets.sectors(ix), known.sectors),
        "facts": facts,
        "ties": tied.count(),
    })
    .to_string()
}
