//! The legend of a colour scale.

use minijinja::value::Value;

use crate::chart::breaks::{ClassBreaks, CountClass};
use crate::render::view::context::PageContext;
use crate::render::view::static_map::map;

/// The classes of counts with their texts: `3–4`, and `10+` for the last if it has several counts.
pub(super) fn class_legend(context: &PageContext, breaks: &ClassBreaks) -> Value {
    let number = |count: u32| context.style.number(f64::from(count));
    let last = breaks.classes().len().saturating_sub(1);
    let text = |at: usize, class: &CountClass| match () {
        () if at == last && class.from < class.to => format!("{}+", number(class.from)),
        () if class.from == class.to => number(class.from),
        () => format!("{}–{}", number(class.from), number(class.to)),
    };
    let entry = |(at, class): (usize, &CountClass)| {
        map([
            ("level", Value::from(class.level)),
            ("text", Value::from(text(at, class))),
        ])
    };
    breaks.classes().iter().enumerate().map(entry).collect()
}
