//! `[language.CODE]`: names and directions of languages that are not those of CLDR.

use super::language_name::{LanguageName, WritingDirection};
use super::toml_reader::TableReader;
use crate::diagnostic::Code;

/// Reads `[language.CODE]`: names and directions that are not those of CLDR.
pub(super) fn read(site: &TableReader<'_>, languages: &mut [LanguageName]) {
    for (code, table) in site.tables("language") {
        let known = languages.iter().position(|language| language.code == code);
        let Some(language) = known.and_then(|known| languages.get_mut(known)) else {
            let codes: Vec<&str> = languages.iter().map(|known| &*known.code).collect();
            let near = site.suggest(code, codes.iter().copied());
            let codes = codes.join(", ");
            let mut facts = vec![("language", code), ("known", &*codes)];
            facts.extend(near.as_deref().map(|near| ("near", near)));
            site.report(Code::UnknownLanguage, &table.span, &facts);
            continue;
        };
        if let Some(name) = table.text("name") {
            name.trim().clone_into(&mut language.name);
        }
        match table.text("direction") {
            Some("ltr") => language.direction = WritingDirection::LeftToRight,
            Some("rtl") => language.direction = WritingDirection::RightToLeft,
            Some(_) => table.report_value("direction", "\"ltr\" или \"rtl\"", "\"ltr\" or \"rtl\""),
            None => {}
        }
        table.finish();
    }
}
