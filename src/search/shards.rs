//! Shards: the files of the index, each a script that passes its data to the page.

use xxhash_rust::xxh3::xxh3_64;

use super::index_file::{IndexFile, IndexFileContent};
use super::snippets::SnippetTexts;
use crate::text::json::escape_spaced_into;

/// The folder of one language's shards.
pub(super) struct ShardFolder {
    language: String,
    tens_of_thousands: usize,
}

/// A file with its entry in `index.js`.
pub(super) struct Shard {
    /// The table, the number and the hash of the data: `n12-0badcafe`.
    pub name: String,
    /// The first term; empty for shards that are split by document.
    pub first: String,
    pub file: IndexFile,
}

impl ShardFolder {
    pub(super) fn new(language: &str, documents: usize) -> Self {
        ShardFolder {
            language: language.to_owned(),
            tens_of_thousands: documents.div_ceil(10_000).max(1),
        }
    }

    /// The size in bytes of a shard of a table of `total` bytes: at least `least`, so that a small atlas has few files.
    /// A larger table has about `most` shards for every ten thousand documents.
    pub(super) fn shard_size(&self, least: usize, total: usize, most: usize) -> usize {
        least.max(total / (most * self.tens_of_thousands))
    }

    /// The entry point, whose name never changes.
    pub(super) fn entry_point(&self, data: &str) -> IndexFile {
        let call = format!("atlasSearch(\"{}/index\",{data});\n", self.language);
        IndexFile {
            path: format!("search/{}/index.js", self.language),
            content: IndexFileContent::Bytes(call.into_bytes()),
        }
    }

    /// The shard `name` with the texts of some documents, named after the hashes of these texts.
    pub(super) fn text_shard(&self, name: &str, documents: Vec<u32>, hashes: &[u64]) -> Shard {
        let hashes: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        let name = format!("{name}-{:08x}", xxh3_64(&hashes) as u32);
        let call = format!("{}/{name}", self.language);
        let path = format!("search/{call}.js");
        Shard {
            first: String::new(),
            file: IndexFile {
                path,
                content: IndexFileContent::Snippets(SnippetTexts { call, documents }),
            },
            name,
        }
    }

    /// Begins the shard `name`; `capacity` is the expected size of the data in bytes.
    pub(super) fn shard_writer(&self, name: String, capacity: usize) -> ShardWriter {
        let head = format!("atlasSearch(\"{}/{name}-{:08x}\",", self.language, 0);
        let mut text = String::with_capacity(head.len() + capacity + 8);
        text.push_str(&head);
        ShardWriter {
            folder: format!("search/{}", self.language),
            name,
            start: text.len(),
            text,
        }
    }

    /// Splits entries, sorted by term, into shards of about `size` bytes. Entries are separated by a space and contain
    /// no character that needs escaping in a JavaScript string.
    pub(super) fn split<'e>(
        &self,
        letter: char,
        size: usize,
        entries: impl Iterator<Item = (&'e str, &'e str)>,
    ) -> Vec<Shard> {
        let mut shards = Vec::new();
        let mut open: Option<(&str, ShardWriter)> = None;
        for (term, entry) in entries {
            let (first, mut writer) = match open.take() {
                None => (
                    term,
                    self.shard_writer(format!("{letter}{}", shards.len()), size * 2),
                ),
                Some(open) => open,
            };
            writer
                .text
                .push(if writer.length() == 0 { '"' } else { ' ' });
            writer.text.push_str(entry);
            if writer.length() < size {
                open = Some((first, writer));
            } else {
                writer.text.push('"');
                shards.push(writer.finish(first));
            }
        }
        if let Some((first, mut writer)) = open {
            writer.text.push('"');
            shards.push(writer.finish(first));
        }
        shards
    }
}

/// A shard that is being written.
pub(super) struct ShardWriter {
    /// The call up to the data, then the data as a JavaScript expression.
    pub text: String,
    folder: String,
    name: String,
    start: usize,
}

impl ShardWriter {
    /// The size of the data so far, in bytes.
    pub(super) fn length(&self) -> usize {
        self.text.len() - self.start
    }

    /// Closes the call and writes the hash of the data into the name of the shard.
    pub(super) fn finish(mut self, first: &str) -> Shard {
        let hash = format!(
            "{:08x}",
            xxh3_64(&self.text.as_bytes()[self.start..]) as u32
        );
        let place = self.start - "\",".len() - hash.len();
        self.text.replace_range(place..place + hash.len(), &hash);
        self.text.push_str(");\n");
        let name = format!("{}-{hash}", self.name);
        let path = format!("{}/{name}.js", self.folder);
        Shard {
            first: first.to_owned(),
            file: IndexFile {
                path,
                content: IndexFileContent::Bytes(self.text.into_bytes()),
            },
            name,
        }
    }
}

/// The entries of shards in `index.js`: `[["а","0badcafe"],…]`. The number of a shard is its index.
pub(super) fn shard_list(shards: &[Shard]) -> String {
    let entries: Vec<String> = shards
        .iter()
        .map(|shard| {
            let (_, hash) = shard.name.split_once('-').unwrap_or(("", ""));
            if shard.first.is_empty() {
                format!("\"{hash}\"")
            } else {
                format!("[{},\"{hash}\"]", quoted(&shard.first))
            }
        })
        .collect();
    format!("[{}]", entries.join(","))
}

/// A JSON string in which line feeds are kept and other control characters are spaces.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_quoted(text, &mut out);
    out
}

/// Appends a [`quoted`] string.
pub(super) fn write_quoted(text: &str, out: &mut String) {
    out.push('"');
    escape_spaced_into(out, text);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_begin_with_their_first_term() {
        let folder = ShardFolder::new("ru", 3);
        let shards = folder.split(
            'n',
            12,
            [("аа", "аа 01"), ("бб", "бб 02"), ("вв", "вв 03")].into_iter(),
        );
        let firsts: Vec<&str> = shards.iter().map(|shard| shard.first.as_str()).collect();
        assert_eq!(firsts, ["аа", "вв"]);
        let IndexFile {
            path,
            content: IndexFileContent::Bytes(bytes),
        } = &shards[1].file
        else {
            panic!("it is made")
        };
        assert!(
            path.starts_with("search/ru/n1-") && path.ends_with(".js"),
            "{path}"
        );
        assert!(String::from_utf8_lossy(bytes).ends_with(",\"вв 03\");\n"));
    }

    #[test]
    fn strings_are_quoted_as_json() {
        assert_eq!(quoted("«а» \"b\" \\ \n\t"), r#""«а» \"b\" \\ \n ""#);
    }
}
