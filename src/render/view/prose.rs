//! HTML of Markdown texts on a page: resolves link targets and numbers citations.

use std::fmt::Write;
use std::sync::Arc;

use minijinja::value::Value;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::context::PageContext;
use super::picture::PicturePlace;
use super::source_notes::NotePlace;
use super::static_map::optional;
use crate::atlas::{RecordIx, ResolvedBody, ResolvedLink};
use crate::plan::{PageKind, view_page};
use crate::record::{AtlasView, FreePage, FreePageSlot, LinkTarget, Placeholder};
use crate::text::html::escape_attribute_into;

/// The characters of an anchor that are encoded.
const ANCHOR: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS.add(b'\\').add(b'^');

impl PageContext {
    /// The free text of a slot as HTML, in a `<div lang>` if it is not in the page's language; none if the site has none.
    pub(super) fn intro(&self, slot: &FreePageSlot) -> Value {
        let html = |prose: &Arc<FreePage>| {
            let body = self.body((&prose.body).into());
            let site = &self.model.site;
            let attributes = site.lang_attributes(prose.language, self.language);
            Value::from_safe_string(match attributes.is_empty() {
                true => body,
                false => format!("<div{attributes}>\n{body}\n</div>"),
            })
        };
        optional(self.prose(slot).map(html))
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
            Placeholder::AddressEnd(link) => self.write_link_end(html, text, link),
            Placeholder::Image(link) => self.write_image(html, text, link),
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
        let place = NotePlace::of_link(&text.body.links[link as usize]);
        let _ = match self.footnotes().number(source) {
            Some(n) => {
                html.push_str("<a class=\"note\" role=\"doc-noteref\"");
                if self.footnotes().is_first(n, place) {
                    let _ = write!(html, " id=\"atlas-note-{n}\"");
                }
                write!(html, " href=\"#atlas-source-{n}\">{n}</a>")
            }
            None => {
                let record_link = self.record_link(source);
                html.push_str(" (<a href=\"");
                html.push_str(&self.root);
                html.push_str(record_link.after_root());
                html.push(')');
                Ok(())
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

    /// The relative address of a link. `None` if it has no target: then its words stay without a link.
    fn address(&self, text: ResolvedBody<'_>, link: u32) -> Option<String> {
        let target = self.destination(text, link)?;
        let mut address = String::new();
        match &target {
            ResolvedLink::Record(record) => {
                address.push_str(&self.root);
                address.push_str(self.record_link(*record).address());
            }
            ResolvedLink::FreePage(place) => {
                let page_kind = match place {
                    FreePageSlot::Home => PageKind::Home,
                    FreePageSlot::Section(kind) => PageKind::Kind(*kind, 1),
                    FreePageSlot::Page(name) => PageKind::FreePage(name.clone()),
                };
                address.push_str(&self.url(&page_kind)?);
            }
            ResolvedLink::Asset(path) => {
                address.push_str(&self.url(&PageKind::Asset(path.clone()))?);
            }
            ResolvedLink::View(view) => {
                let page = view_page(view, &self.model.site, &self.model.atlas)?;
                address.push_str(&self.url(&page)?);
                if view.view == AtlasView::Search && !view.part.is_empty() {
                    address.push_str("?q=");
                    let query = utf8_percent_encode(&view.part, NON_ALPHANUMERIC);
                    address.extend(query);
                }
            }
            ResolvedLink::Here => {}
        }
        let Some(anchor) = &text.body.links[link as usize].anchor else {
            if address.is_empty() {
                address.push_str("#atlas-content");
            }
            return Some(address);
        };
        let (atlas, site) = (&self.model.atlas, &self.model.site);
        let body = atlas.target_body(&target, text.body, self.language, site);
        let id = body
            .and_then(|body| body.find_anchor(anchor))
            .unwrap_or(anchor);
        address.push('#');
        if target == ResolvedLink::Here {
            address.push_str(&text.body.id_prefix);
        }
        for part in percent_encoding::utf8_percent_encode(id, ANCHOR) {
            escape_attribute_into(&mut address, part);
        }
        Some(address)
    }

    /// Appends the start tag of a link. Without a target only its attributes remain, if it has any.
    fn write_link(&self, html: &mut String, text: ResolvedBody<'_>, link: u32) {
        let attributes = &text.body.links[link as usize].attributes;
        match self.address(text, link) {
            Some(address) => html.extend(["<a href=\"", &address, "\"", attributes, ">"]),
            None if attributes.is_empty() => {}
            None => html.extend(["<a", attributes, ">"]),
        }
    }

    /// Appends the end tag of a link, if it has a start tag.
    fn write_link_end(&self, html: &mut String, text: ResolvedBody<'_>, link: u32) {
        let attributes = &text.body.links[link as usize].attributes;
        let has_address = || match self.destination(text, link) {
            Some(ResolvedLink::Record(_) | ResolvedLink::Here) => true,
            Some(ResolvedLink::FreePage(_) | ResolvedLink::Asset(_) | ResolvedLink::View(_)) => {
                self.address(text, link).is_some()
            }
            None => false,
        };
        if !attributes.is_empty() || has_address() {
            html.push_str("</a>");
        }
    }

    /// Appends an image; without its file, an image without an address, which shows its words.
    fn write_image(&self, html: &mut String, text: ResolvedBody<'_>, link: u32) {
        html.push_str("<img");
        let attributes = &text.body.links[link as usize].attributes;
        let is_sized = attributes.contains(" width=") || attributes.contains(" height=");
        match self.destination(text, link) {
            Some(ResolvedLink::Asset(path)) if !is_sized => {
                self.write_picture_source(html, &path, PicturePlace::Text);
            }
            _ => {
                if let Some(address) = self.address(text, link) {
                    html.extend([" src=\"", &address, "\""]);
                }
            }
        }
        html.push_str(attributes);
        html.push('>');
    }

    /// Appends the title of a record, marked if it is in another language than the page's.
    pub(super) fn write_title(&self, html: &mut String, record: RecordIx) {
        let link = self.record_link(record);
        match link.lang_attributes() {
            "" => html.push_str(link.name()),
            attributes => html.extend(["<span", attributes, ">", link.name(), "</span>"]),
        }
    }

    /// Appends the text of a link that has none of its own. A title in another language than the page's is marked.
    pub(super) fn write_link_name(&self, html: &mut String, text: ResolvedBody<'_>, link: u32) {
        match self.destination(text, link) {
            Some(ResolvedLink::Record(record)) => self.write_title(html, record),
            _ => {
                let link = &text.body.links[link as usize];
                escape_attribute_into(html, self.model.link_name(self.language, link));
            }
        }
    }
}
