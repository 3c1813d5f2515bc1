//! `atlas fix` and `atlas mentions`.

use std::collections::BTreeSet;
use std::path::Path;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::mention::{UnlinkedMention, unlinked_mentions};
use innovation_atlas::pipeline::{self, Options};
use innovation_atlas::source::{SourcePath, scan};
use innovation_atlas::text::Day;

use crate::program::{Site, files};

/// A text whose links are their words. What names a record by its id alone stays.
fn without_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("[[") {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let end = link.find("]]").map_or(link.len(), |end| end + 2);
        match link[..end].split_once('|') {
            Some((_, words)) => out.push_str(words.trim_end_matches("]]")),
            None => out.push_str(&link[..end]),
        }
        rest = &link[end..];
    }
    out.push_str(rest);
    out
}

/// File and record of each mention.
type Mentions = BTreeSet<(String, String)>;

/// The mentions in texts of a language that a reader marked before the finder was first run on them.
fn marked_mentions(root: &Path, language: &str) -> Mentions {
    let path = root.join(format!("tests/mentions/{language}.tsv"));
    let marked = std::fs::read_to_string(path).expect("the marks");
    let pair = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        Some((parts.next()?, parts.next()?))
    };
    marked.lines().filter_map(pair).collect()
}

/// The mentions that are found in the shipped texts without their links.
fn found_mentions(root: &Path) -> Vec<(String, String)> {
    let mut tree = scan(root).expect("the atlas");
    let paths: Vec<SourcePath> = tree
        .folder("content")
        .map(|(path, _)| path.clone())
        .collect();
    for path in paths.iter().filter(|path| path.as_str().ends_with(".md")) {
        let file = tree.file(path.as_str()).expect("a file");
        let text = without_links(file.text().expect("a text"));
        tree = tree.edit(path, Some(text.into_bytes()));
    }
    let options = Options::new(Day::new(2026, 11, 21), Drafts::Shown);
    let snapshot = pipeline::snapshot(tree, None, &options);
    let (atlas, site) = (&snapshot.model.atlas, &snapshot.model.site);
    let found = unlinked_mentions(&snapshot.tree, atlas, site);
    let pair = |mention: &UnlinkedMention| {
        let path = mention.at.path.as_str().strip_prefix("content/")?;
        let id = atlas.record(mention.record).id.to_string();
        Some((path.strip_suffix(".md")?.to_owned(), id))
    };
    found.iter().filter_map(pair).collect()
}

#[test]
fn mentions_in_the_shipped_texts_are_found_as_a_reader_marked_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_marked = |path: &str| !path.starts_with("sources/") && path != "_index";
    let (english, russian): (Vec<_>, Vec<_>) = found_mentions(root)
        .into_iter()
        .filter(|(path, _)| is_marked(path))
        .partition(|(path, _)| path.ends_with(".en"));
    let english = english.into_iter().filter_map(|(path, id)| {
        let path = path.strip_suffix(".en")?.to_owned();
        (!path.ends_with("_index")).then_some((path, id))
    });
    let all = [
        ("ru", russian.into_iter().collect()),
        ("en", english.collect::<Mentions>()),
    ];
    for (language, found) in all {
        let marked = marked_mentions(root, language);
        assert!(marked.len() > 200, "{language}: {}", marked.len());
        let right = found.intersection(&marked).count();
        let share = |of: usize| right as f64 / of as f64;
        let (recall, precision) = (share(marked.len()), share(found.len()));
        let missed: Vec<_> = marked.difference(&found).collect();
        let wrong: Vec<_> = found.difference(&marked).collect();
        assert!(
            recall >= 0.92 && precision >= 0.9,
            "{language}: {recall} {precision}\nmissed {missed:#?}\nwrong {wrong:#?}"
        );
    }
}

fn site_with_mentions() -> Site {
    let site = Site::small();
    for (path, text) in [
        (
            "organizations/tusur.md",
            "---\nname: Томский университет\nshort: ТУСУР\n---\nТУСУР — сам.\n",
        ),
        ("people/zaytsev.md", "---\nname: Владимир Зайцев\n---\n"),
        ("clusters/k.md", "---\nname: Кластер «Заря»\n---\n"),
        (
            "agreements/x.md",
            "---\nname: Соглашение\n---\n## С ТУСУРом\r\n\r\nТекст о ТУСУРе и ТУСУРе, `ТУСУР`, В. Зайцеве, *кластере «Заря»* и Томским университетом.\r\n",
        ),
        (
            "agreements/y.md",
            "---\nname: Другое\n---\n[[tusur]] и ТУСУР.\n",
        ),
        (
            "organizations/list.yaml",
            "- id: plant\n  name: Завод\n  text: ТУСУР и завод; кластером «Заря».\n- {id: works, name: Фабрика, text: {ru: 'О ТУСУРе', en: Anna and ТУСУР}}\n- id: linked\n  name: Цех\n  text: |\n    [[tusur]] и ТУСУР, В. Зайцев\n",
        ),
    ] {
        site.write(&format!("content/{path}"), text);
    }
    site
}

