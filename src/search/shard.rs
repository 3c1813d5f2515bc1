//! Shards: the files of the index, each a script that hands its data to the page.

use xxhash_rust::xxh3::xxh3_64;

use super::{Content, File, Texts};
use crate::escape;

/// Where the shards of one language go.
pub(super) struct Folder {
    language: String,
    tens_of_thousands: usize,
}

/// A file and what `index.js` says of it.
pub(super) struct Shard {
    /// `n12-0badcafe`: what it holds, its number, the hash of its data.
    pub name: String,
    /// Where the shard begins: its first term; empty where shards are cut by document.
    pub first: String,
    pub file: File,
}

impl Folder {
    pub(super) fn new(language: &str, documents: usize) -> Self {
        Folder { language: language.to_owned(), tens_of_thousands: documents.div_ceil(10_000).max(1) }
    }

    /// How large a shard of a table of `total` bytes is: at least `least`, so that a small atlas has few files; beyond
    /// that a table has about `most` shards for every ten thousand documents, so that a large atlas has few for its size.
    pub(super) fn size(&self, least: usize, total: usize, most: usize) -> usize {
        least.max(total / (most * self.tens_of_thousands))
    }

    /// The entry point, whose name never changes.
    pub(super) fn index(&self, data: &str) -> File {
        let call = format!("atlasSearch(\"{}/index\",{data});\n", self.language);
        File { path: format!("search/{}/index.js", self.language), content: Content::Bytes(call.into_bytes()) }
    }

    /// The shard `name` with the texts of some documents, and hashes that tell these from others.
    pub(super) fn texts(&self, name: &str, documents: Vec<u32>, hashes: &[u64]) -> Shard {
        let hashes: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        let name = format!("{name}-{:08x}", xxh3_64(&hashes) as u32);
        let call = format!("{}/{name}", self.language);
        let path = format!("search/{call}.js");
        Shard { first: String::new(), file: File { path, content: Content::Texts(Texts { call, documents }) }, name }
    }

    /// Begins the shard `name`, to which `room` bytes of data will be written.
    pub(super) fn draft(&self, name: String, room: usize) -> Draft {
        let head = format!("atlasSearch(\"{}/{name}-{:08x}\",", self.language, 0);
        let mut bytes = Vec::with_capacity(head.len() + room + 8);
        bytes.extend_from_slice(head.as_bytes());
        Draft { folder: format!("search/{}", self.language), name, start: bytes.len(), bytes }
    }

    /// Cuts entries in the order of their terms into shards of about `size` bytes. An entry holds no character that a
    /// string of JavaScript would escape; entries are set apart by a space.
    pub(super) fn cut<'e>(
        &self,
        letter: char,
        size: usize,
        entries: impl Iterator<Item = (&'e str, &'e [u8])>,
    ) -> Vec<Shard> {
        let mut shards = Vec::new();
        let mut open: Option<(&str, Draft)> = None;
        for (term, entry) in entries {
            let (first, mut draft) = match open.take() {
                None => (term, self.draft(format!("{letter}{}", shards.len()), size * 2)),
                Some(open) => open,
            };
            draft.bytes.push(if draft.length() == 0 { b'"' } else { b' ' });
            draft.bytes.extend_from_slice(entry);
            if draft.length() < size {
                open = Some((first, draft));
            } else {
                draft.bytes.push(b'"');
                shards.push(draft.finish(first));
            }
        }
        if let Some((first, mut draft)) = open {
            draft.bytes.push(b'"');
            shards.push(draft.finish(first));
        }
        shards
    }
}

/// A shard whose data is being written, in place.
pub(super) struct Draft {
    /// The call up to the data, then the data, an expression of JavaScript.
    pub bytes: Vec<u8>,
    folder: String,
    name: String,
    start: usize,
}

impl Draft {
    /// Bytes of data so far.
    pub(super) fn length(&self) -> usize {
        self.bytes.len() - self.start
    }

    /// Closes the call and puts the hash of the data where its name stands.
    pub(super) fn finish(mut self, first: &str) -> Shard {
        let hash = format!("{:08x}", xxh3_64(&self.bytes[self.start..]) as u32);
        let place = self.start - "\",".len() - hash.len();
        self.bytes[place..place + hash.len()].copy_from_slice(hash.as_bytes());
        self.bytes.extend_from_slice(b");\n");
        let name = format!("{}-{hash}", self.name);
        let path = format!("{}/{name}.js", self.folder);
        Shard { first: first.to_owned(), file: File { path, content: Content::Bytes(self.bytes) }, name }
    }
}

/// What `index.js` says of shards: `[["а","0badcafe"],…]`, the number of each being its place.
pub(super) fn listing(shards: &[Shard]) -> String {
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

/// A string as JSON and JavaScript write it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 2);
    write_quoted(text, &mut out);
    String::from_utf8(out).expect("quoting keeps UTF-8")
}

/// Writes a string as JSON; control characters other than the line break become spaces.
pub(super) fn write_quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    write_escaped(text, out);
    out.push(b'"');
}

/// [`write_quoted`] without the quotes.
pub(super) fn write_escaped(text: &str, out: &mut Vec<u8>) {
    let special = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    let mut rest = text;
    loop {
        let (plain, after) = rest.split_at(escape::plain(rest, special));
        out.extend_from_slice(plain.as_bytes());
        match after.as_bytes().first() {
            None => return,
            Some(b'"') => out.extend_from_slice(b"\\\""),
            Some(b'\\') => out.extend_from_slice(b"\\\\"),
            Some(b'\n') => out.extend_from_slice(b"\\n"),
            Some(_) => out.push(b' '),
        }
        rest = &after[1..];
    }
}

/// How long a text is when it is escaped.
pub(super) fn escaped_length(text: &str) -> usize {
    // So few at a time that a byte counts them: the compiler makes steps of many bytes of it.
    let of_some =
        |bytes: &[u8]| bytes.iter().fold(0u8, |sum, byte| sum + u8::from(matches!(byte, b'"' | b'\\' | b'\n')));
    text.len() + text.as_bytes().chunks(128).map(|bytes| usize::from(of_some(bytes))).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_begin_with_their_first_term() {
        let folder = Folder::new("ru", 3);
        let shards = folder.cut(
            'n',
            12,
            [("аа", "аа 01"), ("бб", "бб 02"), ("вв", "вв 03")].map(|(t, e)| (t, e.as_bytes())).into_iter(),
        );
        let firsts: Vec<&str> = shards.iter().map(|shard| shard.first.as_str()).collect();
        assert_eq!(firsts, ["аа", "вв"]);
        let File { path, content: Content::Bytes(bytes) } = &shards[1].file else { panic!("it is made") };
        assert!(path.starts_with("search/ru/n1-") && path.ends_with(".js"), "{path}");
        assert!(String::from_utf8_lossy(bytes).ends_with(",\"вв 03\");\n"));
    }

    #[test]
    fn strings_are_quoted_as_json() {
        assert_eq!(quoted("«а» \"b\" \\ \n\t"), r#""«а» \"b\" \\ \n ""#);
    }
}
