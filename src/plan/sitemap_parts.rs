//! The pages of the sitemap, cut into parts that search engines accept.

use super::page::Page;
use crate::site::Site;

/// Limit of the addresses of a sitemap (<https://www.sitemaps.org/protocol.html>).
const MAX_ADDRESSES: usize = 50_000;

/// Limit of the addresses of a sitemap with their translations, which keeps a file below the limit of 50 MB.
const MAX_LINKS: usize = 200_000;

/// Returns the pages that search engines list, in parts.
pub fn sitemap_pages<'p>(site: &Site, pages: &'p [Page]) -> Vec<Vec<&'p Page>> {
    let listed: Vec<&Page> = pages.iter().filter(|page| page.kind.is_content()).collect();
    listed
        .chunks(part_size(site))
        .map(<[&Page]>::to_vec)
        .collect()
}

/// Returns the number of parts of the sitemap.
pub(super) fn count_sitemap_parts(site: &Site, pages: &[Page]) -> u32 {
    let listed = pages.iter().filter(|page| page.kind.is_content()).count();
    listed.div_ceil(part_size(site)) as u32
}

fn part_size(site: &Site) -> usize {
    MAX_ADDRESSES.min(MAX_LINKS / site.languages.len().max(1))
}
