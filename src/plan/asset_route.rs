//! Routes of assets, with a checksum in the name for caching.

/// A number that changes when smaller versions of pictures are made in another way.
const VERSION: u64 = 1;

/// Returns the route of an asset: `atlas.css` → `assets/atlas.1a2b3c4d.css`. Changed files have new addresses, so browsers
/// can cache them without limit.
pub(super) fn asset_route(name: &str, hash: u64) -> String {
    let (folder, file) = name
        .rsplit_once('/')
        .map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let short = hash as u32;
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => {
            format!("assets/{folder}{slash}{stem}.{short:08x}.{extension}")
        }
        _ => format!("assets/{folder}{slash}{file}.{short:08x}"),
    }
}

/// Returns the route of a smaller version of a picture: `photo.jpg` → `assets/photo-640.1a2b3c4d5e6f7081.jpg`. The name follows
/// from the bytes of the picture and all that its version depends on, so that a file of this name has not to be made again.
pub(super) fn picture_route(name: &str, hash: u64, width: u32) -> String {
    let version = hash ^ VERSION.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("assets/{stem}-{width}.{version:016x}.{extension}")
}
