//! The rules, one file a rule.

pub(super) mod contradiction;
pub(super) mod date_order;
pub(super) mod founded_after;
pub(super) mod missing_asset;
pub(super) mod no_place;
pub(super) mod no_source;
pub(super) mod no_translation;
pub(super) mod not_checked;
pub(super) mod planned_past;
pub(super) mod unlikely_year;
pub(super) mod view_links;
