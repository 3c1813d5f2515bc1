//! Texts for snippets, the sentences displayed under a hit. They are most of the data of an atlas, so none is kept in
//! memory: each is generated once to count its words, and again when its shard is written.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::text::chunk_writer::ChunkWriter;
use crate::text::json::{escape_spaced_into, escaped_spaced_len};

/// The content of a text shard: the documents whose texts are written when the shard is.
#[derive(Clone, Debug)]
pub struct SnippetTexts {
    /// The name of the data in the call: `ru/t0-0badcafe`.
    pub(super) call: String,
    /// The original indices of the documents.
    pub(super) documents: Vec<u32>,
}

/// The size and the hash of a text that is not in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextDigest {
    /// The length of its JSON string in bytes, quotes included.
    pub(super) length: u32,
    /// The XXH3 hash of summary and text.
    pub(super) hash: u64,
    /// The length of summary and text in bytes, before escaping.
    pub(super) plain: u32,
}

impl SnippetTexts {
    /// Writes the file in chunks. `texts` calls back with the texts of documents: see [`crate::search::build_index`].
    pub fn write(
        &self,
        texts: impl Fn(&[u32], &mut dyn FnMut(&str, &str)),
        to: &mut dyn FnMut(&[u8]),
    ) {
        let (mut before, mut out) = ('[', ChunkWriter::new(to));
        out.push_str(&format!("atlasSearch(\"{}\",", self.call));
        texts(&self.documents, &mut |summary, text| {
            out.text().push(std::mem::replace(&mut before, ','));
            write_string(summary, text, out.text());
            out.flush_if_full();
        });
        out.push_str("]);\n");
        out.finish();
    }
}

impl TextDigest {
    /// Computes the digest of a summary and a text.
    pub(super) fn new(summary: &str, text: &str) -> TextDigest {
        let length = "\"\\n\"".len() + escaped_spaced_len(summary) + escaped_spaced_len(text);
        let hash = xxh3_64_with_seed(text.as_bytes(), xxh3_64(summary.as_bytes()));
        TextDigest {
            length: length as u32,
            hash,
            plain: (summary.len() + text.len()) as u32,
        }
    }
}

/// Appends summary and text as one JSON string.
fn write_string(summary: &str, text: &str, out: &mut String) {
    out.push('"');
    escape_spaced_into(out, summary);
    out.push_str("\\n");
    escape_spaced_into(out, text);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{SnippetTexts, TextDigest};

    #[test]
    fn a_text_is_written_as_it_was_read() {
        let long = "слово \"в кавычках\"\n".repeat(4096);
        let given = [
            ("Кратко.", "Один\nдва"),
            ("", ""),
            ("\\", &*long),
            ("Ещё", "три"),
        ];
        let texts = SnippetTexts {
            call: "ru/t0-0badcafe".to_owned(),
            documents: vec![3, 1, 2, 0],
        };
        let (mut script, mut pieces) = (Vec::new(), 0);
        let read = |places: &[u32], to: &mut dyn FnMut(&str, &str)| {
            places
                .iter()
                .map(|place| given[*place as usize])
                .for_each(|(summary, text)| to(summary, text));
        };
        texts.write(read, &mut |piece| {
            script.extend_from_slice(piece);
            pieces += 1;
        });
        assert_eq!(pieces, 2);
        let script = String::from_utf8(script).expect("text");
        let data = script
            .strip_prefix("atlasSearch(\"ru/t0-0badcafe\",")
            .and_then(|rest| rest.strip_suffix(");\n"));
        let data = data.expect("a call with data");
        let found: Vec<String> = serde_json::from_str(data).expect("an array of strings");
        let expected: Vec<String> = texts
            .documents
            .iter()
            .map(|place| given[*place as usize])
            .map(|(a, b)| format!("{a}\n{b}"))
            .collect();
        assert_eq!(found, expected);
        let lengths = texts.documents.iter().map(|place| {
            let (summary, text) = given[*place as usize];
            TextDigest::new(summary, text).length as usize
        });
        // One bracket or comma before each, and a bracket at the end.
        assert_eq!(
            lengths.map(|length| length + 1).sum::<usize>() + 1,
            data.len()
        );
    }
}
