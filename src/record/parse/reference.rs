//! References: a name of a record, or a map with the name and qualifiers.

use std::sync::Arc;

use super::yaml::{Node, NodeData};
use crate::record::file_parser::FileParser;
use crate::record::model::{Reference, RelationDetails, Role};
use crate::site::{Direction, RelationIx};

/// The keys of a reference, without those of its provenance.
const KEYS: [&str; 6] = ["ref", "role", "since", "until", "on", "signatory"];

impl FileParser<'_> {
    pub(in crate::record) fn parse_reference(
        &mut self,
        relation: RelationIx,
        side: Direction,
        field: &str,
        node: &Node<'_>,
    ) -> Option<Reference> {
        let pairs = match &node.data {
            NodeData::Null => return None,
            NodeData::Map(pairs) => pairs,
            _ => {
                let target = self.parse_record_name(field, node)?;
                return Some(Reference { relation, side, target, details: None });
            }
        };
        let Some((_, named)) = pairs.iter().find(|(name, _)| name.text == "ref") else {
            return self.report_expected(field, node, "id записи или {ref: id, …}", "a record's id or {ref: id, …}");
        };
        let target = self.parse_record_name(field, named)?;
        let mut details = RelationDetails::default();
        for (name, node) in pairs {
            match &*name.text {
                "role" => details.role = self.parse_role(node),
                "since" | "until" | "on" => {
                    let date =
                        self.scalar(&name.text, node).map(str::to_owned).and_then(|text| self.parse_date(&text, node));
                    match &*name.text {
                        "since" => details.since = date,
                        "until" => details.until = date,
                        _ => details.on = date,
                    }
                }
                "signatory" if self.site.vocabulary.relation(relation).signatory.is_some() => {
                    details.signatories = self
                        .list_items("signatory", node)
                        .iter()
                        .filter_map(|item| self.parse_record_name("signatory", item))
                        .collect();
                }
                _ => {}
            }
        }
        let signs = self.site.vocabulary.relation(relation).signatory.is_some();
        details.provenance = self.parse_provenance(field, pairs, if signs { &KEYS } else { &KEYS[..5] });
        let details = (details != RelationDetails::default()).then(|| Arc::new(details));
        Some(Reference { relation, side, target, details })
    }

    pub(in crate::record) fn parse_role(&mut self, node: &Node<'_>) -> Option<Role> {
        if let Some(text) = node.text()
            && let Some(index) = self.site.vocabulary.roles.iter().position(|(id, _)| id == text)
        {
            return Some(Role::Known(index as u16));
        }
        self.parse_localized("role", node).map(Role::Words)
    }
}
