//! The variables of the page about open data.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::data;
use super::variables::Variables;

pub(super) fn variables(context: &Arc<PageContext>, variables: &mut Variables) {
    let settings = &context.model.site.data;
    variables.insert("files", data::files(context));
    variables.insert("feeds", data::feeds(context));
    variables.insert("json_pages", Value::from(settings.json_pages));
    variables.insert("cards", Value::from(settings.cards));
}
