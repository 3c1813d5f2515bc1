//! Reads the front matter of a Markdown file, whole or broken.

use std::ops::Range;

use super::front_matter::{FrontMatterSplit, split};
use super::recovery::{FieldsEnd, Recovery, fields_end, misspelled_fences};
use super::yaml::{self, MapKey, Node, NodeData};
use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;
use crate::text::lines::split_lines;

/// The front matter of a Markdown file, and where its text is.
pub(in crate::record) struct FrontMatter<'t> {
    /// The keys with their values.
    pub pairs: Vec<(MapKey<'t>, Node<'t>)>,
    /// The location of its first line.
    pub start: Span,
    /// The range of the text below.
    pub body: Range<usize>,
    /// Whether all could be read. What could not be is reported.
    pub is_whole: bool,
}

impl FileParser<'_> {
    /// Reads the front matter of a file. `needs_fields` says whether a file without any is an error.
    pub(in crate::record) fn parse_front_matter<'t>(
        &mut self,
        text: &'t str,
        is_known: &dyn Fn(&str) -> bool,
        needs_fields: bool,
    ) -> FrontMatter<'t> {
        let (yaml, body) = match split(text) {
            FrontMatterSplit::Both { yaml, text } => (yaml, text),
            FrontMatterSplit::TextOnly(body) => {
                let found = misspelled_fences(text, body.start, is_known);
                if found.is_none() && !needs_fields {
                    return whole(body.start, body);
                }
                let at = Span::new(body.start..body.start);
                let diagnostic = self.diagnostic(Code::NoFrontMatter, at);
                self.push(diagnostic);
                let (yaml, body) = found.unwrap_or((body.start..body.start, body));
                return recover(text, yaml, body, is_known);
            }
            FrontMatterSplit::Open(fence) => {
                let diagnostic = self.diagnostic(Code::OpenFrontMatter, Span::new(fence.clone()));
                self.push(diagnostic);
                let fence_line = split_lines(&text[fence.start..]).next();
                let below = fence_line.map_or(text.len(), |line| fence.start + line.len());
                let end = fields_end(text, below..text.len(), is_known);
                return recover(text, below..end.fields, end.text..text.len(), is_known);
            }
        };
        match yaml::parse(&text[yaml.clone()], yaml.start) {
            Ok(node) if node.map().is_some() => {
                self.check_values(text, node.map().unwrap_or_default());
                self.take_pairs(node, yaml.start, body)
            }
            Ok(node) => self.take_pairs(node, yaml.start, body),
            Err(error) => {
                let (yaml, body) = misplaced_text(text, yaml, body, is_known);
                let mut recovery = Recovery::new(text, is_known);
                let map = recovery.recover_map(yaml.clone());
                let is_limit = error.limit;
                self.report_yaml_error(map.error.filter(|_| !is_limit).unwrap_or(error));
                FrontMatter {
                    pairs: map.pairs,
                    ..broken(yaml.start, body)
                }
            }
        }
    }

    /// Takes the keys of a node that should be a map.
    fn take_pairs<'t>(
        &mut self,
        node: Node<'t>,
        start: usize,
        body: Range<usize>,
    ) -> FrontMatter<'t> {
        match node.data {
            NodeData::Map(pairs) => FrontMatter {
                pairs,
                ..whole(start, body)
            },
            NodeData::Null => whole(start, body),
            NodeData::Scalar(_) | NodeData::List(_) => {
                self.report_not_a_record(node.span);
                broken(start, body)
            }
        }
    }

    fn report_not_a_record(&mut self, span: Span) {
        let (ru, en) = (
            "поля записи: имя: значение",
            "the record's fields: name: value",
        );
        let diagnostic = self
            .diagnostic(Code::NotARecord, span)
            .with("expected", ru)
            .with("expected_en", en);
        self.push(diagnostic);
    }
}

/// Front matter without keys.
fn whole<'t>(start: usize, body: Range<usize>) -> FrontMatter<'t> {
    FrontMatter {
        pairs: Vec::new(),
        start: Span::new(start..start),
        body,
        is_whole: true,
    }
}

/// Front matter of which no key could be read.
fn broken<'t>(start: usize, body: Range<usize>) -> FrontMatter<'t> {
    FrontMatter {
        is_whole: false,
        ..whole(start, body)
    }
}

/// Reads what can be read of front matter whose error is reported.
fn recover<'t>(
    text: &'t str,
    yaml: Range<usize>,
    body: Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> FrontMatter<'t> {
    FrontMatter {
        pairs: Recovery::new(text, is_known)
            .recover_map(yaml.clone())
            .pairs,
        ..broken(yaml.start, body)
    }
}

/// Returns the fields and the text of broken front matter: what stands in it below the last field is text whose fence is
/// missing.
fn misplaced_text(
    text: &str,
    yaml: Range<usize>,
    body: Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> (Range<usize>, Range<usize>) {
    let FieldsEnd { fields, text: rest } = fields_end(text, yaml.clone(), is_known);
    let is_blank = |line: &str| line.trim().is_empty();
    let is_text = rest > fields || split_lines(&text[fields..yaml.end]).skip(1).any(is_blank);
    match is_text && fields > yaml.start {
        true => (yaml.start..fields, rest..text.len()),
        false => (yaml, body),
    }
}
