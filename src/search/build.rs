//! Builds the files of a search index from documents.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::answer_pages::AnswerPages;
use super::document::Document;
use super::index_file::IndexFile;
use super::index_input::IndexInput;
use super::stemmer_script::StemmerScript;
use super::{
    cards, facet_table, indexer, shards, snippets, stemmer_script, term_dictionary, term_tables,
};

/// Builds all files of the search index of a language, under `search/{language}/`.
///
/// `texts` calls back with the summaries and plain texts of the documents at the given indices, in their order; a line
/// break ends a sentence. The result depends only on the arguments, not on the number of threads.
pub fn build_index(
    input: IndexInput<'_>,
    texts: impl Fn(&[u32], &mut dyn FnMut(&str, &str)) + Sync,
) -> Vec<IndexFile> {
    let IndexInput {
        language,
        documents,
        ..
    } = input;
    let order = document_order(documents);
    let ordered: Vec<&Document> = order
        .iter()
        .map(|place| &documents[*place as usize])
        .collect();
    let folder = shards::ShardFolder::new(language, documents.len());
    let (facets, indexed) = rayon::join(
        || facet_table::render(&ordered),
        || indexer::index_documents(language, &ordered, &order, &texts),
    );
    let texts: Vec<snippets::TextDigest> = indexed
        .chunks
        .iter()
        .flat_map(|chunk| &chunk.texts)
        .copied()
        .collect();
    let (terms, cards) = rayon::join(
        || term_tables::build_shards(&folder, &indexed, input),
        || cards::build_shards(&folder, &ordered, &order, &texts),
    );
    let mut writer = folder.shard_writer("facets".to_owned(), facets.len());
    writer.text.push_str(&facets);
    let facets = writer.finish("");
    let stemmer = stemmer_script::build(&folder, language);

    let cells = input.pages.cells.as_ref().map(|cells| {
        let mut writer = folder.shard_writer("x".to_owned(), 0);
        cells.write(&mut writer.text);
        writer.finish("")
    });
    let mut head = head(ordered.len(), &facets.name, &stemmer, &terms, &cards);
    write_pages(input.pages, cells.as_ref(), &mut head);
    write_strings(input.strings, &mut head);
    let mut files = vec![folder.entry_point(&head), facets.file];
    if let StemmerScript::Own(shard) = stemmer {
        files.push(shard.file);
    }
    files.extend(cells.map(|shard| shard.file));
    let shards = [
        terms.names,
        terms.words,
        terms.endings,
        terms.accents,
        cards.cards.shards,
        cards.texts.shards,
    ];
    files.extend(shards.into_iter().flatten().map(|shard| shard.file));
    files
}

/// The data of `index.js` except its end: what there is, and the hash of each file.
fn head(
    documents: usize,
    facets: &str,
    stemmer: &StemmerScript,
    terms: &term_tables::Terms,
    cards: &cards::Cards,
) -> String {
    let mut head = format!(
        "{{\"documents\":{},\"facets\":{}",
        documents,
        shards::quoted(facets)
    );
    // The page has the rules of Russian and English itself.
    match stemmer {
        StemmerScript::BuiltIn => {}
        StemmerScript::None => head.push_str(",\"stemmer\":\"\""),
        StemmerScript::Own(shard) => {
            head.push_str(&format!(",\"stemmer\":{}", shards::quoted(&shard.name)));
        }
    }
    if !terms.accents.is_empty() {
        head.push_str(&format!(
            ",\"accents\":{}",
            shards::shard_list(&terms.accents)
        ));
    }
    for (key, shards) in [
        ("names", &terms.names),
        ("words", &terms.words),
        ("endings", &terms.endings),
    ] {
        head.push_str(&format!(",\"{key}\":{}", shards::shard_list(shards)));
    }
    for (key, cut) in [("cards", &cards.cards), ("texts", &cards.texts)] {
        head.push_str(&format!(
            ",\"{key}\":{{\"each\":{},\"shards\":{}}}",
            cut.each,
            shards::shard_list(&cut.shards)
        ));
    }
    if !terms.synonyms.is_empty() {
        let synonyms = shards::quoted(&terms.synonyms.join("\n"));
        head.push_str(&format!(",\"synonyms\":{synonyms}"));
    }
    head
}

/// Appends the addresses of pages that answer a search, and the file that lists the cells of the matrix.
fn write_pages(pages: &AnswerPages, cells: Option<&shards::Shard>, head: &mut String) {
    if let (Some(cells), Some(shard)) = (&pages.cells, cells) {
        let (address, name) = (shards::quoted(&cells.address), shards::quoted(&shard.name));
        head.push_str(&format!(",\"cell\":{address},\"cells\":{name}"));
    }
    if let Some(network) = &pages.network {
        head.push_str(&format!(",\"network\":{}", shards::quoted(network)));
    }
}

