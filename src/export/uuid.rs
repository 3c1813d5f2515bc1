//! UUIDs for feeds and calendars, which do not change when a record moves, and differ between atlases.
//!
//! A UUID of version 8 (RFC 9562, 5.8) is the hash of the base address or, without one, the title of the site, and a name.

use xxhash_rust::xxh3::xxh3_128;

use crate::model::SiteModel;
use crate::site::{BaseUrl, Language};

/// The UUID of an entity of the atlas; `name` is unique in the atlas.
pub(super) fn uuid(model: &SiteModel, name: &str) -> String {
    let atlas = model
        .site
        .base_url
        .as_ref()
        .map_or_else(|| model.site.title.text(Language::DEFAULT), BaseUrl::as_str);
    from_text(&format!("{atlas}\0{name}"))
}

fn from_text(text: &str) -> String {
    let hash = xxh3_128(text.as_bytes());
    let version = (hash & !(0xf << 76)) | (8 << 76);
    let variant = (version & !(0b11 << 62)) | (0b10 << 62);
    let hex = format!("{variant:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests {
    use super::from_text;

    #[test]
    fn an_identifier_is_a_uuid_of_version_8() {
        let id = from_text("Атлас\0miet");
        assert_eq!((id.len(), &id[14..15]), (36, "8"));
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
        assert_eq!(id, from_text("Атлас\0miet"));
        assert_ne!(id, from_text("Атлас\0misis"));
    }
}
