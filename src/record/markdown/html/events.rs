//! Maps events to HTML.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::super::events::MarkdownEvent;
use super::super::html_part::HtmlElement;
use super::super::text_mark::{TextMark, without_marks};
use super::blocks::HEADING_END_TAGS;
use super::raw_block::RawBlock;
use super::writer::{HtmlWriter, Image};

impl<'t> HtmlWriter<'_, '_, '_, 't> {
    /// Writes an event. `heading` is the text of the heading that the event starts.
    pub(in crate::record) fn write_event(&mut self, event: MarkdownEvent<'t>, heading: &str) {
        let MarkdownEvent {
            event,
            range,
            escaped,
            marks,
        } = event;
        if self.image.is_some() {
            self.push_image_text(event, &marks);
            return;
        }
        match event {
            Event::Start(tag) => self.start_tag(tag, &range, heading),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) if self.in_code_block => self.push_text(text),
            Event::Text(text) if marks.is_empty() => self.push_cited_text(text, &range, &escaped),
            Event::Text(text) => self.push_marked_text(&text, &range, &escaped, &marks),
            Event::Code(text) => {
                self.push_tag("<code>");
                self.push_text(text);
                self.push_tag("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.push_raw_html(&html, &range),
            Event::SoftBreak => self.push_text("\n".into()),
            Event::HardBreak => self.push_tag("<br />\n"),
            Event::Rule => self.push_block("<hr />\n", "\n<hr />\n"),
            Event::TaskListMarker(done) => self.push_text(if done { "☑ " } else { "☐ " }.into()),
            Event::FootnoteReference(name) => {
                self.push_footnote_reference(&name);
            }
            // These extensions are not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(text),
        }
    }

    /// Collects the alternative text of an image, and writes the image at its end.
    fn push_image_text(&mut self, event: Event<'t>, marks: &[TextMark]) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => {
                image.alternative.push_str(&without_marks(&text, marks));
            }
            Event::SoftBreak | Event::HardBreak => image.alternative.push(' '),
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(image) = self.image.take() {
                    self.push_collected_image(&image);
                }
            }
            _ => {}
        }
    }

    fn push_collected_image(&mut self, image: &Image<'t>) {
        let Image {
            url,
            range,
            alternative,
            embed,
            ..
        } = image;
        match embed {
            Some(has_words) => {
                let words = if *has_words { alternative } else { "" };
                self.push_embed(url, words, range);
            }
            None => self.push_image(url, alternative, range),
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
            Tag::List(Some(start)) => self.push_numbered_list(start),
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
            Tag::Image {
                dest_url: url,
                link_type,
                ..
            } => {
                self.image = Some(Image {
                    url,
                    embed: match link_type {
                        LinkType::WikiLink { has_pothole } => Some(has_pothole),
                        _ => None,
                    },
                    range: range.clone(),
                    alternative: String::new(),
                    depth: 0,
                });
            }
            Tag::Heading { level, id, .. } => {
                self.push_heading(level, id.as_deref(), heading, range);
            }
            Tag::CodeBlock(kind) => self.push_code_block(&kind),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                self.start_table_part(tag, range);
            }
            Tag::FootnoteDefinition(name) => self.push_footnote(&name, range),
            Tag::HtmlBlock => self.raw_block = Some(RawBlock::default()),
            // These extensions are not enabled.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    /// Begins a table, its head, a row or a cell.
    fn start_table_part(&mut self, tag: Tag<'t>, range: &Range<usize>) {
        match tag {
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
                self.check_row(range);
                self.push_tag("<tr>");
            }
            _ => self.push_table_cell(),
        }
    }

    /// Begins a list whose first number is not 1.
    fn push_numbered_list(&mut self, start: u64) {
        let line = if self.at_line_start { "" } else { "\n" };
        self.push_element(HtmlElement::markup(
            "ol",
            format!("{line}<ol start=\"{start}\">\n"),
        ));
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
            TagEnd::Link => self.end_link(),
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
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::HtmlBlock => {
                if let Some(block) = self.raw_block.take() {
                    self.push_raw_block(&block);
                }
            }
            TagEnd::Image => {}
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
