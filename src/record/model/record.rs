//! A record.

use std::sync::Arc;

use super::body::Body;
use super::field_value::FieldValue;
use super::foreign_name::ForeignName;
use super::localized_body::LocalizedBody;
use super::observation::Observation;
use super::provenance::Provenance;
use super::record_name::RecordName;
use super::record_text::RecordText;
use super::reference::Reference;
use super::status::Status;
use crate::diagnostic::Location;
use crate::site::{FieldIx, Key, KindIx, KnownFields, Language, Localized, Vocabulary};

/// A record as its file states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The id, unique in the atlas.
    pub id: Arc<str>,
    /// The kind.
    pub kind: KindIx,
    /// The language of a translation; `None` for the record itself.
    pub translates: Option<Language>,
    /// The file, and the location that diagnostics show: the id, the name, or the beginning of the record.
    pub at: Location,
    /// Where the file states what has no location of its own: name, short name, summary, status and text.
    pub key_locations: Vec<(Key, Location)>,
    /// The name.
    pub name: Localized,
    /// The provenance of the name, if any is given.
    pub name_provenance: Option<Box<Provenance>>,
    /// What the record is sorted by in place of its name.
    pub sort: Localized,
    /// The short name.
    pub short: Localized,
    /// Other names.
    pub aliases: Vec<Localized>,
    /// Names in further languages.
    pub foreign_names: Vec<ForeignName>,
    /// Former ids, whose addresses redirect to this record.
    pub aka: Vec<RecordName>,
    /// A summary of one or two sentences.
    pub summary: Localized,
    /// The fields, in the order of the vocabulary.
    pub fields: Vec<FieldValue>,
    /// The stated relations, in the order of the file.
    pub references: Vec<Reference>,
    /// The observations of figures, in the order of the file.
    pub observations: Vec<Observation>,
    /// The body by language.
    pub bodies: LocalizedBody,
    /// The epistemic status of the thing itself.
    pub status: Status,
    /// Whether the record is left out of the published atlas.
    pub draft: bool,
    /// The locations of its translations that are files of their own, by language.
    pub translations: Vec<(Language, Location)>,
    /// Whether its files hold more than could be read. That is reported, and nothing that it lacks is reported besides.
    pub is_partial: bool,
}

impl Record {
    /// Returns the value of a field.
    pub fn field(&self, field: FieldIx) -> Option<&FieldValue> {
        self.fields.iter().find(|known| known.field == field)
    }

    /// Returns the value of a field that the program interprets. `None` if the kind or the record does not have it.
    pub fn known_field(
        &self,
        vocabulary: &Vocabulary,
        pick: impl FnOnce(&KnownFields) -> Option<FieldIx>,
    ) -> Option<&FieldValue> {
        self.field(pick(&vocabulary.kind(self.kind).known)?)
    }

    /// Returns the location of a key among [`Record::key_locations`].
    pub fn location_of(&self, key: Key) -> Option<&Location> {
        let mut known = self.key_locations.iter();
        known.find(|(known, _)| *known == key).map(|(_, at)| at)
    }

    /// Returns the short name, else the name, and its language. A name in `language` is preferred to a short name in
    /// another.
    pub fn title(&self, language: Language) -> (&Arc<str>, Language) {
        let short = self.short.exact(language).map(|text| (text, language));
        let name = || self.name.exact(language).map(|text| (text, language));
        let any = || self.short.get(language).or_else(|| self.name.get(language));
        short
            .or_else(name)
            .or_else(any)
            .unwrap_or((&self.id, language))
    }

    /// Returns the body in a language, else the first one, and its language.
    pub fn body(&self, language: Language) -> Option<(&Body, Language)> {
        self.bodies.get(language)
    }

    /// Calls a function for every name of another record that the record states outside of texts.
    pub fn visit_names(&self, visit: &mut dyn FnMut(&RecordName)) {
        let of_fields = self.fields.iter().map(|field| &field.provenance);
        for provenance in of_fields.chain([&self.name_provenance]).flatten() {
            provenance.sources.iter().for_each(&mut *visit);
        }
        for reference in &self.references {
            visit(&reference.target);
            if let Some(details) = &reference.details {
                details.provenance.sources.iter().for_each(&mut *visit);
                details.signatories.iter().for_each(&mut *visit);
            }
        }
        for observation in &self.observations {
            observation.provenance.sources.iter().for_each(&mut *visit);
            observation.by.iter().for_each(&mut *visit);
        }
    }

    /// Returns all texts in Markdown: the bodies, then those of the fields.
    pub fn texts(&self) -> impl Iterator<Item = RecordText<'_>> {
        let of_fields = self.fields.iter();
        RecordText::of_body(&self.bodies)
            .chain(of_fields.flat_map(|field| RecordText::of_field(&field.value)))
    }
}
