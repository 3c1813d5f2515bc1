//! ATLAS: links the records of a site.
//!
//! References become relations that both records know. Regions and sectors become trees with member lists. Names are
//! ranked by collation. This room reads no files and renders no pages.

mod adjacency;
mod changed;
mod chunk_edit;
mod check_links;
mod claim;
mod collation;
mod cycles;
mod derived_regions;
mod draft_index;
mod drafts;
mod record_facets;
mod facet_tree;
mod facets;
mod effective_sources;
mod file_index;
mod incremental;
mod inherited_sources;
mod limits;
mod link;
mod link_diagnostics;
mod link_records;
mod link_targets;
mod link_touched;
mod linked_atlas;
mod matrix;
mod merge_details;
mod merge_relations;
mod merge_translation;
mod merge_translations;
mod name_index;
mod name_key;
mod name_keys;
mod names;
mod rank_records;
mod ranks;
mod part_counts;
mod record_ix;
mod record_linker;
mod record_map;
mod records_by_kind;
mod relation;
mod relation_update;
mod rows;
mod sort_text;
mod stated_relation;
mod suggestions;
mod translated;
mod unresolved;

pub use changed::{Changed, Linked};
pub use claim::{Claim, ClaimPart, ClaimTarget};
pub use collation::IndexLetters;
pub use drafts::Drafts;
pub use effective_sources::EffectiveSources;
pub use facets::Facets;
pub use link::link;
pub use link_targets::ResolvedBody;
pub use linked_atlas::{Atlas, ResolvedLink};
pub use matrix::Matrix;
pub use part_counts::PartCounts;
pub use record_ix::RecordIx;
pub use relation::{Edge, Relation};
pub use sort_text::sort_text;
