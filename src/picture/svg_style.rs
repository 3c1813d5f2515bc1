//! Parts of style sheets and presentation attributes that load or run something.

/// Functions and rules that name other files.
const LOADING: [&str; 8] = [
    "@import",
    "image-set(",
    "image(",
    "src(",
    "expression(",
    "javascript:",
    "-moz-binding",
    "behavior:",
];

/// Returns the part of a style sheet that loads or runs something, if there is one. Escapes and comments, which could hide
/// one, are such parts.
pub(super) fn active_part(css: &str) -> Option<&'static str> {
    if !css.contains(['\\', '(', '@', ':']) && !css.contains("/*") {
        return None;
    }
    let lower = css.to_lowercase();
    if let Some(found) = LOADING.iter().find(|part| lower.contains(**part)) {
        return Some(found);
    }
    let (has_escape, has_url) = (lower.contains('\\'), lower.contains("url"));
    if has_escape {
        return Some("\\");
    }
    if has_url && lower.contains("/*") {
        return Some("/* … */ url(…)");
    }
    let mut rest = &*lower;
    while let Some((_, after)) = rest.split_once("url(") {
        let address = after.trim_start().trim_start_matches(['"', '\'']);
        let is_picture = ["png", "jpeg", "gif", "webp"]
            .iter()
            .any(|kind| address.starts_with(&format!("data:image/{kind};base64,")));
        if !address.starts_with('#') && !is_picture {
            return Some("url(…)");
        }
        rest = after;
    }
    None
}
