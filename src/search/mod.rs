//! The search of one language: an index in small script files that the page loads one by one.
//!
//! [`index`] turns [`Document`]s into files. A query in the page (`assets/search.js`) reads `index.js`, then only the
//! shards that its words fall into: tens of kilobytes, whatever the size of the atlas. Every file is a classic script
//! that calls `atlasSearch(name, data)`, so that it also loads from `file://` and under `default-src 'self'`, where
//! `fetch` and modules do not.
//!
//! | file | holds | cut |
//! |---|---|---|
//! | `index.js` | the first term and the hash of each shard, interface strings | one |
//! | `facets-…js` | kind, regions and sectors of every document, for filters with counts | one |
//! | `n…js` | terms of names, aliases and short names with their documents | by term |
//! | `w…js` | terms of summaries, labels and texts with their documents | by term |
//! | `e…js` | the same terms spelled backwards: a word whose beginning is mistyped is found by its end | by term |
//! | `c…js` | cards: name, address, aliases | by document |
//! | `t…js` | texts, for the sentence shown under a hit | by document |
//!
//! The name of a shard carries a hash of what it holds: a browser may keep it for ever, an unchanged one is not written
//! again, and a stale `index.js` meets a missing file rather than a wrong one.

mod card;
mod count;
mod facet;
mod posting;
mod reading;
mod shard;
mod term;
mod text;
mod vocabulary;
mod word;

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// A value that readers filter by: the id stands in the address of a search, the label in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facet<'a> {
    /// As in an address: `RU-TOM`.
    pub id: &'a str,
    /// As in the page: «Томская область».
    pub label: &'a str,
}

/// What the search knows of one record, in one language.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The record's page, relative to the site's root; it tells documents apart.
    pub url: &'a str,
    /// The record's kind, with its name for one record («Кластер»).
    pub kind: Facet<'a>,
    /// The record's own regions: shown with the hit, filters, found by their label.
    pub regions: Vec<Facet<'a>>,
    /// Regions that hold those: a filter by the district counts its cities; not shown.
    pub regions_above: Vec<Facet<'a>>,
    /// The record's sectors: shown with the hit, filters, found by their label.
    pub sectors: Vec<Facet<'a>>,
    /// The full name.
    pub name: &'a str,
    /// Short names, abbreviations, other spellings, the name in other languages.
    pub aliases: Vec<&'a str>,
    /// One sentence on the record.
    pub summary: &'a str,
}

pub use text::Texts;

/// A file of the index.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path relative to the site's root.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// What a file of the index holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Texts, which are read anew when they are to be written.
    Texts(Texts),
}

/// All files of the search in `language`, under `search/{language}/`.
///
/// `texts` passes on, for the documents at some places, in order, their summaries and plain texts; a line break ends a
/// sentence. `strings` are the interface's texts by key (`found.few` for a plural form) and travel in `index.js`, so that
/// pages carry none. The result depends on the arguments alone, not on the number of threads.
pub fn index(
    language: &str,
    documents: &[Document],
    texts: impl Fn(&[u32], &mut dyn FnMut(&str, &str)) + Sync,
    strings: &[(String, String)],
) -> Vec<File> {
    let order = order(documents);
    let ordered: Vec<&Document> = order.iter().map(|place| &documents[*place as usize]).collect();
    let folder = shard::Folder::new(language, documents.len());
    let (facets, reading) = rayon::join(|| facet::table(&ordered), || reading::read(&ordered, &order, &texts));
    let texts: Vec<text::Read> = reading.stretches.iter().flat_map(|stretch| &stretch.texts).copied().collect();
    let (terms, cards) =
        rayon::join(|| term::files(&folder, &reading), || card::files(&folder, &ordered, &order, &texts));
    let mut draft = folder.draft("facets".to_owned(), facets.len());
    draft.bytes.extend_from_slice(facets.as_bytes());
    let facets = draft.finish("");

    let mut head = format!("{{\"documents\":{},\"facets\":{}", ordered.len(), shard::quoted(&facets.name));
    for (key, shards) in [("names", &terms.names), ("words", &terms.words), ("endings", &terms.endings)] {
        head.push_str(&format!(",\"{key}\":{}", shard::listing(shards)));
    }
    for (key, cut) in [("cards", &cards.cards), ("texts", &cards.texts)] {
        head.push_str(&format!(",\"{key}\":{{\"each\":{},\"shards\":{}}}", cut.each, shard::listing(&cut.shards)));
    }
    let strings: Vec<String> =
        strings.iter().map(|(key, text)| format!("{}:{}", shard::quoted(key), shard::quoted(text))).collect();
    head.push_str(&format!(",\"strings\":{{{}}}}}", strings.join(",")));

    let mut files = vec![folder.index(&head), facets.file];
    let shards = [terms.names, terms.words, terms.endings, cards.cards.shards, cards.texts.shards];
    files.extend(shards.into_iter().flatten().map(|shard| shard.file));
    files
}

