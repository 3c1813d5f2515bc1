//! `_headers`: the HTTP response headers, in the format of Cloudflare Pages and Netlify
//! (<https://developers.cloudflare.com/pages/configuration/headers/>, <https://docs.netlify.com/manage/routing/headers/>).
//!
//! Both hosts join the values of matching rules with a comma, so each header is set by one rule only.

use crate::model::SiteModel;

pub(super) fn write(model: &SiteModel) -> String {
    let policy = model.site.publishing.policy.header();
    format!(
        "/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n\
         /assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\
         /data/*\n  Access-Control-Allow-Origin: *\n"
    )
}
