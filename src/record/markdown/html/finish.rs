//! Builds the body from all parts.

use super::super::body_builder::BodyBuilder;
use super::super::html_part::HtmlPart;
use super::super::noncharacters::replace_noncharacters;
use super::super::sanitize::sanitize;
use super::writer::HtmlWriter;
use crate::record::limits::{MAX_REOPENED_ELEMENTS, MAX_VALUES};
use crate::record::model::Body;

impl HtmlWriter<'_, '_, '_, '_> {
    /// Returns the body. It is empty if the text exceeds a limit.
    pub(in crate::record) fn finish(mut self) -> Body {
        if self.links.len() > MAX_VALUES || self.reopened > MAX_REOPENED_ELEMENTS {
            return Body::default();
        }
        let length = |part: &HtmlPart<'_>| match part {
            HtmlPart::Text(text) | HtmlPart::Raw(text) => text.len(),
            HtmlPart::Tag(_) | HtmlPart::Element(_) => 8,
        };
        let length = self.parts.iter().map(length).sum();
        self.write_links_back();
        let prefix = self.scope.heading_prefix();
        let mut body = BodyBuilder::new(std::mem::take(&mut self.links), length);
        if self.has_raw {
            let full = |id: &str| format!("{prefix}{}", replace_noncharacters(id));
            let ids = self.raw_ids.iter().map(|id| full(id)).collect();
            body = sanitize(&self.parts, ids, body);
        } else {
            self.parts.iter().for_each(|part| body.push(part));
        }
        Body {
            id_prefix: prefix.into(),
            raw_ids: self.raw_ids,
            notes: self.notes,
            ..body.finish(self.headings)
        }
    }
}
