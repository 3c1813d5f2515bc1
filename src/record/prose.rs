//! A free page, or the words at the head of a section, from its file.

use super::front_matter::{Division, divide};
use super::reader::Reader;
use super::yaml;
use super::{FreePage, FreePageSlot};
use crate::diagnostic::{Code, Span};
use crate::site::Localized;

impl Reader<'_> {
    pub(super) fn prose(&mut self, slot: FreePageSlot, text: &str) -> FreePage {
        let (yaml, body) = match divide(text) {
            Division::Both { yaml, text } => (yaml, text),
            Division::TextOnly(body) => (body.start..body.start, body),
            Division::Open(fence) => {
                let diagnostic = self.diagnostic(Code::OpenFrontMatter, Span::new(fence.clone()));
                self.push(diagnostic);
                (fence.start..fence.start, text.len()..text.len())
            }
        };
        let (mut name, mut summary) = (Localized::default(), Localized::default());
        let start = Span::new(yaml.start..yaml.start);
        match yaml::parse(&text[yaml.clone()], yaml.start) {
            Err(broken) => self.broken(broken),
            Ok(node) => {
                for (key, node) in node.map().unwrap_or_default() {
                    match &*key.text {
                        "name" => name = self.localized("name", node).unwrap_or_default(),
                        "summary" => summary = self.localized("summary", node).unwrap_or_default(),
                        other => {
                            let diagnostic = self.diagnostic(Code::UnknownField, key.span).with("kind", "page");
                            let near = self.near(other, ["name", "summary"]);
                            self.push(diagnostic.with("field", other).with_some("near", near));
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
        let body = self.body(&text[body.clone()], body.start);
        FreePage { slot, language, at: self.location(start), name, summary, body }
    }
}
