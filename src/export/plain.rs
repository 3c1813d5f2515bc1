//! The text of a record without markup.

use crate::atlas::{Destination, Text};
use crate::escape;
use crate::layout::World;
use crate::record::{Link, LinkTarget, Piece};
use crate::site::Language;

/// About as long as the name of a record.
const NAME: usize = 64;

/// The words of a text, a paragraph a line, with the names of linked records as the page shows them.
pub(super) fn plain(world: &World, said: Text<'_>, language: Language) -> String {
    let html = said.body.pieces.iter().map(|piece| if let Piece::Html(html) = piece { html.len() } else { NAME });
    let mut text = String::with_capacity(html.sum());
    write_plain(world, said, language, &mut text);
    text
}

/// Writes that into an empty buffer.
pub(super) fn write_plain(world: &World, said: Text<'_>, language: Language, text: &mut String) {
    let mut words = Words { text, place: Place::Text };
    for piece in &said.body.pieces {
        match piece {
            Piece::Html(html) => words.html(html),
            Piece::Name(link) => words.text.push_str(match said.lead(*link) {
                Some(record) => world.atlas.record(record).title(language).0,
                None => name(world, &said.body.links[*link as usize], language),
            }),
            // An address stands within a tag, and tags are left out.
            Piece::Address(_) | Piece::Citation(_) => {}
        }
    }
    text.truncate(text.trim_end().len());
}

/// What stands for the text of a link that has none of its own.
fn name<'w>(world: &'w World, link: &'w Link, language: Language) -> &'w str {
    let record = match &link.target {
        LinkTarget::Record(written) => match world.atlas.resolve(written) {
            None => return written,
            found => found,
        },
        _ => match world.atlas.destination(link, &world.site) {
            Some(Destination::Record(record)) => Some(record),
            _ => None,
        },
    };
    record.map_or("", |record| world.atlas.record(record).title(language).0)
}

/// Where a piece of HTML ends, and so where the next one begins.
enum Place {
    Text,
    Tag,
}

struct Words<'t> {
    text: &'t mut String,
    place: Place,
}

impl Words<'_> {
    /// Adds words with single spaces between them, and what entities stand for.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        if let Place::Tag = self.place {
            let Some((_, after)) = rest.split_once('>') else { return };
            rest = after;
            self.place = Place::Text;
        }
        let special = |byte: u8| escape::is_one(byte, [b'<', b'&', b'\n', b'\t', b'\r']);
        loop {
            let (words, after) = rest.split_at(escape::plain(rest, special));
            self.push_spaced(words);
            let Some(found) = after.as_bytes().first() else { return };
            rest = &after[1..];
            match found {
                b'<' => {
                    // Tags are short: a search that is made for long texts takes longer to begin.
                    let end = rest.bytes().position(|byte| byte == b'>');
                    let Some((name, after)) = end.map(|end| (&rest[..end], &rest[end + 1..])) else {
                        self.place = Place::Tag;
                        return;
                    };
                    if ends_line(name) {
                        self.end_line();
                    }
                    rest = after;
                }
                b'&' => match ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
                    Some((entity, c)) => {
                        self.text.push(*c);
                        rest = &rest[entity.len()..];
                    }
                    None => self.text.push('&'),
                },
                _ => self.space(),
            }
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
        }
    }

    /// Adds words between which only spaces stand, one or more.
    fn push_spaced(&mut self, words: &str) {
        let bytes = words.as_bytes();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let doubled = pairs.fold(false, |found, (one, next)| found | ((*one == b' ') & (*next == b' ')));
        if !doubled {
            return self.push_once_spaced(words);
        }
        let mut rest = words;
        while let Some(at) = rest.find("  ") {
            self.push_once_spaced(&rest[..at]);
            self.space();
            rest = rest[at..].trim_start_matches(' ');
        }
        self.push_once_spaced(rest);
    }

    fn push_once_spaced(&mut self, words: &str) {
        match words.strip_prefix(' ') {
            Some(words) => {
                self.space();
                self.text.push_str(words);
            }
            None => self.text.push_str(words),
        }
    }

    fn space(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b' ' | b'\n')) {
            self.text.push(' ');
        }
    }
}

/// Whether a tag with this inside ends a line.
fn ends_line(tag: &str) -> bool {
    let ends = ["/p", "/li", "/h", "/t", "/d", "/blockquote", "br"];
    tag.starts_with(['/', 'b']) && ends.iter().any(|end| tag.starts_with(end))
}

/// The entities that our own HTML has, after their ampersand.
const ENTITIES: [(&str, char); 6] =
    [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("#39;", '\''), ("nbsp;", '\u{a0}')];

#[cfg(test)]
mod tests {
    use super::{Place, Words};

    #[test]
    fn markup_goes_and_words_stay() {
        let mut text = String::new();
        let mut words = Words { text: &mut text, place: Place::Text };
        for piece in [
            "<p>Один &amp; <em>два</em>\nтри <a href=\"",
            "\" class=\"x\">",
            "\"четыре\"</a>. </p>\n<ul>\n<li>&amp;lt; 5</li>\n",
            "</ul>",
        ] {
            words.html(piece);
        }
        assert_eq!(text, "Один & два три \"четыре\".\n&lt; 5\n");
    }
}
