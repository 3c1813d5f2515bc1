//! Merges a translation into its record: adds what the record lacks, and reports what differs.

use std::collections::{HashMap, HashSet};

use super::merge_details::{
    DetailConflict, is_same_role, merge_details, merge_provenance, merge_texts,
};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{
    FieldValue, Observation, Provenance, Record, Reference, RelationDetails, Value,
};
use crate::site::{Direction, Key, Language, Localized, Site};

/// Merges a translation into its record. What both state differently stays that of the record.
pub(super) fn merge_translation(
    record: &mut Record,
    translation: &Record,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut merger = TranslationMerger {
        site,
        language: translation.translates.unwrap_or(Language::DEFAULT),
        record,
        translation,
        diagnostics,
    };
    merger.merge();
}

/// How many statements of one relation, or of one figure on one date, are compared.
const MAX_COMPARED: usize = 100;

/// How a value of a field is merged.
enum ValueMerge {
    /// Both are one value now.
    Merged,
    /// The translation has a value of its own.
    Own,
    /// The values contradict each other.
    Differ,
}

struct TranslationMerger<'a> {
    site: &'a Site,
    language: Language,
    record: &'a mut Record,
    translation: &'a Record,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl TranslationMerger<'_> {
    fn merge(&mut self) {
        // Without `..`: a new field does not compile until its merge is decided.
        let Record {
            id: _,
            kind: _,
            // The parser refuses former ids in translations.
            aka: _,
            // A translation that is a draft is not merged.
            draft: _,
            translations: _,
            is_partial,
            at,
            translates,
            key_locations,
            name,
            name_provenance,
            sort,
            short,
            aliases,
            foreign_names,
            summary,
            fields,
            references,
            observations,
            bodies,
            status,
        } = self.translation;
        self.record.is_partial |= *is_partial;
        let language = translates.map(|language| (language, at.clone()));
        self.record.translations.extend(language);
        self.merge_name(name, name_provenance.as_deref());
        let differs = merge_texts(&mut self.record.sort, sort);
        self.report_key(differs, Key::Sort, "sort");
        let differs = merge_texts(&mut self.record.short, short);
        self.report_key(differs, Key::Short, "short");
        let differs = merge_texts(&mut self.record.summary, summary);
        self.report_key(differs, Key::Summary, "summary");
        self.merge_aliases(aliases);
        let known: HashSet<_> = self.record.foreign_names.iter().cloned().collect();
        let new = foreign_names.iter().filter(|name| !known.contains(name));
        self.record.foreign_names.extend(new.cloned());
        fields.iter().for_each(|field| self.merge_field(field));
        self.record.fields.sort_by_key(|field| field.field);
        self.merge_references(references);
        self.merge_observations(observations);
        let differs = self.record.bodies.merge(bodies);
        self.report_key(differs, Key::Text, "text");
        if self.translation.location_of(Key::Status).is_some() {
            let is_given = self.record.location_of(Key::Status).is_some();
            if !is_given {
                self.record.status = *status;
            }
            self.report_key(self.record.status != *status, Key::Status, "status");
        }
        for (key, at) in key_locations {
            if self.record.location_of(*key).is_none() {
                self.record.key_locations.push((*key, at.clone()));
            }
        }
    }

    /// Merges the name. A record without one has its id as name, which any name replaces.
    fn merge_name(&mut self, name: &Localized, provenance: Option<&Provenance>) {
        if self.record.location_of(Key::Name).is_none() && !name.is_empty() {
            self.record.name.overlay(name);
        }
        let differs = merge_texts(&mut self.record.name, name);
        self.report_key(differs, Key::Name, "name");
        let Some(theirs) = provenance else {
            return;
        };
        let differences = match &mut self.record.name_provenance {
            Some(ours) => merge_provenance(ours, theirs),
            ours @ None => {
                *ours = Some(Box::new(theirs.clone()));
                Vec::new()
            }
        };
        self.report_key(!differences.is_empty(), Key::Name, "name");
    }

    fn merge_aliases(&mut self, aliases: &[Localized]) {
        let texts = |alias: &Localized| -> Vec<_> {
            let texts = alias.iter();
            texts
                .map(|(language, text)| (language, text.clone()))
                .collect()
        };
        let mut known: HashSet<Vec<_>> = self.record.aliases.iter().map(texts).collect();
        let new = aliases.iter().filter(|alias| known.insert(texts(alias)));
        self.record.aliases.extend(new.cloned());
    }

    fn merge_field(&mut self, theirs: &FieldValue) {
        let FieldValue {
            field,
            value,
            provenance,
            at,
        } = theirs;
        let value = value.get(self.language);
        let known = self.record.fields.iter_mut();
        let Some(ours) = known.into_iter().find(|known| known.field == *field) else {
            self.record.fields.push(theirs.clone());
            return;
        };
        let name = &self.site.vocabulary.field(*field).name;
        let place = ours.at.clone();
        let differs = match merge_value(ours.value.own_mut(), value) {
            ValueMerge::Merged => false,
            ValueMerge::Own if self.language != Language::DEFAULT => {
                ours.value.insert(self.language, value.clone());
                false
            }
            ValueMerge::Own | ValueMerge::Differ => true,
        };
        let mut differences = Vec::new();
        if let Some(theirs) = provenance {
            match &mut ours.provenance {
                Some(ours) => differences = merge_provenance(ours, theirs),
                None => ours.provenance = Some(theirs.clone()),
            }
        }
        if differs {
            self.report(name, name, at, &place);
        } else if !differences.is_empty() {
            let (ru, en) = in_words(name, &differences);
            self.report(&ru, &en, at, &place);
        }
    }

    /// Merges each reference with the first one of the record that it can be; else adds it.
    fn merge_references(&mut self, references: &[Reference]) {
        let mut stated: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, ours) in self.record.references.iter().enumerate() {
            let key = (ours.relation, ours.side, ours.target.text.clone());
            stated.entry(key).or_default().push(index);
        }
        for theirs in references {
            let key = (theirs.relation, theirs.side, theirs.target.text.clone());
            self.merge_reference(theirs, stated.get(&key).map_or(&[], Vec::as_slice));
        }
    }

    /// Merges a reference with one of the references of the record to the same target, given by their indexes.
    fn merge_reference(&mut self, theirs: &Reference, stated: &[usize]) {
        let Reference {
            relation,
            side,
            target,
            details,
        } = theirs;
        let role = |details: Option<&RelationDetails>| details.and_then(|it| it.role.clone());
        let is_same = |index: &&usize| {
            let ours = role(self.record.references[**index].details.as_deref());
            is_same_role(ours.as_ref(), role(details.as_deref()).as_ref())
        };
        let found = stated.iter().take(MAX_COMPARED).find(is_same).copied();
        let Some(ours) = found.and_then(|index| self.record.references.get_mut(index)) else {
            self.record.references.push(theirs.clone());
            return;
        };
        let place = ours.target.at.clone();
        let differences = match (&mut ours.details, details) {
            (_, None) => Vec::new(),
            (Some(ours), Some(theirs)) => merge_details(std::sync::Arc::make_mut(ours), theirs),
            (ours @ None, Some(theirs)) => {
                *ours = Some(theirs.clone());
                Vec::new()
            }
        };
        if !differences.is_empty() {
            let field = self.key(*relation, *side);
            let (ru, en) = in_words(&format!("{field} ({})", target.text), &differences);
            self.report(&ru, &en, &target.at, &place);
        }
    }

    fn key(&self, relation: crate::site::RelationIx, side: Direction) -> String {
        self.site.vocabulary.relation(relation).key(side).to_owned()
    }

    /// Merges each observation with the equal one of the record; else adds it.
    fn merge_observations(&mut self, observations: &[Observation]) {
        let mut observed: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, ours) in self.record.observations.iter().enumerate() {
            observed.entry((ours.of, ours.on)).or_default().push(index);
        }
        for theirs in observations {
            let known = observed.get(&(theirs.of, theirs.on));
            self.merge_observation(theirs, known.map_or(&[], Vec::as_slice));
        }
    }

    /// Merges an observation with one of those of the record on the same date, given by their indexes.
    fn merge_observation(&mut self, theirs: &Observation, observed: &[usize]) {
        let Observation {
            of,
            value,
            on: _,
            by,
            provenance,
            at,
        } = theirs;
        let by = by.as_ref().map(|by| &by.text);
        let is_same = |index: &&usize| {
            let ours = &self.record.observations[**index];
            ours.value == *value && ours.by.as_ref().map(|by| &by.text) == by
        };
        let found = observed.iter().take(MAX_COMPARED).find(is_same).copied();
        let Some(ours) = found.and_then(|index| self.record.observations.get_mut(index)) else {
            self.record.observations.push(theirs.clone());
            return;
        };
        let place = ours.at.clone();
        let differences = merge_provenance(&mut ours.provenance, provenance);
        if !differences.is_empty() {
            let figure = &self.site.vocabulary.figure(*of).id;
            let (ru, en) = in_words(&format!("figures ({figure})"), &differences);
            self.report(&ru, &en, at, &place);
        }
    }

    /// Reports that the values of a key differ.
    fn report_key(&mut self, differs: bool, key: Key, name: &str) {
        if differs {
            let at = |record: &Record| record.location_of(key).unwrap_or(&record.at).clone();
            let (at, place) = (at(self.translation), at(self.record));
            self.report(name, name, &at, &place);
        }
    }

    /// Reports a difference. What a broken file states may be cut, and is not compared.
    fn report(&mut self, ru: &str, en: &str, at: &Location, place: &Location) {
        if self.record.is_partial {
            return;
        }
        let diagnostic = Diagnostic::new(Code::TranslationConflict, at.clone())
            .with("what", ru)
            .with("what_en", en);
        self.diagnostics.push(diagnostic.related(place.clone()));
    }
}

