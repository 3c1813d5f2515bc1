//! A record from the keys of its file, one by one.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::anchor::IdScope;
use super::front_matter::{Division, divide};
use super::limit::MOST_RECORDS;
use super::reader::Reader;
use super::yaml::{self, Broken, Data, Name, Node};
use super::{FieldValue, Record, Status, Value};
use crate::diagnostic::{Code, Location, Span};
use crate::site::{FieldIx, FieldType, Key, KindIx, Language, Localized};
use crate::source::SourcePath;

impl Reader<'_> {
    pub(super) fn markdown_file(
        &mut self,
        kind: KindIx,
        stem: &str,
        translates: Option<Language>,
        text: &str,
    ) -> Record {
        let (yaml, body) = match divide(text) {
            Division::Both { yaml, text } => (yaml, text),
            Division::TextOnly(body) if translates.is_some() => (body.start..body.start, body),
            Division::TextOnly(body) => {
                let diagnostic = self.diagnostic(Code::NoFrontMatter, Span::new(body.start..body.start));
                self.push(diagnostic);
                return self.stub(kind, stem, translates, Span::default());
            }
            Division::Open(fence) => {
                let diagnostic = self.diagnostic(Code::OpenFrontMatter, Span::new(fence));
                self.push(diagnostic);
                return self.stub(kind, stem, translates, Span::default());
            }
        };
        let start = Span::new(yaml.start..yaml.start);
        let parsed = yaml::parse(&text[yaml.clone()], yaml.start);
        let node = match parsed {
            Ok(node) => node,
            Err(broken) => {
                self.broken(broken);
                return self.stub(kind, stem, translates, start);
            }
        };
        let empty = Vec::new();
        let pairs = match &node.data {
            Data::Map(pairs) => pairs,
            Data::Null => &empty,
            _ => {
                self.not_a_record(node.span);
                &empty
            }
        };
        let mut record = self.record(kind, Some(stem), translates, pairs, start);
        if !text[body.clone()].trim().is_empty() {
            let body = self.body(&text[body.clone()], body.start);
            record.bodies.push((self.language, body));
        }
        record
    }

    pub(super) fn list_file(&mut self, kind: KindIx, text: &str) -> Vec<Arc<Record>> {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let node = match yaml::parse(&text[start..], start) {
            Ok(node) => node,
            Err(broken) => {
                self.broken(broken);
                return Vec::new();
            }
        };
        let Data::List(items) = &node.data else {
            self.not_a_list(node.span);
            return Vec::new();
        };
        if let Some(excess) = items.get(MOST_RECORDS) {
            self.broken(Broken {
                span: Span { start: excess.span.start, end: excess.span.start },
                words: format!("в списке {} записей, может быть {MOST_RECORDS}", items.len()),
                words_en: format!("the list has {} records, there can be {MOST_RECORDS}", items.len()),
                limit: true,
            });
        }
        let mut records = Vec::with_capacity(items.len().min(MOST_RECORDS));
        for item in items.iter().take(MOST_RECORDS) {
            match item.map() {
                Some(pairs) => {
                    let span = Span { start: item.span.start, end: item.span.start };
                    records.push(Arc::new(self.record(kind, None, None, pairs, span)));
                }
                None => self.not_a_list(item.span),
            }
        }
        records
    }

    fn not_a_list(&mut self, span: Span) {
        let (ru, en) = ("список записей: - id: …", "a list of records: - id: …");
        let diagnostic = self.diagnostic(Code::NotARecord, span).with("expected", ru).with("expected_en", en);
        self.push(diagnostic);
    }

    fn not_a_record(&mut self, span: Span) {
        let (ru, en) = ("поля записи: имя: значение", "the record's fields: name: value");
        let diagnostic = self.diagnostic(Code::NotARecord, span).with("expected", ru).with("expected_en", en);
        self.push(diagnostic);
    }

    /// What stands in for a record whose file is broken, so that references to it do not break too.
    fn stub(&mut self, kind: KindIx, id: &str, translates: Option<Language>, span: Span) -> Record {
        Record {
            id: id.into(),
            kind,
            translates,
            at: Location { path: self.path.clone(), span },
            name: if translates.is_none() { Localized::plain(id) } else { Localized::default() },
            short: Localized::default(),
            aliases: Vec::new(),
            aka: Vec::new(),
            summary: Localized::default(),
            fields: Vec::new(),
            references: Vec::new(),
            observations: Vec::new(),
            bodies: Vec::new(),
            status: Status::Stated,
            draft: false,
        }
    }

    fn record(
        &mut self,
        kind: KindIx,
        stem: Option<&str>,
        translates: Option<Language>,
        pairs: &[(Name<'_>, Node<'_>)],
        start: Span,
    ) -> Record {
        let mut record = self.stub(kind, stem.unwrap_or_default(), translates, start);
        record.name = Localized::default();
        let mut id_given = false;
        let mut names = HashMap::with_capacity_and_hasher(pairs.len(), RandomState::default());
        for (name, node) in pairs {
            if let Some(first) = names.insert(&*name.text, name.span) {
                let first = self.location(first);
                let diagnostic = self.diagnostic(Code::DuplicateKey, name.span).with("key", &*name.text);
                self.push(diagnostic.related(first));
                continue;
            }
            let Some(key) = self.site.vocabulary.kind(kind).keys.get(&*name.text) else {
                self.unknown_field(kind, name);
                continue;
            };
            match *key {
                Key::Id => {
                    if let Some(id) = self.scalar("id", node) {
                        record.id = SourcePath::new(id).into();
                        record.at.span = node.span;
                        id_given = true;
                    }
                }
                Key::Name => {
                    if !id_given {
                        record.at.span = node.span;
                    }
                    record.name = self.localized("name", node).unwrap_or_default();
                }
                Key::Short => record.short = self.localized("short", node).unwrap_or_default(),
                Key::Summary => record.summary = self.localized("summary", node).unwrap_or_default(),
                Key::Aliases => {
                    record.aliases =
                        self.items("aliases", node).iter().filter_map(|item| self.localized("aliases", item)).collect();
                }
                Key::Aka if translates.is_some() => {
                    let (ru, en) = ("файл записи, а не её перевод", "the record's own file and not its translation");
                    self.expected::<()>("aka", node, ru, en);
                }
                Key::Aka => record.aka = self.items("aka", node).iter().filter_map(|item| self.old_id(item)).collect(),
                Key::Status => record.status = self.status(node),
                Key::Draft => {
                    record.draft = self.value("draft", &FieldType::Boolean, node) == Some(Value::Boolean(true));
                }
                Key::Text => record.bodies.extend(self.bodies("text", &IdScope::default(), node)),
                Key::Figures => {
                    record.observations =
                        self.items("figures", node).iter().filter_map(|item| self.figure(item)).collect();
                }
                Key::Field(field) => record.fields.extend(self.fact(field, &name.text, node)),
                Key::Relation(relation, side) => {
                    for item in self.items(&name.text, node) {
                        record.references.extend(self.reference(relation, side, &name.text, item));
                    }
                }
            }
        }
        record.fields.sort_by_key(|fact| fact.field);
        if stem.is_none() && !id_given {
            let diagnostic = self.diagnostic(Code::MissingId, pairs.first().map_or(start, |(name, _)| name.span));
            self.push(diagnostic);
        } else {
            self.checked_id(&record.id.clone(), record.at.span);
        }
        if record.name.is_empty() && translates.is_none() {
            let diagnostic = self.diagnostic(Code::MissingName, pairs.first().map_or(start, |(name, _)| name.span));
            self.push(diagnostic);
            record.name = Localized::plain(&record.id);
        }
        record
    }

    fn unknown_field(&mut self, kind: KindIx, name: &Name<'_>) {
        let invisible = |c: &char| {
            c.is_control() || matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        };
        if let Some(character) = name.text.chars().find(invisible) {
            let code = format!("U+{:04X}", character as u32);
            let diagnostic = self.diagnostic(Code::InvisibleCharacter, name.span).with("character", code);
            self.push(diagnostic);
        }
        let kind = self.site.vocabulary.kind(kind);
        let mut known: Vec<&str> = kind.keys.keys().map(String::as_str).collect();
        known.sort_unstable();
        let near = self.near(&name.text, known);
        let diagnostic =
            self.diagnostic(Code::UnknownField, name.span).with("kind", &kind.id).with("field", &*name.text);
        self.push(diagnostic.with_some("near", near));
    }

    fn fact(&mut self, field: FieldIx, name: &str, node: &Node<'_>) -> Option<FieldValue> {
        if node.data == Data::Null {
            return None;
        }
        let wanted = &self.site.vocabulary.field(field).value;
        let pairs = node.map().unwrap_or_default();
        let given = pairs.iter().find(|(key, _)| key.text == "value");
        let inline = *wanted == FieldType::Point && pairs.iter().any(|(key, _)| key.text == "lat");
        if given.is_none() && !inline {
            let value = self.value(name, wanted, node)?;
            return Some(FieldValue { field, value, provenance: None, span: node.span });
        }
        let provenance = self.provenance(name, pairs, if inline { &["lat", "lon"] } else { &["value"] });
        let value = self.value(name, wanted, given.map_or(node, |(_, value)| value))?;
        Some(FieldValue { field, value, provenance: Some(Box::new(provenance)), span: node.span })
    }
}
