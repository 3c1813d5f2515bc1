//! The records of a kind as data scripts, for the comparison page.

use std::fmt::Write;
use std::sync::Arc;

use minijinja::value::Value;

use super::charts::is_network_edge;
use super::cited_sources::CitedSources;
use super::compared_sums::write_sums;
use super::context::PageContext;
use super::entries::kind_list;
use super::filter_values::{ChosenValue, FilterValues};
use super::script_rows::{CHUNK_CAPACITY, write_rows};
use super::static_map::map;
use super::status::facet_status;
use crate::atlas::{Claim, ClaimTarget, RecordIx};
use crate::plan::{PageKind, RECORDS_PER_PAGE, ScriptData};
use crate::record::Status;
use crate::site::{Facet, FieldIx, FieldType, KindIx, Localized, RelationIx};
use crate::text::LangText;
use crate::text::json::{self, Object};

/// The kinds whose records can be compared, with the scripts of their lists.
pub(super) fn comparable(context: &Arc<PageContext>) -> Value {
    let model = &context.model;
    let listed = model.site.vocabulary.each_kind().filter_map(|kind| {
        let url = context.url(&PageKind::Data(ScriptData::List(kind)))?;
        let parts = context.url(&PageKind::Data(ScriptData::Compared(kind, 1)))?;
        Some(map([
            ("kind", context.kind(kind)),
            ("data", Value::from(url)),
            ("parts", Value::from(parts.replace("-1.js", "-{n}.js"))),
            ("size", Value::from(RECORDS_PER_PAGE)),
        ]))
    });
    listed.collect()
}

/// Writes a part of the records of a kind, in the order of their list, as a script in chunks.
pub(super) fn write_compared_script(
    context: &Arc<PageContext>,
    kind: KindIx,
    part: u32,
    to: &mut dyn FnMut(&[u8]),
) {
    let list = kind_list(context, kind);
    let records = &list.records[list.places_on(part)];
    let id = &context.model.site.vocabulary.kind(kind).id;
    let mut out = String::with_capacity(CHUNK_CAPACITY);
    let variable = |out: &mut String, name: &str| {
        let _ = write!(out, "((self.{name}=self.{name}||{{}})[");
        json::string(out, id);
        let _ = write!(out, "]=self.{name}[");
        json::string(out, id);
        let _ = write!(out, "]||{{}})[{part}]=");
    };
    variable(&mut out, "atlasCompared");
    out.push_str("[\n");
    let mut cited = CitedSources::default();
    write_rows(&mut out, to, records.iter().copied(), |out, ix| {
        write_row(context, ix, &mut cited, out);
    });
    out.push_str("];\n");
    variable(&mut out, "atlasSources");
    cited.write_titles(context, &mut out);
    out.push_str(";\n");
    to(out.as_bytes());
}

/// Writes a record as a JSON object.
fn write_row(context: &Arc<PageContext>, ix: RecordIx, cited: &mut CitedSources, out: &mut String) {
    let model = &context.model;
    let found = model.atlas.record(ix);
    let values = FilterValues::new(context, ix);
    let mut row = Object::begin(out);
    row.text("id", &found.id);
    context.record_lang_text(ix).write_json(row.key("title"));
    let provenance = found.name_provenance.as_deref();
    let status_of_name = provenance.map_or(Status::Stated, |own| own.status);
    let name = in_language(context, &found.name);
    let name = name.map(|name| name.and(context.status_lang_text(status_of_name)));
    optional(&mut row, "name", name);
    row.text("url", context.record_link(ix).address());
    optional(&mut row, "summary", in_language(context, &found.summary));
    let chosen = values.type_choice.as_ref();
    optional(&mut row, "type_label", chosen.map(ChosenValue::lang_text));
    row.optional(
        "status",
        (values.status != Status::Stated).then(|| values.status.id()),
    );
    optional(
        &mut row,
        "status_label",
        context.status_label_lang_text(values.status),
    );
    optional(&mut row, "when", context.dated_lang_text(ix));
    write_field_sources(context, ix, cited, &mut row);
    write_facets(context, ix, cited, &mut row);
    facts(context, ix, cited, row.key("facts"));
    let relations = &model.atlas.relations;
    let edges = model.atlas.edges(ix).iter();
    let tied = edges.filter(|edge| is_network_edge(context, &relations[edge.relation as usize]));
    let _ = write!(row.key("ties"), "{}", tied.count());
    write_sums(context, ix, &mut row);
    row.end();
}

