//! Finds the tags of raw HTML with their places. What it overlooks, the sanitizer removes.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tokenizer::{Tag, Token, TokenSink, TokenSinkResult};

use super::raw_html::tokenize;

/// A tag of raw HTML.
pub(in crate::record) struct RawTag {
    /// Its range.
    pub(in crate::record) range: Range<usize>,
    /// Its name in lowercase.
    pub(in crate::record) name: String,
    /// Whether it is an end tag.
    pub(in crate::record) is_end: bool,
}

/// The tags of raw HTML, and the beginning of a comment that does not end.
#[derive(Default)]
pub(in crate::record) struct RawTags {
    pub(in crate::record) tags: Vec<RawTag>,
    pub(in crate::record) open_comment: Option<usize>,
}

/// Elements whose content is text to a browser.
const TEXT_ELEMENTS: [&str; 8] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// Finds the tags of raw HTML.
pub(in crate::record) fn find_tags(html: &str) -> RawTags {
    let mut found = RawTags::default();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        let rest = &html[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(length) = comment_length(comment) else {
                found.open_comment = Some(open);
                return found;
            };
            at = open + "<!--".len() + length;
            continue;
        }
        let name_at = if rest.starts_with("</") { 2 } else { 1 };
        if !rest[name_at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = open + 1;
            continue;
        }
        let Some(length) = tag_length(rest) else {
            return found;
        };
        at = open + length;
        let is_end_of_name = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let name = rest[name_at..]
            .split(is_end_of_name)
            .next()
            .unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if name_at == 1 && TEXT_ELEMENTS.contains(&&*name) {
            at = end_of_text_element(html, at, &name);
        }
        found.tags.push(RawTag {
            range: open..open + length,
            name,
            is_end: name_at == 2,
        });
    }
    found
}

/// Returns the length of a comment after `<!--`, with its end.
fn comment_length(comment: &str) -> Option<usize> {
    let at_once = ["->", ">"].into_iter().find(|end| comment.starts_with(end));
    if let Some(end) = at_once {
        return Some(end.len());
    }
    let ends = ["-->", "--!>"]
        .into_iter()
        .filter_map(|end| Some(comment.find(end)? + end.len()));
    ends.min()
}

/// Returns the length of a tag with its `>`. `None` if it does not end.
fn tag_length(tag: &str) -> Option<usize> {
    let (mut quote, mut after_equals) = (None, false);
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if after_equals => (quote, after_equals) = (Some(byte), false),
            (None, b'=') => after_equals = true,
            (None, byte) if byte.is_ascii_whitespace() => {}
            (None, _) => after_equals = false,
        }
    }
    None
}

/// Returns the offset of the end tag of an element whose content is text.
fn end_of_text_element(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let start = at + found;
        let after = html.get(start + 2..start + 2 + name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name)) {
            return start;
        }
        at = start + 2;
    }
    html.len()
}

/// Returns a start tag with its attributes, whose entities are decoded.
pub(in crate::record) fn parse_tag(html: &str) -> Option<Tag> {
    tokenize(html, FirstTag(RefCell::default())).0.into_inner()
}

/// Keeps the first tag.
struct FirstTag(RefCell<Option<Tag>>);

impl TokenSink for FirstTag {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            self.0.borrow_mut().get_or_insert(tag);
        }
        TokenSinkResult::Continue
    }
}

/// Returns the text of HTML, without its tags and comments.
pub(in crate::record) fn text_of(html: &str) -> String {
    tokenize(html, TextCollector(RefCell::default()))
        .0
        .into_inner()
}

/// Collects text.
struct TextCollector(RefCell<String>);

impl TokenSink for TextCollector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::CharacterTokens(words) = token {
            self.0.borrow_mut().push_str(&words);
        }
        TokenSinkResult::Continue
    }
}
