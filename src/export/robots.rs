//! `robots.txt`: allows everything and names the sitemap (RFC 9309).

use crate::model::SiteModel;
use crate::plan::Export;

pub(super) fn write(model: &SiteModel) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let (Some(base), Some(sitemap)) = (&model.site.base_url, model.plan.export(Export::Sitemap))
    {
        text.push_str(&format!("\nSitemap: {}\n", sitemap.address.canonical(base)));
    }
    text.into_bytes()
}
