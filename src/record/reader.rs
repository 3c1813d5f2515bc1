//! Reading a file: which kind it is, its keys one by one, and everything that is wrong on the way.

use std::collections::HashMap;
use std::sync::Arc;

use super::body::Body;
use super::front_matter::{Division, divide};
use super::yaml::{self, Broken, Data, Name, Node};
use super::{Claim, Fact, Parsed, Prose, ProsePlace, Record, Status, Target, Value};
use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span, nearest};
use crate::site::{FieldIx, FieldType, Key, KindIx, Language, Localized, Site};
use crate::source::{File, SourcePath};

/// What is needed while a file is read.
pub(super) struct Reader<'s> {
    pub(super) site: &'s Site,
    pub(super) path: &'s SourcePath,
    /// The language of texts that name none.
    pub(super) language: Language,
    diagnostics: Vec<Diagnostic>,
}

pub(super) fn read(path: &SourcePath, file: &File, site: &Site) -> Checked<Parsed> {
    let mut reader = Reader { site, path, language: Language::DEFAULT, diagnostics: Vec::new() };
    let value = reader.file(file);
    Checked { value, diagnostics: reader.diagnostics }
}

/// What a file's path says about it.
enum Place {
    Records(KindIx),
    Prose(ProsePlace),
}

impl Reader<'_> {
    fn file(&mut self, file: &File) -> Parsed {
        let path = self.path.as_str().strip_prefix("content/").unwrap_or_default().to_owned();
        let (folder, name) = path.rsplit_once('/').map_or(("", &*path), |(folder, name)| (folder, name));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        if !matches!(extension, "md" | "yaml" | "yml") {
            return Parsed::default();
        }
        let (stem, translates) = self.translation(stem);
        self.language = translates.unwrap_or(Language::DEFAULT);
        let Some(place) = self.place(folder, stem, extension == "md") else { return Parsed::default() };
        let text = match file.text() {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to();
                let diagnostic = self.diagnostic(Code::NotUtf8, Span::new(at..at));
                self.push(diagnostic);
                return Parsed::default();
            }
        };
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            let diagnostic = self.diagnostic(Code::EmptyFile, Span::default());
            self.push(diagnostic);
            return Parsed::default();
        }
        match place {
            Place::Records(kind) if extension == "md" => {
                let record = self.markdown_file(kind, stem, translates, text);
                Parsed { records: vec![Arc::new(record)], prose: None }
            }
            Place::Records(kind) => Parsed { records: self.list_file(kind, text), prose: None },
            Place::Prose(place) => Parsed { records: Vec::new(), prose: Some(Arc::new(self.prose(place, text))) },
        }
    }

    /// `zelenograd.en` is the English text of `zelenograd`.
    fn translation<'n>(&self, stem: &'n str) -> (&'n str, Option<Language>) {
        if let Some((name, code)) = stem.rsplit_once('.')
            && let Some(language) = self.site.language(code)
        {
            return (name, Some(language));
        }
        (stem, None)
    }

    fn place(&mut self, folder: &str, stem: &str, markdown: bool) -> Option<Place> {
        let first = folder.split('/').next().unwrap_or_default();
        if stem == "_index" && markdown && !folder.contains('/') && first != "pages" {
            return match self.site.vocabulary.kind_in(first) {
                Some(kind) => Some(Place::Prose(ProsePlace::Section(kind))),
                None if first.is_empty() => Some(Place::Prose(ProsePlace::Home)),
                None => self.unknown_kind(first),
            };
        }
        if first == "pages" && markdown {
            self.checked_id(stem, Span::default());
            return Some(Place::Prose(ProsePlace::Page(stem.into())));
        }
        if first.is_empty() {
            let diagnostic = self.diagnostic(Code::MisplacedFile, Span::default());
            self.push(diagnostic);
            return None;
        }
        match self.site.vocabulary.kind_in(first) {
            Some(kind) => Some(Place::Records(kind)),
            None => self.unknown_kind(first),
        }
    }

    fn unknown_kind(&mut self, folder: &str) -> Option<Place> {
        let near = nearest(folder, self.site.vocabulary.kinds.iter().map(|kind| &*kind.folder));
        let diagnostic = self.diagnostic(Code::UnknownKind, Span::default()).with("folder", folder);
        self.push(diagnostic.with_some("near", near));
        None
    }

    fn markdown_file(&mut self, kind: KindIx, stem: &str, translates: Option<Language>, text: &str) -> Record {
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

    fn list_file(&mut self, kind: KindIx, text: &str) -> Vec<Arc<Record>> {
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
        let mut records = Vec::with_capacity(items.len());
        for item in items {
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
            facts: Vec::new(),
            references: Vec::new(),
            figures: Vec::new(),
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
        let (mut id_given, mut names) = (false, HashMap::with_capacity(pairs.len()));
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
                        record.id = SourcePath::new(id).as_str().into();
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
                Key::Aka => record.aka = self.items("aka", node).iter().filter_map(|item| self.old_id(item)).collect(),
                Key::Status => record.status = self.status(node),
                Key::Draft => {
                    record.draft = self.value("draft", &FieldType::Boolean, node) == Some(Value::Boolean(true));
                }
                Key::Text => record.bodies.extend(self.bodies("text", node)),
                Key::Figures => {
                    record.figures = self.items("figures", node).iter().filter_map(|item| self.figure(item)).collect();
                }
                Key::Field(field) => record.facts.extend(self.fact(field, &name.text, node)),
                Key::Relation(relation, side) => {
                    for item in self.items(&name.text, node) {
                        record.references.extend(self.reference(relation, side, &name.text, item));
                    }
                }
            }
        }
        record.facts.sort_by_key(|fact| fact.field);
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
        let near = nearest(&name.text, known);
        let diagnostic =
            self.diagnostic(Code::UnknownField, name.span).with("kind", &kind.id).with("field", &*name.text);
        self.push(diagnostic.with_some("near", near));
    }

    fn fact(&mut self, field: FieldIx, name: &str, node: &Node<'_>) -> Option<Fact> {
        if node.data == Data::Null {
            return None;
        }
        let wanted = &self.site.vocabulary.field(field).value;
        let pairs = node.map().unwrap_or_default();
        let given = pairs.iter().find(|(key, _)| key.text == "value");
        let inline = *wanted == FieldType::Point && pairs.iter().any(|(key, _)| key.text == "lat");
        if given.is_none() && !inline {
            let value = self.value(name, wanted, node)?;
            return Some(Fact { field, value, claim: None, span: node.span });
        }
        let claim = self.claim(name, pairs, if inline { &["lat", "lon"] } else { &["value"] });
        let value = self.value(name, wanted, given.map_or(node, |(_, value)| value))?;
        Some(Fact { field, value, claim: Some(Box::new(claim)), span: node.span })
    }

    /// What is said about a claim, from the keys of its map; `others` are the keys that belong to the value.
    pub(super) fn claim(&mut self, field: &str, pairs: &[(Name<'_>, Node<'_>)], others: &[&str]) -> Claim {
        let mut claim = Claim::default();
        for (name, node) in pairs {
            match &*name.text {
                "status" => claim.status = self.status(node),
                "note" => claim.note = self.localized("note", node).unwrap_or_default(),
                "source" | "sources" => {
                    claim
                        .sources
                        .extend(self.items("sources", node).iter().filter_map(|item| self.target("source", item)));
                }
                other if others.contains(&other) => {}
                other => {
                    let known = others.iter().copied().chain(["status", "source", "sources", "note"]);
                    let near = nearest(other, known);
                    let diagnostic = self.diagnostic(Code::UnknownField, name.span).with("kind", field);
                    self.push(diagnostic.with("field", other).with_some("near", near));
                }
            }
        }
        claim
    }

    pub(super) fn status(&mut self, node: &Node<'_>) -> Status {
        let Some(text) = self.scalar("status", node) else { return Status::Stated };
        match Status::NAMES.iter().find(|(name, _)| *name == text) {
            Some((_, status)) => *status,
            None => {
                let near = nearest(text, Status::NAMES.iter().map(|(name, _)| *name));
                let diagnostic = self.diagnostic(Code::BadStatus, node.span).with("value", text);
                self.push(diagnostic.with_some("near", near));
                Status::Stated
            }
        }
    }

    fn prose(&mut self, place: ProsePlace, text: &str) -> Prose {
        let (yaml, body) = match divide(text) {
            Division::Both { yaml, text } => (yaml, text),
            Division::TextOnly(body) => (body.start..body.start, body),
            Division::Open(fence) => {
                let diagnostic = self.diagnostic(Code::OpenFrontMatter, Span::new(fence.clone()));
                self.push(diagnostic);
                (fence.start..fence.start, text.len()..text.len())
            }
        };
        let (mut name, mut summary) = (Localized::default(), Localized::default());
        let start = Span::new(yaml.start..yaml.start);
        match yaml::parse(&text[yaml.clone()], yaml.start) {
            Err(broken) => self.broken(broken),
            Ok(node) => {
                for (key, node) in node.map().unwrap_or_default() {
                    match &*key.text {
                        "name" => name = self.localized("name", node).unwrap_or_default(),
                        "summary" => summary = self.localized("summary", node).unwrap_or_default(),
                        other => {
                            let diagnostic = self.diagnostic(Code::UnknownField, key.span).with("kind", "page");
                            let near = nearest(other, ["name", "summary"]);
                            self.push(diagnostic.with("field", other).with_some("near", near));
                        }
                    }
                }
            }
        }
        let language = self.language;
        if matches!(place, ProsePlace::Page(_)) && name.is_empty() {
            let diagnostic = self.diagnostic(Code::MissingName, start);
            self.push(diagnostic);
        }
        let body = self.body(&text[body.clone()], body.start);
        Prose { place, language, at: self.location(start), name, summary, body }
    }

    /// Markdown in one or more languages, given as a scalar.
    pub(super) fn bodies(&mut self, field: &str, node: &Node<'_>) -> Vec<(Language, Body)> {
        let Some(texts) = self.texts(field, node) else { return Vec::new() };
        // A scalar's text may have lost its indentation, so positions inside it are those of the whole scalar.
        texts.iter().map(|(language, text)| (language, self.body_of_scalar(text, node.span))).collect()
    }

    /// An id that the record had before, with its folder where that was another one.
    fn old_id(&mut self, node: &Node<'_>) -> Option<Target> {
        let old = self.target("aka", node)?;
        let good = old.text.split('/').count() <= 2 && old.text.split('/').all(|part| self.checked_id(part, node.span));
        good.then_some(old)
    }

    /// Reports an id that cannot be a file name and part of an address everywhere.
    fn checked_id(&mut self, id: &str, span: Span) -> bool {
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

    pub(super) fn target(&mut self, field: &str, node: &Node<'_>) -> Option<Target> {
        let text = self.scalar(field, node)?.trim();
        Some(Target { text: crate::source::SourcePath::new(text).as_str().into(), span: node.span })
    }

    /// The text of a scalar that must be there.
    pub(super) fn scalar<'n>(&mut self, field: &str, node: &'n Node<'_>) -> Option<&'n str> {
        match node.text() {
            Some(text) => Some(self.short_enough(field, text, node.span)),
            None => self.expected(field, node, "одно значение", "a single value"),
        }
    }

    /// Reports that a field wants something else.
    pub(super) fn expected<T>(&mut self, field: &str, node: &Node<'_>, ru: &str, en: &str) -> Option<T> {
        let diagnostic = self.diagnostic(Code::BadValue, node.span).with("field", field);
        self.push(diagnostic.with("expected", ru).with("expected_en", en));
        None
    }

    pub(super) fn language_named(&mut self, code: &str, span: Span) -> Option<Language> {
        let found = self.site.language(code);
        if found.is_none() {
            let known: Vec<&str> = self.site.languages.iter().map(|name| &*name.code).collect();
            let diagnostic = self.diagnostic(Code::UnknownLanguage, span).with("language", code);
            self.push(diagnostic.with("known", known.join(", ")));
        }
        found
    }

    fn broken(&mut self, broken: Broken) {
        let code = if broken.limit { Code::YamlLimit } else { Code::BadYaml };
        let diagnostic = self.diagnostic(code, broken.span).with("words", broken.words);
        self.push(diagnostic.with("words_en", broken.words_en));
    }

    pub(super) fn location(&self, span: Span) -> Location {
        Location { path: self.path.clone(), span }
    }

    pub(super) fn diagnostic(&self, code: Code, span: Span) -> Diagnostic {
        Diagnostic::new(code, self.location(span))
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// Combining marks belong to the letters of many scripts.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
