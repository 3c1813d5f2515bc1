//! Attributes of records: logo, photograph, gallery.

use minijinja::value::Value;

use super::claim_notes::ClaimNotes;
use super::picture::PicturePlace;
use super::record::RecordView;
use super::static_map::optional;
use crate::atlas::{Claim, ClaimTarget};
use crate::site::{FieldIx, KnownFields};

impl RecordView {
    /// The logo as an `<img>`; none without one.
    pub(super) fn logo(&self) -> Value {
        let image = self.whole_fact(|known| known.logo).and_then(|fact| {
            fact.value_in(self.context.language)
                .images()
                .into_iter()
                .next()
        });
        let html = image.and_then(|image| self.context.image_html(image, PicturePlace::Logo));
        optional(html.map(Value::from_safe_string))
    }

    /// The photograph as a `<figure>`; none without one.
    pub(super) fn photo(&self) -> Value {
        let figures = self.figures_of(|known| known.photo);
        optional(figures.into_iter().next())
    }

    /// The pictures of the gallery, each a `<figure>`.
    pub(super) fn gallery(&self) -> Value {
        self.figures_of(|known| known.gallery).into_iter().collect()
    }

    fn figures_of(&self, pick: impl Fn(&KnownFields) -> Option<FieldIx>) -> Vec<Value> {
        let Some(fact) = self.whole_fact(pick) else {
            return Vec::new();
        };
        let place = self
            .record()
            .fields
            .iter()
            .position(|other| other.field == fact.field);
        let notes = place.filter(|_| fact.has_sources()).map(|place| {
            let claim = Claim {
                record: self.ix,
                target: ClaimTarget::Field(place),
            };
            let notes: ClaimNotes = self.context.claim_notes(claim);
            notes.html(&self.context)
        });
        let notes = notes.map_or_else(String::new, |notes| notes.to_string());
        let images = fact.value_in(self.context.language).images();
        let count = images.len();
        let figures = images.into_iter().enumerate().map(|(index, image)| {
            // The sources of a list stand under its last picture.
            let notes = if index + 1 == count { &*notes } else { "" };
            self.context.figure_html(image, notes)
        });
        figures
            .filter(|html| !html.is_empty())
            .map(Value::from_safe_string)
            .collect()
    }
}
