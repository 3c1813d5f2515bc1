//! The place of a resource: one node with name, address, coordinates and the records around it.

use super::context::LinkedDataContext;
use super::schema_class::SchemaClass;
use crate::atlas::RecordIx;
use crate::record::Status;
use crate::site::Localized;

/// A place with its address. Consumers read only the first location of an event, so a resource has at most one.
#[derive(Default)]
pub struct ResourcePlace<'a> {
    /// The text of the field `place`.
    pub locality: Option<&'a Localized>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// The record where the resource is, such as the venue of an event.
    pub host: Option<RecordIx>,
    /// The regions.
    pub regions: Vec<RecordIx>,
}

impl<'a> ResourcePlace<'a> {
    /// Whether nothing is known of the place.
    pub(super) fn is_empty(&self) -> bool {
        self.locality.is_none()
            && self.point.is_none()
            && self.host.is_none()
            && self.regions.is_empty()
    }

    /// The name: that of the host, else the locality, else the name of the first region.
    pub fn name(&self, context: LinkedDataContext<'a>) -> Option<&'a Localized> {
        self.host
            .map(|host| &context.atlas.record(host).name)
            .or(self.locality)
            .or_else(|| self.region(context))
    }

    /// The name of the first region.
    pub fn region(&self, context: LinkedDataContext<'a>) -> Option<&'a Localized> {
        let region = self.regions.first()?;
        Some(&context.atlas.record(*region).name)
    }

    /// The records that contain the place.
    pub fn containers(&self) -> impl Iterator<Item = RecordIx> + '_ {
        self.host.into_iter().chain(self.regions.iter().copied())
    }
}

impl LinkedDataContext<'_> {
    /// Returns the record where a resource is, by the first stated relation with the property of its location.
    pub(super) fn host(self, class: SchemaClass, ix: RecordIx) -> Option<RecordIx> {
        let property = class.location()?;
        let vocabulary = &self.site.vocabulary;
        let mut edges = self.atlas.edges(ix).iter();
        let edge = edges.find(|edge| {
            vocabulary.relation(edge.relation_type).property(edge.side) == Some(property)
                && self.atlas.status(edge) == Status::Stated
        })?;
        Some(edge.other)
    }
}
