//! The variables of the page of changes.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::changes::{change_days, history_note};
use super::super::context::PageContext;
use super::super::static_map::optional;
use super::home::newest_dated;
use super::variables::Variables;
use crate::plan::{Export, Feed, PageKind};

pub(super) fn variables(context: &Arc<PageContext>, variables: &mut Variables) {
    let is_known = context.model.history.is_some();
    variables.insert("days", change_days(context));
    variables.insert("note", history_note(context));
    let feed = context.url(&PageKind::Export(Export::Feed(Feed::All)));
    variables.insert("feed", optional(feed));
    // Without a history the dates of the records tell what is new.
    let dated = if is_known {
        Value::from(())
    } else {
        newest_dated(context)
    };
    variables.insert("newest", dated);
}
