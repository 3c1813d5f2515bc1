//! `data/network.gexf`: records and relations as a graph, in GEXF 1.2 (<https://gexf.net/1.2/gexf-12draft-primer.pdf>),
//! which Gephi and the libraries of graphs read.

use std::fmt::Write;

use super::record_table::written;
use super::table::BETWEEN;
use super::text::Text;
use super::xml::escape_into;
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::record::{Particulars, Role, Status};
use crate::site::Language;

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
    let (year, month, day) = world.today;
    let _ = write!(xml, "<meta lastmodifieddate=\"{year:04}-{month:02}-{day:02}\"><creator>");
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
    for place in 0..world.atlas.relations.len() {
        edge(world, place, &mut xml);
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
    xml.push_str("\">");
    values(
        xml,
        &[
            &world.site.vocabulary.kind(record.kind).id,
            world.plan.record(ix, Language::DEFAULT).address.as_str(),
            &ids(world.atlas.facets.regions(ix)),
            &ids(world.atlas.facets.sectors(ix)),
            unusual(record.status),
        ],
    );
    xml.push_str("</node>\n");
}

fn edge(world: &World, place: usize, xml: &mut String) {
    let relation = &world.atlas.relations[place];
    let vocabulary = &world.site.vocabulary;
    let kind = vocabulary.relation(relation.relation);
    let nothing = Particulars::default();
    let said = relation.particulars.as_deref().unwrap_or(&nothing);
    let role = match &said.role {
        Some(Role::Known(role)) => vocabulary.roles[usize::from(*role)].1.text(Language::DEFAULT),
        Some(Role::Words(words)) => words.text(Language::DEFAULT),
        None => "",
    };
    let _ = write!(xml, "<edge id=\"{place}\" source=\"");
    escape_into(xml, &world.atlas.record(relation.from).id);
    xml.push_str("\" target=\"");
    escape_into(xml, &world.atlas.record(relation.to).id);
    xml.push_str("\" label=\"");
    escape_into(xml, kind.label.text(Language::DEFAULT));
    xml.push_str("\">");
    values(
        xml,
        &[
            &kind.name,
            role,
            &written(said.since),
            &written(said.until),
            unusual(said.claim.status),
            if relation.derived { "true" } else { "" },
            if kind.symmetric { "true" } else { "" },
        ],
    );
    xml.push_str("</edge>\n");
}

/// A status, where it is not the one that the file declares to be usual.
fn unusual(status: Status) -> &'static str {
    if status == Status::Stated { "" } else { status.id() }
}

/// The values of attributes by their places. Empty ones are left out: a file says once what is usual.
fn values(xml: &mut String, values: &[&str]) {
    xml.push_str("<attvalues>");
    for (place, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(xml, "<attvalue for=\"{place}\" value=\"");
        escape_into(xml, value);
        xml.push_str("\"/>");
    }
    xml.push_str("</attvalues>");
}