/// Appends the interface messages and closes the data.
fn write_strings(strings: &[(String, String)], head: &mut String) {
    let strings: Vec<String> = strings
        .iter()
        .map(|(key, text)| format!("{}:{}", shards::quoted(key), shards::quoted(text)))
        .collect();
    head.push_str(&format!(",\"strings\":{{{}}}}}", strings.join(",")));
}

/// The term of a single word in the language with that code; `None` for a stop word or a single letter.
pub fn term_of(language: &str, word: &str) -> Option<String> {
    let mut dictionary = term_dictionary::TermDictionary::new(language);
    dictionary.term(word)?;
    dictionary.into_single()
}

/// The indices of the documents sorted by kind and first region, both in order of first appearance. Runs of one kind
/// and region make the facet table short, and documents in one shard are often found together.
fn document_order(documents: &[Document]) -> Vec<u32> {
    let (mut kinds, mut regions): (HashMap<_, _, RandomState>, HashMap<_, _, RandomState>) =
        Default::default();
    let mut keyed: Vec<(usize, usize, u32)> = Vec::with_capacity(documents.len());
    for (position, document) in documents.iter().enumerate() {
        let next = kinds.len();
        let kind = *kinds.entry(document.kind.id).or_insert(next);
        let next = regions.len();
        let region = *regions
            .entry(document.regions.first().map_or("", |region| region.id))
            .or_insert(next);
        keyed.push((kind, region, position as u32));
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, position)| position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::document::{SearchFacet, SearchKind};
    use crate::search::index_file::IndexFileContent;

    const REGION: SearchFacet = SearchFacet {
        id: "RU-TOM",
        label: "Томская область",
    };

    fn document<'a>(url: &'a str, name: &'a str) -> Document<'a> {
        Document {
            id: url,
            url,
            kind: SearchKind {
                id: "cluster",
                label: "Кластер",
                title: "Кластеры",
                list: None,
                colour: 1,
            },
            regions: vec![REGION],
            regions_above: Vec::new(),
            sectors: Vec::new(),
            sectors_above: Vec::new(),
            title: name,
            name,
            aliases: Vec::new(),
            codes: Vec::new(),
            status: None,
            summary: "Кратко \"о\" главном.",
        }
    }

    fn text(name: &str) -> String {
        format!(
            "Запись о том, что такое {name}. Работает с {}.",
            1990 + name.len() % 30
        )
    }

    fn built(threads: usize, documents: &[Document]) -> Vec<(String, Vec<u8>)> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool");
        let strings = [("none".to_owned(), "Ничего".to_owned())];
        let texts = |places: &[u32], to: &mut dyn FnMut(&str, &str)| {
            let given = places.iter().map(|place| &documents[*place as usize]);
            given.for_each(|document| to(document.summary, &text(document.name)));
        };
        let input = IndexInput {
            language: "ru",
            documents,
            strings: &strings,
            synonyms: &[],
            pages: &AnswerPages::default(),
        };
        let files = pool.install(|| build_index(input, texts));
        let bytes = |content| match content {
            IndexFileContent::Bytes(bytes) => bytes,
            IndexFileContent::Snippets(shard) => {
                let mut bytes = Vec::new();
                shard.write(texts, &mut |piece| bytes.extend_from_slice(piece));
                bytes
            }
        };
        files
            .into_iter()
            .map(|IndexFile { path, content }| (path, bytes(content)))
            .collect()
    }

    #[test]
    fn bytes_do_not_depend_on_threads() {
        let names: Vec<String> = (0..1000)
            .map(|n| format!("Кластер № {n} «Имя-{}»", n * 7 % 31))
            .collect();
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
        assert!(
            text.starts_with("atlasSearch(\"ru/index\",{\"documents\":0,"),
            "{text}"
        );
        assert!(
            text.contains("\"names\":[],") && text.contains("\"none\":\"Ничего\""),
            "{text}"
        );
    }

    #[test]
    fn a_text_stands_where_its_card_says() {
        let files = built(
            1,
            &[
                document("clusters/a.html", "Альфа"),
                document("clusters/b.html", "Бета"),
            ],
        );
        let of = |letter: &str| {
            files
                .iter()
                .find(|(path, _)| path.starts_with(&format!("search/ru/{letter}0")))
                .expect(letter)
        };
        let (path, texts) = of("t");
        let name = path.trim_start_matches("search/").trim_end_matches(".js");
        let head = format!("atlasSearch(\"{name}\",");
        assert!(
            texts.starts_with(head.as_bytes()),
            "the hash is in the call"
        );
        // The first text begins after «[»: «1» as a digit of base 32.
        assert!(
            String::from_utf8_lossy(&of("c").1).contains("[\"Альфа\",\"clusters/a.html\",0,\"1")
        );
        assert!(
            texts[head.len() + 1..].starts_with("\"Кратко \\\"о\\\" главном.\\nЗапись".as_bytes())
        );
    }
}
