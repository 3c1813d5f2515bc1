//! References: a name of a record, or a map with the name and qualifiers.

use std::sync::Arc;

use super::yaml::{MapKey, Node, NodeData};
use crate::record::file_parser::FileParser;
use crate::record::model::{Reference, RelationDetails, Role};
use crate::site::{Direction, RelationIx};

/// The keys of a reference, without those of its provenance.
const KEYS: [&str; 6] = ["ref", "role", "since", "until", "on", "signatory"];

impl FileParser<'_> {
    /// Parses a reference. `None`: it is empty, or the error is reported.
    pub(in crate::record) fn parse_reference(
        &mut self,
        relation: RelationIx,
        side: Direction,
        field: &str,
        node: &Node<'_>,
    ) -> Option<Reference> {
        let pairs = match &node.data {
            _ if node.is_blank() => return None,
            NodeData::Map(pairs) => pairs,
            _ => {
                let target = self.parse_record_name(field, node)?;
                return Some(Reference {
                    relation,
                    side,
                    target,
                    details: None,
                });
            }
        };
        let mut named = pairs.iter().filter(|(_, value)| !value.is_blank());
        let Some((_, named)) = named.find(|(name, _)| name.text == "ref") else {
            return self.report_expected(
                field,
                node,
                "id записи или {ref: id, …}",
                "a record's id or {ref: id, …}",
            );
        };
        let target = self.parse_record_name(field, named)?;
        let details = self.parse_details(relation, field, pairs);
        let details = (details != RelationDetails::default()).then(|| Arc::new(details));
        Some(Reference {
            relation,
            side,
            target,
            details,
        })
    }

    fn parse_details(
        &mut self,
        relation: RelationIx,
        field: &str,
        pairs: &[(MapKey<'_>, Node<'_>)],
    ) -> RelationDetails {
        let site = self.site;
        let kind = site.vocabulary.relation(relation);
        let has_signatory = kind.signatory.is_some();
        let mut details = RelationDetails::default();
        for (name, node) in pairs {
            match &*name.text {
                "role" => details.role = self.parse_role(node),
                "since" => details.since = self.parse_date_field("since", node),
                "until" => details.until = self.parse_date_field("until", node),
                "on" => details.on = self.parse_date_field("on", node),
                "signatory" if has_signatory => {
                    let items = self.list_items("signatory", node).iter();
                    details.signatories = items
                        .filter_map(|item| self.parse_record_name("signatory", item))
                        .collect();
                }
                _ => {}
            }
        }
        for (index, qualifier) in kind.qualifiers.iter().enumerate() {
            let given = pairs.iter().find(|(name, _)| name.text == *qualifier.id);
            let value =
                given.and_then(|(name, node)| self.parse_value(&name.text, &qualifier.value, node));
            details.qualifiers.extend(value.map(|value| (index, value)));
        }
        let own = if has_signatory { &KEYS[..] } else { &KEYS[..5] };
        let qualifiers = kind.qualifiers.iter().map(|qualifier| &*qualifier.id);
        let known: Vec<&str> = own.iter().copied().chain(qualifiers).collect();
        details.provenance = self.parse_provenance(field, pairs, &known);
        details
    }

    /// Parses a role: the id of a role of the vocabulary, or a text.
    fn parse_role(&mut self, node: &Node<'_>) -> Option<Role> {
        if let Some(text) = node.text()
            && let Some(index) = self
                .site
                .vocabulary
                .roles
                .iter()
                .position(|role| role.id == text)
        {
            return Some(Role::Known(index as u16));
        }
        self.parse_localized("role", node).map(Role::Words)
    }
}
