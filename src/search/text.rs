//! Texts: what a sentence under a hit is taken from. Together they are most of what an atlas says, so each is read once
//! to count its words, and again when its shard is written; none is held between.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::shard::{escaped_length, write_escaped};

/// The texts of some documents, to be written when somebody wants them.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The name under which the page is handed the data.
    pub(super) call: String,
    /// The places of the documents, as they were given.
    pub(super) documents: Vec<u32>,
}

/// What is known of a text that is not held.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    /// The length of its string of JSON, quotes included.
    pub(super) length: u32,
    /// Tells the string from others.
    pub(super) hash: u64,
    /// The length of summary and text before they became a string of JSON.
    pub(super) plain: u32,
}

impl Texts {
    /// Passes on the file. `texts` passes on what it did when the index was made: see [`super::index`].
    pub fn write(&self, texts: impl Fn(&[u32], &mut dyn FnMut(&str, &str)), to: &mut dyn FnMut(&[u8])) {
        let (mut before, mut bytes) = (b'[', Vec::with_capacity(PIECE + PIECE / 8));
        bytes.extend_from_slice(format!("atlasSearch(\"{}\",", self.call).as_bytes());
        texts(&self.documents, &mut |summary, text| {
            bytes.push(std::mem::replace(&mut before, b','));
            write_string(summary, text, &mut bytes);
            if bytes.len() >= PIECE {
                to(&bytes);
                bytes.clear();
            }
        });
        bytes.extend_from_slice(b"]);\n");
        to(&bytes);
    }
}

/// From this size on, what has been written is passed on.
const PIECE: usize = 1 << 16;

impl Read {
    /// What is known of a summary and a text.
    pub(super) fn of(summary: &str, text: &str) -> Read {
        let length = "\"\\n\"".len() + escaped_length(summary) + escaped_length(text);
        let hash = xxh3_64_with_seed(text.as_bytes(), xxh3_64(summary.as_bytes()));
        Read { length: length as u32, hash, plain: (summary.len() + text.len()) as u32 }
    }
}

/// Summary and text as one string of JSON.
fn write_string(summary: &str, text: &str, bytes: &mut Vec<u8>) {
    bytes.push(b'"');
    write_escaped(summary, bytes);
    bytes.extend_from_slice(b"\\n");
    write_escaped(text, bytes);
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Read, Texts};

    #[test]
    fn a_text_is_written_as_it_was_read() {
        let long = "слово \"в кавычках\"\n".repeat(PIECE / 16);
        let said = [("Кратко.", "Один\nдва"), ("", ""), ("\\", &*long), ("Ещё", "три")];
        let texts = Texts { call: "ru/t0-0badcafe".to_owned(), documents: vec![3, 1, 2, 0] };
        let (mut script, mut pieces) = (Vec::new(), 0);
        let read = |places: &[u32], to: &mut dyn FnMut(&str, &str)| {
            places.iter().map(|place| said[*place as usize]).for_each(|(summary, text)| to(summary, text));
        };
        texts.write(read, &mut |piece| {
            script.extend_from_slice(piece);
            pieces += 1;
        });
        assert_eq!(pieces, 2);
        let script = String::from_utf8(script).expect("text");
        let data = script.strip_prefix("atlasSearch(\"ru/t0-0badcafe\",").and_then(|rest| rest.strip_suffix(");\n"));
        let data = data.expect("a call with data");
        let found: Vec<String> = serde_json::from_str(data).expect("an array of strings");
        let expected: Vec<String> =
            texts.documents.iter().map(|place| said[*place as usize]).map(|(a, b)| format!("{a}\n{b}")).collect();
        assert_eq!(found, expected);
        let lengths = texts.documents.iter().map(|place| {
            let (summary, text) = said[*place as usize];
            Read::of(summary, text).length as usize
        });
        // One bracket or comma before each, and a bracket at the end.
        assert_eq!(lengths.map(|length| length + 1).sum::<usize>() + 1, data.len());
    }
}
