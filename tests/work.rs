//! How much is done: what has not changed is neither read nor made nor written again. Counts, and never times.

mod program;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use innovation_atlas::atlas::Drafts;
use innovation_atlas::output::{Claim, Output, Report};
use innovation_atlas::page::Route;
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::source::{SourcePath, Tree, scan};
use program::{Site, published};

fn options() -> Options {
    Options { today: (2026, 11, 21), drafts: Drafts::Hidden, base_url: None, revision: None }
}

/// The shipped atlas, and a record of it that has no translation.
fn shipped() -> (Site, Tree) {
    let site = Site::shipped();
    site.write("content/people/new-person.md", "---\nname: Новое лицо\n---\nТекст.\n");
    let tree = scan(&site.path(".")).expect("the site");
    (site, tree)
}

/// The tree with the new person's file changed.
fn edited(tree: &Tree, text: &str) -> Tree {
    tree.edit(&SourcePath::new("content/people/new-person.md"), Some(text.as_bytes().to_vec()))
}

/// The ids of the records that a snapshot does not share with the one before.
fn read_anew(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let records = |snapshot: &Snapshot| -> BTreeMap<String, _> {
        snapshot.world.atlas.records.iter().map(|record| (record.id.to_string(), record.clone())).collect()
    };
    let known = records(before);
    let kept = |id: &str, record| known.get(id).is_some_and(|before| Arc::ptr_eq(before, record));
    records(after).iter().filter(|(id, record)| !kept(id, record)).map(|(id, _)| id.clone()).collect()
}

#[test]
fn an_edit_reads_one_file() {
    let (_, tree) = shipped();
    let files = tree.folder("content").count();
    let first = pipeline::snapshot(tree.clone(), None, &options());
    assert_eq!(first.parsed, files, "at first every file is read");
    let again = pipeline::snapshot(tree.clone(), Some(&first), &options());
    assert_eq!(again.parsed, 0, "nothing has changed");
    let next = pipeline::snapshot(edited(&tree, "---\nname: Другое имя\n---\nТекст.\n"), Some(&first), &options());
    assert_eq!(next.parsed, 1);
    // A record and its translation are put together for each atlas; all others are the very same.
    let anew = read_anew(&first, &next);
    assert!(anew.contains(&"new-person".to_owned()), "{anew:?}");
    let translated = |id: &String| tree.files().any(|(path, _)| path.as_str().ends_with(&format!("/{id}.en.md")));
    let others: Vec<_> = anew.iter().filter(|id| *id != "new-person" && !translated(id)).collect();
    assert!(others.is_empty(), "{others:?}");
    let settings =
        tree.file("site.toml").and_then(|file| file.text().ok()).expect("site.toml").to_owned() + "\n# другой\n";
    let other = tree.edit(&SourcePath::new("site.toml"), Some(settings.into_bytes()));
    assert_eq!(pipeline::snapshot(other, Some(&first), &options()).parsed, files, "the vocabulary may be another");
}

/// Publishes a snapshot, and counts how often each page is made.
fn publish(snapshot: &Snapshot, site: &Site) -> (Report, Vec<usize>) {
    let pages = &snapshot.world.plan.pages;
    let routes: Vec<&Route> = pages.iter().map(|page| &page.route).collect();
    let made: Vec<AtomicUsize> = pages.iter().map(|_| AtomicUsize::new(0)).collect();
    let output = Output::open(&site.path("public"), Claim::Ours).unwrap_or_else(|_| panic!("the folder is ours"));
    let report = output.publish(
        &routes,
        Claim::Ours,
        || snapshot.renderer(),
        |renderer, page| {
            made[page].fetch_add(1, Ordering::Relaxed);
            Some(snapshot.produce(renderer, page).value)
        },
    );
    let report = report.unwrap_or_else(|_| panic!("nothing is in the way"));
    (report, made.into_iter().map(AtomicUsize::into_inner).collect())
}

#[test]
fn a_build_makes_every_page_once_and_writes_those_that_differ() {
    let (site, tree) = shipped();
    let first = pipeline::snapshot(tree.clone(), None, &options());
    let (report, made) = publish(&first, &site);
    let count = made.len();
    assert!(made.iter().all(|times| *times == 1), "every page is made once");
    assert_eq!((report.written, report.kept, report.removed), (count, 0, 0));
    let before = published(&site.path("public"));
    assert_eq!(report.bytes, before.values().map(|bytes| bytes.len() as u64).sum::<u64>());

    let (report, made) = publish(&first, &site);
    assert!(made.iter().all(|times| *times == 1), "every page is made once");
    assert_eq!((report.written, report.kept, report.removed), (0, count, 0), "nothing has changed");

    let next =
        pipeline::snapshot(edited(&tree, "---\nname: Новое лицо\n---\nДругой текст.\n"), Some(&first), &options());
    let (report, _) = publish(&next, &site);
    let after = published(&site.path("public"));
    let differ = after.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes)).count();
    assert_eq!((report.written, report.kept, report.removed), (differ, count - differ, 0));
    // The text stands on its page in both languages, and in the feeds and data that have it.
    assert!((2..=12).contains(&differ), "{differ} files");

    let gone =
        pipeline::snapshot(tree.edit(&SourcePath::new("content/people/new-person.md"), None), Some(&next), &options());
    let (report, _) = publish(&gone, &site);
    let left = published(&site.path("public"));
    assert_eq!(report.removed, after.keys().filter(|name| !left.contains_key(*name)).count());
    assert_eq!(report.removed, next.world.plan.pages.len() - gone.world.plan.pages.len());
    assert_eq!(gone.parsed, 0, "what is gone is not read");
}
