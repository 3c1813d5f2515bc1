//! Rules that check a linked atlas.
//!
//! `site.toml` decides whether a finding is an error, a warning or disabled. The quality page also shows findings of
//! disabled rules.

mod borders;
mod context;
mod duplicates;
mod finding;
mod map_windows;
mod places;
mod registry;
mod rule_diagnostics;
mod rules;
mod run;
mod site_links;
mod untranslated;

pub use context::CheckContext;
pub use finding::{Finding, FindingTarget};
pub use rule_diagnostics::RuleDiagnostics;
pub use run::{CheckedBefore, check, find_by_code};
pub use untranslated::{UntranslatedText, is_readable, untranslated_texts};
