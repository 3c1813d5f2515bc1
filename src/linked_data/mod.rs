//! Linked data: the atlas in the vocabulary of schema.org (<https://schema.org/docs/schemas.html>).
//!
//! The site's vocabulary maps kinds, fields and relations to schema.org, so that a site's own kinds take part. A
//! [`Resource`] has the statements about one record in all languages. It is serialised as JSON-LD into pages
//! ([`json_ld`]) and as Turtle into `data/atlas.ttl`. Values without a schema.org property are only in the other exports.

mod context;
mod json_ld;
mod node_refs;
mod place;
mod resource;
mod schema_class;
mod schema_types;

pub use context::LinkedDataContext;
pub use json_ld::Graph;
pub use node_refs::NodeRefs;
pub use place::ResourcePlace;
pub use resource::{PropertyValue, Resource, Statement};
