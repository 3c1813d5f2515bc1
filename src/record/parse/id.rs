//! Ids of records and pages.

use super::yaml::Node;
use crate::diagnostic::{Code, Diagnostic, Span};
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

    /// Reports the file of a record without an `id` that would be a translation if the site had the language in its name.
    pub(super) fn check_language_of_record(&mut self, stem: &str) {
        if let Some(diagnostic) = self.unlisted_language(stem) {
            self.push(diagnostic.with("id", stem));
        }
    }

    /// Reports the file of a page that would be a translation if the site had the language in its name.
    pub(super) fn check_language_of_page(&mut self, stem: &str) {
        if let Some(diagnostic) = self.unlisted_language(stem) {
            self.push(diagnostic);
        }
    }

    fn unlisted_language(&self, stem: &str) -> Option<Diagnostic> {
        let (_, code) = stem.rsplit_once('.')?;
        is_language_like(code).then(|| {
            self.diagnostic(Code::UnlistedLanguage, Span::default())
                .with("language", code)
        })
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

/// Whether a text has the form of a language code: two or three letters, with a script or region behind them or without.
fn is_language_like(code: &str) -> bool {
    let mut parts = code.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
