//! Ids of records and pages.

use super::yaml::Node;
use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;
use crate::record::model::{RecordName, id_fault, is_reserved_name};

impl FileParser<'_> {
    /// Parses a former id, with a folder if the kind has changed. `None`: the error is reported.
    pub(in crate::record) fn parse_old_id(&mut self, node: &Node<'_>) -> Option<RecordName> {
        let old = self.parse_record_name("aka", node)?;
        let mut parts = old.text.split('/');
        let good = match (parts.next(), parts.next(), parts.next()) {
            (Some(id), None, _) => self.check_id(id, node.span),
            (Some(folder), Some(id), None) => {
                self.check_id(folder, node.span) && self.check_id(id, node.span)
            }
            _ => self.check_id(&old.text, node.span),
        };
        good.then_some(old)
    }

    /// Checks that an id is valid as a file name and in a URL. Reports it and returns `false` otherwise.
    pub(in crate::record) fn check_id(&mut self, id: &str, span: Span) -> bool {
        let Some((ru, en)) = id_fault(id) else {
            return true;
        };
        let similar: String = id
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        let similar = similar.trim_matches(['-', '_']).to_owned();
        let similar =
            (id_fault(&similar).is_none() && !is_reserved_name(&similar)).then_some(similar);
        let diagnostic = self
            .diagnostic(Code::BadId, span)
            .with("id", id)
            .with("words", ru)
            .with("words_en", en);
        self.push(diagnostic.with_some("near", similar));
        false
    }
}
