//! `sitemap.xml` with the translations of each page (<https://www.sitemaps.org/protocol.html>, `xhtml:link` as search
//! engines read it).

use crate::model::SiteModel;
use crate::plan::{Address, PageKind};
use crate::text::xml::escape_url_into;

pub(super) fn write(model: &SiteModel) -> Vec<u8> {
    let Some(base) = &model.site.base_url else {
        return Vec::new();
    };
    let several = model.site.languages.len() > 1;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
    );
    if several {
        xml.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
    }
    xml.push_str(">\n");
    let url = |address: &Address| {
        let mut url = String::new();
        escape_url_into(&mut url, &address.canonical(base));
        url
    };
    for page in &model.plan.pages {
        match page.kind {
            PageKind::NotFound
            | PageKind::Moved(..)
            | PageKind::Card(_)
            | PageKind::Asset(_)
            | PageKind::Export(_)
            | PageKind::Data(_) => {
                continue;
            }
            _ => {}
        }
        xml.push_str(&format!("<url><loc>{}</loc>", url(&page.address)));
        if several {
            for language in model.site.each_language() {
                if let Some(translation) = model.plan.page(&page.kind, language) {
                    let (code, url) = (model.site.code(language), url(&translation.address));
                    xml.push_str(&format!(
                        "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{url}\"/>"
                    ));
                }
            }
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}
