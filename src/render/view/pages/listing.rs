//! The variables of a paginated list: the records of one kind in a region or sector.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::entries::member_list;
use super::groups::ListPage;
use super::index::list_variables;
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::plan::PageKind;
use crate::site::KindIx;

pub(super) fn variables(
    context: &Arc<PageContext>,
    facet: RecordIx,
    kind: KindIx,
    number: u32,
    variables: &mut Variables,
) {
    variables.insert("kind", context.kind(kind));
    variables.insert("filters", Value::from(Vec::<Value>::new()));
    variables.insert("data", Value::from(()));
    variables.insert("intro", Value::from(()));
    variables.insert("coming", Value::from(Vec::<Value>::new()));
    let page = ListPage {
        context,
        list: &member_list(context, facet, kind),
        number,
        page: &|number| PageKind::Listing(facet, kind, number),
        within: Some(facet),
    };
    list_variables(&page, variables);
}
