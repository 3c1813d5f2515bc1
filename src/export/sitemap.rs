//! `sitemap.xml` with the translations of each page (<https://www.sitemaps.org/protocol.html>, `xhtml:link` as search
//! engines read it). A sitemap that is too large for one file is an index of its parts.

use std::fmt::Write;

use crate::model::SiteModel;
use crate::plan::{Address, Export, Page, sitemap_pages};
use crate::site::BaseUrl;
use crate::text::xml::escape_url_into;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// Returns the sitemap, or the index of its parts.
pub(super) fn write(model: &SiteModel) -> Vec<u8> {
    let Some(base) = &model.site.base_url else {
        return Vec::new();
    };
    let parts = sitemap_pages(&model.site, &model.plan.pages);
    if parts.len() > 1 {
        return index(model, base, parts.len());
    }
    url_set(model, base, parts.first().map_or(&[], Vec::as_slice))
}

/// Returns a part of the sitemap, by its number from 1.
pub(super) fn write_part(model: &SiteModel, part: u32) -> Vec<u8> {
    let Some(base) = &model.site.base_url else {
        return Vec::new();
    };
    let parts = sitemap_pages(&model.site, &model.plan.pages);
    let pages = parts.get(part.saturating_sub(1) as usize);
    url_set(model, base, pages.map_or(&[], Vec::as_slice))
}

fn index(model: &SiteModel, base: &BaseUrl, parts: usize) -> Vec<u8> {
    let mut xml = format!("{HEAD}<sitemapindex {NAMESPACE}>\n");
    for part in 1..=parts {
        if let Some(page) = model.plan.export(Export::SitemapPart(part as u32)) {
            let _ = writeln!(
                xml,
                "<sitemap><loc>{}</loc></sitemap>",
                url(base, &page.address)
            );
        }
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

fn url_set(model: &SiteModel, base: &BaseUrl, pages: &[&Page]) -> Vec<u8> {
    let several = model.site.languages.len() > 1;
    let mut xml = format!("{HEAD}<urlset {NAMESPACE}");
    if several {
        xml.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
    }
    xml.push_str(">\n");
    for page in pages {
        let _ = write!(xml, "<url><loc>{}</loc>", url(base, &page.address));
        if several {
            for language in model.site.each_language() {
                if let Some(translation) = model.plan.page(&page.kind, language) {
                    let (code, url) = (model.site.code(language), url(base, &translation.address));
                    let _ = write!(
                        xml,
                        "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{url}\"/>"
                    );
                }
            }
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

fn url(base: &BaseUrl, address: &Address) -> String {
    let mut url = String::new();
    escape_url_into(&mut url, &address.canonical(base));
    url
}
