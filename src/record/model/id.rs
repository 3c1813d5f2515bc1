//! Ids and file names.

use std::borrow::Cow;

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

/// The maximum length of an id in bytes: with its extension it is a valid file name on every file system.
const MAX_ID_BYTES: usize = 200;

/// Returns the reason why a text is not a valid id, in Russian and English. `None` if it is valid. A valid id has no
/// characters that are special to a shell. Dots stand inside only: Windows removes those at the end of a name.
pub fn id_fault(id: &str) -> Option<(&'static str, &'static str)> {
    if id.is_empty() {
        Some(("он пуст", "it is empty"))
    } else if id.len() > MAX_ID_BYTES {
        Some(("он длиннее 200 байт", "it is longer than 200 bytes"))
    } else if id.starts_with(['-', '.', '_']) {
        Some((
            "он начинается не с буквы или цифры",
            "it does not begin with a letter or digit",
        ))
    } else if id
        .chars()
        .any(|c| !(c.is_alphanumeric() || "-_.".contains(c) || is_mark(c)))
    {
        Some((
            "в нём есть знаки кроме букв, цифр, -, _ и точек внутри",
            "it has characters other than letters, digits, -, _ and dots inside",
        ))
    } else if id.ends_with('.') || id.contains("..") {
        Some((
            "в нём точка в конце или две точки подряд",
            "it ends in a dot or has two dots in a row",
        ))
    } else {
        None
    }
}

/// Returns the case-folded form of a file name: full case folding of the NFD form, then NFC. Two names with the same
/// folded form may be the same file on macOS or Windows.
pub fn folded_name(name: &str) -> Cow<'_, str> {
    match name.is_ascii() {
        true if name.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            Cow::Owned(name.to_ascii_lowercase())
        }
        true => Cow::Borrowed(name),
        false => Cow::Owned(
            UniCase::unicode(name.nfd().collect::<String>())
                .to_folded_case()
                .nfc()
                .collect(),
        ),
    }
}

/// Whether Windows reserves a file name for a device. The extension is ignored.
pub fn is_reserved_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    if stem.len() < 3 || stem.len() > 7 {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    let stem = stem.trim_end_matches(' ');
    // Windows also treats the superscript digits one to three as digits.
    let digit = |n: &str| matches!(n, "¹" | "²" | "³") || matches!(n.as_bytes(), [b'1'..=b'9']);
    let numbered = |start: &str| stem.strip_prefix(start).is_some_and(digit);
    matches!(stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

/// Combining marks are parts of letters in many scripts.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::{folded_name, is_reserved_name};

    #[test]
    fn device_names_are_known() {
        assert!(
            is_reserved_name("con.html") && is_reserved_name("COM1") && is_reserved_name("aux")
        );
        assert!(
            is_reserved_name("lpt³.html")
                && is_reserved_name("CONIN$")
                && is_reserved_name("nul .txt")
        );
        assert!(
            !is_reserved_name("console.html")
                && !is_reserved_name("com0")
                && !is_reserved_name("con-1.html")
        );
        assert!(
            !is_reserved_name("com10") && !is_reserved_name("lpt¹¹") && !is_reserved_name("con$")
        );
    }

    #[test]
    fn names_of_one_file_are_folded_to_one() {
        for (a, b) in [
            ("aσ", "aς"),
            ("aσ", "AΣ"),
            ("straße", "STRASSE"),
            ("straße", "STRAẞE"),
            ("İ", "i\u{307}"),
            ("ſ", "S"),
            ("\u{212a}", "k"),
            ("ﬁn", "FIN"),
            ("ё", "Е\u{308}"),
            ("й.html", "И\u{306}.HTML"),
            ("ᾳ", "ΑΙ"),
            ("ǰ", "J\u{30c}"),
            ("\u{1e9b}\u{323}", "\u{1e69}"),
            ("Ꭰ", "ꭰ"),
            ("Ⴀ", "ⴀ"),
        ] {
            assert_eq!(folded_name(a), folded_name(b), "{a} {b}");
        }
        for (a, b) in [("ı", "i"), ("е", "ё"), ("и", "й"), ("a", "а"), ("ss", "s")] {
            assert_ne!(folded_name(a), folded_name(b), "{a} {b}");
        }
    }
}
