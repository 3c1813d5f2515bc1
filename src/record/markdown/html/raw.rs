//! Raw HTML, within limits. Its links, pictures and ids are those of Markdown.

use std::ops::Range;

use html5ever::tokenizer::Tag;
use pulldown_cmark::CowStr;

use super::super::html_part::{HtmlElement, HtmlPart};
use super::super::noncharacters::replace_noncharacters;
use super::super::raw_html::count_formatting_tags;
use super::super::raw_tags::{RawTag, find_tags, parse_tag, text_of};
use super::super::sanitize::{Treatment, treatment};
use super::raw_block::RawBlock;
use super::url_target::UrlTarget;
use super::writer::{HtmlWriter, push_attribute};
use crate::diagnostic::Code;
use crate::record::limits::{MAX_RAW_ATTRIBUTES, MAX_RAW_TAGS, MAX_REOPENED_ELEMENTS};
use crate::record::model::{Heading, LinkTarget, Placeholder};

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Adds raw HTML. A block is added when it ends.
    pub(super) fn push_raw_html(&mut self, html: &CowStr<'t>, range: &Range<usize>) {
        if self.exceeds_limits(html, range) {
            return;
        }
        if let Some(block) = &mut self.raw_block {
            block.push(html, range);
            return;
        }
        let mut block = RawBlock::default();
        block.push(html, range);
        self.push_raw_block(&block);
    }

    /// Adds a block of raw HTML.
    pub(super) fn push_raw_block(&mut self, block: &RawBlock) {
        let html = &*block.html;
        if html.is_empty() {
            return;
        }
        self.has_raw = true;
        let found = find_tags(html);
        let mut from = 0;
        // The element that is reported for its content, too.
        let mut within: Option<String> = None;
        for tag in &found.tags {
            if within
                .as_ref()
                .is_some_and(|outer| tag.is_end && tag.name == *outer)
            {
                within = None;
            }
            self.in_removed = within.is_some();
            let source = block.source(&tag.range);
            let part = self.raw_tag(&html[tag.range.clone()], tag, &source);
            if !tag.is_end
                && within.is_none()
                && treatment(&tag.name) == Treatment::RemovedWithContent
            {
                within = Some(tag.name.clone());
            }
            let is_heading = heading_level(&tag.name).is_some();
            if is_heading && tag.is_end {
                self.push_raw(&html[from..tag.range.start]);
                from = tag.range.start;
                self.end_raw_heading();
            }
            if let Some(parts) = part {
                self.push_raw(&html[from..tag.range.start]);
                if is_heading {
                    self.raw_heading = Some((self.parts.len(), source));
                }
                self.parts.extend(parts);
                from = tag.range.end;
            }
        }
        self.push_raw(&html[from..]);
        self.at_line_start = html.ends_with('\n');
        if let Some(open) = found.open_comment {
            let range = block.source(&(open..open + "<!--".len()));
            self.report_open_comment(range, "-->");
        }
    }

    /// Whether raw HTML is beyond [`MAX_RAW_TAGS`] or [`MAX_RAW_ATTRIBUTES`], which is reported once.
    fn exceeds_limits(&mut self, html: &str, range: &Range<usize>) -> bool {
        let attributes_before = self.attributes.count;
        self.attributes.push(html);
        if self.attributes.count > MAX_RAW_ATTRIBUTES {
            if attributes_before <= MAX_RAW_ATTRIBUTES {
                let span = (self.locate)(range.clone());
                let ru = format!("в тегах HTML больше {MAX_RAW_ATTRIBUTES} атрибутов");
                let en = format!("HTML tags have more than {MAX_RAW_ATTRIBUTES} attributes");
                self.parser.report_limit(span, ru, en);
            }
            return true;
        }
        self.formatting += count_formatting_tags(html);
        let before = self.tags;
        self.tags += html.bytes().filter(|byte| *byte == b'<').count();
        if self.tags > MAX_RAW_TAGS && before <= MAX_RAW_TAGS {
            let span = (self.locate)(range.clone());
            let diagnostic = self.parser.diagnostic(Code::TooMuchHtml, span);
            self.parser
                .push(diagnostic.with("limit", MAX_RAW_TAGS.to_string()));
        }
        self.tags > MAX_RAW_TAGS
    }

    fn push_raw(&mut self, html: &str) {
        if !html.is_empty() {
            self.parts.push(HtmlPart::Raw(html.to_owned().into()));
        }
    }

    /// Returns the parts that replace a tag. `None` if it stays as it is.
    fn raw_tag(
        &mut self,
        html: &str,
        tag: &RawTag,
        range: &Range<usize>,
    ) -> Option<Vec<HtmlPart<'t>>> {
        if tag.is_end {
            self.open_raw_links -= usize::from(tag.name == "a" && self.open_raw_links > 0);
            return None;
        }
        let parsed = parse_tag(html)?;
        let id = attribute(&parsed, "id");
        let name = attribute(&parsed, "name").filter(|_| tag.name == "a");
        let id = id.or(name).filter(|id| !id.is_empty());
        match (&*tag.name, treatment(&tag.name)) {
            ("img", _) => Some(self.raw_image(&parsed, id, range)),
            ("a", _) => {
                self.open_raw_links += 1;
                Some(self.raw_link(&parsed, id, range))
            }
            (name, _) if heading_level(name).is_some() => {
                Some(vec![HtmlPart::Raw(html.to_owned().into())])
            }
            (_, Treatment::Kept) => {
                let id = id.map(|id| self.raw_id(id, range))?;
                let mut html = format!("<{} id=\"{id}\"", tag.name);
                push_attributes(&mut html, &parsed, &["id"]);
                Some(vec![HtmlPart::Raw((html + ">").into())])
            }
            (_, other) => {
                if other != Treatment::Unwrapped {
                    self.report_removed(&tag.name, range);
                }
                // The place that links lead to stays.
                let id = id.map(|id| self.raw_id(id, range))?;
                let html = format!("<span id=\"{id}\"></span>{html}");
                Some(vec![HtmlPart::Raw(html.into())])
            }
        }
    }

    /// Gives a heading of raw HTML its id, and adds it to the headings: its tag is the first part since it began.
    fn end_raw_heading(&mut self) {
        let Some((start, range)) = self.raw_heading.take() else {
            return;
        };
        let Some(HtmlPart::Raw(html)) = self.parts.get(start) else {
            return;
        };
        let Some(tag) = parse_tag(html) else { return };
        let words: String = self.parts[start..]
            .iter()
            .map(|part| match part {
                HtmlPart::Text(words) => words.to_string(),
                HtmlPart::Raw(html) => text_of(html),
                HtmlPart::Tag(_) | HtmlPart::Element(_) => String::new(),
            })
            .collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let own = attribute(&tag, "id").filter(|id| !id.is_empty());
        if own.is_none() && words.is_empty() {
            return;
        }
        let id = match own {
            Some(own) => self.ids.add_raw(own),
            None => self.ids.add_heading(None, &words),
        };
        if let Some(renamed) = self.ids.renamed.pop() {
            self.report_renamed_id(&renamed, range);
        }
        let mut attributes = format!(" id=\"{}", self.scope.heading_prefix());
        push_attribute(&mut attributes, &id);
        attributes.push('"');
        let name = &*tag.name;
        let mut html = if treatment(name) == Treatment::Kept {
            format!("<{name}{attributes}")
        } else {
            format!("<span{attributes}></span><{name}")
        };
        push_attributes(&mut html, &tag, &["id"]);
        self.parts[start] = HtmlPart::Raw((html + ">").into());
        self.raw_ids.push((&*id).into());
        self.headings.push(Heading {
            github_id: self.ids.add_github(&words, &id),
            id: id.into(),
            text: replace_noncharacters(&words).into(),
            level: heading_level(name).unwrap_or(2).max(2),
        });
    }

    /// Returns the start tag of a link.
    fn raw_link(&mut self, tag: &Tag, id: Option<&str>, range: &Range<usize>) -> Vec<HtmlPart<'t>> {
        let mut attributes = self.id_attribute(id, range);
        let target = attribute(tag, "href").map(|url| self.classify_url(url, range));
        if let Some(UrlTarget::Internal(target, anchor)) = target {
            push_named(&mut attributes, tag, &["title", "lang", "dir"]);
            let link = self.add_link(target, anchor, false, range.clone());
            self.links[link as usize].attributes = attributes.into();
            return vec![HtmlPart::Element(HtmlElement::link(link))];
        }
        let mut html = format!("<a{attributes}");
        let refused = ["id", "name", "href"];
        let is_external = matches!(target, Some(UrlTarget::External(_)));
        push_attributes(
            &mut html,
            tag,
            if is_external { &refused[..2] } else { &refused },
        );
        vec![HtmlPart::Raw((html + ">").into())]
    }

    /// Returns a picture. A picture of another site leaves its alternative text.
    fn raw_image(
        &mut self,
        tag: &Tag,
        id: Option<&str>,
        range: &Range<usize>,
    ) -> Vec<HtmlPart<'t>> {
        let alternative = attribute(tag, "alt").unwrap_or_default();
        let mut attributes = self.id_attribute(id, range);
        for name in ["width", "height"] {
            let size = attribute(tag, name).filter(|size| is_number(size));
            if let Some(size) = size {
                attributes.extend([" ", name, "=\"", size, "\""]);
            }
        }
        push_named(&mut attributes, tag, &["title"]);
        let Some(url) = attribute(tag, "src").filter(|url| !url.trim().is_empty()) else {
            self.report_removed("img", range);
            return vec![HtmlPart::Text(alternative.to_owned().into())];
        };
        match self.image_element(url, alternative, &attributes, range) {
            Some(element) => vec![HtmlPart::Element(element)],
            None => vec![HtmlPart::Text(alternative.to_owned().into())],
        }
    }

    /// Returns an image with its alternative text. `None` if its address is refused, which is reported.
    pub(super) fn image_element(
        &mut self,
        url: &str,
        alternative: &str,
        attributes: &str,
        range: &Range<usize>,
    ) -> Option<HtmlElement> {
        let target = match self.classify_url(url, range) {
            UrlTarget::Internal(target, _) => target,
            UrlTarget::Refused => return None,
            UrlTarget::External(url) => {
                // Pages make no requests to other sites.
                self.report_unsafe_link(&url, range);
                return None;
            }
        };
        Some(self.image(target, alternative, attributes, range))
    }

    /// Returns an image of this site.
    pub(super) fn image(
        &mut self,
        target: LinkTarget,
        alternative: &str,
        attributes: &str,
        range: &Range<usize>,
    ) -> HtmlElement {
        let link = self.add_link(target, None, false, range.clone());
        let mut html = format!("{attributes} alt=\"");
        push_attribute(&mut html, alternative);
        html.push_str("\" loading=\"lazy\"");
        self.links[link as usize].attributes = html.into();
        HtmlElement::placeholder(Placeholder::Image(link))
    }

    /// Registers an id of raw HTML. Returns it as on the page, escaped.
    pub(super) fn raw_id(&mut self, id: &str, range: &Range<usize>) -> String {
        let registered = self.ids.add_raw(id);
        if let Some(renamed) = self.ids.renamed.pop() {
            self.report_renamed_id(&renamed, range.clone());
        }
        let full = format!("{}{registered}", self.scope.heading_prefix());
        let mut escaped = String::new();
        push_attribute(&mut escaped, &full);
        self.raw_ids.push(registered.into());
        escaped
    }

    fn id_attribute(&mut self, id: Option<&str>, range: &Range<usize>) -> String {
        id.map_or_else(String::new, |id| {
            format!(" id=\"{}\"", self.raw_id(id, range))
        })
    }

    fn report_removed(&mut self, element: &str, range: &Range<usize>) {
        if self.in_removed {
            return;
        }
        let span = (self.locate)(range.clone());
        let diagnostic = self.parser.diagnostic(Code::RemovedHtml, span);
        self.parser
            .push(diagnostic.with("element", replace_noncharacters(element)));
    }

    /// Reports a comment that does not end. `end` is the mark that ends it.
    fn report_open_comment(&mut self, range: Range<usize>, end: &'static str) {
        let span = (self.locate)(range);
        let diagnostic = self.parser.diagnostic(Code::OpenComment, span);
        self.parser.push(diagnostic.with("end", end));
    }

    /// Counts the formatting elements of raw HTML that a new block may reopen. An upper bound: end tags are ignored.
    pub(super) fn count_reopened(&mut self, range: &Range<usize>) {
        let before = self.reopened;
        self.reopened += self.formatting;
        if before <= MAX_REOPENED_ELEMENTS && self.reopened > MAX_REOPENED_ELEMENTS {
            let span = (self.locate)(range.clone());
            let ru = format!(
                "теги HTML в тексте пришлось бы открывать заново больше {MAX_REOPENED_ELEMENTS} раз"
            );
            let en = format!(
                "HTML tags of the text would be opened again more than {MAX_REOPENED_ELEMENTS} times"
            );
            self.parser.report_limit(span, ru, en);
        }
    }
}

/// Returns the level of a heading's element.
fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Returns the value of an attribute.
fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let found = tag
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)?;
    Some(&found.value)
}

/// Appends the attributes of a tag except for some.
fn push_attributes(html: &mut String, tag: &Tag, except: &[&str]) {
    let kept = tag
        .attrs
        .iter()
        .filter(|attribute| !except.contains(&&*attribute.name.local));
    for attribute in kept {
        html.extend([" ", &*attribute.name.local, "=\""]);
        push_attribute(html, &attribute.value);
        html.push('"');
    }
}

/// Appends the attributes with these names.
fn push_named(html: &mut String, tag: &Tag, names: &[&str]) {
    for name in names {
        if let Some(value) = attribute(tag, name) {
            html.extend([" ", name, "=\""]);
            push_attribute(html, value);
            html.push('"');
        }
    }
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
