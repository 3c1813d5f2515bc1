//! Mentions of a record in texts of other records.

use std::ops::Range;
use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use crate::atlas::{RecordIx, Relation, ResolvedLink};
use crate::record::{Body, Link, Sentence, TextSegment};
use crate::site::{Direction, Language};
use crate::text::html::escape_attribute_into;
use crate::text::no_break::with_no_breaks;

/// A mention of a record in the text of another.
pub(super) struct Mention {
    context: Arc<PageContext>,
    /// The mentioned record.
    target: RecordIx,
    /// The index of the relation in the atlas.
    relation: u32,
}

/// All mentions of a record.
pub(super) fn record_mentions(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let atlas = &context.model.atlas;
    let mentions = context.model.site.vocabulary.known.mentions;
    let edges = atlas
        .edges(ix)
        .iter()
        .filter(|edge| edge.side == Direction::Inverse && edge.relation_type == mentions);
    edges
        .map(|edge| {
            View::value(Mention {
                context: context.clone(),
                target: ix,
                relation: edge.relation,
            })
        })
        .collect()
}

impl Mention {
    fn relation(&self) -> &Relation {
        &self.context.model.atlas.relations[self.relation as usize]
    }

    /// Appends the sentence with the first link to the record; the link is in `<mark>`.
    fn write_sentence(&self, html: &mut String) {
        let Some((body, link, language)) = self.link() else {
            return;
        };
        let Sentence {
            start,
            link: (from, to),
            end,
            truncated,
        } = link.sentence;
        html.reserve((end - start) as usize + 32);
        let site = &self.context.model.site;
        let attributes = site.lang_attributes(language, self.context.language);
        if !attributes.is_empty() {
            html.extend(["<span", &attributes, ">"]);
        }
        if truncated.0 {
            html.push('…');
        }
        self.write_range(html, body, link, start..from);
        html.push_str("<mark>");
        self.write_range(html, body, link, from..to);
        html.push_str("</mark>");
        self.write_range(html, body, link, to..end);
        if truncated.1 {
            html.push('…');
        }
        if !attributes.is_empty() {
            html.push_str("</span>");
        }
    }

    /// Appends a byte range of the text as escaped HTML.
    fn write_range(&self, html: &mut String, body: &Body, own: &Link, range: Range<u32>) {
        for part in body.segments_in(range) {
            match part {
                TextSegment::Text(words) => escape_attribute_into(html, &with_no_breaks(words)),
                TextSegment::Name(link) => match body.links.get(link as usize) {
                    Some(link) if std::ptr::eq(link, own) => {
                        self.context.write_title(html, self.target);
                    }
                    Some(_) => self.context.write_link_name(html, body.into(), link),
                    None => {}
                },
            }
        }
    }

    /// The link of the mention, its text, preferably in the page's language, and the language of that.
    fn link(&self) -> Option<(&Body, &Link, Language)> {
        let (model, mention) = (&self.context.model, self.relation());
        let record = model.atlas.record(mention.from);
        let body = record.body(self.context.language);
        let own = body.map(|(body, _)| body);
        let first = record.texts().next().map(|text| text.body);
        let here = Some(ResolvedLink::Record(self.target));
        let targets_record = |link: &&Link| model.atlas.resolve_link(link, &model.site) == here;
        if let Some((own, first)) = own.zip(first)
            && std::ptr::eq(own, first)
        {
            let mut there = own.links.iter().filter(|link| link.at == mention.at);
            // In a quoted YAML scalar all links have the same location.
            let found = match (there.next(), there.next()) {
                (Some(only), None) => Some(only),
                (one, other) => one
                    .into_iter()
                    .chain(other)
                    .chain(there)
                    .find(targets_record),
            };
            if let Some(link) = found {
                return body.map(|(_, language)| (own, link, language));
            }
        }
        let texts = record.texts().map(|text| (text.body, text.language));
        body.into_iter().chain(texts).find_map(|(body, language)| {
            let link = body.links.iter().find(targets_record)?;
            Some((body, link, language))
        })
    }
}

impl Attributes for Mention {
    const ATTRIBUTES: &'static [Attribute<Mention>] = &[
        ("record", |mention| {
            mention.context.record(mention.relation().from)
        }),
        ("sentence", |mention| {
            let mut html = String::new();
            mention.write_sentence(&mut html);
            Value::from_safe_string(html)
        }),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.relation, 0)
    }
}
