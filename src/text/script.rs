//! The scripts of letters.

/// A script, as far as texts in one can be told from texts in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of ISO 15924")]
pub enum Script {
    Arabic,
    Armenian,
    Bengali,
    Cyrillic,
    Devanagari,
    /// Chinese characters, Kana and Hangul.
    EastAsian,
    Georgian,
    Greek,
    Hebrew,
    Latin,
    Thai,
    /// Any other.
    Other,
}

/// The blocks of letters, without the rare ones.
const BLOCKS: [(u32, u32, Script); 22] = [
    (0x41, 0x24f, Script::Latin),
    (0x370, 0x3ff, Script::Greek),
    (0x400, 0x52f, Script::Cyrillic),
    (0x530, 0x58f, Script::Armenian),
    (0x590, 0x5ff, Script::Hebrew),
    (0x600, 0x6ff, Script::Arabic),
    (0x750, 0x77f, Script::Arabic),
    (0x8a0, 0x8ff, Script::Arabic),
    (0x900, 0x97f, Script::Devanagari),
    (0x980, 0x9ff, Script::Bengali),
    (0xe00, 0xe7f, Script::Thai),
    (0x10a0, 0x10ff, Script::Georgian),
    (0x1100, 0x11ff, Script::EastAsian),
    (0x1c90, 0x1cbf, Script::Georgian),
    (0x1e00, 0x1eff, Script::Latin),
    (0x1f00, 0x1fff, Script::Greek),
    (0x2de0, 0x2dff, Script::Cyrillic),
    (0x3040, 0x30ff, Script::EastAsian),
    (0x3400, 0x9fff, Script::EastAsian),
    (0xa640, 0xa69f, Script::Cyrillic),
    (0xac00, 0xd7af, Script::EastAsian),
    (0x20000, 0x3ffff, Script::EastAsian),
];

impl Script {
    /// The script of a letter. `None` for a character that is no letter.
    pub fn of(c: char) -> Option<Script> {
        let code = u32::from(c);
        let block = BLOCKS
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&code));
        c.is_alphabetic()
            .then(|| block.map_or(Script::Other, |(_, _, script)| *script))
    }

    /// The script of a code of ISO 15924: `Cyrl`.
    pub fn of_code(code: &str) -> Script {
        match code {
            "Arab" => Script::Arabic,
            "Armn" => Script::Armenian,
            "Beng" => Script::Bengali,
            "Cyrl" => Script::Cyrillic,
            "Deva" => Script::Devanagari,
            "Hans" | "Hant" | "Hani" | "Jpan" | "Hira" | "Kana" | "Kore" | "Hang" => {
                Script::EastAsian
            }
            "Geor" => Script::Georgian,
            "Grek" => Script::Greek,
            "Hebr" => Script::Hebrew,
            "Latn" => Script::Latin,
            "Thai" => Script::Thai,
            _ => Script::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn letters_have_scripts_and_other_characters_have_none() {
        for (c, script) in [
            ('a', Some(Script::Latin)),
            ('ß', Some(Script::Latin)),
            ('ё', Some(Script::Cyrillic)),
            ('ә', Some(Script::Cyrillic)),
            ('東', Some(Script::EastAsian)),
            ('ა', Some(Script::Georgian)),
            ('ம', Some(Script::Other)),
            ('5', None),
            ('«', None),
        ] {
            assert_eq!(Script::of(c), script, "{c}");
        }
        assert_eq!(Script::of_code("Cyrl"), Script::Cyrillic);
        assert_eq!(Script::of_code("Taml"), Script::Other);
    }
}
