//! `_redirects`: the redirects from old addresses, one rule per line
//! (<https://docs.netlify.com/manage/routing/redirects/overview/>).

use crate::model::SiteModel;

pub(super) fn write(model: &SiteModel) -> String {
    let rules = model.plan.redirects.iter();
    rules
        .map(|redirect| redirect.line(&model.site, &model.plan) + "\n")
        .collect()
}
