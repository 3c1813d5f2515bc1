//! The read model: settings, linked records, plan and build date of one site state, and what is derived from them.
//!
//! Page rendering and exports read it; nothing changes it after construction. Values that are costly to derive are
//! computed on first use and shared by all threads.

mod claim_index;
mod compared_list;
mod facet_rollup;
mod messages;
mod distinct_titles;
mod record_link;
mod site_model;
mod identifier_index;

pub use claim_index::{ClaimIndex, SourceClaims};
pub use compared_list::{ComparedList, DifferingRecord, DoubtfulRow};
pub use facet_rollup::{FacetRollup, Rollup};
pub use identifier_index::records_by_identifier;
pub use messages::Messages;
pub use record_link::RecordLink;
pub use site_model::{BuildInfo, QUALITY_CODES, SiteModel};
