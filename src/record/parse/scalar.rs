//! Scalars, lists of a field, and diagnostics for unexpected YAML.

use super::yaml::{Advice, Node, NodeData, YamlError};
use crate::diagnostic::{Code, Span, join_names};
use crate::record::file_parser::FileParser;
use crate::record::limits::{MAX_TEXT_CHARS, MAX_VALUES};
use crate::record::model::RecordName;
use crate::site::Language;
use crate::source::SourcePath;

/// Returns the list within an unquoted `[[id]]`, which YAML reads as a list of a list.
fn inner_list<'n, 't>(node: &'n Node<'t>) -> Option<&'n Node<'t>> {
    let NodeData::List(outer) = &node.data else {
        return None;
    };
    match &outer[..] {
        [inner] if matches!(&inner.data, NodeData::List(items) if items.len() == 1) => Some(inner),
        _ => None,
    }
}

/// Returns the name of `[[name]]`, `[[name|words]]` or `[[name#heading]]`; any other text as it is.
fn without_brackets(text: &str) -> &str {
    let inside = text
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"));
    let Some(inside) = inside else {
        return text;
    };
    let name = inside.split(['|', '#']).next().unwrap_or_default();
    let name = name.trim_end_matches('\\').trim();
    name.strip_suffix(".md").unwrap_or(name)
}

impl FileParser<'_> {
    /// Parses the name of a record. `None`: it is empty, or the error is reported.
    pub(in crate::record) fn parse_record_name(
        &mut self,
        field: &str,
        node: &Node<'_>,
    ) -> Option<RecordName> {
        let linked = inner_list(node).and_then(|inner| inner.items().first());
        let text = self.scalar(field, linked.unwrap_or(node))?.trim();
        Some(RecordName {
            text: SourcePath::new(without_brackets(text)).into(),
            at: self.location(node.span),
        })
    }

    /// Returns the text of a scalar, truncated to its limit. `None`: it is empty, or the error is reported.
    pub(in crate::record) fn scalar<'n>(
        &mut self,
        field: &str,
        node: &'n Node<'_>,
    ) -> Option<&'n str> {
        match &node.data {
            NodeData::Null => None,
            NodeData::Scalar(text) => Some(self.truncate_text(field, text, node.span)),
            NodeData::List(_) | NodeData::Map(_) => {
                self.report_expected(field, node, "одно значение", "a single value")
            }
        }
    }

    /// Returns the items of a list, truncated to [`MAX_VALUES`].
    pub(in crate::record) fn list_items<'n, 't>(
        &mut self,
        field: &str,
        node: &'n Node<'t>,
    ) -> &'n [Node<'t>] {
        let items = inner_list(node).unwrap_or(node).items();
        let Some(excess) = items.get(MAX_VALUES) else {
            return items;
        };
        let ru = format!("в поле «{field}» больше {MAX_VALUES} значений");
        self.report_limit(
            excess.span,
            ru,
            format!("field `{field}` has more than {MAX_VALUES} values"),
        );
        &items[..MAX_VALUES]
    }

    /// Truncates a text to [`MAX_TEXT_CHARS`] characters.
    fn truncate_text<'t>(&mut self, field: &str, text: &'t str, span: Span) -> &'t str {
        let Some((end, _)) = text.char_indices().nth(MAX_TEXT_CHARS) else {
            return text;
        };
        self.report_long_text(field, span);
        &text[..end]
    }

    /// Reports a text that is longer than [`MAX_TEXT_CHARS`].
    pub(in crate::record) fn report_long_text(&mut self, field: &str, span: Span) {
        let ru = format!("значение поля «{field}» длиннее {MAX_TEXT_CHARS} знаков");
        let en = format!("the value of field `{field}` is longer than {MAX_TEXT_CHARS} characters");
        self.report_limit(span, ru, en);
    }

    /// Reports an unexpected value. `ru` and `en` describe the expected one.
    pub(in crate::record) fn report_expected<T>(
        &mut self,
        field: &str,
        node: &Node<'_>,
        ru: &str,
        en: &str,
    ) -> Option<T> {
        self.report_expected_at(field, node.span, ru, en)
    }

    /// Reports an unexpected value or key. `ru` and `en` describe the expected one.
    pub(in crate::record) fn report_expected_at<T>(
        &mut self,
        field: &str,
        span: Span,
        ru: &str,
        en: &str,
    ) -> Option<T> {
        let diagnostic = self.diagnostic(Code::BadValue, span).with("field", field);
        self.push(diagnostic.with("expected", ru).with("expected_en", en));
        None
    }

    /// Returns the language with a code. `None`: the error is reported.
    pub(in crate::record) fn parse_language(&mut self, code: &str, span: Span) -> Option<Language> {
        let found = self.site.language(code);
        if found.is_none() {
            let known: Vec<&str> = self.site.languages.iter().map(|name| &*name.code).collect();
            let diagnostic = self
                .diagnostic(Code::UnknownLanguage, span)
                .with("language", code);
            self.push(diagnostic.with("known", join_names(known)));
        }
        found
    }

    pub(in crate::record) fn report_yaml_error(&mut self, error: YamlError) {
        let code = if error.limit {
            Code::YamlLimit
        } else {
            Code::BadYaml
        };
        let diagnostic = self.diagnostic(code, error.span).with("words", error.words);
        let diagnostic = diagnostic.with("words_en", error.words_en);
        self.push(match error.advice {
            None => diagnostic,
            Some(Advice::Quoted(near)) => diagnostic.with("near", near),
            Some(Advice::Spaces) => diagnostic
                .with("tabs", "табуляцией")
                .with("tabs_en", "tabs"),
        });
    }
}
