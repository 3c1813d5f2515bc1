//! `data/atlas.json`: the whole atlas as JSON. `format` is the version of the format and changes with it.

use std::fmt::Write;
use std::sync::Arc;

use super::plain_text::plain_text;
use super::record_strings::RecordStrings;
use crate::atlas::{EffectiveSources, RecordIx, Relation};
use crate::model::SiteModel;
use crate::record::{
    self, Date, FieldValue, Image, LabelledLink, Observation, Provenance, Record, RelationDetails,
    Role, Status,
};
use crate::site::{BaseUrl, Direction, FieldType, Language, Localized, Qualifier};
use crate::text::chunk_writer::ChunkWriter;
use crate::text::json::{Object, list, number, string};

/// The version of the format.
pub(super) const FORMAT: u32 = 2;

pub(super) fn write(model: &SiteModel, mut json: ChunkWriter<'_>) {
    let _ = write!(
        json,
        "{{\"format\": {FORMAT},\n\"site\": {},\n\"records\": [",
        site(model)
    );
    // One line per row, so that versions can be compared with diff.
    for (place, ix) in model.atlas.indices().enumerate() {
        json.push_str(if place == 0 { "\n" } else { ",\n" });
        record(model, ix, json.text());
        json.flush_if_full();
    }
    json.push_str("\n],\n\"relations\": [");
    let ids = RecordStrings::ids(model);
    let relations = Relations::new(model, |record| ids.get(record));
    for (place, relation) in model.atlas.relations.iter().enumerate() {
        json.push_str(if place == 0 { "\n" } else { ",\n" });
        relations.write(relation, json.text());
        json.flush_if_full();
    }
    json.push_str("\n]}\n");
    json.finish();
}

/// The licence of the data as an object by language.
pub(super) fn licence(model: &SiteModel) -> String {
    let mut json = String::new();
    texts(&mut json, model, &model.site.licence.text);
    json
}

fn site(model: &SiteModel) -> String {
    let mut out = String::new();
    let mut site = Object::begin(&mut out);
    texts(site.key("title"), model, &model.site.title);
    texts(site.key("description"), model, &model.site.description);
    texts(site.key("licence"), model, &model.site.licence.text);
    site.optional("licence_id", model.site.licence.id);
    site.optional(
        "base_url",
        model.site.base_url.as_ref().map(BaseUrl::as_str),
    );
    site.list(
        "languages",
        model.site.languages.iter().map(|language| &*language.code),
    );
    site.text("built", &model.today.to_string());
    site.optional("version", model.revision.as_deref());
    site.end();
    out
}

/// Writes a record on one line.
pub(super) fn record(model: &SiteModel, ix: RecordIx, out: &mut String) {
    let record = model.atlas.record(ix);
    let vocabulary = &model.site.vocabulary;
    let id = |ix: &RecordIx| &*model.atlas.record(*ix).id;
    let mut row = Object::begin(out);
    row.text("id", &record.id);
    row.text("kind", &vocabulary.kind(record.kind).id);
    row.text(
        "url",
        model
            .plan
            .record(ix, model.site.default_language())
            .address
            .as_str(),
    );
    texts(row.key("name"), model, &record.name);
    if let Some(provenance) = record.name_provenance.as_deref() {
        let sources = model.atlas.value_sources(ix, Some(provenance));
        let mut about = Object::begin(row.key("name_provenance"));
        claim(&mut about, model, Some(provenance), &sources);
        about.end();
    }
    texts(row.key("short"), model, &record.short);
    row.list(
        "aliases",
        record
            .aliases
            .iter()
            .flat_map(Localized::iter)
            .map(|(_, text)| &**text),
    );
    list(row.key("names"), &record.foreign_names, |json, name| {
        let mut each = Object::begin(json);
        each.text("language", &name.language);
        each.text("text", &name.text);
        each.end();
    });
    texts(row.key("summary"), model, &record.summary);
    row.text("status", record.status.id());
    fields(&mut row, model, ix);
    translations(model, record, &mut row);
    list(
        row.key("figures"),
        record.observations.iter(),
        |json, each| figure(json, model, ix, each),
    );
    row.list("regions", model.atlas.facets.regions(ix).iter().map(id));
    row.boolean("regions_derived", model.atlas.facets.is_derived(ix));
    row.list("sectors", model.atlas.facets.sectors(ix).iter().map(id));
    row.boolean(
        "sectors_derived",
        model.atlas.facets.has_derived_sectors(ix),
    );
    let sources = model
        .atlas
        .related(ix, vocabulary.known.sources, Direction::Forward);
    row.list(
        "sources",
        sources.map(|source| &*model.atlas.record(source).id),
    );
    row.end();
}

