//! Texts and Markdown in one or more languages.

use super::yaml::{Node, NodeData};
use crate::diagnostic::Code;
use crate::record::file_parser::FileParser;
use crate::record::limits::{MAX_FIELD_CHARS, MAX_TEXT_CHARS};
use crate::record::markdown::IdScope;
use crate::record::model::LocalizedBody;
use crate::site::{Language, Localized};

impl FileParser<'_> {
    /// Parses a text, or one for each language. Truncates each to [`MAX_TEXT_CHARS`].
    pub(in crate::record) fn parse_localized(
        &mut self,
        field: &str,
        node: &Node<'_>,
    ) -> Option<Localized> {
        let mut texts = self.parse_texts(field, node)?;
        for (language, text) in truncated(&texts, MAX_TEXT_CHARS) {
            texts.set(language, &text);
            self.report_long_text(field, node.span);
        }
        Some(texts)
    }

    /// Parses the value of a field of type text, or one for each language. One that is longer than [`MAX_FIELD_CHARS`] is
    /// truncated.
    pub(in crate::record) fn parse_text_field(
        &mut self,
        field: &str,
        node: &Node<'_>,
    ) -> Option<Localized> {
        let mut texts = self.parse_texts(field, node)?;
        for (language, text) in truncated(&texts, MAX_FIELD_CHARS) {
            texts.set(language, &text);
            let ru = format!("значение поля «{field}» длиннее {MAX_FIELD_CHARS} знаков");
            let en =
                format!("the value of field `{field}` is longer than {MAX_FIELD_CHARS} characters");
            let diagnostic = self
                .diagnostic(Code::RecordLimit, node.span)
                .with("words", ru);
            self.push(diagnostic.with("words_en", en).with("text_field", field));
        }
        Some(texts)
    }

    /// Parses a text of any length, or one for each language.
    pub(in crate::record) fn parse_texts(
        &mut self,
        field: &str,
        node: &Node<'_>,
    ) -> Option<Localized> {
        match &node.data {
            NodeData::Null => None,
            NodeData::Scalar(text) => Some(Localized::single(self.language, text.trim())),
            NodeData::Map(pairs) => {
                let mut texts = Localized::default();
                for (name, value) in pairs {
                    let Some(language) = self.parse_language(&name.text, name.span) else {
                        continue;
                    };
                    match &value.data {
                        NodeData::Null => {}
                        NodeData::Scalar(text) => texts.set(language, text.trim()),
                        NodeData::List(_) | NodeData::Map(_) => {
                            self.report_expected::<()>(
                                field,
                                value,
                                "одно значение",
                                "a single value",
                            );
                        }
                    }
                }
                (!texts.is_empty()).then_some(texts)
            }
            NodeData::List(_) => self.report_expected(
                field,
                node,
                "текст или {ru: …, en: …}",
                "a text or {ru: …, en: …}",
            ),
        }
    }

    /// Parses Markdown, or one for each language.
    pub(in crate::record) fn parse_bodies(
        &mut self,
        field: &str,
        scope: &IdScope,
        node: &Node<'_>,
    ) -> LocalizedBody {
        let Some(texts) = self.parse_texts(field, node) else {
            return LocalizedBody::default();
        };
        // YAML removes the indentation of a scalar, so that offsets within it are unknown.
        let texts = texts.iter();
        texts
            .map(|(language, text)| {
                (
                    language,
                    self.parse_markdown_scalar(text, scope.clone(), node.span),
                )
            })
            .collect()
    }
}

/// Returns the beginnings of the texts that have more than `most` characters, by language.
fn truncated(texts: &Localized, most: usize) -> Vec<(Language, String)> {
    let texts = texts.iter();
    let long = texts.filter_map(|(language, text)| {
        let (end, _) = text.char_indices().nth(most)?;
        Some((language, text[..end].to_owned()))
    });
    long.collect()
}
