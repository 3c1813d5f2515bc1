//! Replacement of Unicode noncharacters.

use std::borrow::Cow;

/// A text in which U+FFFD stands for characters that Unicode reserves for a program's own use, as [`NAME_MARK`] is.
pub(in crate::record) fn replace_noncharacters(text: &str) -> Cow<'_, str> {
    let is_noncharacter = |c: char| matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}');
    // Their first byte is rare, and quick to look for.
    if text.as_bytes().contains(&0xef) && text.contains(is_noncharacter) {
        return Cow::Owned(text.replace(is_noncharacter, "\u{fffd}"));
    }
    Cow::Borrowed(text)
}
