//! Routes of assets, with a checksum in the name for caching.

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
