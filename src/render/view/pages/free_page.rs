//! The variables of a free page of `content/pages/`.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::static_map::optional;
use super::variables::Variables;
use crate::record::FreePageSlot;

pub(super) fn variables(context: &Arc<PageContext>, page: &Arc<str>, variables: &mut Variables) {
    let prose = context.prose(&FreePageSlot::Page(page.clone()));
    variables.insert("name", Value::from(context.title()));
    let summary = prose
        .and_then(|prose| context.localized(&prose.summary))
        .map(|(text, _)| text);
    variables.insert("summary", optional(summary));
    let body = prose.map(|prose| Value::from_safe_string(context.body((&prose.body).into())));
    variables.insert("body", optional(body));
}
