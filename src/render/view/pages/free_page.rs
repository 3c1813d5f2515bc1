//! The variables of a free page of `content/pages/`.

use std::sync::Arc;

use super::super::context::PageContext;
use super::super::static_map::optional;
use super::variables::Variables;
use crate::record::FreePageSlot;

pub(super) fn variables(context: &Arc<PageContext>, page: &Arc<str>, variables: &mut Variables) {
    let slot = FreePageSlot::Page(page.clone());
    variables.insert("name", context.heading());
    let summary = context.prose(&slot).map(|prose| &prose.summary);
    let summary = summary.map(|text| context.marked_text(text));
    variables.insert("summary", optional(summary));
    variables.insert("body", context.intro(&slot));
}
