//! How much is done: what has not changed is neither read nor made nor written again. Counts, and never times.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::program::{Site, published};
use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::source::{SourcePath, Tree, scan};

fn options() -> Options {
    Options::new(
        innovation_atlas::text::Day::new(2026, 11, 21),
        Drafts::Hidden,
    )
}

/// The shipped atlas, and a record of it that has no translation.
fn shipped() -> (Site, Tree) {
    let site = Site::shipped();
    site.write(
        "content/people/new-person.md",
        "---\nname: Новое лицо\n---\nТекст.\n",
    );
    let tree = scan(&site.path(".")).expect("the site");
    (site, tree)
}

/// The tree with the new person's file changed.
fn edited(tree: &Tree, text: &str) -> Tree {
    tree.edit(
        &SourcePath::new("content/people/new-person.md"),
        Some(text.as_bytes().to_vec()),
    )
}

/// The ids of the records that a snapshot does not share with the one before.
fn parsed_again(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let records = |snapshot: &Snapshot| -> BTreeMap<String, _> {
        snapshot
            .model
            .atlas
            .records
            .iter()
            .map(|record| (record.id.to_string(), record.clone()))
            .collect()
    };
    let known = records(before);
    let kept = |id: &str, record| {
        known
            .get(id)
            .is_some_and(|before| Arc::ptr_eq(before, record))
    };
    records(after)
        .iter()
        .filter(|(id, record)| !kept(id, record))
        .map(|(id, _)| id.clone())
        .collect()
}

#[test]
fn an_edit_reads_one_file() {
    let (_, tree) = shipped();
    let files = tree.folder("content").count();
    let first = pipeline::snapshot(tree.clone(), None, &options());
    assert_eq!(first.parsed_files(), files, "at first every file is read");
    let again = pipeline::snapshot(tree.clone(), Some(&first), &options());
    assert_eq!(again.parsed_files(), 0, "nothing has changed");
    let next = pipeline::snapshot(
        edited(&tree, "---\nname: Другое имя\n---\nТекст.\n"),
        Some(&first),
        &options(),
    );
    assert_eq!(next.parsed_files(), 1);
    // A record and its translation are put together for each atlas; all others are the very same.
    let reparsed = parsed_again(&first, &next);
    assert!(reparsed.contains(&"new-person".to_owned()), "{reparsed:?}");
    let translated = |id: &String| {
        tree.files()
            .any(|(path, _)| path.as_str().ends_with(&format!("/{id}.en.md")))
    };
    let others: Vec<_> = reparsed
        .iter()
        .filter(|id| *id != "new-person" && !translated(id))
        .collect();
    assert!(others.is_empty(), "{others:?}");
    let settings = tree
        .file("site.toml")
        .and_then(|file| file.text().ok())
        .expect("site.toml")
        .to_owned()
        + "\n# другой\n";
    let other = tree.edit(&SourcePath::new("site.toml"), Some(settings.into_bytes()));
    assert_eq!(
        pipeline::snapshot(other, Some(&first), &options()).parsed_files(),
        files,
        "the vocabulary may be another"
    );
}

/// What a build says that it did: files written, left as they were, and removed.
fn build(site: &Site) -> [usize; 3] {
    let answer = site.run(&["build", "--lang", "en"]);
    answer.expect_success();
    let output = answer.out();
    let count = |what: &str| {
        let before = output.split(what).next().unwrap_or_default();
        let number: String = before
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        number
            .chars()
            .rev()
            .collect::<String>()
            .parse()
            .unwrap_or_else(|_| panic!("no count of{what} in {output}"))
    };
    [count(" written"), count(" unchanged"), count(" removed")]
}

#[test]
fn a_build_writes_the_files_that_differ() {
    let site = shipped().0;
    let count = |files: &BTreeMap<String, Vec<u8>>| files.len();
    let first = build(&site);
    let before = published(&site.path("public"));
    assert_eq!(first, [count(&before), 0, 0]);
    assert_eq!(build(&site), [0, count(&before), 0], "nothing has changed");

    site.write(
        "content/people/new-person.md",
        "---\nname: Новое лицо\n---\nДругой текст.\n",
    );
    let edited = build(&site);
    let after = published(&site.path("public"));
    let differ = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(bytes))
        .count();
    let gone = before
        .keys()
        .filter(|name| !after.contains_key(*name))
        .count();
    assert_eq!(edited, [differ, count(&after) - differ, gone]);
    // The text stands on its page in both languages, and in what is made of all texts: feeds, data, the search.
    assert!((2..60).contains(&differ), "{differ} files");

    std::fs::remove_file(site.path("content/people/new-person.md")).expect("removed");
    let removed = build(&site);
    let left = published(&site.path("public"));
    assert_eq!(
        removed[2],
        after
            .keys()
            .filter(|name| !left.contains_key(*name))
            .count()
    );
    assert!(
        removed[2] >= 4,
        "the page, its card in both languages, its data"
    );
    assert_eq!(removed[0] + removed[1], count(&left));
}