/// Returns `name: difference, difference` in Russian and English.
fn in_words(name: &str, differences: &[DetailConflict]) -> (String, String) {
    let ru: Vec<&str> = differences.iter().map(|difference| difference.ru).collect();
    let en: Vec<&str> = differences.iter().map(|difference| difference.en).collect();
    let words = |names: Vec<&str>| format!("{name}: {}", names.join(", "));
    (words(ru), words(en))
}

fn merge_value(ours: &mut Value, theirs: &Value) -> ValueMerge {
    let merged = |differs| {
        if differs {
            ValueMerge::Differ
        } else {
            ValueMerge::Merged
        }
    };
    match (ours, theirs) {
        (Value::Text(ours), Value::Text(theirs)) => merged(merge_texts(ours, theirs)),
        (Value::Markdown(ours), Value::Markdown(theirs)) => merged(ours.merge(theirs)),
        (Value::List(ours), Value::List(theirs)) if is_text_list(ours, theirs) => {
            let mut all = ours.iter_mut().zip(theirs);
            let differ =
                all.any(|(ours, theirs)| !matches!(merge_value(ours, theirs), ValueMerge::Merged));
            merged(differ)
        }
        (ours, theirs) if ours == theirs => ValueMerge::Merged,
        _ => ValueMerge::Own,
    }
}

/// Whether two lists have the same number of texts, which are then translations of each other.
fn is_text_list(ours: &[Value], theirs: &[Value]) -> bool {
    let is_text = |value: &Value| matches!(value, Value::Text(_) | Value::Markdown(_));
    ours.len() == theirs.len() && ours.iter().all(is_text)
}
