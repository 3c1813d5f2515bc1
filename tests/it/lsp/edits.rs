//! A thousand random edits: the server's text is the client's after each.

use innovation_atlas::lsp::{Buffer, PositionEncoding};
use serde_json::{Value, json};

use super::{Session, site};
use crate::random::Random;

/// Pieces of texts that are hard to count.
const PIECES: [&str; 14] = [
    "а",
    "ё",
    "я\u{301}",
    "🚀",
    "👩‍🔬",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "key: ",
    "- ",
    "[",
    "x",
    "  ",
];

/// A text as editors hold it: lines of characters, without their ends.
struct Reference(Vec<char>);

impl Reference {
    /// Returns the offsets in characters at which lines begin.
    fn starts(&self) -> Vec<usize> {
        let mut starts = vec![0];
        for (at, c) in self.0.iter().enumerate() {
            let is_end = *c == '\n' || (*c == '\r' && self.0.get(at + 1) != Some(&'\n'));
            if is_end {
                starts.push(at + 1);
            }
        }
        starts
    }

    /// Returns the position of a character, unless it is within a line end.
    fn position(&self, at: usize, encoding: PositionEncoding) -> Option<Value> {
        let is_within = at > 0 && self.0[at - 1] == '\r' && self.0.get(at) == Some(&'\n');
        if is_within {
            return None;
        }
        let starts = self.starts();
        let line = starts.iter().rposition(|start| *start <= at)?;
        let before: String = self.0[starts[line]..at].iter().collect();
        let units = match encoding {
            PositionEncoding::Utf8 => before.len(),
            PositionEncoding::Utf16 => before.encode_utf16().count(),
            PositionEncoding::Utf32 => before.chars().count(),
        };
        Some(json!({"line": line, "character": units}))
    }

    /// Makes a random edit, and returns it for the protocol.
    fn edit(&mut self, random: &mut Random, encoding: PositionEncoding) -> Value {
        loop {
            let start = random.below(self.0.len() + 1);
            let end = (start + random.below(6)).min(self.0.len());
            let count = random.below(4);
            let text: String = (0..count)
                .map(|_| PIECES[random.below(PIECES.len())])
                .collect();
            let ends = self
                .position(start, encoding)
                .zip(self.position(end, encoding));
            if let Some((from, to)) = ends {
                self.0.splice(start..end, text.chars());
                return json!({"range": {"start": from, "end": to}, "text": text});
            }
        }
    }
}

const ENCODINGS: [PositionEncoding; 3] = [
    PositionEncoding::Utf8,
    PositionEncoding::Utf16,
    PositionEncoding::Utf32,
];

#[test]
fn a_buffer_follows_a_thousand_edits_in_every_encoding() {
    for (seed, encoding) in ENCODINGS.into_iter().enumerate() {
        let mut random = Random::new(seed as u64 + 1);
        let mut reference = Reference("---\r\nname: А🚀\n---\nтекст".chars().collect());
        let mut buffer = Buffer {
            uri: String::new(),
            version: 1,
            text: reference.0.iter().collect(),
        };
        for _ in 0..1000 {
            let edit = reference.edit(&mut random, encoding);
            buffer.apply(&[edit], encoding);
            assert_eq!(buffer.text, reference.0.iter().collect::<String>());
        }
    }
}

#[test]
fn the_server_has_the_text_of_the_client_after_each_edit() {
    let path = "content/organizations/miet.md";
    let mut session = Session::start(&site(), "utf-16");
    let mut random = Random::new(7);
    let mut reference = Reference("---\r\nname: А🚀\n---\nтекст".chars().collect());
    session.write(path, &reference.0.iter().collect::<String>());
    for _ in 0..300 {
        let first = reference.edit(&mut random, PositionEncoding::Utf16);
        let second = reference.edit(&mut random, PositionEncoding::Utf16);
        session.change(path, &json!([first, second]));
        let document = json!({"textDocument": {"uri": session.uri(path)}});
        let answer = session.request("atlas/text", document);
        assert_eq!(answer["text"], reference.0.iter().collect::<String>());
    }
    let position = json!({"line": 1, "character": 3});
    session.at("completion", path, &position);
    session.at("hover", path, &position);
}
