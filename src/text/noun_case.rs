//! The case of the first letter of a label within a sentence.

/// The languages whose nouns begin with a capital letter.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// Returns a label as it stands within a sentence of a language: its first letter in lower case, but for abbreviations and
/// in languages whose nouns begin with a capital letter. `code` is a tag of BCP 47.
pub fn within_sentence(label: &str, code: &str) -> String {
    let language = code.split('-').next().unwrap_or_default();
    let mut chars = label.chars();
    match chars.next() {
        Some(first)
            if !CAPITAL_NOUNS.contains(&language)
                && !chars.as_str().starts_with(char::is_uppercase) =>
        {
            first.to_lowercase().chain(chars).collect()
        }
        _ => label.to_owned(),
    }
}

/// Returns a label as a heading: its first letter in upper case.
pub fn capitalised(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::within_sentence;

    #[test]
    fn nouns_keep_their_capital_where_they_have_one() {
        for (label, code, expected) in [
            ("Кластеры", "ru", "кластеры"),
            ("Start-ups", "en", "start-ups"),
            ("Gründungen", "de", "Gründungen"),
            ("Gründungen", "de-CH", "Gründungen"),
            ("НИИ", "ru", "НИИ"),
            ("", "fr", ""),
        ] {
            assert_eq!(within_sentence(label, code), expected);
        }
    }
}
