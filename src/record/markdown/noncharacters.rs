//! Replacement of Unicode noncharacters.

use std::borrow::Cow;

/// Replaces Unicode noncharacters, of which `NAME_MARK` is one, by U+FFFD.
pub(in crate::record) fn replace_noncharacters(text: &str) -> Cow<'_, str> {
    let is_noncharacter = |c: char| matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}');
    // Noncharacters start with 0xEF, which is rare in text and fast to search.
    if text.as_bytes().contains(&0xef) && text.contains(is_noncharacter) {
        return Cow::Owned(text.replace(is_noncharacter, "\u{fffd}"));
    }
    Cow::Borrowed(text)
}
