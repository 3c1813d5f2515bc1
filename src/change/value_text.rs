//! Values and names as comparable texts.

use crate::atlas::Atlas;
use crate::record::{Provenance, RecordName, Value, unambiguous_number};
use crate::site::{FieldType, Site};

use super::difference::ValuePart;
use super::record_pairs::RecordPairs;

/// One of the two states.
#[derive(Clone, Copy)]
pub(super) struct Side<'m, 'p> {
    pub(super) site: &'m Site,
    pub(super) atlas: &'m Atlas,
    /// The pairs that rename the records of the old state. `None` for the new one.
    pub(super) pairs: Option<&'p RecordPairs<'m>>,
}

impl<'m> Side<'m, '_> {
    /// Returns the id in the new state of a record.
    pub(super) fn id(&self, record: crate::atlas::RecordIx) -> &'m std::sync::Arc<str> {
        let id = &self.atlas.record(record).id;
        self.pairs.map_or(id, |pairs| pairs.new_id(id))
    }

    /// Returns the id of the record that a text names, else the text with a mark.
    pub(super) fn named(&self, text: &str) -> String {
        match self.atlas.resolve(text) {
            Some(record) => self.id(record).to_string(),
            None => format!("?{text}"),
        }
    }

    /// Returns the ids of the records that are named.
    pub(super) fn all_named<'n>(
        &self,
        names: &'n [RecordName],
    ) -> impl Iterator<Item = String> + use<'m, 'n, '_> {
        let side = *self;
        names.iter().map(move |name| side.named(&name.text))
    }

    /// Returns the parts of a provenance that are stated.
    pub(super) fn provenance(&self, provenance: &Provenance) -> Vec<(ValuePart, String)> {
        let mut parts = Vec::new();
        if provenance.status != crate::record::Status::Stated {
            parts.push((ValuePart::Status, provenance.status.id().to_owned()));
        }
        let mut sources: Vec<String> = self.all_named(&provenance.sources).collect();
        sources.sort_unstable();
        sources.dedup();
        parts.extend(
            sources
                .into_iter()
                .map(|source| (ValuePart::Source, source)),
        );
        let notes = provenance.note.iter();
        parts.extend(notes.map(|(language, note)| {
            let code = self.site.code(language);
            (ValuePart::Note, format!("{code}: {note}"))
        }));
        parts
    }
}

/// Returns a value without language as a text.
pub(super) fn value_text(site: &Site, kind: &FieldType, value: &Value) -> String {
    match value {
        // Texts have languages and are compared one by one.
        Value::Text(text) => {
            let texts = text.iter();
            let texts = texts.map(|(language, text)| format!("{}: {text}", site.code(language)));
            texts.collect::<Vec<_>>().join("; ")
        }
        Value::Markdown(_) => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => unambiguous_number(*number),
        Value::Share(number) => format!("{number} %"),
        Value::Money(amount, currency) => format!("{} {currency}", unambiguous_number(*amount)),
        Value::Boolean(yes) => yes.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Url(text) | Value::Email(text) | Value::Phone(text) => text.to_string(),
        Value::Point(lat, lon) => format!("{lat} {lon}"),
        Value::Image(image) => {
            let mut parts: Vec<String> = image.files.iter().map(ToString::to_string).collect();
            for text in [&image.alternative, &image.caption, &image.licence] {
                let texts = text.iter();
                parts.extend(
                    texts.map(|(language, text)| format!("{}: {text}", site.code(language))),
                );
            }
            parts.join("; ")
        }
        Value::Link(link) => {
            let texts = link.text.iter();
            let texts = texts.map(|(language, text)| format!("{}: {text}", site.code(language)));
            let parts: Vec<String> = std::iter::once(link.url.to_string()).chain(texts).collect();
            parts.join("; ")
        }
        Value::Choice(choice) => match kind {
            FieldType::Choice(choices) => choices
                .get(usize::from(*choice))
                .map_or_else(String::new, |choice| choice.id.clone()),
            _ => choice.to_string(),
        },
        Value::Identifiers(ids) => {
            let schemes = &site.vocabulary.schemes;
            let mut ids: Vec<String> = ids
                .iter()
                .map(|(scheme, id)| format!("{}:{id}", schemes[usize::from(*scheme)].id))
                .collect();
            ids.sort_unstable();
            ids.join(" ")
        }
        Value::List(values) => {
            let of = match kind {
                FieldType::List(of) => of,
                other => other,
            };
            let mut texts: Vec<String> = values
                .iter()
                .map(|value| value_text(site, of, value))
                .collect();
            texts.sort_unstable();
            texts.join("; ")
        }
    }
}
