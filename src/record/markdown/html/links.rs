//! Links and images.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};
use pulldown_cmark_escape::escape_href;

use super::super::autolinks::find_autolink;
use super::super::html_part::{HtmlElement, HtmlPart, VOID};
use super::super::noncharacters::replace_noncharacters;
use super::citations::part;
use super::url_target::{UrlTarget, resolve_path, split_anchor, wiki_target};
use super::writer::{HtmlWriter, push_attribute};
use crate::diagnostic::Code;
use crate::record::model::{LinkTarget, Placeholder, ViewLink, is_attachment};
use crate::record::url::{has_only_visible_characters, is_external_url, similar_web_url};
use crate::source::SourcePath;

/// Returns the start tag of an external link, without the quotation mark of its last attribute and `>`.
fn external_link_tag(url: &str, title: &str) -> String {
    let mut html = "<a href=\"".to_owned();
    let _ = escape_href(&mut html, url);
    if !title.is_empty() {
        html.push_str("\" title=\"");
        push_attribute(&mut html, title);
    }
    html
}

/// Whether `[[url]]` names neither a record nor a heading.
fn is_nowhere(url: &str) -> bool {
    let is_sign = |c: char| matches!(c, '#' | '\\') || c.is_whitespace();
    url.chars().all(is_sign)
}

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Writes the start tag of a link. Without a text of its own it is followed by the name of the record.
    pub(super) fn push_link(
        &mut self,
        kind: LinkType,
        url: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        self.link_starts.push((self.parts.len(), range.clone()));
        let url_target = match kind {
            LinkType::WikiLink { has_pothole } if is_nowhere(url) => {
                if has_pothole || url.contains('#') {
                    self.report_broken_link("[[|]]", range);
                }
                UrlTarget::Refused
            }
            LinkType::WikiLink { .. } => {
                let url = replace_noncharacters(url.trim_end_matches('\\'));
                wiki_target(self.without_folder(&url))
            }
            LinkType::Email => self.external_target(&format!("mailto:{url}"), range),
            _ => self.classify_url(url, range),
        };
        let (target, anchor) = match url_target {
            UrlTarget::Internal(target, anchor) => (target, anchor),
            UrlTarget::External(url) => {
                self.push_element(HtmlElement::markup(
                    "a",
                    format!("{}\">", external_link_tag(&url, title)),
                ));
                return;
            }
            UrlTarget::Refused => {
                // The text of a refused link is kept.
                self.push_tag("<a>");
                return;
            }
        };
        let named = matches!(kind, LinkType::WikiLink { has_pothole: false })
            && matches!(target, LinkTarget::Record(_));
        self.open_link(target, anchor, named, title, range);
        if let (LinkType::WikiLink { has_pothole: false }, false) = (kind, named) {
            // The words of `[[#heading]]` are the heading, those of `[[#^block]]` its id.
            let words = url.trim_start_matches(['#', '^']).replace('#', " > ");
            self.push_text(words.into());
            self.in_replaced_text = true;
        }
    }

    /// Returns the target of `[[folder/id]]` without the folder of a kind.
    pub(super) fn without_folder<'u>(&self, url: &'u str) -> &'u str {
        let path = url.trim_start();
        let path = path.strip_prefix("content/").unwrap_or(path);
        let kind = path
            .split_once('/')
            .filter(|(folder, _)| self.parser.site.vocabulary.kind_in(folder).is_some());
        kind.map_or(url, |(_, path)| {
            let name = path.split('#').next().unwrap_or_default();
            let folders = name.rfind('/').map_or(0, |at| at + 1);
            &path[folders..]
        })
    }

    /// Writes the start tag of an internal link, and the name of the record if `named`.
    pub(super) fn open_link(
        &mut self,
        target: LinkTarget,
        anchor: Option<Box<str>>,
        named: bool,
        title: &str,
        range: &Range<usize>,
    ) {
        let link = self.add_link(target, anchor, named, range.clone());
        if !title.is_empty() {
            let mut attributes = " title=\"".to_owned();
            push_attribute(&mut attributes, title);
            attributes.push('"');
            self.links[link as usize].attributes = attributes.into();
        }
        self.push_element(HtmlElement::link(link));
        if named {
            self.push_element(HtmlElement::placeholder(Placeholder::Name(link)));
        }
        self.in_replaced_text = named;
    }

    /// Writes the end tag of a link. Reports a link without words.
    pub(super) fn end_link(&mut self) {
        self.in_replaced_text = false;
        if let Some((start, range)) = self.link_starts.pop() {
            let is_visible = |part: &HtmlPart<'_>| match part {
                HtmlPart::Text(words) => !words.trim().is_empty(),
                HtmlPart::Element(element) => element.name == VOID,
                HtmlPart::Tag(_) => false,
                HtmlPart::Raw(_) => true,
            };
            if !self.parts[start..].iter().any(is_visible) {
                let span = (self.locate)(range);
                let diagnostic = self.parser.diagnostic(Code::EmptyLink, span);
                self.parser.push(diagnostic);
            }
        }
        self.push_tag("</a>");
    }

    /// Writes an image with its alternative text. Images of other sites are refused.
    pub(super) fn push_image(&mut self, url: &str, alternative: &str, range: &Range<usize>) {
        match self.image_element(url, alternative, "", range) {
            Some(element) => self.push_element(element),
            None => self.push_text(alternative.to_owned().into()),
        }
    }

    /// Writes text whose bare addresses become links.
    pub(super) fn push_linked_text(&mut self, text: CowStr<'t>) {
        if !self.link_starts.is_empty() || self.open_raw_links > 0 {
            self.push_text(text);
            return;
        }
        let mut from = 0;
        while let Some(found) = find_autolink(&text, from) {
            self.push_text(part(&text, from..found.range.start));
            let tag = external_link_tag(&found.url, "");
            self.push_element(HtmlElement::markup("a", tag + "\">"));
            self.push_text(part(&text, found.range.clone()));
            self.push_tag("</a>");
            from = found.range.end;
        }
        self.push_text(if from == 0 {
            text
        } else {
            part(&text, from..text.len())
        });
    }

    /// Classifies the URL of a link or image. Reports one that is not allowed.
    pub(super) fn classify_url(&mut self, url: &str, range: &Range<usize>) -> UrlTarget {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme);
        if let Some(view) = ViewLink::parse(url) {
            return UrlTarget::Internal(LinkTarget::View(view), None);
        }
        if scheme.is_some_and(|scheme| !scheme.is_empty() && !scheme.contains(['/', '?', '#'])) {
            return self.external_target(url, range);
        }
        if url.starts_with("//") || url.starts_with('\\') || !has_only_visible_characters(url) {
            self.report_unsafe_link(url, range);
            return UrlTarget::Refused;
        }
        let (path, anchor) = split_anchor(url);
        if path.is_empty() {
            // `#` and `#top` are the page itself; an empty address or a query is nothing.
            let is_page = url == "#";
            if anchor.is_none() && !is_page {
                self.report_broken_link(url, range);
                return UrlTarget::Refused;
            }
            return UrlTarget::Internal(LinkTarget::Here, anchor);
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let resolved = resolve_path(self.parser.path.as_str(), &decoded);
        let target = match resolved {
            Some(path) if path.as_str().starts_with("assets/") => LinkTarget::Asset(path),
            Some(path) if path.as_str().starts_with("content/") && is_attachment(path.as_str()) => {
                LinkTarget::Asset(path)
            }
            Some(path) => LinkTarget::File(path),
            None => LinkTarget::File(SourcePath::new(&decoded)),
        };
        UrlTarget::Internal(target, anchor)
    }

    fn external_target(&mut self, url: &str, range: &Range<usize>) -> UrlTarget {
        if is_external_url(url) {
            return UrlTarget::External(url.to_owned());
        }
        self.report_unsafe_link(url, range);
        UrlTarget::Refused
    }

    /// Reports an address that names nothing, such as `?a=1`.
    pub(super) fn report_broken_link(&mut self, url: &str, range: &Range<usize>) {
        let span = (self.locate)(range.clone());
        let target = if url.is_empty() {
            "()".into()
        } else {
            replace_noncharacters(url)
        };
        let diagnostic = self.parser.diagnostic(Code::BrokenLink, span);
        self.parser.push(diagnostic.with("target", target));
    }

    pub(super) fn report_unsafe_link(&mut self, url: &str, range: &Range<usize>) {
        let span = (self.locate)(range.clone());
        let diagnostic = self
            .parser
            .diagnostic(Code::UnsafeLink, span)
            .with("target", replace_noncharacters(url));
        let lower = url.to_ascii_lowercase();
        let near = similar_web_url(url).filter(|_| !lower.starts_with("mailto:"));
        let advice = if lower.starts_with("mailto:") {
            Some((
                "после mailto: стоит один адрес, и за ним разве что ?subject=…",
                "mailto: takes one address, followed by ?subject=… at most",
            ))
        } else if has_only_visible_characters(url) {
            None
        } else {
            Some((
                "уберите из ссылки невидимые знаки",
                "remove the invisible characters from the link",
            ))
        };
        let diagnostic = diagnostic.with_some("near", near);
        let diagnostic = diagnostic.with_some("advice", advice.map(|(ru, _)| ru));
        self.parser
            .push(diagnostic.with_some("advice_en", advice.map(|(_, en)| en)));
    }
}
