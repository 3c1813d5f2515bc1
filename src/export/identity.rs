//! Identifiers for feeds and calendars, which must stay when a record moves and differ between atlases.
//!
//! A UUID of version 8 (RFC 9562, 5.8) made of the atlas's name and the record's id: it needs no address of the site,
//! which many atlases do not know when they are built.

use xxhash_rust::xxh3::xxh3_128;

use crate::layout::World;
use crate::site::Language;

/// The UUID of something of the atlas, by a name that is unique in it.
pub(super) fn uuid(world: &World, name: &str) -> String {
    let atlas = world.site.base_url.as_deref().unwrap_or_else(|| world.site.title.text(Language::DEFAULT));
    of(&format!("{atlas}\0{name}"))
}

fn of(text: &str) -> String {
    let hash = xxh3_128(text.as_bytes());
    let version = (hash & !(0xf << 76)) | (8 << 76);
    let variant = (version & !(0b11 << 62)) | (0b10 << 62);
    let hex = format!("{variant:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn an_identifier_is_a_uuid_of_version_8() {
        let id = of("Атлас\0miet");
        assert_eq!((id.len(), &id[14..15]), (36, "8"));
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
        assert_eq!(id, of("Атлас\0miet"));
        assert_ne!(id, of("Атлас\0misis"));
    }
}
