//! Free pages and introductions.

use super::front_matter::{FrontMatterSplit, split};
use super::yaml;
use crate::diagnostic::{Code, Span};
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
        let (yaml, body) = match split(text) {
            FrontMatterSplit::Both { yaml, text } => (yaml, text),
            FrontMatterSplit::TextOnly(body) => (body.start..body.start, body),
            FrontMatterSplit::Open(fence) => {
                let diagnostic = self.diagnostic(Code::OpenFrontMatter, Span::new(fence.clone()));
                self.push(diagnostic);
                (fence.start..fence.start, text.len()..text.len())
            }
        };
        let (mut name, mut summary) = (Localized::default(), Localized::default());
        let start = Span::new(yaml.start..yaml.start);
        match yaml::parse(&text[yaml.clone()], yaml.start) {
            Err(error) => self.report_yaml_error(error),
            Ok(node) => {
                for (key, node) in node.map().unwrap_or_default() {
                    match &*key.text {
                        "name" => name = self.parse_localized("name", node).unwrap_or_default(),
                        "summary" => {
                            summary = self.parse_localized("summary", node).unwrap_or_default();
                        }
                        other => {
                            let diagnostic = self
                                .diagnostic(Code::UnknownField, key.span)
                                .with("kind", "page");
                            let similar = self.suggest(other, ["name", "summary"]);
                            self.push(diagnostic.with("field", other).with_some("near", similar));
                        }
                    }
                }
            }
        }
        let language = self.language;
        if matches!(slot, FreePageSlot::Page(_)) && name.is_empty() {
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
}
