//! Texts without a visible character.

/// Whether a text has no visible character. Such a text is no value.
pub fn is_blank(text: &str) -> bool {
    let is_zero_width = |c| {
        matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        )
    };
    text.chars().all(|c| c.is_whitespace() || is_zero_width(c))
}
