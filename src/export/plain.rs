//! The text of a record without markup.

use crate::atlas::Destination;
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
        let mut from = 0;
        for (at, byte) in words.bytes().enumerate() {
            match byte {
                b' ' if at > from && words.as_bytes()[at - 1] != b' ' => {}
                b' ' | b'\n' | b'\t' | b'\r' => {
                    self.text.push_str(&words[from..at]);
                    if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                    from = at + 1;
                }
                b'&' => {
                    self.text.push_str(&words[from..at]);
                    let entity = ENTITIES.iter().find(|(entity, _)| words[at..].starts_with(entity));
                    from = at;
                    if let Some((entity, c)) = entity {
                        self.text.push(*c);
                        from += entity.len();
                    }
                }
                _ => {}
            }
        }
        self.text.push_str(&words[from.min(words.len())..]);
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
