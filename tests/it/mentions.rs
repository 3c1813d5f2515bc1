//! `atlas fix` and `atlas mentions`.

use std::collections::BTreeSet;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::mention::unlinked_mentions;
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

#[test]
fn mentions_in_the_shipped_texts_are_found_as_a_reader_marked_them() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let marked = std::fs::read_to_string(root.join("tests/mentions/ru.tsv")).expect("the marks");
    let marked: BTreeSet<(String, String)> = marked
        .lines()
        .map(|line| {
            let mut parts = line.split('\t').map(str::to_owned);
            (parts.next().expect("a file"), parts.next().expect("an id"))
        })
        .collect();
    assert!(marked.len() > 200);
    let mut tree = scan(root).expect("the atlas");
    let paths: Vec<SourcePath> = tree
        .folder("content")
        .map(|(path, _)| path.clone())
        .collect();
    for path in paths.iter().filter(|path| path.as_str().ends_with(".md")) {
        let text = tree
            .file(path.as_str())
            .expect("a file")
            .text()
            .expect("a text");
        tree = tree.edit(path, Some(without_links(text).into_bytes()));
    }
    let options = Options {
        today: Day::new(2026, 11, 21),
        drafts: Drafts::Shown,
        base_url: None,
        revision: None,
    };
    let snapshot = pipeline::snapshot(tree, None, &options);
    let (atlas, site) = (&snapshot.model.atlas, &snapshot.model.site);
    let found = unlinked_mentions(&snapshot.tree, atlas, site);
    let found: BTreeSet<(String, String)> = found
        .iter()
        .filter_map(|mention| {
            let path = mention
                .at
                .path
                .as_str()
                .strip_prefix("content/")?
                .strip_suffix(".md")?;
            let is_marked =
                !path.ends_with(".en") && !path.starts_with("sources/") && path != "_index";
            is_marked.then(|| (path.to_owned(), atlas.record(mention.record).id.to_string()))
        })
        .collect();
    let right = found.intersection(&marked).count();
    let share = |of: usize| right as f64 / of as f64;
    let (recall, precision) = (share(marked.len()), share(found.len()));
    let missed: Vec<_> = marked.difference(&found).collect();
    let wrong: Vec<_> = found.difference(&marked).collect();
    assert!(
        recall >= 0.92 && precision >= 0.9,
        "{recall} {precision}\nmissed {missed:#?}\nwrong {wrong:#?}"
    );
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
    ] {
        assert!(out.lines().any(|known| known == line), "{line}\n{out}");
    }
    assert_eq!(out.matches("→").count(), 3, "{out}");
    assert_eq!(files(&site.path("")), before);
    site.run(&["mentions", "--write"]).expect_success();
    assert_eq!(
        site.read("content/agreements/x.md"),
        "---\nname: Соглашение\n---\n## С ТУСУРом\r\n\r\nТекст о [[tusur|ТУСУРе]] и ТУСУРе, `ТУСУР`, [[zaytsev|В. Зайцеве]], *[[k|кластере «Заря»]]* и Томским университетом.\r\n"
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
    assert_eq!(out.matches("→").count(), 1, "{out}");
    let out = site.run(&["mentions", "tusur"]).out();
    assert_eq!(out.matches("→").count(), 1, "{out}");
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
