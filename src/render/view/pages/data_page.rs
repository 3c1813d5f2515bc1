//! The variables of the page about open data.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::data;
use super::variables::Variables;
use crate::site::DataFiles;

pub(super) fn variables(context: &Arc<PageContext>, variables: &mut Variables) {
    let (settings, records) = (&context.model.site.data, context.model.atlas.records.len());
    variables.insert("files", data::files(context));
    variables.insert("feeds", data::feeds(context));
    variables.insert(
        "json_pages",
        Value::from(DataFiles::is_enabled(settings.json_pages, records)),
    );
    variables.insert(
        "cards",
        Value::from(DataFiles::is_enabled(settings.cards, records)),
    );
}
