//! Encodings of text files.

use std::fmt;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

/// The encoding of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The Cyrillic code page of Windows.
    Windows1251,
    /// The Western code page of Windows.
    Windows1252,
}

impl TextEncoding {
    /// Returns the encoding with a name: `utf-8`, `utf-16`, `windows-1251`, `cp1251`, `1251` …
    pub fn named(name: &str) -> Option<TextEncoding> {
        let name = name.to_ascii_lowercase();
        Some(
            match name.trim_start_matches("windows-").trim_start_matches("cp") {
                "utf-8" | "utf8" => TextEncoding::Utf8,
                "utf-16" | "utf16" | "utf-16le" => TextEncoding::Utf16Le,
                "utf-16be" => TextEncoding::Utf16Be,
                "1251" => TextEncoding::Windows1251,
                "1252" => TextEncoding::Windows1252,
                _ => return None,
            },
        )
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            TextEncoding::Utf8 => UTF_8,
            TextEncoding::Utf16Le => UTF_16LE,
            TextEncoding::Utf16Be => UTF_16BE,
            TextEncoding::Windows1251 => WINDOWS_1251,
            TextEncoding::Windows1252 => WINDOWS_1252,
        }
    }

    /// Finds the encoding of a text: by its byte order mark, its zero bytes, as UTF-8 if it is, else by its letters.
    pub(super) fn detect(bytes: &[u8]) -> TextEncoding {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => return TextEncoding::Utf8,
            [0xff, 0xfe, ..] => return TextEncoding::Utf16Le,
            [0xfe, 0xff, ..] => return TextEncoding::Utf16Be,
            _ => {}
        }
        let head = &bytes[..bytes.len().min(4096)];
        let zeros = |parity: usize| {
            let of_parity = head.iter().skip(parity).step_by(2);
            of_parity.filter(|byte| **byte == 0).count()
        };
        let (even, odd) = (zeros(0), zeros(1));
        if even.max(odd) * 5 > head.len() {
            return if odd > even {
                TextEncoding::Utf16Le
            } else {
                TextEncoding::Utf16Be
            };
        }
        if std::str::from_utf8(bytes).is_ok() {
            return TextEncoding::Utf8;
        }
        // Letters of Cyrillic words stand together; accented letters of Western words stand among plain ones.
        let is_letter = |byte: &u8| *byte >= 0xc0 || matches!(*byte, 0xa8 | 0xb8);
        let letters = bytes.iter().filter(|byte| is_letter(byte)).count();
        let pairs = bytes.windows(2).filter(|pair| pair.iter().all(is_letter));
        match pairs.count() * 2 > letters {
            true => TextEncoding::Windows1251,
            false => TextEncoding::Windows1252,
        }
    }

    /// Decodes a text without its byte order mark. What is no text becomes `U+FFFD`.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        self.encoding()
            .decode_with_bom_removal(bytes)
            .0
            .into_owned()
    }

    /// Returns what is left of a text that is saved in the encoding: `?` stands for each character that it lacks.
    pub fn saved(self, text: &str) -> String {
        match self {
            TextEncoding::Utf8 | TextEncoding::Utf16Le | TextEncoding::Utf16Be => text.to_owned(),
            TextEncoding::Windows1251 | TextEncoding::Windows1252 => {
                let mut buffer = [0; 4];
                let is_known = |c: char, buffer: &mut [u8; 4]| {
                    !self.encoding().encode(c.encode_utf8(buffer)).2
                };
                let kept = text.chars();
                kept.map(|c| if is_known(c, &mut buffer) { c } else { '?' })
                    .collect()
            }
        }
    }
}

impl fmt::Display for TextEncoding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            TextEncoding::Utf8 => "UTF-8",
            TextEncoding::Utf16Le | TextEncoding::Utf16Be => "UTF-16",
            TextEncoding::Windows1251 => "windows-1251",
            TextEncoding::Windows1252 => "windows-1252",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_found_by_the_text() {
        let russian = "имя;Томск\r\nМИЭТ;«ёж»";
        let french = "nom;Évry\r\nÉcole supérieure;à côté";
        let cases = [
            (russian, TextEncoding::Utf8),
            (russian, TextEncoding::Windows1251),
            (french, TextEncoding::Windows1252),
            (french, TextEncoding::Utf8),
        ];
        for (text, encoding) in cases {
            let (bytes, _, lost) = encoding.encoding().encode(text);
            assert!(!lost);
            assert_eq!(TextEncoding::detect(&bytes), encoding, "{text}");
            assert_eq!(encoding.decode(&bytes), text);
        }
        let utf16: Vec<u8> = "id,name\r\n1,МИЭТ"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(TextEncoding::detect(&utf16), TextEncoding::Utf16Le);
        assert_eq!(TextEncoding::Utf16Le.decode(&utf16), "id,name\r\n1,МИЭТ");
        assert_eq!(
            TextEncoding::Windows1251.saved("Łódź — ёж"),
            "?ód? — ёж".replace('ó', "?")
        );
    }
}
