//! Links and images of a text, and where their addresses lead.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

use super::body::LinkTarget;
use super::writer::Writer;
use crate::diagnostic::Code;
use crate::source::SourcePath;

enum Destination {
    /// Another site, a mail address, a telephone.
    Away,
    /// A scheme that is not allowed.
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

impl<'t> Writer<'_, '_, '_, 't> {
    pub(super) fn link(&mut self, kind: LinkType, url: CowStr<'t>, title: CowStr<'t>, range: &Range<usize>) {
        let (target, anchor) = match kind {
            LinkType::WikiLink { .. } => {
                let (id, anchor) = split_anchor(&url);
                (Some(LinkTarget::Record(SourcePath::new(id.trim()).into())), anchor)
            }
            LinkType::Email => {
                self.events.push(Event::Start(Tag::Link {
                    link_type: kind,
                    dest_url: url,
                    title: "".into(),
                    id: "".into(),
                }));
                return;
            }
            _ => match self.destination(&url, range) {
                Destination::Away => {
                    self.events.push(Event::Start(Tag::Link {
                        link_type: LinkType::Inline,
                        dest_url: url,
                        title,
                        id: "".into(),
                    }));
                    return;
                }
                Destination::Refused => (None, None),
                Destination::Inside(target, anchor) => (Some(target), anchor),
            },
        };
        let Some(target) = target else {
            // A refused link keeps its text.
            self.html("<a>");
            return;
        };
        let named = matches!(kind, LinkType::WikiLink { has_pothole: false });
        let link = self.push(target, anchor, named, range.clone());
        self.html("<a href=\"");
        self.hole('a', link);
        self.html("\">");
        if named {
            self.hole('n', link);
        }
        self.skipping = named;
    }

    pub(super) fn image(&mut self, url: &str, range: &Range<usize>) {
        let link = match self.destination(url, range) {
            Destination::Inside(target, _) => self.push(target, None, false, range.clone()),
            Destination::Refused => self.push(LinkTarget::Here, None, false, range.clone()),
            Destination::Away => {
                // A page asks nobody else for anything.
                self.unsafe_link(url, range);
                self.push(LinkTarget::Here, None, false, range.clone())
            }
        };
        self.html("<img src=\"");
        self.hole('a', link);
        self.image = Some(String::new());
    }

    fn destination(&mut self, url: &str, range: &Range<usize>) -> Destination {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme);
        if let Some(scheme) = scheme.filter(|s| !s.is_empty() && !s.contains(['/', '?', '#'])) {
            return match &*scheme.to_ascii_lowercase() {
                // Without slashes a browser looks for it beside the page.
                "http" | "https" if url[scheme.len()..].starts_with("://") => Destination::Away,
                "mailto" | "tel" => Destination::Away,
                _ => {
                    self.unsafe_link(url, range);
                    Destination::Refused
                }
            };
        }
        if url.starts_with("//") || url.starts_with('\\') {
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

    fn unsafe_link(&mut self, url: &str, range: &Range<usize>) {
        let span = (self.place)(range.clone());
        let diagnostic = self.reader.diagnostic(Code::UnsafeLink, span).with("target", url);
        self.reader.push(diagnostic);
    }
}
