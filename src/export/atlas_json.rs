//! `data/atlas.json`: the whole atlas for machines. The format is a promise; `format` changes when it does.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::atlas::{RecordIx, Relation};
use crate::layout::World;
use crate::record::{self, Claim, Date, Figure, Role, Status, Target};
use crate::site::{FieldType, Localized, Side};

/// The number of the format.
pub(super) const FORMAT: u32 = 1;

pub(super) fn write(world: &World) -> Vec<u8> {
    let records: Vec<RecordIx> = world.atlas.each().collect();
    let mut out = format!("{{\"format\": {FORMAT},\n\"site\": {},\n\"records\": [\n", site(world)).into_bytes();
    join(&mut out, &records, |ix| self::record(world, *ix));
    out.extend_from_slice(b"\n],\n\"relations\": [\n");
    join(&mut out, &world.atlas.relations, |relation| self::relation(world, relation));
    out.extend_from_slice(b"\n]}\n");
    out
}

/// Rows separated by commas, each on a line, so that two versions can be compared line by line. They are made some
/// thousands at a time, by all threads, so that they never stand in memory twice.
fn join<T: Sync>(out: &mut Vec<u8>, of: &[T], row: impl Fn(&T) -> String + Sync + Send) {
    let mut first = true;
    for some in of.chunks(4096) {
        for row in some.par_iter().map(&row).collect::<Vec<_>>() {
            if !std::mem::take(&mut first) {
                out.extend_from_slice(b",\n");
            }
            out.extend_from_slice(row.as_bytes());
        }
    }
}

/// The licence of the data.
pub(super) fn licence(world: &World) -> Value {
    texts(world, &world.site.licence)
}

fn site(world: &World) -> Value {
    let codes: Vec<&str> = world.site.languages.iter().map(|language| &*language.code).collect();
    let (year, month, day) = world.today;
    json!({
        "title": texts(world, &world.site.title),
        "description": texts(world, &world.site.description),
        "licence": licence(world),
        "base_url": world.site.base_url,
        "languages": codes,
        "built": format!("{year:04}-{month:02}-{day:02}"),
        "version": world.revision.as_deref(),
    })
}

/// A record, on one line.
pub(super) fn record(world: &World, ix: RecordIx) -> String {
    let record = world.atlas.record(ix);
    let vocabulary = &world.site.vocabulary;
    let id = |ix: &RecordIx| world.atlas.record(*ix).id.to_string();
    let address = &world.plan.record(ix, world.site.default_language()).address;
    let mut row = Map::new();
    row.insert("id".into(), json!(&*record.id));
    row.insert("kind".into(), json!(vocabulary.kind(record.kind).id));
    row.insert("url".into(), json!(address.as_str()));
    row.insert("name".into(), texts(world, &record.name));
    row.insert("short".into(), texts(world, &record.short));
    row.insert(
        "aliases".into(),
        record.aliases.iter().flat_map(Localized::iter).map(|(_, text)| json!(&**text)).collect(),
    );
    row.insert("summary".into(), texts(world, &record.summary));
    row.insert("status".into(), json!(record.status.id()));
    let (mut fields, mut claims) = (Map::new(), Map::new());
    for fact in &record.facts {
        let field = vocabulary.field(fact.field);
        fields.insert(field.name.clone(), value(world, &field.value, &fact.value));
        if let Some(said) = fact.claim.as_deref() {
            claims.insert(field.name.clone(), claim(world, said));
        }
    }
    row.insert("fields".into(), Value::Object(fields));
    if !claims.is_empty() {
        row.insert("claims".into(), Value::Object(claims));
    }
    row.insert("figures".into(), record.figures.iter().map(|f| figure(world, f)).collect());
    row.insert("regions".into(), world.atlas.facets.regions(ix).iter().map(id).collect());
    row.insert("regions_derived".into(), json!(world.atlas.facets.is_derived(ix)));
    row.insert("sectors".into(), world.atlas.facets.sectors(ix).iter().map(id).collect());
    let sources: Vec<String> =
        world.atlas.related(ix, vocabulary.known.sources, Side::From).map(|source| id(&source)).collect();
    row.insert("sources".into(), json!(sources));
    Value::Object(row).to_string()
}

