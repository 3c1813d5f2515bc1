//! Ids: file names, and parts of addresses.

use super::Target;
use super::reader::Reader;
use super::yaml::Node;
use crate::diagnostic::{Code, Span};

impl Reader<'_> {
    /// An id that the record had before, with its folder where that was another one.
    pub(super) fn old_id(&mut self, node: &Node<'_>) -> Option<Target> {
        let old = self.target("aka", node)?;
        let good = old.text.split('/').count() <= 2 && old.text.split('/').all(|part| self.checked_id(part, node.span));
        good.then_some(old)
    }

    /// Reports an id that cannot be a file name and part of an address everywhere.
    pub(super) fn checked_id(&mut self, id: &str, span: Span) -> bool {
        let (ru, en) = if id.is_empty() {
            ("он пуст", "it is empty")
        } else if id.len() > 200 {
            ("он длиннее 200 байт", "it is longer than 200 bytes")
        } else if id.starts_with(['-', '.', '_']) {
            ("он начинается не с буквы или цифры", "it does not begin with a letter or digit")
        } else if id.chars().any(|c| !(c.is_alphanumeric() || "-_".contains(c) || is_mark(c))) {
            ("в нём есть знаки кроме букв, цифр, - и _", "it has characters other than letters, digits, - and _")
        } else {
            return true;
        };
        let near: String = id.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let near = near.trim_matches('-').to_owned();
        let near = (!near.is_empty() && near != id && near.len() <= 200).then_some(near);
        let diagnostic = self.diagnostic(Code::BadId, span).with("id", id).with("words", ru).with("words_en", en);
        self.push(diagnostic.with_some("near", near));
        false
    }
}

/// Combining marks belong to the letters of many scripts.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
