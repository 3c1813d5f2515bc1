//! SVG text as a template value.

use minijinja::value::Value;

use crate::render::view::static_map::optional;

/// The SVG as safe HTML; none if it is empty.
pub(super) fn svg_value(svg: String) -> Value {
    optional((!svg.is_empty()).then(|| Value::from_safe_string(svg)))
}