/// Writes the field values that translations state instead, by language; nothing if there are none.
fn translations(model: &SiteModel, record: &Record, row: &mut Object<'_>) {
    let stated = |language: &Language| {
        let mut fields = record.fields.iter();
        fields.any(|fact| fact.value.exact(*language).is_some())
    };
    let mut languages = model.site.each_language().filter(stated).peekable();
    if languages.peek().is_none() {
        return;
    }
    let mut translations = Object::begin(row.key("translations"));
    for language in languages {
        let mut fields = Object::begin(translations.named(model.site.code(language)));
        for fact in &record.fields {
            let field = model.site.vocabulary.field(fact.field);
            if let Some(own) = fact.value.exact(language) {
                value(fields.named(&field.name), model, &field.value, own);
            }
        }
        fields.end();
    }
    translations.end();
}

/// Writes the fields of a record.
fn fields(row: &mut Object<'_>, model: &SiteModel, ix: RecordIx) {
    let mut fields = Object::begin(row.key("fields"));
    for fact in &model.atlas.record(ix).fields {
        let name = &model.site.vocabulary.field(fact.field).name;
        field(fields.named(name), model, ix, fact);
    }
    fields.end();
}

/// Writes a field with its provenance.
fn field(json: &mut String, model: &SiteModel, ix: RecordIx, fact: &FieldValue) {
    let kind = model.atlas.kind(ix);
    let provenance = fact.provenance.as_deref();
    let sources = if model.site.is_field_claim(kind, fact.field) {
        model.atlas.value_sources(ix, provenance)
    } else {
        EffectiveSources::default()
    };
    let mut row = Object::begin(json);
    let of_type = &model.site.vocabulary.field(fact.field).value;
    let own = fact.value_in(Language::DEFAULT);
    value(row.key("value"), model, of_type, own);
    claim(&mut row, model, provenance, &sources);
    row.end();
}

/// A writer of relations, one per line.
pub(super) struct Relations<'w, I> {
    model: &'w SiteModel,
    /// Returns the id of a record.
    id: I,
    /// The members of the details of a relation without any, since most relations have none.
    bare: String,
}

impl<'w, I: Fn(RecordIx) -> &'w str> Relations<'w, I> {
    pub(super) fn new(model: &'w SiteModel, id: I) -> Relations<'w, I> {
        let mut bare = String::new();
        write_details(
            model,
            &[],
            &RelationDetails::default(),
            &mut Object::members(&mut bare),
        );
        Relations { model, id, bare }
    }

    pub(super) fn write(&self, relation: &Relation, out: &mut String) {
        let kind = self.model.site.vocabulary.relation(relation.relation);
        let mut row = Object::begin(out);
        row.text("from", (self.id)(relation.from));
        row.text("relation", &kind.name);
        row.text("inverse", &kind.inverse);
        row.text("to", (self.id)(relation.to));
        match relation.details.as_deref() {
            Some(details) => write_details(self.model, &kind.qualifiers, details, &mut row),
            None => row.raw_members(&self.bare),
        }
        let found = self
            .model
            .atlas
            .relation_sources(relation, &self.model.site);
        row.list(
            "sources",
            found.sources.iter().map(|source| (self.id)(*source)),
        );
        row.boolean("sources_inherited", found.inherited);
        row.list("stated_in", relation.stated_in().map(&self.id));
        row.boolean("derived", relation.derived);
        if let Some(via) = relation.via {
            row.text("via", (self.id)(via));
        }
        row.end();
    }
}

fn write_details(
    model: &SiteModel,
    qualifiers: &[Qualifier],
    details: &RelationDetails,
    row: &mut Object<'_>,
) {
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    match &details.role {
        Some(Role::Known(index)) => {
            row.text("role", &model.site.vocabulary.roles[usize::from(*index)].id);
        }
        Some(Role::Words(words)) => texts(row.key("role"), model, words),
        None => row.optional("role", None),
    }
    row.optional("since", date(details.since).as_deref());
    row.optional("until", date(details.until).as_deref());
    row.text("status", details.provenance.status.id());
    let mut own = Object::begin(row.key("qualifiers"));
    for (index, value) in &details.qualifiers {
        let qualifier = &qualifiers[*index];
        self::value(own.named(&qualifier.id), model, &qualifier.value, value);
    }
    own.end();
    // Rare members are left out if they are empty.
    if let Some(on) = details.on {
        row.text("on", &on.to_string());
    }
    if !details.provenance.note.is_empty() {
        texts(row.key("note"), model, &details.provenance.note);
    }
}

