//! Builds a body from sanitized HTML: each stub becomes its element again.

use std::cell::RefCell;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use pulldown_cmark_escape::escape_html;

use super::body_builder::BodyBuilder;
use super::html_part::HtmlPart;
use super::noncharacters::replace_noncharacters;
use super::raw_html::tokenize;

/// Adds sanitized HTML to a body. `slot` is the name of the attribute that numbers stubs.
pub(in crate::record) fn reassemble(
    html: &str,
    parts: &[HtmlPart<'_>],
    slot: &str,
    body: BodyBuilder,
) -> BodyBuilder {
    tokenize(
        html,
        Assembler {
            parts,
            slot,
            body: RefCell::new(body),
        },
    )
    .body
    .into_inner()
}

/// A token sink that adds sanitized HTML to a body.
struct Assembler<'a, 't> {
    parts: &'a [HtmlPart<'t>],
    slot: &'a str,
    body: RefCell<BodyBuilder>,
}

impl TokenSink for Assembler<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut body = self.body.borrow_mut();
        match token {
            Token::CharacterTokens(words) => body.push_text(&words),
            Token::NullCharacterToken => body.push_text("\u{fffd}"),
            Token::TagToken(tag) => self.tag(&tag, &mut body),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl Assembler<'_, '_> {
    fn tag(&self, tag: &Tag, body: &mut BodyBuilder) {
        let name = &*tag.name;
        if tag.kind == TagKind::EndTag {
            body.push_tag(name, &format!("</{name}>"));
            return;
        }
        let number = tag
            .attrs
            .iter()
            .find(|attribute| *attribute.name.local == *self.slot);
        let part = number.and_then(|number| self.parts.get(number.value.parse::<usize>().ok()?));
        match part {
            Some(HtmlPart::Element(element)) if element.name == name => body.push_element(element),
            _ => body.push_tag(name, &start_tag_html(tag, self.slot)),
        }
    }
}

/// Returns the HTML of a sanitized start tag.
fn start_tag_html(tag: &Tag, slot: &str) -> String {
    let mut html = format!("<{}", &*tag.name);
    for attribute in tag
        .attrs
        .iter()
        .filter(|attribute| *attribute.name.local != *slot)
    {
        html.extend([" ", &*attribute.name.local, "=\""]);
        let _ = escape_html(&mut html, &replace_noncharacters(&attribute.value));
        html.push('"');
    }
    html + ">"
}
