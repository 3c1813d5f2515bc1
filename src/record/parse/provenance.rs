//! Provenance and status.

use super::yaml::{MapKey, Node};
use crate::diagnostic::{Code, join_names};
use crate::record::file_parser::FileParser;
use crate::record::model::{Provenance, Status};

/// The keys of a provenance.
pub(super) const PROVENANCE_KEYS: [&str; 4] = ["status", "source", "sources", "note"];

/// The number of keys of a map among which one is looked for. Looking through all for each key would be quadratic.
const MOST_COMPARED: usize = 64;

/// Whether a text is another common name of a coordinate.
fn is_coordinate_name(coordinate: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    match coordinate {
        "lat" => matches!(&*text, "latitude" | "y"),
        "lon" => matches!(&*text, "lng" | "long" | "longitude" | "x"),
        _ => false,
    }
}

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
                _ => self.report_unknown_key(field, name, pairs, others),
            }
        }
        provenance
    }

    /// Reports a key that the map of a value cannot have. Keys that the map has already are not suggested.
    pub(in crate::record) fn report_unknown_key(
        &mut self,
        field: &str,
        key: &MapKey<'_>,
        pairs: &[(MapKey<'_>, Node<'_>)],
        own: &[&str],
    ) {
        let is_given = |name: &&str| {
            let mut first = pairs.iter().take(MOST_COMPARED);
            first.any(|(key, _)| key.text == **name)
        };
        let known = || own.iter().copied().chain(PROVENANCE_KEYS);
        let free = || known().filter(|name| !is_given(name));
        let other_name = |name: &&str| is_coordinate_name(name, &key.text);
        let similar = free()
            .find(other_name)
            .map(str::to_owned)
            .or_else(|| self.suggest(&key.text, free()));
        let diagnostic = self
            .diagnostic(Code::UnknownField, key.span)
            .with("kind", field)
            .with("field", &*key.text)
            .with("what", "ключа")
            .with("what_en", "key")
            .with("where", format!("поля «{field}»"))
            .with("where_en", format!("field `{field}`"));
        let diagnostic = diagnostic.with("known", join_names(known()));
        self.push(diagnostic.with_some("near", similar));
    }

    /// Parses a status. Reports an unknown one and returns `Stated`.
    pub(in crate::record) fn parse_status(&mut self, node: &Node<'_>) -> Status {
        let Some(text) = self.scalar("status", node) else {
            return Status::Stated;
        };
        match Status::NAMES.iter().find(|(name, _)| *name == text) {
            Some((_, status)) => *status,
            None => {
                let statuses = &self.site.vocabulary.statuses;
                let labels = statuses.iter().map(|status| (&*status.id, &status.label));
                let similar = self.suggest_term(text, labels);
                let diagnostic = self
                    .diagnostic(Code::BadStatus, node.span)
                    .with("value", text);
                self.push(diagnostic.with_some("near", similar));
                Status::Stated
            }
        }
    }
}
