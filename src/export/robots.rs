//! `robots.txt`: allows everything and names the sitemap (RFC 9309).

use crate::model::SiteModel;

pub(super) fn write(model: &SiteModel) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &model.site.base_url {
        text.push_str(&format!("\nSitemap: {base}sitemap.xml\n"));
    }
    text.into_bytes()
}