/// The term under which a single word is indexed; none for a particle or an initial.
pub fn term_of(word: &str) -> Option<String> {
    let mut vocabulary = vocabulary::Vocabulary::new();
    vocabulary.term(word)?;
    vocabulary.into_only()
}

/// The documents by kind, within a kind by first region, both in the order in which they first appear: runs of one
/// kind and region make the facet table short, and neighbours in it are often found together.
fn order(documents: &[Document]) -> Vec<u32> {
    let (mut kinds, mut regions): (HashMap<_, _, RandomState>, HashMap<_, _, RandomState>) = Default::default();
    let mut keyed: Vec<(usize, usize, u32)> = Vec::with_capacity(documents.len());
    for (position, document) in documents.iter().enumerate() {
        let next = kinds.len();
        let kind = *kinds.entry(document.kind.id).or_insert(next);
        let next = regions.len();
        let region = *regions.entry(document.regions.first().map_or("", |region| region.id)).or_insert(next);
        keyed.push((kind, region, position as u32));
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, position)| position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGION: Facet = Facet { id: "RU-TOM", label: "Томская область" };

    fn document<'a>(url: &'a str, name: &'a str) -> Document<'a> {
        Document {
            url,
            kind: Facet { id: "cluster", label: "Кластер" },
            regions: vec![REGION],
            regions_above: Vec::new(),
            sectors: Vec::new(),
            name,
            aliases: Vec::new(),
            summary: "Кратко \"о\" главном.",
        }
    }

    fn text(name: &str) -> String {
        format!("Запись о том, что такое {name}. Работает с {}.", 1990 + name.len() % 30)
    }

    fn built(threads: usize, documents: &[Document]) -> Vec<(String, Vec<u8>)> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let strings = [("none".to_owned(), "Ничего".to_owned())];
        let texts = |places: &[u32], to: &mut dyn FnMut(&str, &str)| {
            let given = places.iter().map(|place| &documents[*place as usize]);
            given.for_each(|document| to(document.summary, &text(document.name)));
        };
        let files = pool.install(|| index("ru", documents, texts, &strings));
        let bytes = |content| match content {
            Content::Bytes(bytes) => bytes,
            Content::Texts(shard) => {
                let mut bytes = Vec::new();
                shard.write(texts, &mut |piece| bytes.extend_from_slice(piece));
                bytes
            }
        };
        files.into_iter().map(|File { path, content }| (path, bytes(content))).collect()
    }

    #[test]
    fn bytes_do_not_depend_on_threads() {
        let names: Vec<String> = (0..1000).map(|n| format!("Кластер № {n} «Имя-{}»", n * 7 % 31)).collect();
        let documents: Vec<Document> = names.iter().map(|name| document(name, name)).collect();
        let one = built(1, &documents);
        assert!(one == built(3, &documents) && one == built(8, &documents));
        let mut paths: Vec<&str> = one.iter().map(|(path, _)| path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), one.len(), "each file has a path of its own");
    }

    #[test]
    fn an_empty_atlas_has_an_index() {
        let files = built(1, &[]);
        assert_eq!(files[0].0, "search/ru/index.js");
        let text = String::from_utf8_lossy(&files[0].1).into_owned();
        assert!(text.starts_with("atlasSearch(\"ru/index\",{\"documents\":0,"), "{text}");
        assert!(text.contains("\"names\":[],") && text.contains("\"none\":\"Ничего\""), "{text}");
    }

    #[test]
    fn a_text_stands_where_its_card_says() {
        let files = built(1, &[document("clusters/a.html", "Альфа"), document("clusters/b.html", "Бета")]);
        let of = |letter: &str| {
            files.iter().find(|(path, _)| path.starts_with(&format!("search/ru/{letter}0"))).expect(letter)
        };
        let (path, texts) = of("t");
        let name = path.trim_start_matches("search/").trim_end_matches(".js");
        let head = format!("atlasSearch(\"{name}\",");
        assert!(texts.starts_with(head.as_bytes()), "the hash is in the call");
        // The first text begins after «[»: «1» as a digit of base 32.
        assert!(String::from_utf8_lossy(&of("c").1).contains("[\"Альфа\",\"clusters/a.html\",0,\"1"));
        assert!(texts[head.len() + 1..].starts_with("\"Кратко \\\"о\\\" главном.\\nЗапись".as_bytes()));
    }
}
