//! Links and images.

use std::ops::Range;

use pulldown_cmark::LinkType;
use pulldown_cmark_escape::escape_href;

use super::super::html_part::{HtmlElement, VOID};
use super::super::noncharacters::replace_noncharacters;
use super::url_target::{UrlTarget, resolve_path, split_anchor};
use super::writer::{HtmlWriter, push_attribute};
use crate::diagnostic::Code;
use crate::record::model::{LinkTarget, Placeholder};
use crate::record::url::{has_only_visible_characters, is_external_url};
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

impl HtmlWriter<'_, '_, '_, '_> {
    /// Writes the start tag of a link. Without a text of its own it is followed by the name of the record.
    pub(super) fn push_link(
        &mut self,
        kind: LinkType,
        url: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let url_target = match kind {
            LinkType::WikiLink { .. } => {
                let url = replace_noncharacters(url);
                let (id, anchor) = split_anchor(&url);
                UrlTarget::Internal(
                    LinkTarget::Record(SourcePath::new(id.trim()).into()),
                    anchor,
                )
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
        let named = matches!(kind, LinkType::WikiLink { has_pothole: false });
        let link = self.add_link(target, anchor, named, range.clone());
        self.push_element(HtmlElement {
            name: "a",
            before: "<a href=\"".to_owned(),
            placeholder: Some(Placeholder::Address(link)),
            after: "\">".to_owned(),
        });
        if named {
            self.push_element(HtmlElement::placeholder(Placeholder::Name(link)));
        }
        self.in_replaced_text = named;
    }

    /// Writes an image with its alternative text. Images of other sites are refused.
    pub(super) fn push_image(&mut self, url: &str, alternative: &str, range: &Range<usize>) {
        let target = match self.classify_url(url, range) {
            UrlTarget::Internal(target, _) => target,
            UrlTarget::Refused => LinkTarget::Here,
            UrlTarget::External(url) => {
                // Pages make no requests to other sites.
                self.report_unsafe_link(&url, range);
                LinkTarget::Here
            }
        };
        let link = self.add_link(target, None, false, range.clone());
        let mut after = "\" alt=\"".to_owned();
        push_attribute(&mut after, alternative);
        after.push_str("\" loading=\"lazy\">");
        let before = "<img src=\"".to_owned();
        self.push_element(HtmlElement {
            name: VOID,
            before,
            placeholder: Some(Placeholder::Address(link)),
            after,
        });
    }

    /// Classifies the URL of a link or image. Reports one that is not allowed.
    fn classify_url(&mut self, url: &str, range: &Range<usize>) -> UrlTarget {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| !scheme.is_empty() && !scheme.contains(['/', '?', '#'])) {
            return self.external_target(url, range);
        }
        if url.starts_with("//") || url.starts_with('\\') || !has_only_visible_characters(url) {
            self.report_unsafe_link(url, range);
            return UrlTarget::Refused;
        }
        let (path, anchor) = split_anchor(url);
        if path.is_empty() {
            return UrlTarget::Internal(LinkTarget::Here, anchor);
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let resolved = resolve_path(self.parser.path.as_str(), &decoded);
        let target = match resolved {
            Some(path) if path.as_str().starts_with("assets/") => LinkTarget::Asset(path),
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

    fn report_unsafe_link(&mut self, url: &str, range: &Range<usize>) {
        let span = (self.locate)(range.clone());
        let diagnostic = self
            .parser
            .diagnostic(Code::UnsafeLink, span)
            .with("target", replace_noncharacters(url));
        self.parser.push(diagnostic);
    }
}