/// Writes the members of the provenance of a value; the note only if there is one.
fn claim(
    row: &mut Object<'_>,
    model: &SiteModel,
    provenance: Option<&Provenance>,
    found: &EffectiveSources<'_>,
) {
    let status = provenance.map_or(Status::Stated, |provenance| provenance.status);
    row.text("status", status.id());
    if let Some(provenance) = provenance.filter(|provenance| !provenance.note.is_empty()) {
        texts(row.key("note"), model, &provenance.note);
    }
    let id = |source: &RecordIx| &*model.atlas.record(*source).id;
    row.list("sources", found.sources.iter().map(id));
    row.boolean("sources_inherited", found.inherited);
}

fn figure(json: &mut String, model: &SiteModel, ix: RecordIx, figure: &Observation) {
    let by = figure
        .by
        .as_ref()
        .and_then(|by| model.atlas.resolve(&by.text));
    let mut row = Object::begin(json);
    row.text("of", &model.site.vocabulary.figure(figure.of).id);
    row.text("value", &figure.value.to_string());
    number(row.key("number"), figure.value.number);
    row.optional("on", figure.on.map(|on| on.to_string()).as_deref());
    row.optional("by", by.map(|by| &*model.atlas.record(by).id));
    let sources = model.atlas.value_sources(ix, Some(&figure.provenance));
    claim(&mut row, model, Some(&figure.provenance), &sources);
    row.end();
}

/// Writes a text as an object by language; empty if there is none.
fn texts(json: &mut String, model: &SiteModel, text: &Localized) {
    let mut by_language = Object::begin(json);
    for (language, text) in text.iter() {
        string(by_language.named(model.site.code(language)), text);
    }
    by_language.end();
}

fn value(json: &mut String, model: &SiteModel, kind: &FieldType, value: &record::Value) {
    match value {
        record::Value::Text(text) => texts(json, model, text),
        record::Value::Markdown(bodies) => {
            let mut by_language = Object::begin(json);
            for language in model.site.each_language() {
                if let Some(body) = bodies.exact(language) {
                    string(
                        by_language.named(model.site.code(language)),
                        &plain_text(model, body.into(), language),
                    );
                }
            }
            by_language.end();
        }
        record::Value::Integer(whole) => drop(write!(json, "{whole}")),
        record::Value::Number(real) | record::Value::Share(real) => number(json, *real),
        record::Value::Money(amount, currency) => {
            let mut money = Object::begin(json);
            number(money.key("amount"), *amount);
            money.text("currency", currency);
            money.end();
        }
        record::Value::Boolean(yes) => json.push_str(if *yes { "true" } else { "false" }),
        record::Value::Date(date) => string(json, &date.to_string()),
        record::Value::Url(text) | record::Value::Email(text) | record::Value::Phone(text) => {
            string(json, text);
        }
        record::Value::Point(lat, lon) => {
            let mut point = Object::begin(json);
            number(point.key("lat"), *lat);
            number(point.key("lon"), *lon);
            point.end();
        }
        record::Value::Image(image) => picture(json, model, image),
        record::Value::Link(link) => labelled_link(json, model, link),
        record::Value::Choice(choice) => match kind {
            FieldType::Choice(choices) if usize::from(*choice) < choices.len() => {
                string(json, &choices[usize::from(*choice)].id);
            }
            _ => json.push_str("null"),
        },
        record::Value::Identifiers(ids) => identifiers(json, model, ids),
        record::Value::List(values) => match kind {
            FieldType::List(of) => list(json, values.iter(), |json, item| {
                self::value(json, model, of, item);
            }),
            _ => json.push_str("null"),
        },
    }
}

fn identifiers(json: &mut String, model: &SiteModel, ids: &[(u16, Arc<str>)]) {
    let mut by_scheme = Object::begin(json);
    for (scheme, id) in ids {
        let scheme = &model.site.vocabulary.schemes[usize::from(*scheme)];
        string(by_scheme.named(&scheme.id), id);
    }
    by_scheme.end();
}

/// Writes the address of a picture, relative to the root, and its words.
fn picture(json: &mut String, model: &SiteModel, image: &Image) {
    let mut object = Object::begin(json);
    let file = model.plan.picture_file(image);
    if let Some(page) = file.and_then(|file| model.plan.file(file)) {
        object.text("url", page.address.as_str());
    }
    for (key, text) in [
        ("alt", &image.alternative),
        ("caption", &image.caption),
        ("licence", &image.licence),
    ] {
        if !text.is_empty() {
            texts(object.key(key), model, text);
        }
    }
    object.end();
}

fn labelled_link(json: &mut String, model: &SiteModel, link: &LabelledLink) {
    let mut object = Object::begin(json);
    object.text("url", &link.url);
    if !link.text.is_empty() {
        texts(object.key("text"), model, &link.text);
    }
    object.end();
}
