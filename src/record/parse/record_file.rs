//! Files of records: Markdown with front matter, and YAML lists.

use std::ops::Range;
use std::sync::Arc;

use super::list_file::ListFile;
use super::yaml::{self, YamlError};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::record::file_parser::FileParser;
use crate::record::limits::MAX_RECORDS;
use crate::record::model::{LocalizedBody, Record, Status};
use crate::site::{Key, KindIx, Language, Localized};

impl FileParser<'_> {
    /// Parses a Markdown file with front matter. If that is invalid, returns a record without content.
    pub(in crate::record) fn parse_record_file(
        &mut self,
        kind: KindIx,
        stem: &str,
        translates: Option<Language>,
        text: &str,
    ) -> Record {
        let keys = &self.site.vocabulary.kind(kind).keys;
        let is_known = |key: &str| keys.contains_key(key);
        let needs_fields = translates.is_none();
        let matter = self.parse_front_matter(text, &is_known, needs_fields);
        let mut record = if matter.is_whole {
            self.parse_record(kind, Some(stem), translates, &matter.pairs, matter.start)
        } else {
            let id = Some((stem, matter.start));
            self.parse_partial_record(kind, id, translates, &matter.pairs, matter.start)
        };
        let body = matter.body;
        if !text[body.clone()].trim().is_empty() {
            self.add_body(&mut record, text, body);
        }
        record
    }

    /// Adds the text below the front matter, which replaces one in the same language in the front matter.
    fn add_body(&mut self, record: &mut Record, text: &str, range: Range<usize>) {
        let start = range.end - text[range.clone()].trim_start().len();
        let language = self.language;
        if record.bodies.exact(language).is_some()
            && let Some(given) = record.location_of(Key::Text)
        {
            let diagnostic = Diagnostic::new(Code::TextTwice, given.clone());
            let first = self.location(Span::new(start..start));
            self.push(diagnostic.related(first));
        }
        if record.location_of(Key::Text).is_none() {
            let at = self.location(Span::new(start..start));
            record.key_locations.push((Key::Text, at));
        }
        let body = self.parse_markdown(&text[range.clone()], range.start);
        record.bodies.insert(language, body);
    }

    /// Parses a YAML file of records, or of their translations: a list, or a map with defaults.
    pub(in crate::record) fn parse_record_list(
        &mut self,
        kind: KindIx,
        translates: Option<Language>,
        text: &str,
    ) -> Vec<Arc<Record>> {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let node = match yaml::parse(&text[start..], start) {
            Ok(node) => node,
            Err(error) => return self.recover_list(kind, translates, text, start, Some(error)),
        };
        let Some(file) = self.list_file(kind, &node) else {
            self.report_not_a_list(node.span);
            return self.recover_list(kind, translates, text, start, None);
        };
        let ListFile {
            defaults,
            items,
            is_whole,
        } = file;
        self.check_keys(node.map().unwrap_or_default());
        self.check_values(text, defaults);
        if let Some(excess) = items.get(MAX_RECORDS) {
            self.report_yaml_error(YamlError {
                span: Span {
                    start: excess.span.start,
                    end: excess.span.start,
                },
                words: format!("в списке {} записей, может быть {MAX_RECORDS}", items.len()),
                words_en: format!(
                    "the list has {} records, there can be {MAX_RECORDS}",
                    items.len()
                ),
                limit: true,
                advice: None,
            });
        }
        let mut records = Vec::with_capacity(items.len().min(MAX_RECORDS));
        for item in items.iter().take(MAX_RECORDS) {
            match item.map() {
                Some(pairs) => {
                    self.check_values(text, pairs);
                    let span = Span {
                        start: item.span.start,
                        end: item.span.start,
                    };
                    let mut record = self.parse_record(kind, None, translates, pairs, span);
                    self.apply_defaults(&mut record, pairs, defaults);
                    record.is_partial |= !is_whole;
                    records.push(Arc::new(record));
                }
                None => {
                    self.report_not_a_list(item.span);
                    let start = item.span.start as usize;
                    let hyphen = if text[..start].ends_with("- ") { 2 } else { 0 };
                    let item = start - hyphen..item.span.end as usize;
                    let stub = self.stub((kind, translates), text, item, &[], defaults);
                    records.extend(stub.map(Arc::new));
                }
            }
        }
        records
    }

    fn report_not_a_list(&mut self, span: Span) {
        let (ru, en) = ("список записей: - id: …", "a list of records: - id: …");
        let diagnostic = self
            .diagnostic(Code::NotARecord, span)
            .with("expected", ru)
            .with("expected_en", en);
        self.push(diagnostic);
    }

    /// Creates a record without content. It replaces a record whose file is invalid, so that references to it
    /// resolve.
    pub(in crate::record) fn empty_record(
        &mut self,
        kind: KindIx,
        id: &str,
        translates: Option<Language>,
        span: Span,
    ) -> Record {
        Record {
            id: id.into(),
            kind,
            translates,
            at: Location {
                path: self.path.clone(),
                span,
            },
            key_locations: Vec::new(),
            name: if translates.is_none() {
                Localized::plain(id)
            } else {
                Localized::default()
            },
            name_provenance: None,
            sort: Localized::default(),
            short: Localized::default(),
            aliases: Vec::new(),
            foreign_names: Vec::new(),
            aka: Vec::new(),
            summary: Localized::default(),
            fields: Vec::new(),
            references: Vec::new(),
            observations: Vec::new(),
            bodies: LocalizedBody::default(),
            status: Status::Stated,
            draft: false,
            translations: Vec::new(),
            is_partial: false,
        }
    }
}
