//! Texts on a page: their links lead from there, their citations have its numbers.

use std::fmt::Write;

use super::{PageContext, escape_into};
use crate::atlas::{Destination, RecordIx};
use crate::page::Subject;
use crate::record::{Body, Link, LinkTarget, Piece, ProsePlace};

impl PageContext {
    /// The HTML of a text, its holes filled for this page.
    pub(super) fn body(&self, body: &Body) -> String {
        let mut html = String::with_capacity(2048);
        self.write_body(&mut html, body);
        html
    }

    /// Writes the HTML of a text, its holes filled for this page.
    pub(super) fn write_body(&self, html: &mut String, body: &Body) {
        // A link's address comes first, and soon after it the name.
        let mut led = (u32::MAX, None);
        for piece in &body.pieces {
            match piece {
                Piece::Html(piece) => html.push_str(piece),
                Piece::Address(link) => {
                    led = (*link, self.write_link(html, &body.links[*link as usize]));
                }
                Piece::Name(link) => match led {
                    (address, Some(record)) if address == *link => html.push_str(self.signpost(record).name()),
                    _ => self.write_link_name(html, &body.links[*link as usize]),
                },
                Piece::Citation(link) => self.citation(html, &body.links[*link as usize]),
            }
        }
    }

    fn citation(&self, html: &mut String, link: &Link) {
        let LinkTarget::Source(text) = &link.target else { return };
        let Some(source) = self.world.atlas.resolve(text) else { return };
        let _ = match self.footnotes().number(source) {
            Some(n) => write!(html, "<a class=\"note\" role=\"doc-noteref\" href=\"#source-{n}\">{n}</a>"),
            None => {
                let signpost = self.signpost(source);
                html.push_str(" (<a href=\"");
                html.push_str(&self.root);
                html.push_str(signpost.address());
                html.push_str("\">");
                html.push_str(signpost.name());
                write!(html, "</a>)")
            }
        };
    }

    /// Writes where a link of a text leads from this page; to the page itself where it leads nowhere, which was reported.
    /// Returns the record to which it leads, if it does to one.
    fn write_link(&self, html: &mut String, link: &Link) -> Option<RecordIx> {
        let start = html.len();
        let mut led = None;
        match self.world.atlas.destination(link, &self.world.site) {
            Some(Destination::Record(record)) => {
                led = Some(record);
                html.push_str(&self.root);
                html.push_str(self.signpost(record).address());
            }
            Some(Destination::Prose(place)) => {
                let subject = match place {
                    ProsePlace::Home => Subject::Home,
                    ProsePlace::Section(kind) => Subject::Kind(kind, 1),
                    ProsePlace::Page(name) => Subject::Prose(name),
                };
                html.push_str(&self.url(&subject).unwrap_or_default());
            }
            Some(Destination::Asset(path)) => html.push_str(&self.url(&Subject::Asset(path)).unwrap_or_default()),
            Some(Destination::Here) | None => {}
        }
        if let Some(anchor) = &link.anchor {
            html.push('#');
            for part in percent_encoding::utf8_percent_encode(anchor, percent_encoding::CONTROLS) {
                escape_into(html, part);
            }
        }
        if html.len() == start {
            html.push_str("#content");
        }
        led
    }

    /// Writes what stands for the text of a link that has none of its own.
    pub(super) fn write_link_name(&self, html: &mut String, link: &Link) {
        match (self.world.atlas.destination(link, &self.world.site), &link.target) {
            (Some(Destination::Record(record)), _) => html.push_str(self.signpost(record).name()),
            (_, LinkTarget::Record(text)) => escape_into(html, text),
            _ => {}
        }
    }
}