#[test]
fn mentions_are_listed_and_become_links_on_request() {
    let site = site_with_mentions();
    let before = files(&site.path(""));
    let answer = site.run(&["mentions"]);
    answer.expect_success();
    let out = answer.out();
    for line in [
        "content/agreements/x.md:6: ТУСУРе → [[tusur|ТУСУРе]]",
        "content/agreements/x.md:6: В. Зайцеве → [[zaytsev|В. Зайцеве]]",
        "content/agreements/x.md:6: кластере «Заря» → [[k|кластере «Заря»]]",
        "content/organizations/list.yaml:3: ТУСУР → [[tusur|ТУСУР]]",
        "content/organizations/list.yaml:3: кластером «Заря» → [[k|кластером «Заря»]]",
        "content/organizations/list.yaml:4: ТУСУРе → [[tusur|ТУСУРе]]",
        "content/organizations/list.yaml:4: ТУСУР → [[tusur|ТУСУР]]",
        "content/organizations/list.yaml:8: В. Зайцев → [[zaytsev|В. Зайцев]]",
    ] {
        assert!(out.lines().any(|known| known == line), "{line}\n{out}");
    }
    assert_eq!(out.matches("→").count(), 8, "{out}");
    assert_eq!(files(&site.path("")), before);
    site.run(&["mentions", "--write"]).expect_success();
    assert_eq!(
        site.read("content/agreements/x.md"),
        "---\nname: Соглашение\n---\n## С ТУСУРом\r\n\r\nТекст о [[tusur|ТУСУРе]] и ТУСУРе, `ТУСУР`, [[zaytsev|В. Зайцеве]], *[[k|кластере «Заря»]]* и Томским университетом.\r\n"
    );
    assert_eq!(
        site.read("content/organizations/list.yaml"),
        "- id: plant\n  name: Завод\n  text: \"[[tusur|ТУСУР]] и завод; [[k|кластером «Заря»]].\"\n- {id: works, name: Фабрика, text: {ru: 'О [[tusur|ТУСУРе]]', en: \"Anna and [[tusur|ТУСУР]]\"}}\n- id: linked\n  name: Цех\n  text: |\n    [[tusur]] и ТУСУР, [[zaytsev|В. Зайцев]]\n"
    );
    let after = files(&site.path(""));
    site.run(&["mentions", "--write"]).expect_success();
    assert_eq!(files(&site.path("")), after);
}

#[test]
fn what_the_settings_ignore_is_no_mention() {
    let site = site_with_mentions();
    site.write(
        "site.toml",
        "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n[mentions]\nignore = [\"zaytsev\", \"k: кластере «Заря»\"]\n",
    );
    let out = site.run(&["mentions"]).out();
    assert_eq!(out.matches("→").count(), 5, "{out}");
    assert!(
        !out.contains("кластере") && !out.contains("zaytsev"),
        "{out}"
    );
    let out = site.run(&["mentions", "tusur"]).out();
    assert_eq!(out.matches("→").count(), 4, "{out}");
    assert_eq!(site.run(&["mentions", "nobody"]).code(), 2);
}

#[test]
fn certain_corrections_are_made_and_guesses_are_not() {
    let site = Site::small();
    site.write(
        "content/organizations/zelenograd.md",
        "---\nname: Зеленоград\n---\n",
    );
    site.write(
        "content/clusters/k.md",
        "---\nname: К\nfoundd: 2001 # год\nmembers: [zelenogard, 'zelengorad-x']\nwebsite: \"https://example.org/ \"\nplace: и\u{306}\n---\nТекст",
    );
    let before = files(&site.path(""));
    let answer = site.run(&["fix", "--dry-run"]);
    answer.expect_success();
    assert!(
        answer.out().contains("+founded: 2001 # год"),
        "{}",
        answer.out()
    );
    assert_eq!(files(&site.path("")), before);
    site.run(&["fix"]).expect_success();
    assert_eq!(
        site.read("content/clusters/k.md"),
        "---\nname: К\nfounded: 2001 # год\nmembers: [zelenograd, 'zelengorad-x']\nwebsite: \"https://example.org/ \"\nplace: й\n---\nТекст\n"
    );
    let after = files(&site.path(""));
    site.run(&["fix"]).expect_success();
    assert_eq!(files(&site.path("")), after);
}
