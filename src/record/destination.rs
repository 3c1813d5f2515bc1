//! Links and images of a text, and where their addresses lead.

use std::ops::Range;

use pulldown_cmark::LinkType;
use pulldown_cmark_escape::escape_href;

use super::address;
use super::body::{LinkTarget, Placeholder};
use super::body_builder::without_noncharacters;
use super::segment::{Element, VOID};
use super::writer::{Writer, push_attribute};
use crate::diagnostic::Code;
use crate::source::SourcePath;

enum Destination {
    /// Another site, a mail address, a telephone.
    Away(String),
    /// An address that is not allowed.
    Refused,
    /// A place of this site.
    Inside(LinkTarget, Option<Box<str>>),
}

fn split_anchor(url: &str) -> (&str, Option<Box<str>>) {
    let (path, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    (path, anchor.map(|anchor| percent_encoding::percent_decode_str(anchor).decode_utf8_lossy().into()))
}

/// The path of the site that a relative link of a file means; none where it leads out of the site.
fn resolve(file: &str, link: &str) -> Option<SourcePath> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let link = match link.strip_prefix('/') {
        Some(rest) => {
            parts.truncate(1);
            rest
        }
        None => link,
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(SourcePath::new(&parts.join("/")))
}

/// The start tag of a link to another site, up to the quotation mark that ends its last attribute.
fn start_of_link(url: &str, title: &str) -> String {
    let mut html = "<a href=\"".to_owned();
    let _ = escape_href(&mut html, url);
    if !title.is_empty() {
        html.push_str("\" title=\"");
        push_attribute(&mut html, title);
    }
    html
}

impl Writer<'_, '_, '_, '_> {
    pub(super) fn link(&mut self, kind: LinkType, url: &str, title: &str, range: &Range<usize>) {
        let destination = match kind {
            LinkType::WikiLink { .. } => {
                let url = without_noncharacters(url);
                let (id, anchor) = split_anchor(&url);
                Destination::Inside(LinkTarget::Record(SourcePath::new(id.trim()).into()), anchor)
            }
            LinkType::Email => self.away(&format!("mailto:{url}"), range),
            _ => self.destination(url, range),
        };
        let (target, anchor) = match destination {
            Destination::Inside(target, anchor) => (target, anchor),
            Destination::Away(url) => {
                self.element(Element::markup("a", format!("{}\">", start_of_link(&url, title))));
                return;
            }
            Destination::Refused => {
                // A refused link keeps its text.
                self.tag("<a>");
                return;
            }
        };
        let named = matches!(kind, LinkType::WikiLink { has_pothole: false });
        let link = self.push(target, anchor, named, range.clone());
        self.element(Element {
            name: "a",
            before: "<a href=\"".to_owned(),
            hole: Some(Placeholder::Address(link)),
            after: "\">".to_owned(),
        });
        if named {
            self.element(Element::hole(Placeholder::Name(link)));
        }
        self.skipping = named;
    }

    /// Writes an image with its alternative text.
    pub(super) fn image(&mut self, url: &str, alternative: &str, range: &Range<usize>) {
        let target = match self.destination(url, range) {
            Destination::Inside(target, _) => target,
            Destination::Refused => LinkTarget::Here,
            Destination::Away(url) => {
                // A page asks nobody else for anything.
                self.unsafe_link(&url, range);
                LinkTarget::Here
            }
        };
        let link = self.push(target, None, false, range.clone());
        let mut after = "\" alt=\"".to_owned();
        push_attribute(&mut after, alternative);
        after.push_str("\" loading=\"lazy\">");
        let before = "<img src=\"".to_owned();
        self.element(Element { name: VOID, before, hole: Some(Placeholder::Address(link)), after });
    }

    fn destination(&mut self, url: &str, range: &Range<usize>) -> Destination {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| !scheme.is_empty() && !scheme.contains(['/', '?', '#'])) {
            return self.away(url, range);
        }
        if url.starts_with("//") || url.starts_with('\\') || !address::is_plain(url) {
            self.unsafe_link(url, range);
            return Destination::Refused;
        }
        let (path, anchor) = split_anchor(url);
        if path.is_empty() {
            return Destination::Inside(LinkTarget::Here, anchor);
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let resolved = resolve(self.reader.path.as_str(), &decoded);
        let target = match resolved {
            Some(path) if path.as_str().starts_with("assets/") => LinkTarget::Asset(path),
            Some(path) => LinkTarget::File(path),
            None => LinkTarget::File(SourcePath::new(&decoded)),
        };
        Destination::Inside(target, anchor)
    }

    fn away(&mut self, url: &str, range: &Range<usize>) -> Destination {
        if address::leads_away(url) {
            return Destination::Away(url.to_owned());
        }
        self.unsafe_link(url, range);
        Destination::Refused
    }

    fn unsafe_link(&mut self, url: &str, range: &Range<usize>) {
        let span = (self.place)(range.clone());
        let diagnostic = self.reader.diagnostic(Code::UnsafeLink, span).with("target", without_noncharacters(url));
        self.reader.push(diagnostic);
    }
}
