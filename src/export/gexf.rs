//! `data/network.gexf`: records and relations as a graph, in GEXF 1.2 (<https://gexf.net/1.2/gexf-12draft-primer.pdf>),
//! which Gephi and the libraries of graphs read.

use std::fmt::Write;

use super::csv::BETWEEN;
use super::record_table::written;
use super::spelled::Spelled;
use super::text::Text;
use super::xml::escape_into;
use crate::atlas::{RecordIx, Relation};
use crate::layout::World;
use crate::record::{Role, Status, iso_day};
use crate::site::{Language, RelationType};

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

pub(super) fn write(world: &World, mut xml: Text<'_>) {
    xml.push_str(START);
    let _ = write!(xml, "<meta lastmodifieddate=\"{}\"><creator>", iso_day(world.today));
    escape_into(&mut xml, world.site.title.text(Language::DEFAULT));
    xml.push_str("</creator><description>");
    escape_into(&mut xml, world.site.description.text(Language::DEFAULT));
    xml.push_str("</description></meta>\n");
    xml.push_str(ATTRIBUTES);
    for record in world.atlas.each() {
        node(world, record, &mut xml);
        xml.pass();
    }
    xml.push_str("</nodes>\n<edges>\n");
    let edges = Edges::new(world);
    for (place, relation) in world.atlas.relations.iter().enumerate() {
        edges.write(place, relation, &mut xml);
        xml.pass();
    }
    xml.push_str("</edges>\n</graph>\n</gexf>\n");
    xml.finish();
}

fn node(world: &World, ix: RecordIx, xml: &mut String) {
    let record = world.atlas.record(ix);
    let ids = |records: &[RecordIx]| {
        let ids: Vec<&str> = records.iter().map(|record| &*world.atlas.record(*record).id).collect();
        ids.join(BETWEEN)
    };
    xml.push_str("<node id=\"");
    escape_into(xml, &record.id);
    xml.push_str("\" label=\"");
    escape_into(xml, record.title(Language::DEFAULT).0);
    xml.push_str("\"><attvalues>");
    value(xml, '0', &world.site.vocabulary.kind(record.kind).id);
    value(xml, '1', world.plan.record(ix, Language::DEFAULT).address.as_str());
    value(xml, '2', &ids(world.atlas.facets.regions(ix)));
    value(xml, '3', &ids(world.atlas.facets.sectors(ix)));
    value(xml, '4', unusual(record.status));
    xml.push_str("</attvalues></node>\n");
}

/// What edges are made of.
struct Edges<'w> {
    world: &'w World,
    /// The records' ids.
    ids: Spelled,
    /// For each relation what stands between the ids of an edge and what is said of it alone.
    relations: Vec<String>,
}

impl Edges<'_> {
    fn new(world: &World) -> Edges<'_> {
        let relation = |kind: &RelationType| {
            let mut xml = String::from("\" label=\"");
            escape_into(&mut xml, kind.label.text(Language::DEFAULT));
            xml.push_str("\"><attvalues>");
            value(&mut xml, '0', &kind.name);
            xml
        };
        Edges {
            world,
            ids: Spelled::new(world, |xml, record| escape_into(xml, &world.atlas.record(record).id)),
            relations: world.site.vocabulary.relations.iter().map(relation).collect(),
        }
    }

    fn write(&self, place: usize, relation: &Relation, xml: &mut String) {
        let vocabulary = &self.world.site.vocabulary;
        let _ = write!(xml, "<edge id=\"{place}\" source=\"");
        xml.push_str(self.ids.of(relation.from));
        xml.push_str("\" target=\"");
        xml.push_str(self.ids.of(relation.to));
        xml.push_str(&self.relations[relation.relation.index()]);
        if let Some(said) = relation.particulars.as_deref() {
            let role = match &said.role {
                Some(Role::Known(role)) => vocabulary.roles[usize::from(*role)].1.text(Language::DEFAULT),
                Some(Role::Words(words)) => words.text(Language::DEFAULT),
                None => "",
            };
            value(xml, '1', role);
            value(xml, '2', &written(said.since));
            value(xml, '3', &written(said.until));
            value(xml, '4', unusual(said.claim.status));
        }
        value(xml, '5', if relation.derived { "true" } else { "" });
        value(xml, '6', if vocabulary.relation(relation.relation).symmetric { "true" } else { "" });
        xml.push_str("</attvalues></edge>\n");
    }
}

/// A status, where it is not the one that the file declares to be usual.
fn unusual(status: Status) -> &'static str {
    if status == Status::Stated { "" } else { status.id() }
}

/// The value of an attribute by its place. An empty one is left out: a file says once what is usual.
fn value(xml: &mut String, place: char, value: &str) {
    if !value.is_empty() {
        xml.push_str("<attvalue for=\"");
        xml.push(place);
        xml.push_str("\" value=\"");
        escape_into(xml, value);
        xml.push_str("\"/>");
    }
}
