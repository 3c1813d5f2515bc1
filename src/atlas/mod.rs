//! ATLAS: links the records of a site.
//!
//! References become relations that both records know. Regions and sectors become trees with member lists. Names are
//! ranked by collation. This room reads no files and renders no pages.

mod adjacency;
mod check_links;
mod collation;
mod cycles;
mod draft_index;
mod drafts;
mod record_facets;
mod facet_tree;
mod facets;
mod file_index;
mod limits;
mod link;
mod link_records;
mod link_targets;
mod linked_atlas;
mod matrix;
mod merge_details;
mod merge_relations;
mod merge_translation;
mod merge_translations;
mod name_index;
mod names;
mod patch_text;
mod record_ix;
mod record_linker;
mod relation;
mod stated_relation;
mod unresolved;

pub use drafts::Drafts;
pub use facets::Facets;
pub use link::link;
pub use link_targets::ResolvedBody;
pub use linked_atlas::{Atlas, ResolvedLink};
pub use matrix::Matrix;
pub use record_ix::RecordIx;
pub use relation::{Edge, Relation};
