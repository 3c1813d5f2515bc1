//! Maps events to HTML.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::events::MarkdownEvent;
use super::super::html_part::{HtmlElement, VOID};
use super::blocks::HEADING_END_TAGS;
use super::writer::{HtmlWriter, Image};

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Writes an event. `heading` is the text of the heading that the event starts.
    pub(in crate::record) fn write_event(&mut self, event: MarkdownEvent<'t>, heading: &str) {
        let MarkdownEvent {
            event,
            range,
            escaped,
        } = event;
        if self.image.is_some() {
            self.push_image_text(event);
            return;
        }
        match event {
            Event::Start(tag) => self.start_tag(tag, &range, heading),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) if self.in_code_block => self.push_text(text),
            Event::Text(text) => self.push_cited_text(text, &range, &escaped),
            Event::Code(text) => {
                self.push_tag("<code>");
                self.push_text(text);
                self.push_tag("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.push_raw_html(html, &range),
            Event::SoftBreak => self.push_text("\n".into()),
            Event::HardBreak => self.push_tag("<br />\n"),
            Event::Rule => self.push_block("<hr />\n", "\n<hr />\n"),
            Event::TaskListMarker(done) => self.push_text(if done { "☑ " } else { "☐ " }.into()),
            Event::FootnoteReference(name) => {
                let letter = self.footnotes.letter(&name);
                let prefix = self.scope.footnote_prefix();
                let link = format!("<a href=\"#{prefix}{letter}\">{letter}</a>");
                self.push_element(HtmlElement::markup(
                    VOID,
                    format!("<sup class=\"footnote-reference\">{link}</sup>"),
                ));
            }
            // These extensions are not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(text),
        }
    }

    /// Collects the alternative text of an image, and writes the image at its end.
    fn push_image_text(&mut self, event: Event<'t>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => image.alternative.push_str(&text),
            Event::SoftBreak | Event::HardBreak => image.alternative.push(' '),
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(Image {
                    url,
                    range,
                    alternative,
                    ..
                }) = self.image.take()
                {
                    self.push_image(&url, &alternative, &range);
                }
            }
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'t>, range: &Range<usize>, heading: &str) {
        if !is_inline(&tag) {
            self.count_reopened(range);
        }
        match tag {
            Tag::Paragraph => self.push_block("<p>", "\n<p>"),
            Tag::BlockQuote(_) => self.push_block("<blockquote>\n", "\n<blockquote>\n"),
            Tag::List(None) => self.push_block("<ul>\n", "\n<ul>\n"),
            Tag::List(Some(1)) => self.push_block("<ol>\n", "\n<ol>\n"),
            Tag::List(Some(start)) => {
                let line = if self.at_line_start { "" } else { "\n" };
                self.push_element(HtmlElement::markup(
                    "ol",
                    format!("{line}<ol start=\"{start}\">\n"),
                ));
            }
            Tag::Item => self.push_block("<li>", "\n<li>"),
            Tag::Emphasis => self.push_tag("<em>"),
            Tag::Strong => self.push_tag("<strong>"),
            Tag::Strikethrough => self.push_tag("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.push_link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url: url, .. } => {
                self.image = Some(Image {
                    url,
                    range: range.clone(),
                    alternative: String::new(),
                    depth: 0,
                });
            }
            Tag::Heading { level, id, .. } => {
                self.push_heading(level, id.as_deref(), heading, range);
            }
            Tag::CodeBlock(kind) => self.push_code_block(&kind),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.push_tag("<table>");
            }
            Tag::TableHead => {
                (self.column, self.in_table_head) = (0, true);
                self.push_tag("<thead>");
                self.push_tag("<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.push_tag("<tr>");
            }
            Tag::TableCell => self.push_table_cell(),
            Tag::FootnoteDefinition(name) => self.push_footnote(&name),
            Tag::HtmlBlock => {}
            // These extensions are not enabled.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.push_tag("</p>\n"),
            TagEnd::BlockQuote(_) => self.push_tag("</blockquote>\n"),
            TagEnd::List(true) => self.push_tag("</ol>\n"),
            TagEnd::List(false) => self.push_tag("</ul>\n"),
            TagEnd::Item => self.push_tag("</li>\n"),
            TagEnd::Emphasis => self.push_tag("</em>"),
            TagEnd::Strong => self.push_tag("</strong>"),
            TagEnd::Strikethrough => self.push_tag("</del>"),
            TagEnd::Link => {
                self.in_replaced_text = false;
                self.push_tag("</a>");
            }
            TagEnd::Heading(level) => {
                self.push_tag(HEADING_END_TAGS[self.heading_level(level) as usize - 1]);
            }
            TagEnd::CodeBlock => {
                self.in_code_block = false;
                self.push_tag("</code>");
                self.push_tag("</pre>\n");
            }
            TagEnd::Table => {
                self.push_tag("</tbody>");
                self.push_tag("</table>\n");
            }
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.push_tag("</tr>");
                self.push_tag("</thead>");
                self.push_tag("<tbody>");
            }
            TagEnd::TableRow => self.push_tag("</tr>\n"),
            TagEnd::TableCell => self.push_tag(if self.in_table_head { "</th>" } else { "</td>" }),
            TagEnd::FootnoteDefinition => self.push_tag("</div>\n"),
            TagEnd::HtmlBlock | TagEnd::Image => {}
            // These extensions are not enabled.
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }
}

/// Whether an element is within the text of a paragraph.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}
