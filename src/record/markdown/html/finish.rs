//! Builds the body from all parts.

use std::collections::HashMap;
use std::ops::Range;

use super::super::body_builder::BodyBuilder;
use super::super::html_part::HtmlPart;
use super::super::ids::RenamedId;
use super::super::raw_html::collect_ids;
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
        let prefix = self.scope.heading_prefix();
        let mut body = BodyBuilder::new(std::mem::take(&mut self.links), length);
        if self.raw.is_empty() {
            self.parts.iter().for_each(|part| body.push(part));
        } else {
            let renamed;
            (body, renamed) = sanitize(&self.parts, std::mem::take(&mut self.ids), &prefix, body);
            self.report_renamed_raw_ids(&renamed);
        }
        Body {
            id_prefix: prefix.into(),
            ..body.finish(self.headings)
        }
    }

    /// Reports the renamed ids of raw HTML. Each is reported at its last occurrence, because the later of two equal
    /// ids is the renamed one.
    fn report_renamed_raw_ids(&mut self, renamed: &[RenamedId]) {
        let Some((_, first)) = self.raw.first().filter(|_| !renamed.is_empty()).cloned() else {
            return;
        };
        let mut ranges: HashMap<String, Range<usize>> = HashMap::new();
        for (number, range) in &self.raw {
            if let Some(HtmlPart::Raw(html)) = self.parts.get(*number) {
                ranges.extend(collect_ids(html).into_iter().map(|id| (id, range.clone())));
            }
        }
        for renamed in renamed {
            self.report_renamed_id(
                renamed,
                ranges.get(&renamed.original).unwrap_or(&first).clone(),
            );
        }
    }
}
