//! The variables of the matrix page.

use std::sync::Arc;

use super::super::charts;
use super::super::context::PageContext;
use super::variables::Variables;

pub(super) fn variables(context: &Arc<PageContext>, variables: &mut Variables) {
    charts::matrix_table(context, None, variables);
    variables.insert("choices", charts::matrix_kinds(context, None));
    variables.insert("cooperation", charts::cooperation(context));
    let vocabulary = &context.model.site.vocabulary;
    let kinds = vocabulary.each_kind().map(|kind| context.kind(kind));
    variables.insert("kinds", kinds.collect());
}
