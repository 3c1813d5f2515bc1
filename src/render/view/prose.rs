//! HTML of Markdown texts on a page: resolves link targets and numbers citations.

use std::fmt::Write;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::optional;
use crate::atlas::{ResolvedBody, ResolvedLink};
use crate::plan::PageKind;
use crate::record::{FreePageSlot, LinkTarget, Placeholder};
use crate::text::html::escape_attribute_into;

impl PageContext {
    /// The free text of a slot as HTML; none if the site has none.
    pub(super) fn intro(&self, slot: &FreePageSlot) -> Value {
        optional(
            self.prose(slot)
                .map(|prose| Value::from_safe_string(self.body((&prose.body).into()))),
        )
    }

    /// The HTML of a text with its placeholders replaced for this page.
    pub(super) fn body(&self, text: ResolvedBody<'_>) -> String {
        let mut html = String::with_capacity(2048);
        self.write_body(&mut html, text);
        html
    }

    /// Appends the HTML of a text with its placeholders replaced for this page.
    pub(super) fn write_body(&self, html: &mut String, text: ResolvedBody<'_>) {
        text.body.write_html(html, |html, hole| match hole {
            Placeholder::Address(link) => self.write_link(html, text, link),
            Placeholder::Name(link) => self.write_link_name(html, text, link),
            Placeholder::Citation(link) => self.write_citation(html, text, link),
        });
    }

    /// Appends a footnote reference, or a link to the source if it has no number on this page.
    fn write_citation(&self, html: &mut String, text: ResolvedBody<'_>, link: u32) {
        let LinkTarget::Source(named) = &text.body.links[link as usize].target else {
            return;
        };
        let Some(source) = text
            .target(link)
            .or_else(|| self.model.atlas.resolve(named))
        else {
            return;
        };
        let _ = match self.footnotes().number(source) {
            Some(n) => write!(
                html,
                "<a class=\"note\" role=\"doc-noteref\" href=\"#atlas-source-{n}\">{n}</a>"
            ),
            None => {
                let record_link = self.record_link(source);
                html.push_str(" (<a href=\"");
                html.push_str(&self.root);
                html.push_str(record_link.address());
                html.push_str("\">");
                html.push_str(record_link.name());
                write!(html, "</a>)")
            }
        };
    }

    /// The target of a link; `None` if it does not resolve.
    fn destination(&self, text: ResolvedBody<'_>, link: u32) -> Option<ResolvedLink> {
        let known = text.target(link).map(ResolvedLink::Record);
        known.or_else(|| {
            self.model
                .atlas
                .resolve_link(&text.body.links[link as usize], &self.model.site)
        })
    }

    /// Appends the relative address of a link. A link that does not resolve, which a check reports, points to the page
    /// itself.
    fn write_link(&self, html: &mut String, text: ResolvedBody<'_>, link: u32) {
        let start = html.len();
        match self.destination(text, link) {
            Some(ResolvedLink::Record(record)) => {
                html.push_str(&self.root);
                html.push_str(self.record_link(record).address());
            }
            Some(ResolvedLink::FreePage(place)) => {
                let page_kind = match place {
                    FreePageSlot::Home => PageKind::Home,
                    FreePageSlot::Section(kind) => PageKind::Kind(kind, 1),
                    FreePageSlot::Page(name) => PageKind::FreePage(name),
                };
                html.push_str(&self.url(&page_kind).unwrap_or_default());
            }
            Some(ResolvedLink::Asset(path)) => {
                html.push_str(&self.url(&PageKind::Asset(path)).unwrap_or_default());
            }
            Some(ResolvedLink::Here) | None => {}
        }
        if let Some(anchor) = &text.body.links[link as usize].anchor {
            html.push('#');
            if text.body.links[link as usize].target == LinkTarget::Here {
                html.push_str(&text.body.id_prefix);
            }
            for part in percent_encoding::utf8_percent_encode(anchor, percent_encoding::CONTROLS) {
                escape_attribute_into(html, part);
            }
        }
        if html.len() == start {
            html.push_str("#atlas-content");
        }
    }

    /// Appends the text of a link that has none of its own.
    pub(super) fn write_link_name(&self, html: &mut String, text: ResolvedBody<'_>, link: u32) {
        match (
            self.destination(text, link),
            &text.body.links[link as usize].target,
        ) {
            (Some(ResolvedLink::Record(record)), _) => {
                html.push_str(self.record_link(record).name());
            }
            (_, LinkTarget::Record(named)) => escape_attribute_into(html, named),
            _ => {}
        }
    }
}
