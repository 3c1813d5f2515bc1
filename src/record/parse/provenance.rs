//! Provenance and status.

use super::yaml::{MapKey, Node};
use crate::diagnostic::{Code, join_names};
use crate::record::file_parser::FileParser;
use crate::record::model::{Provenance, Status};

impl FileParser<'_> {
    /// Parses the provenance from the keys of a map. `others` are the keys of the value, which are skipped.
    pub(in crate::record) fn parse_provenance(
        &mut self,
        field: &str,
        pairs: &[(MapKey<'_>, Node<'_>)],
        others: &[&str],
    ) -> Provenance {
        let mut provenance = Provenance::default();
        for (name, node) in pairs {
            match &*name.text {
                "status" => provenance.status = self.parse_status(node),
                "note" => provenance.note = self.parse_localized("note", node).unwrap_or_default(),
                "source" | "sources" => {
                    provenance.sources.extend(
                        self.list_items("sources", node)
                            .iter()
                            .filter_map(|item| self.parse_record_name("source", item)),
                    );
                }
                other if others.contains(&other) => {}
                other => {
                    let known = || {
                        let own = others.iter().copied();
                        own.chain(["status", "source", "sources", "note"])
                    };
                    let similar = self.suggest(other, known());
                    let diagnostic = self
                        .diagnostic(Code::UnknownField, name.span)
                        .with("kind", field);
                    let diagnostic = diagnostic.with("known", join_names(known()));
                    self.push(diagnostic.with("field", other).with_some("near", similar));
                }
            }
        }
        provenance
    }

    /// Parses a status. Reports an unknown one and returns `Stated`.
    pub(in crate::record) fn parse_status(&mut self, node: &Node<'_>) -> Status {
        let Some(text) = self.scalar("status", node) else {
            return Status::Stated;
        };
        match Status::NAMES.iter().find(|(name, _)| *name == text) {
            Some((_, status)) => *status,
            None => {
                let similar = self.suggest(text, Status::NAMES.iter().map(|(name, _)| *name));
                let diagnostic = self
                    .diagnostic(Code::BadStatus, node.span)
                    .with("value", text);
                self.push(diagnostic.with_some("near", similar));
                Status::Stated
            }
        }
    }
}
