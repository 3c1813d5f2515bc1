//! Diagnostics: problems of the content, with their location, message and hint.
//!
//! Parsing content never fails: a stage returns [`Checked`], its value with the diagnostics. A [`Diagnostic`] has a code
//! and facts; the messages, in Russian and English, are in the table of [`rule`].

mod collector;
mod explanation;
mod fact;
mod file_diagnostics;
mod github;
mod host_markdown;
mod human;
mod json;
mod location;
mod model;
mod position_index;
pub mod rule;
mod sarif;
mod severity;
mod suggestion;
mod visible;

pub use collector::{Collector, MAX_PER_FILE, MAX_PER_RUN, limit_report};
pub use explanation::{ExampleBlock, Explanation};
pub use file_diagnostics::file_diagnostics;
pub use github::github;
pub use host_markdown::{markdown_part, markdown_text};
pub use human::human;
pub use json::json;
pub use location::{Location, Span};
pub use model::{Checked, Diagnostic, MAX_RELATED};
pub use rule::Code;
pub use sarif::sarif;
pub use severity::Severity;
pub use suggestion::{MAX_SUGGESTIONS, did_you_mean, is_one_slip_apart, join_names, suggest_name};
pub use visible::{json_text, quoted, terminal, toml_string, visible, visible_path};
