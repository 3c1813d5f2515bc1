//! Decodes the names of a record in further languages.

use icu_locale_core::LanguageIdentifier;

use super::yaml::{MapKey, Node};
use crate::record::file_parser::FileParser;
use crate::record::model::ForeignName;

impl FileParser<'_> {
    /// Parses `names`: maps of a language to a name. Reports what is no such map, and leaves it out.
    pub(in crate::record) fn parse_foreign_names(&mut self, node: &Node<'_>) -> Vec<ForeignName> {
        let mut names = Vec::new();
        for item in self.list_items("names", node) {
            let Some(pairs) = item.map() else {
                let (ru, en) = (
                    "имя с его языком: {ja: …}",
                    "a name with its language: {ja: …}",
                );
                self.report_expected::<()>("names", item, ru, en);
                continue;
            };
            names.extend(
                pairs
                    .iter()
                    .filter_map(|pair| self.parse_foreign_name(pair)),
            );
        }
        names
    }

    fn parse_foreign_name(
        &mut self,
        (code, value): &(MapKey<'_>, Node<'_>),
    ) -> Option<ForeignName> {
        let Ok(language) = LanguageIdentifier::try_from_str(&code.text) else {
            let (ru, en) = (
                "код языка по BCP 47: ja, zh-Hant",
                "a language code of BCP 47: ja, zh-Hant",
            );
            return self.report_expected_at("names", code.span, ru, en);
        };
        let text = self.scalar("names", value)?.trim();
        (!text.is_empty()).then(|| ForeignName {
            language: language.to_string().into(),
            text: text.into(),
        })
    }
}
