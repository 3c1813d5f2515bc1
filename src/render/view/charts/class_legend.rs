//! The legend of a colour scale.

use minijinja::value::Value;

use crate::chart::breaks::{ClassBreaks, CountClass};
use crate::render::view::context::PageContext;
use crate::render::view::static_map::map;

/// The classes of counts with their texts: `3–4`, and `10+` for the last if it has several counts.
pub(in crate::render::view) fn class_legend(context: &PageContext, breaks: &ClassBreaks) -> Value {
    let entry = |(level, text): (u8, String)| {
        map([("level", Value::from(level)), ("text", Value::from(text))])
    };
    class_texts(context, breaks).map(entry).collect()
}

/// The levels of classes with their texts.
pub(super) fn class_texts(
    context: &PageContext,
    breaks: &ClassBreaks,
) -> impl Iterator<Item = (u8, String)> {
    let number = |count: u32| context.style.number(f64::from(count));
    let last = breaks.classes().len().saturating_sub(1);
    let text = move |(at, class): (usize, &CountClass)| {
        let text = match () {
            () if at == last && class.from < class.to => format!("{}+", number(class.from)),
            () if class.from == class.to => number(class.from),
            () => format!("{}–{}", number(class.from), number(class.to)),
        };
        (class.level, text)
    };
    breaks.classes().iter().enumerate().map(text)
}
