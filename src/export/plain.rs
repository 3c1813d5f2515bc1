//! The text of a record without markup.

use crate::atlas::Destination;
use crate::escape;
use crate::layout::World;
use crate::record::{Body, LinkTarget, Piece};
use crate::site::Language;

/// The words of a text, a paragraph a line, with the names of linked records as the page shows them.
pub(super) fn plain(world: &World, body: &Body, language: Language) -> String {
    let mut words = Words { text: String::with_capacity(1024), place: Place::Text };
    for piece in &body.pieces {
        match piece {
            Piece::Html(html) => words.html(html),
            Piece::Name(link) => {
                let link = &body.links[*link as usize];
                match (world.atlas.destination(link, &world.site), &link.target) {
                    (Some(Destination::Record(record)), _) => {
                        words.text.push_str(world.atlas.record(record).title(language).0);
                    }
                    (_, LinkTarget::Record(written)) => words.text.push_str(written),
                    _ => {}
                }
            }
            // An address stands within a tag, and tags are left out.
            Piece::Address(_) | Piece::Citation(_) => {}
        }
    }
    words.text.truncate(words.text.trim_end().len());
    words.text
}

/// Where a piece of HTML ends, and so where the next one begins.
enum Place {
    Text,
    Tag,
}

struct Words {
    text: String,
    place: Place,
}

impl Words {
    fn html(&mut self, html: &str) {
        let mut rest = html;
        if let Place::Tag = self.place {
            let Some((_, after)) = rest.split_once('>') else { return };
            rest = after;
            self.place = Place::Text;
        }
        while let Some((words, tag)) = rest.split_once('<') {
            self.push(words);
            let Some((name, after)) = tag.split_once('>') else {
                self.place = Place::Tag;
                return;
            };
            let ends = ["/p", "/li", "/h", "/t", "/d", "/blockquote", "/pre", "br"];
            let is_end = ends.iter().any(|end| name.starts_with(end));
            if is_end && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.truncate(self.text.trim_end().len());
                self.text.push('\n');
            }
            rest = after;
        }
        self.push(rest);
    }

    /// Adds words with single spaces between them, and what entities stand for.
    fn push(&mut self, words: &str) {
        let special = |byte: u8| (byte == b'\n') | (byte == b'\t') | (byte == b'\r') | (byte == b'&');
        let mut rest = words;
        loop {
            let (plain, after) = rest.split_at(escape::plain(rest, special));
            self.push_spaced(plain);
            let Some(found) = after.as_bytes().first() else { return };
            rest = &after[1..];
            if *found != b'&' {
                self.space();
            } else if let Some((entity, c)) = ENTITIES.iter().find(|(entity, _)| after.starts_with(entity)) {
                self.text.push(*c);
                rest = &after[entity.len()..];
            } else {
                self.text.push('&');
            }
        }
    }

    /// Adds words between which only spaces stand, one or more.
    fn push_spaced(&mut self, words: &str) {
        let doubled =
            words.as_bytes().windows(2).fold(false, |found, two| found | ((two[0] == b' ') & (two[1] == b' ')));
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
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }
}

/// The entities that our own HTML has.
const ENTITIES: [(&str, char); 6] =
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", '\u{a0}')];

#[cfg(test)]
mod tests {
    use super::{Place, Words};

    #[test]
    fn markup_goes_and_words_stay() {
        let mut words = Words { text: String::new(), place: Place::Text };
        for piece in [
            "<p>Один &amp; <em>два</em>\nтри <a href=\"",
            "\" class=\"x\">",
            "\"четыре\"</a>. </p>\n<ul>\n<li>&amp;lt; 5</li>\n",
            "</ul>",
        ] {
            words.html(piece);
        }
        assert_eq!(words.text, "Один & два три \"четыре\".\n&lt; 5\n");
    }
}