/// Writes the names of the regions and sectors of a record with their sources.
fn write_facets(
    context: &PageContext,
    ix: RecordIx,
    cited: &mut CitedSources,
    row: &mut Object<'_>,
) {
    let model = &context.model;
    let vocabulary = &model.site.vocabulary;
    names(
        context,
        ix,
        vocabulary.known.region,
        model.atlas.facets.regions(ix),
        row.key("regions"),
    );
    cited.write_facets(context, ix, Facet::Region, row.key("region_sources"));
    names(
        context,
        ix,
        vocabulary.known.sectors,
        model.atlas.facets.sectors(ix),
        row.key("sectors"),
    );
    cited.write_facets(context, ix, Facet::Sector, row.key("sector_sources"));
}

/// Writes the sources of name, type and date, which have keys of their own.
fn write_field_sources(
    context: &PageContext,
    ix: RecordIx,
    cited: &mut CitedSources,
    row: &mut Object<'_>,
) {
    let found = context.model.atlas.record(ix);
    let known = context.model.site.vocabulary.kind(found.kind).known;
    let place = |field: FieldIx| found.fields.iter().position(|own| own.field == field);
    let name = found.name_provenance.is_some().then_some(ClaimTarget::Name);
    let of_field = |field: Option<FieldIx>| field.and_then(place).map(ClaimTarget::Field);
    let claims = [
        ("name_sources", name),
        ("type_sources", of_field(known.kind)),
        ("date_sources", of_field(known.date)),
    ];
    for (key, target) in claims {
        if let Some(target) = target {
            cited.write_claim(context, Claim { record: ix, target }, row.key(key));
        }
    }
}

/// Writes a member with a text; null for `None`.
fn optional(row: &mut Object<'_>, key: &'static str, text: Option<LangText<'_>>) {
    match text {
        Some(text) => text.write_json(row.key(key)),
        None => row.optional(key, None),
    }
}

fn in_language<'t>(context: &'t PageContext, text: &'t Localized) -> Option<LangText<'t>> {
    (!text.is_empty()).then(|| context.localized_lang_text(text))
}

/// Writes the names of a record's regions or sectors with the statuses of the relations.
fn names(
    context: &PageContext,
    ix: RecordIx,
    relation: RelationIx,
    facets: &[RecordIx],
    out: &mut String,
) {
    json::list(out, facets, |out, facet| {
        let status = facet_status(context, ix, relation, *facet);
        let name = context.record_lang_text(*facet);
        name.and(context.status_lang_text(status)).write_json(out);
    });
}

/// Writes the field values and figures of a record: label, text and sources.
fn facts(context: &PageContext, ix: RecordIx, cited: &mut CitedSources, out: &mut String) {
    let found = context.model.atlas.record(ix);
    let vocabulary = &context.model.site.vocabulary;
    let shown = found.fields.iter().enumerate().filter(|(_, fact)| {
        let field = vocabulary.field(fact.field);
        let known = vocabulary.kind(found.kind).known;
        // The table has rows of its own for type and date.
        let has_row = [known.kind, known.date, known.checked].contains(&Some(fact.field));
        !(field.hidden || matches!(field.value, FieldType::Markdown) || has_row)
    });
    let values = shown.map(|(place, fact)| {
        let label = context.localized_lang_text(&vocabulary.field(fact.field).label);
        let status = context.status_lang_text(fact.status());
        let value = context.value_lang_text(fact).and(status);
        (label, value, ClaimTarget::Field(place))
    });
    let figures = found.observations.iter().enumerate();
    let figures = figures.map(|(place, figure)| {
        let label = context.localized_lang_text(&vocabulary.figure(figure.of).label);
        let value = LangText::from(context.style.quantity(figure.value));
        let value = match figure.on {
            Some(on) => value.and(" (").and(context.date_lang_text(on)).and(")"),
            None => value,
        };
        let value = value.and(context.status_lang_text(figure.provenance.status));
        (label, value, ClaimTarget::Observation(place))
    });
    json::list(out, values.chain(figures), |out, (label, value, target)| {
        out.push('[');
        label.write_json(out);
        out.push(',');
        value.write_json(out);
        out.push(',');
        cited.write_claim(context, Claim { record: ix, target }, out);
        out.push(']');
    });
}
