//! References: a target alone, or with its particulars.

use std::sync::Arc;

use super::reader::Reader;
use super::yaml::{Data, Node};
use super::{Reference, RelationDetails, Role};
use crate::site::{Direction, RelationIx};

/// The keys of a reference's map besides those of a claim.
const KEYS: [&str; 6] = ["ref", "role", "since", "until", "on", "signatory"];

impl Reader<'_> {
    pub(super) fn reference(
        &mut self,
        relation: RelationIx,
        side: Direction,
        field: &str,
        node: &Node<'_>,
    ) -> Option<Reference> {
        let pairs = match &node.data {
            Data::Null => return None,
            Data::Map(pairs) => pairs,
            _ => {
                let target = self.target(field, node)?;
                return Some(Reference { relation, side, target, details: None });
            }
        };
        let Some((_, named)) = pairs.iter().find(|(name, _)| name.text == "ref") else {
            return self.expected(field, node, "id записи или {ref: id, …}", "a record's id or {ref: id, …}");
        };
        let target = self.target(field, named)?;
        let mut details = RelationDetails::default();
        for (name, node) in pairs {
            match &*name.text {
                "role" => details.role = self.role(node),
                "since" | "until" | "on" => {
                    let date = self.scalar(&name.text, node).map(str::to_owned).and_then(|text| self.date(&text, node));
                    match &*name.text {
                        "since" => details.since = date,
                        "until" => details.until = date,
                        _ => details.on = date,
                    }
                }
                "signatory" if self.site.vocabulary.relation(relation).signatory.is_some() => {
                    details.signatories = self
                        .items("signatory", node)
                        .iter()
                        .filter_map(|item| self.target("signatory", item))
                        .collect();
                }
                _ => {}
            }
        }
        let signs = self.site.vocabulary.relation(relation).signatory.is_some();
        details.provenance = self.provenance(field, pairs, if signs { &KEYS } else { &KEYS[..5] });
        let details = (details != RelationDetails::default()).then(|| Arc::new(details));
        Some(Reference { relation, side, target, details })
    }

    fn role(&mut self, node: &Node<'_>) -> Option<Role> {
        if let Some(text) = node.text()
            && let Some(index) = self.site.vocabulary.roles.iter().position(|(id, _)| id == text)
        {
            return Some(Role::Known(index as u16));
        }
        self.localized("role", node).map(Role::Words)
    }
}