/// A relation, on one line.
pub(super) fn relation(world: &World, relation: &Relation) -> String {
    let kind = world.site.vocabulary.relation(relation.relation);
    let nothing = record::Particulars::default();
    let said = relation.particulars.as_deref().unwrap_or(&nothing);
    let id = |ix: RecordIx| &*world.atlas.record(ix).id;
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let role = said.role.as_ref().map(|role| match role {
        Role::Known(index) => json!(world.site.vocabulary.roles[*index as usize].0),
        Role::Words(words) => texts(world, words),
    });
    let mut row = Map::new();
    row.insert("from".into(), json!(id(relation.from)));
    row.insert("relation".into(), json!(kind.name));
    row.insert("inverse".into(), json!(kind.inverse));
    row.insert("to".into(), json!(id(relation.to)));
    row.insert("role".into(), json!(role));
    row.insert("since".into(), json!(date(said.since)));
    row.insert("until".into(), json!(date(said.until)));
    row.insert("status".into(), json!(said.claim.status.id()));
    row.insert("sources".into(), json!(sources(world, &said.claim.sources)));
    row.insert("derived".into(), json!(relation.derived));
    // What few relations have is left out where it is not.
    if let Some(on) = said.on {
        row.insert("on".into(), json!(on.to_string()));
    }
    if !said.claim.note.is_empty() {
        row.insert("note".into(), texts(world, &said.claim.note));
    }
    if let Some(via) = relation.via {
        row.insert("via".into(), json!(id(via)));
    }
    Value::Object(row).to_string()
}

/// A text by language; an empty object where there is none.
fn texts(world: &World, text: &Localized) -> Value {
    let pairs = text.iter().map(|(language, text)| (world.site.code(language).to_owned(), json!(&**text)));
    Value::Object(pairs.collect())
}

fn sources(world: &World, targets: &[Target]) -> Vec<String> {
    world.atlas.resolve_all(targets).map(|source| world.atlas.record(source).id.to_string()).collect()
}

fn claim(world: &World, claim: &Claim) -> Value {
    json!({
        "status": claim.status.id(),
        "note": texts(world, &claim.note),
        "sources": sources(world, &claim.sources),
    })
}

fn figure(world: &World, figure: &Figure) -> Value {
    let by = figure.by.as_ref().and_then(|by| world.atlas.resolve(&by.text));
    let status: Status = figure.claim.status;
    json!({
        "of": world.site.vocabulary.figures[figure.of.index()].0,
        "value": figure.value.to_string(),
        "number": figure.value.number,
        "on": figure.on.map(|on| on.to_string()),
        "by": by.map(|by| world.atlas.record(by).id.to_string()),
        "status": status.id(),
        "note": texts(world, &figure.claim.note),
        "sources": sources(world, &figure.claim.sources),
    })
}

fn value(world: &World, kind: &FieldType, value: &record::Value) -> Value {
    match value {
        record::Value::Text(text) => texts(world, text),
        record::Value::Markdown(bodies) => {
            let plain =
                |(language, body): &(_, record::Body)| (world.site.code(*language).to_owned(), json!(body.plain()));
            Value::Object(bodies.iter().map(plain).collect())
        }
        record::Value::Integer(number) => json!(number),
        record::Value::Number(number) | record::Value::Share(number) => json!(number),
        record::Value::Money(amount, currency) => json!({ "amount": amount, "currency": &**currency }),
        record::Value::Boolean(yes) => json!(yes),
        record::Value::Date(date) => json!(date.to_string()),
        record::Value::Url(text) | record::Value::Email(text) | record::Value::Phone(text) => json!(&**text),
        record::Value::Point(lat, lon) => json!({ "lat": lat, "lon": lon }),
        record::Value::Choice(choice) => match kind {
            FieldType::Choice(choices) => json!(choices.get(*choice as usize).map(|choice| &choice.id)),
            _ => Value::Null,
        },
        record::Value::Identifiers(ids) => {
            let pair = |(scheme, id): &(u16, std::sync::Arc<str>)| {
                (world.site.vocabulary.schemes[*scheme as usize].id.clone(), json!(&**id))
            };
            Value::Object(ids.iter().map(pair).collect())
        }
        record::Value::List(values) => match kind {
            FieldType::List(of) => values.iter().map(|item| self::value(world, of, item)).collect(),
            _ => Value::Null,
        },
    }
}
