//! Decodes a record from the keys of a YAML map.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::provenance::PROVENANCE_KEYS;
use super::yaml::{MapKey, Node};
use crate::diagnostic::{Code, Diagnostic, Span, join_names, suggest_name};
use crate::record::file_parser::FileParser;
use crate::record::markdown::IdScope;
use crate::record::model::{
    FieldValue, LocalizedValue, Provenance, Record, RecordName, Value, id_fault,
};
use crate::site::{FieldIx, FieldType, Key, KindIx, Language, Localized};
use crate::source::SourcePath;

impl FileParser<'_> {
    /// Decodes a record of a kind. `stem` is the name of its Markdown file; a record of a list has none.
    pub(in crate::record) fn parse_record(
        &mut self,
        kind: KindIx,
        stem: Option<&str>,
        translates: Option<Language>,
        pairs: &[(MapKey<'_>, Node<'_>)],
        start: Span,
    ) -> Record {
        let mut record = self.empty_record(kind, stem.unwrap_or_default(), translates, start);
        record.name = Localized::default();
        let states_id = self.parse_keys(&mut record, pairs);
        let has_id = states_id || stem.is_some();
        if let Some(stem) = stem.filter(|_| !states_id && translates.is_none()) {
            self.check_language_of_record(stem);
        }
        let first = pairs.first().map_or(start, |(name, _)| name.span);
        if has_id {
            self.check_id(&record.id, record.at.span);
        } else if !self.adopt_id(&mut record, pairs) {
            let diagnostic = self.diagnostic(Code::MissingId, first);
            self.push(diagnostic);
        }
        if record.name.is_empty() && translates.is_none() && !self.adopt_name(&mut record, pairs) {
            let diagnostic = self.diagnostic(Code::MissingName, first);
            self.push(diagnostic);
            record.name = Localized::plain(&record.id);
            record.is_partial = true;
        }
        record
    }

    /// Takes the value of a misspelled key for the name. Returns whether there is one; the key is reported already.
    fn adopt_name(&mut self, record: &mut Record, pairs: &[(MapKey<'_>, Node<'_>)]) -> bool {
        let keys = &self.site.vocabulary.kind(record.kind).keys;
        let is_misspelled =
            |key: &str| !keys.contains_key(key) && suggest_name(key, ["name"], 0).is_some();
        let found = pairs.iter().find(|(key, _)| is_misspelled(&key.text));
        let name =
            found.and_then(|(_, node)| self.mute(|parser| parser.parse_localized("name", node)));
        let name = name.filter(|name| !name.is_empty());
        let is_found = name.is_some();
        record.name = name.unwrap_or_default();
        is_found
    }

    /// Decodes what could be read of a record, whose error is reported already. `id` is the id that it seems to have, for a
    /// record that is not named by its file. Reports nothing.
    pub(in crate::record) fn parse_partial_record(
        &mut self,
        kind: KindIx,
        id: Option<(&str, Span)>,
        translates: Option<Language>,
        pairs: &[(MapKey<'_>, Node<'_>)],
        start: Span,
    ) -> Record {
        let (id, at) = id.unwrap_or(("", start));
        let mut record = self.empty_record(kind, id, translates, at);
        record.name = Localized::default();
        self.mute(|parser| parser.parse_keys(&mut record, pairs));
        if record.name.is_empty() && translates.is_none() {
            record.name = Localized::plain(&record.id);
        }
        record.is_partial = true;
        record
    }

    /// Decodes the keys of a record. Returns whether `id` is among them. The record is partial where a key is unknown, or
    /// its name or one of its relations could not be read.
    pub(in crate::record) fn parse_keys(
        &mut self,
        record: &mut Record,
        pairs: &[(MapKey<'_>, Node<'_>)],
    ) -> bool {
        let kind = record.kind;
        let mut has_id = false;
        let mut names = HashMap::with_capacity_and_hasher(pairs.len(), RandomState::default());
        let mut repeated = Vec::new();
        let (mut is_partial, mut is_misnamed) = (false, false);
        for (name, node) in pairs {
            if let Some(first) = names.insert(&*name.text, name.span) {
                names.insert(&*name.text, first);
                repeated.push((name, first));
                continue;
            }
            let errors = self.errors();
            let key = self.site.vocabulary.kind(kind).keys.get(&*name.text);
            match key {
                Some(_) if node.is_blank() => {}
                Some(Key::Id) => has_id |= self.parse_id(record, node),
                Some(Key::Name) => {
                    if !has_id {
                        record.at.span = node.span;
                    }
                    let at = self.location(node.span);
                    record.key_locations.push((Key::Name, at));
                    self.parse_name(record, node);
                }
                Some(key) => self.parse_key(record, *key, name, node),
                None => {
                    is_misnamed |= name.text.eq_ignore_ascii_case("name");
                    self.report_unknown_field(kind, name);
                }
            }
            is_partial |=
                self.errors() > errors && matches!(key, None | Some(Key::Name | Key::Relation(..)));
        }
        record.is_partial |= is_partial || !repeated.is_empty();
        record.fields.sort_by_key(|field| field.field);
        if is_misnamed && record.name.is_empty() {
            // The key `Name` is reported; that there is no name would be the same mistake again.
            record.name = Localized::plain(&record.id);
        }
        self.report_repeated_keys(&repeated);
        self.drop_present_id(record);
        has_id
    }

    /// Drops former ids that are the present one, and reports them.
    fn drop_present_id(&mut self, record: &mut Record) {
        let folder = &self.site.vocabulary.kind(record.kind).folder;
        let present = format!("{folder}/{}", record.id);
        let is_present = |old: &RecordName| *old.text == *record.id || *old.text == *present;
        let (dropped, kept) = std::mem::take(&mut record.aka)
            .into_iter()
            .partition(is_present);
        record.aka = kept;
        let dropped: Vec<RecordName> = dropped;
        for old in dropped {
            let diagnostic = Diagnostic::new(Code::NeedlessAka, old.at);
            self.push(diagnostic.with("id", &*old.text));
        }
    }

    /// Reports the keys that a record has twice, as one diagnostic. Several of them are most often the keys of another
    /// record, whose beginning is missing.
    fn report_repeated_keys(&mut self, repeated: &[(&MapKey<'_>, Span)]) {
        let Some((key, first)) = repeated.first() else {
            return;
        };
        let is_one = repeated.iter().all(|(other, _)| other.text == key.text);
        let diagnostic = if is_one {
            self.diagnostic(Code::DuplicateKey, key.span)
        } else {
            let keys = join_names(repeated.iter().map(|(key, _)| &*key.text));
            self.diagnostic(Code::DuplicateKeys, key.span)
                .with("keys", keys)
        };
        let diagnostic = diagnostic.with("key", &*key.text);
        let first = self.location(*first);
        self.push(diagnostic.related(first));
    }

    /// Takes the value of a misspelled first key for the id, if it can be one. Returns whether it did; the misspelled key is
    /// reported already.
    fn adopt_id(&mut self, record: &mut Record, pairs: &[(MapKey<'_>, Node<'_>)]) -> bool {
        let Some((key, node)) = pairs.first() else {
            return false;
        };
        let is_known = self
            .site
            .vocabulary
            .kind(record.kind)
            .keys
            .contains_key(&*key.text);
        match node.text().filter(|id| id_fault(id).is_none()) {
            Some(id) if !is_known && key.text.contains(['i', 'd']) && key.text.len() <= 3 => {
                record.id = SourcePath::new(id).into();
                record.at.span = node.span;
                true
            }
            _ => false,
        }
    }

    /// Parses the id, which is also the location that diagnostics show. Returns whether there is one.
    fn parse_id(&mut self, record: &mut Record, node: &Node<'_>) -> bool {
        let Some(id) = self.scalar("id", node) else {
            return false;
        };
        record.id = SourcePath::new(id).into();
        record.at.span = node.span;
        true
    }

    /// Decodes a name: a text, or a map of `value` and its provenance.
    fn parse_name(&mut self, record: &mut Record, node: &Node<'_>) {
        let pairs = node.map().unwrap_or_default();
        let Some((_, value)) = pairs.iter().find(|(key, _)| key.text == "value") else {
            record.name = self.parse_localized("name", node).unwrap_or_default();
            return;
        };
        let provenance = self.parse_provenance("name", pairs, &["value"]);
        record.name = self.parse_localized("name", value).unwrap_or_default();
        if provenance != Provenance::default() {
            record.name_provenance = Some(Box::new(provenance));
        }
    }

    /// Decodes the value of a key other than id and name.
    pub(in crate::record) fn parse_key(
        &mut self,
        record: &mut Record,
        key: Key,
        name: &MapKey<'_>,
        node: &Node<'_>,
    ) {
        if matches!(
            key,
            Key::Short | Key::Sort | Key::Summary | Key::Status | Key::Text
        ) {
            let at = self.location(node.span);
            record.key_locations.push((key, at));
        }
        match key {
            Key::Id | Key::Name => {}
            Key::Sort => record.sort = self.parse_localized("sort", node).unwrap_or_default(),
            Key::Short => record.short = self.parse_localized("short", node).unwrap_or_default(),
            Key::Summary => {
                record.summary = self.parse_localized("summary", node).unwrap_or_default();
            }
            Key::Aliases => {
                let items = self.list_items("aliases", node).iter();
                record.aliases = items
                    .filter_map(|item| self.parse_localized("aliases", item))
                    .collect();
            }
            Key::Names => record.foreign_names = self.parse_foreign_names(node),
            Key::Aka if record.translates.is_some() => {
                let (ru, en) = (
                    "файл записи, а не её перевод",
                    "the record's own file and not its translation",
                );
                self.report_expected::<()>("aka", node, ru, en);
            }
            Key::Aka => {
                let items = self.list_items("aka", node).iter();
                record.aka = items.filter_map(|item| self.parse_old_id(item)).collect();
            }
            Key::Status => record.status = self.parse_status(node),
            Key::Draft => {
                record.draft = self.parse_value("draft", &FieldType::Boolean, node)
                    == Some(Value::Boolean(true));
            }
            Key::Text => record.bodies = self.parse_bodies("text", &IdScope::default(), node),
            Key::Figures => {
                let items = self.list_items("figures", node).iter();
                record.observations = items
                    .filter_map(|item| self.parse_observation(item))
                    .collect();
            }
            Key::Field(field) => record
                .fields
                .extend(self.parse_field(field, &name.text, node)),
            Key::Relation(relation, side) => {
                for item in self.list_items(&name.text, node) {
                    record
                        .references
                        .extend(self.parse_reference(relation, side, &name.text, item));
                }
            }
        }
    }

    /// Reports an unknown key, and an invisible character in it.
    fn report_unknown_field(&mut self, kind: KindIx, name: &MapKey<'_>) {
        let invisible = |c: &char| {
            c.is_control()
                || matches!(
                    c,
                    '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
                )
        };
        if let Some(character) = name.text.chars().find(invisible) {
            let code = format!("U+{:04X}", character as u32);
            let diagnostic = self
                .diagnostic(Code::InvisibleCharacter, name.span)
                .with("character", code);
            self.push(diagnostic);
        }
        let kind = self.site.vocabulary.kind(kind);
        let mut known: Vec<&str> = kind.keys.keys().map(String::as_str).collect();
        known.sort_unstable();
        let similar = self.suggest(&name.text, known.iter().copied());
        let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let new = name.text.chars().all(is_key).then_some(&*name.text);
        let diagnostic = self
            .diagnostic(Code::UnknownField, name.span)
            .with("kind", &kind.id)
            .with("field", &*name.text)
            .with("what", "поля")
            .with("what_en", "field")
            .with("where", format!("вида «{}»", kind.id))
            .with("where_en", format!("kind `{}`", kind.id))
            .with("known", join_names(known));
        self.push(diagnostic.with_some("new", new).with_some("near", similar));
    }

    /// Decodes a field: a value, or a map of `value` and its provenance. A point, a picture or a
    /// link may be in the same map as its provenance.
    fn parse_field(&mut self, field: FieldIx, name: &str, node: &Node<'_>) -> Option<FieldValue> {
        if node.is_blank() {
            return None;
        }
        let wanted = &self.site.vocabulary.field(field).value;
        let pairs = node.map().unwrap_or_default();
        let given = pairs.iter().find(|(key, _)| key.text == "value");
        let has = |key: &str| pairs.iter().any(|(name, _)| name.text == key);
        let inline = match wanted {
            FieldType::Point => has("lat"),
            FieldType::Image => has("file"),
            FieldType::Link => has("url"),
            _ => false,
        };
        if given.is_none() && !inline {
            let provenance = match wanted.is_picture() {
                true => self.sources_of_items(name, node),
                false => None,
            };
            let value = self.parse_value(name, wanted, node)?;
            return Some(FieldValue {
                field,
                value: LocalizedValue::new(value),
                provenance,
                at: self.location(node.span),
            });
        }
        let provenance = if inline {
            // The value reports the keys that are neither its own nor those of a provenance.
            let is_own = |(key, _): &&(MapKey<'_>, Node<'_>)| PROVENANCE_KEYS.contains(&&*key.text);
            let own: Vec<_> = pairs.iter().filter(is_own).cloned().collect();
            self.parse_provenance(name, &own, &[])
        } else {
            self.parse_provenance(name, pairs, &["value"])
        };
        let is_stated = provenance != Provenance::default();
        if is_stated && given.is_some_and(|(_, value)| value.is_blank()) {
            let (ru, en) = ("значение в value", "a value in `value`");
            return self.report_expected(name, node, ru, en);
        }
        let value = self.parse_value(name, wanted, given.map_or(node, |(_, value)| value))?;
        Some(FieldValue {
            field,
            value: LocalizedValue::new(value),
            provenance: Some(Box::new(provenance)),
            at: self.location(node.span),
        })
    }

    /// The sources of the pictures of a list. `None` if none has one.
    fn sources_of_items(&mut self, name: &str, node: &Node<'_>) -> Option<Box<Provenance>> {
        let mut all = Provenance::default();
        for item in self.list_items(name, node) {
            let pairs = item.map().unwrap_or_default().iter();
            let is_source =
                |(key, _): &&(MapKey<'_>, Node<'_>)| matches!(&*key.text, "source" | "sources");
            let own: Vec<_> = pairs.clone().filter(is_source).cloned().collect();
            for (key, _) in pairs.filter(|(key, _)| matches!(&*key.text, "status" | "note")) {
                let all = item.map().unwrap_or_default();
                self.report_unknown_key(name, key, all, &["file", "alt", "caption", "licence"]);
            }
            for source in self.parse_provenance(name, &own, &[]).sources {
                if !all.sources.iter().any(|known| known.text == source.text) {
                    all.sources.push(source);
                }
            }
        }
        (!all.sources.is_empty()).then(|| Box::new(all))
    }
}
