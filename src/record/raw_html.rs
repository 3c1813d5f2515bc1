//! Raw HTML in a text, made harmless by ammonia.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::address;
use super::anchor::{Anchors, Renamed};
use super::body_builder::{BodyBuilder, without_noncharacters};
use super::segment::Segment;

/// How many tags of raw HTML a text may have. Nobody writes so many; deeply nested ones take the sanitizer time that
/// grows with the square of their number.
pub(super) const MOST_TAGS: usize = 1000;

/// Adds the segments of a text with raw HTML to a body; returns the ids that had to be renamed.
///
/// The sanitizer sees the whole text, because raw elements reach over Markdown's own. Of those it sees a stub with a
/// number, `<a slot-0="17">`; what it has left is parsed, and each stub becomes its element again. The attribute's name
/// is one that the text has nowhere, and names are the part of HTML in which entities mean nothing, so that no stub is
/// a stranger's.
pub(super) fn sanitize(
    segments: &[Segment<'_>],
    anchors: Anchors,
    prefix: &str,
    body: BodyBuilder,
) -> (BodyBuilder, Vec<Renamed>) {
    let slot = unused_name(&joined(segments, None));
    let anchors = Arc::new(Mutex::new(anchors));
    let html = sanitizer(&slot, prefix.to_owned(), anchors.clone()).clean(&joined(segments, Some(&slot))).to_string();
    let sink = Assembler { segments, slot: &slot, body: RefCell::new(body) };
    let body = tokenize(&html, sink).body.into_inner();
    let renamed = std::mem::take(&mut anchors.lock().unwrap_or_else(PoisonError::into_inner).renamed);
    (body, renamed)
}

/// The ids in a piece of raw HTML.
pub(super) fn ids(html: &str) -> Vec<String> {
    tokenize(html, IdCollector(RefCell::default())).0.into_inner()
}

/// Gives a sink the tokens of HTML, and returns it.
fn tokenize<S: TokenSink>(html: &str, sink: S) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink
}

/// Collects the ids of tags.
struct IdCollector(RefCell<Vec<String>>);

impl TokenSink for IdCollector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            let ids = tag.attrs.iter().filter(|attribute| &*attribute.name.local == "id");
            self.0.borrow_mut().extend(ids.map(|attribute| attribute.value.to_string()));
        }
        TokenSinkResult::Continue
    }
}

/// How many tags of raw HTML may begin an element that HTML opens again in every paragraph until it is closed.
pub(super) fn formatting_tags(html: &str) -> usize {
    let names = html.split('<').skip(1).map(|tag| {
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        tag[..end].to_ascii_lowercase()
    });
    names.filter(|name| FORMATTING.contains(&&**name)).count()
}

/// The formatting elements of HTML (<https://html.spec.whatwg.org/#formatting>).
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The HTML of a text with stubs for the elements that have attributes; without their numbers where no name is given.
fn joined(segments: &[Segment<'_>], slot: Option<&str>) -> String {
    let mut html = String::new();
    for (number, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Text(words) => drop(escape_html_body_text(&mut html, words)),
            Segment::Tag(tag) => html.push_str(tag),
            Segment::Raw(raw) => html.push_str(raw),
            Segment::Element(element) => {
                html.extend(["<", element.name]);
                if let Some(slot) = slot {
                    html.push_str(&format!(" {slot}=\"{number}\""));
                }
                html.push('>');
            }
        }
    }
    html
}

/// The beginning of the name of the attribute that numbers stubs.
const SLOT: &str = "slot-";

/// The first name of an attribute that a text does not have.
fn unused_name(html: &str) -> String {
    let html = html.to_ascii_lowercase();
    let digits = |rest: &str| rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()].parse();
    let used: HashSet<usize> = html.split(SLOT).skip(1).filter_map(|rest| digits(rest).ok()).collect();
    let free = (0..).find(|number| !used.contains(number)).unwrap_or_default();
    format!("{SLOT}{free}")
}

/// Makes a body of what the sanitizer has left.
struct Assembler<'a, 't> {
    segments: &'a [Segment<'t>],
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
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::EOFToken | Token::ParseError(_) => {}
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
        let number = tag.attrs.iter().find(|attribute| *attribute.name.local == *self.slot);
        let segment = number.and_then(|number| self.segments.get(number.value.parse::<usize>().ok()?));
        match segment {
            Some(Segment::Element(element)) if element.name == name => body.push_element(element),
            _ => body.push_tag(name, &written(tag, self.slot)),
        }
    }
}

/// A start tag as the sanitizer has left it.
fn written(tag: &Tag, slot: &str) -> String {
    let mut html = format!("<{}", &*tag.name);
    for attribute in tag.attrs.iter().filter(|attribute| *attribute.name.local != *slot) {
        html.extend([" ", &*attribute.name.local, "=\""]);
        let _ = escape_html(&mut html, &without_noncharacters(&attribute.value));
        html.push('"');
    }
    html + ">"
}

/// What raw HTML in a record may be: text-level marks and simple blocks, no scripts, styles, forms, frames or images;
/// links only to other sites.
fn sanitizer(slot: &str, prefix: String, anchors: Arc<Mutex<Anchors>>) -> ammonia::Builder<'_> {
    let mut builder = ammonia::Builder::default();
    builder
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .generic_attribute_prefixes([slot].into())
        .add_tags(["sup", "sub", "mark", "figure", "figcaption"])
        // A page has one heading of the first level, and it is not the text's: its words stay.
        .rm_tags(["h1", "img", "map", "area", "center", "font", "tt"])
        .add_tag_attributes("th", ["scope"])
        .add_allowed_classes("th", ["right", "center"])
        .add_allowed_classes("td", ["right", "center"])
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("a", "href") => address::leads_away(value).then(|| value.into()),
            (_, "id") => {
                let mut anchors = anchors.lock().unwrap_or_else(PoisonError::into_inner);
                Some(Cow::Owned(format!("{prefix}{}", anchors.add_raw(value))))
            }
            (_, "cite" | "align" | "char" | "charoff" | "valign" | "bgcolor" | "width" | "height") => None,
            _ => Some(value.into()),
        });
    for level in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(level, ["id"]);
    }
    builder
}
