//! `data/network.gexf`: the graph of records and relations in GEXF 1.2 (<https://gexf.net/1.2/gexf-12draft-primer.pdf>),
//! which Gephi and graph libraries read.

use std::fmt::Write;

use super::csv::VALUE_SEPARATOR;
use super::record_strings::RecordStrings;
use super::value_text::date_text;
use crate::atlas::{RecordIx, Relation};
use crate::model::SiteModel;
use crate::record::{Role, Status};
use crate::site::{Language, RelationType};
use crate::text::chunk_writer::ChunkWriter;
use crate::text::xml::escape_into;

const START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
"#;

const ATTRIBUTES: &str = r#"<graph mode="static" defaultedgetype="directed">
<attributes class="node" mode="static">
<attribute id="0" title="kind" type="string"/>
<attribute id="1" title="url" type="string"/>
<attribute id="2" title="regions" type="string"/>
<attribute id="3" title="sectors" type="string"/>
<attribute id="4" title="status" type="string"><default>stated</default></attribute>
</attributes>
<attributes class="edge" mode="static">
<attribute id="0" title="relation" type="string"/>
<attribute id="1" title="role" type="string"/>
<attribute id="2" title="since" type="string"/>
<attribute id="3" title="until" type="string"/>
<attribute id="4" title="status" type="string"><default>stated</default></attribute>
<attribute id="5" title="derived" type="boolean"><default>false</default></attribute>
<attribute id="6" title="symmetric" type="boolean"><default>false</default></attribute>
</attributes>
<nodes>
"#;

pub(super) fn write(model: &SiteModel, mut xml: ChunkWriter<'_>) {
    xml.push_str(START);
    let _ = write!(xml, "<meta lastmodifieddate=\"{}\"><creator>", model.today);
    escape_into(xml.text(), model.site.title.text(Language::DEFAULT));
    xml.push_str("</creator><description>");
    escape_into(xml.text(), model.site.description.text(Language::DEFAULT));
    xml.push_str("</description></meta>\n");
    xml.push_str(ATTRIBUTES);
    for record in model.atlas.indices() {
        node(model, record, xml.text());
        xml.flush_if_full();
    }
    xml.push_str("</nodes>\n<edges>\n");
    let edges = Edges::new(model);
    for (place, relation) in model.atlas.relations.iter().enumerate() {
        edges.write(place, relation, xml.text());
        xml.flush_if_full();
    }
    xml.push_str("</edges>\n</graph>\n</gexf>\n");
    xml.finish();
}

fn node(model: &SiteModel, ix: RecordIx, xml: &mut String) {
    let record = model.atlas.record(ix);
    let ids = |records: &[RecordIx]| {
        let ids: Vec<&str> = records
            .iter()
            .map(|record| &*model.atlas.record(*record).id)
            .collect();
        ids.join(VALUE_SEPARATOR)
    };
    xml.push_str("<node id=\"");
    escape_into(xml, &record.id);
    xml.push_str("\" label=\"");
    escape_into(xml, record.title(Language::DEFAULT).0);
    xml.push_str("\"><attvalues>");
    value(xml, '0', &model.site.vocabulary.kind(record.kind).id);
    value(
        xml,
        '1',
        model.plan.record(ix, Language::DEFAULT).address.as_str(),
    );
    value(xml, '2', &ids(model.atlas.facets.regions(ix)));
    value(xml, '3', &ids(model.atlas.facets.sectors(ix)));
    value(xml, '4', non_default(record.status));
    xml.push_str("</attvalues></node>\n");
}

/// A writer of edges.
struct Edges<'w> {
    model: &'w SiteModel,
    /// The escaped ids of the records.
    ids: RecordStrings,
    /// For each relation type the markup between the ids and the details of an edge.
    relations: Vec<String>,
}

impl Edges<'_> {
    fn new(model: &SiteModel) -> Edges<'_> {
        let relation = |kind: &RelationType| {
            let mut xml = String::from("\" kind=\"");
            escape_into(&mut xml, &kind.name);
            if kind.symmetric {
                xml.push_str("\" type=\"undirected");
            }
            xml.push_str("\" label=\"");
            escape_into(&mut xml, kind.label.text(Language::DEFAULT));
            xml.push_str("\"><attvalues>");
            value(&mut xml, '0', &kind.name);
            xml
        };
        Edges {
            model,
            ids: RecordStrings::new(model, |xml, record| {
                escape_into(xml, &model.atlas.record(record).id);
            }),
            relations: model
                .site
                .vocabulary
                .relations
                .iter()
                .map(relation)
                .collect(),
        }
    }

    fn write(&self, place: usize, relation: &Relation, xml: &mut String) {
        let vocabulary = &self.model.site.vocabulary;
        let _ = write!(xml, "<edge id=\"{place}\" source=\"");
        xml.push_str(self.ids.get(relation.from));
        xml.push_str("\" target=\"");
        xml.push_str(self.ids.get(relation.to));
        xml.push_str(&self.relations[relation.relation.index()]);
        if let Some(details) = relation.details.as_deref() {
            let role = match &details.role {
                Some(Role::Known(role)) => vocabulary.roles[usize::from(*role)]
                    .label
                    .text(Language::DEFAULT),
                Some(Role::Words(words)) => words.text(Language::DEFAULT),
                None => "",
            };
            value(xml, '1', role);
            value(xml, '2', &date_text(details.since));
            value(xml, '3', &date_text(details.until));
            value(xml, '4', non_default(details.provenance.status));
        }
        value(xml, '5', if relation.derived { "true" } else { "" });
        value(
            xml,
            '6',
            if vocabulary.relation(relation.relation).symmetric {
                "true"
            } else {
                ""
            },
        );
        xml.push_str("</attvalues></edge>\n");
    }
}

/// The id of a status; empty for the default status.
fn non_default(status: Status) -> &'static str {
    if status == Status::Stated {
        ""
    } else {
        status.id()
    }
}

/// Writes the value of the attribute `place`; nothing if it is empty, since attributes have defaults.
fn value(xml: &mut String, place: char, value: &str) {
    if !value.is_empty() {
        xml.push_str("<attvalue for=\"");
        xml.push(place);
        xml.push_str("\" value=\"");
        escape_into(xml, value);
        xml.push_str("\"/>");
    }
}
