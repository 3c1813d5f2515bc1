//! `robots.txt`: allows everything and names the sitemap (RFC 9309).

use crate::layout::World;

pub(super) fn write(world: &World) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &world.site.base_url {
        text.push_str(&format!("\nSitemap: {base}sitemap.xml\n"));
    }
    text.into_bytes()
}
