//! The read model: settings, linked records, plan and build date of one site state, and what is derived from them.
//!
//! Page rendering and exports read it; nothing changes it after construction. Values that are costly to derive are
//! computed on first use and shared by all threads.

mod claim_index;
mod facet_rollup;
mod messages;
mod distinct_titles;
mod record_link;
mod site_model;

pub use claim_index::{ClaimIndex, SourceClaims};
pub use facet_rollup::{FacetRollup, Rollup};
pub use messages::Messages;
pub use record_link::RecordLink;
pub use site_model::{BuildInfo, QUALITY_CODES, SiteModel};
