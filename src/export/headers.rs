//! `_headers`: what a host tells browsers beside each file, in the dialect that Cloudflare Pages and Netlify share
//! (<https://developers.cloudflare.com/pages/configuration/headers/>, <https://docs.netlify.com/manage/routing/headers/>).
//!
//! Where two rules name one header, both hosts join what they say by a comma; so no header is named twice here.

use crate::layout::World;

pub(super) fn write(world: &World) -> String {
    let policy = world.site.publishing.policy.header();
    format!(
        "/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n\
         /assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\
         /data/*\n  Access-Control-Allow-Origin: *\n"
    )
}
