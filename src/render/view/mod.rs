//! Views: what templates see of the read model.
//!
//! A view is a page context and an index into the atlas. Creating one costs an allocation; attributes are computed when
//! a template reads them. Each view has a table of attribute names and functions.

mod aliases;
mod breadcrumbs;
mod canonical;
mod changes;
mod lang_texts;
mod charts;
mod citation;
mod cited_sources;
mod claim_list;
mod claim_notes;
mod coming;
mod compared;
mod compared_sums;
mod context;
mod count;
mod data;
mod date;
mod description;
mod drawn;
mod edit_url;
mod entries;
mod fact;
mod field_map;
mod figure;
mod filter_values;
mod filters;
mod functions;
mod inferred;
mod kind;
mod known_names;
mod language;
mod line_labels;
mod line_sources;
mod line_texts;
mod linked_data;
mod list;
mod list_order;
mod members;
mod membership;
mod mention;
mod merged_edges;
mod navigation;
mod object;
mod page;
mod pages;
mod picture;
mod prose;
mod qualifiers;
mod quality;
mod record;
mod record_claims;
mod record_line;
mod record_pictures;
mod relation_section;
mod relation_view;
mod relations;
mod row_attributes;
mod script_rows;
mod site;
mod source_notes;
mod sources;
mod split;
mod static_map;
mod strip;
mod status;
mod title;
mod value;

pub(super) use context::PageContext;
pub(super) use date::date_value;
#[cfg(feature = "tera")]
pub(super) use functions::{FUNCTIONS, Function};
pub(super) use known_names::attributes_of;
#[cfg(feature = "tera")]
pub(super) use object::View;
pub(super) use pages::{root, shared_root, write_script};
#[cfg(feature = "tera")]
pub(super) use record::RecordView;
pub use title::page_title;
