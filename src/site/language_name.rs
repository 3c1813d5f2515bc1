//! The name of a language for itself, its direction of writing, and its code for Open Graph.

use icu_locale::{Direction, LocaleDirectionality, LocaleExpander};
use icu_locale_core::Locale;

use super::language::ENGLISH;
use crate::text::Script;

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WritingDirection {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl WritingDirection {
    /// The value of `dir` in HTML.
    pub fn name(self) -> &'static str {
        match self {
            WritingDirection::LeftToRight => "ltr",
            WritingDirection::RightToLeft => "rtl",
        }
    }
}

/// The code of a language (BCP 47), and what pages say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageName {
    /// The code in addresses and `lang`: `ru`.
    pub code: String,
    /// The name for the language switch: «Русский».
    pub name: String,
    /// The direction of writing.
    pub direction: WritingDirection,
    /// The code with its territory, for `og:locale`: `ru_RU`.
    pub og_locale: String,
    /// The script in which it is written; `Other` if CLDR has none.
    pub script: Script,
}

/// The names of languages for themselves, by CLDR.
const NAMES: [(&str, &str); 74] = [
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("az", "Azərbaycan"),
    ("ba", "Башҡортса"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("br", "Brezhoneg"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cv", "Чӑвашла"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("fy", "Frysk"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақша"),
    ("ko", "한국어"),
    ("ky", "Кыргызча"),
    ("lb", "Lëtzebuergesch"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("mn", "Монгол"),
    ("ms", "Melayu"),
    ("mt", "Malti"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("oc", "Occitan"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("rm", "Rumantsch"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sah", "Саха тыла"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("tg", "Тоҷикӣ"),
    ("th", "ไทย"),
    ("tk", "Türkmençe"),
    ("tr", "Türkçe"),
    ("tt", "Татарча"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

impl LanguageName {
    /// Finds what CLDR says of a language; a language without a name is named by its code.
    pub(super) fn new(code: &str) -> LanguageName {
        let name = NAMES.iter().find(|(known, _)| *known == code);
        let locale: Option<Locale> = code.parse().ok();
        let right_to_left = locale.as_ref().is_some_and(|locale| {
            let known = LocaleDirectionality::new_common();
            known.get(&locale.id) == Some(Direction::RightToLeft)
        });
        LanguageName {
            code: code.to_owned(),
            name: name.map_or(code, |(_, name)| name).to_owned(),
            direction: match right_to_left {
                true => WritingDirection::RightToLeft,
                false => WritingDirection::LeftToRight,
            },
            script: locale.as_ref().map_or(Script::Other, script),
            og_locale: locale.map_or_else(|| code.to_owned(), |locale| with_territory(&locale)),
        }
    }
}

/// The locale of a code. The program's own English is British.
pub fn locale_of(code: &str) -> Option<Locale> {
    let code = if code == ENGLISH { "en-GB" } else { code };
    code.parse().ok()
}

/// The script of a code, or else the one in which most people write the language.
fn script(locale: &Locale) -> Script {
    let mut id = locale.id.clone();
    LocaleExpander::new_common().maximize(&mut id);
    let script = id.script;
    script.map_or(Script::Other, |script| Script::of_code(script.as_str()))
}

/// `ru_RU` for `ru`: the territory of the code, or else the one where most people speak the language.
fn with_territory(locale: &Locale) -> String {
    let mut id = locale_of(&locale.to_string())
        .unwrap_or_else(|| locale.clone())
        .id;
    LocaleExpander::new_common().maximize(&mut id);
    match id.region {
        Some(region) => format!("{}_{region}", id.language),
        None => id.language.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_name_direction_and_territory() {
        for (code, name, right_to_left, og_locale) in [
            ("ru", "Русский", false, "ru_RU"),
            ("en", "English", false, "en_GB"),
            ("en-US", "en-US", false, "en_US"),
            ("eu", "Euskara", false, "eu_ES"),
            ("ar", "العربية", true, "ar_EG"),
            ("az-Arab", "az-Arab", true, "az_IR"),
            ("sr-Latn", "sr-Latn", false, "sr_RS"),
            ("x1y2z3", "x1y2z3", false, "x1y2z3"),
        ] {
            let language = LanguageName::new(code);
            assert_eq!(language.name, name);
            let expected = match right_to_left {
                true => WritingDirection::RightToLeft,
                false => WritingDirection::LeftToRight,
            };
            assert_eq!(language.direction, expected, "{code}");
            assert_eq!(language.og_locale, og_locale, "{code}");
        }
    }
}
