//! What is said about a claim, and the status of a claim or a record.

use super::reader::Reader;
use super::yaml::{Name, Node};
use super::{Provenance, Status};
use crate::diagnostic::Code;

impl Reader<'_> {
    /// What is said about a claim, from the keys of its map; `others` are the keys that belong to the value.
    pub(super) fn provenance(&mut self, field: &str, pairs: &[(Name<'_>, Node<'_>)], others: &[&str]) -> Provenance {
        let mut provenance = Provenance::default();
        for (name, node) in pairs {
            match &*name.text {
                "status" => provenance.status = self.status(node),
                "note" => provenance.note = self.localized("note", node).unwrap_or_default(),
                "source" | "sources" => {
                    provenance
                        .sources
                        .extend(self.items("sources", node).iter().filter_map(|item| self.target("source", item)));
                }
                other if others.contains(&other) => {}
                other => {
                    let known = others.iter().copied().chain(["status", "source", "sources", "note"]);
                    let near = self.near(other, known);
                    let diagnostic = self.diagnostic(Code::UnknownField, name.span).with("kind", field);
                    self.push(diagnostic.with("field", other).with_some("near", near));
                }
            }
        }
        provenance
    }

    pub(super) fn status(&mut self, node: &Node<'_>) -> Status {
        let Some(text) = self.scalar("status", node) else { return Status::Stated };
        match Status::NAMES.iter().find(|(name, _)| *name == text) {
            Some((_, status)) => *status,
            None => {
                let near = self.near(text, Status::NAMES.iter().map(|(name, _)| *name));
                let diagnostic = self.diagnostic(Code::BadStatus, node.span).with("value", text);
                self.push(diagnostic.with_some("near", near));
                Status::Stated
            }
        }
    }
}
