//! Free pages and introductions.

use super::yaml::{MapKey, Node};
use crate::diagnostic::Code;
use crate::record::file_parser::FileParser;
use crate::record::model::{FreePage, FreePageSlot};
use crate::site::Localized;

impl FileParser<'_> {
    /// Parses a free page or an introduction, with optional front matter.
    pub(in crate::record) fn parse_free_page(
        &mut self,
        slot: FreePageSlot,
        text: &str,
    ) -> FreePage {
        let is_known = |key: &str| ["name", "summary"].contains(&key);
        let matter = self.parse_front_matter(text, &is_known, false);
        let (name, summary) = match matter.is_whole {
            true => self.parse_page_fields(&matter.pairs),
            false => self.mute(|parser| parser.parse_page_fields(&matter.pairs)),
        };
        let (start, body) = (matter.start, matter.body);
        let language = self.language;
        if matches!(slot, FreePageSlot::Page(_)) && name.is_empty() && matter.is_whole {
            let diagnostic = self.diagnostic(Code::MissingName, start);
            self.push(diagnostic);
        }
        let body = self.parse_markdown(&text[body.clone()], body.start);
        FreePage {
            slot,
            language,
            at: self.location(start),
            name,
            summary,
            body,
        }
    }

    /// Decodes the name and the summary of a page.
    fn parse_page_fields(&mut self, pairs: &[(MapKey<'_>, Node<'_>)]) -> (Localized, Localized) {
        let (mut name, mut summary) = (Localized::default(), Localized::default());
        for (key, node) in pairs {
            match &*key.text {
                "name" => name = self.parse_localized("name", node).unwrap_or_default(),
                "summary" => {
                    summary = self.parse_localized("summary", node).unwrap_or_default();
                }
                other => {
                    let diagnostic = self
                        .diagnostic(Code::UnknownField, key.span)
                        .with("kind", "page")
                        .with("what", "поля")
                        .with("what_en", "field")
                        .with("where", "страницы")
                        .with("where_en", "a page");
                    let similar = self.suggest(other, ["name", "summary"]);
                    let diagnostic = diagnostic.with("known", "name, summary");
                    self.push(diagnostic.with("field", other).with_some("near", similar));
                }
            }
        }
        (name, summary)
    }
}
