//! The types of schema.org of a kind, and how JSON-LD writes them.

use crate::site::Kind;
use crate::text::json::{self, script_string};

/// The types of the records of a kind; `Thing` if the vocabulary names none.
pub(super) fn schema_types(kind: &Kind) -> impl Iterator<Item = &str> + Clone {
    kind.schema.as_deref().unwrap_or("Thing").split_whitespace()
}

/// Writes the types of a node: one string, or a list of several.
pub(super) fn write_types<'t>(json: &mut String, types: impl Iterator<Item = &'t str> + Clone) {
    let mut first = types.clone();
    match (first.next(), first.next()) {
        (Some(only), None) => script_string(json, only),
        _ => json::list(json, types, script_string),
    }
}
