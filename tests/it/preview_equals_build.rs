//! Whatever is done to the files, the preview shows what a clean build of them makes, byte for byte.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::Options;
use innovation_atlas::serve::{Change, PreviewSite, SnapshotSite};
use innovation_atlas::text::MessageLanguage;
use proptest::prelude::*;

use crate::edit_script::{Edit, EditedSite, edit};

/// Applies an edit and writes its files. Returns the paths that a watcher reports.
fn apply(root: &Path, site: &mut EditedSite, edit: &Edit) -> BTreeSet<PathBuf> {
    let paths: BTreeSet<PathBuf> = site.apply(edit).into_iter().map(PathBuf::from).collect();
    for path in &paths {
        let text = path.to_str().and_then(|path| site.files.get(path));
        write(&root.join(path), text);
    }
    paths
}

/// Writes a file, or removes it if it has no text.
fn write(path: &Path, text: Option<&String>) {
    match text {
        Some(text) => {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        None => fs::remove_file(path).unwrap(),
    }
}

fn read(root: &Path) -> SnapshotSite {
    let options = Options::new(
        innovation_atlas::text::Day::new(2026, 11, 21),
        Drafts::Shown,
    );
    SnapshotSite::read(root, options, |_| MessageLanguage::Ru).unwrap()
}

/// Returns the bytes of all pages, by route.
fn pages(site: &SnapshotSite) -> BTreeMap<String, Option<Vec<u8>>> {
    site.pages()
        .into_iter()
        .map(|route| (route.clone(), site.bytes(&route)))
        .collect()
}

/// Returns the routes of the pages that are not among the affected ones.
fn unaffected(pages: &BTreeMap<String, Option<Vec<u8>>>, affected: &[String]) -> Vec<String> {
    pages
        .keys()
        .filter(|route| !affected.contains(route))
        .cloned()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::extent::count(5, 250), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_edit(edits in prop::collection::vec(edit(), 40)) {
        let folder = tempfile::tempdir().unwrap();
        let (root, mut site) = (folder.path(), EditedSite::new());
        for (path, text) in &site.files {
            write(&root.join(path), Some(text));
        }
        let mut shown = read(root);
        let mut before = pages(&shown);
        for edit in edits {
            let paths = apply(root, &mut site, &edit);
            if let Some(step) = shown.after(&Change::Paths(paths)).unwrap() {
                shown = step.site;
            }
            let clean = read(root);
            // A page that the save cannot affect is as it was.
            let now = pages(&clean);
            for route in shown.affected_pages().map_or(Vec::new(), |affected| unaffected(&now, &affected)) {
                prop_assert_eq!(&now[&route], &before[&route], "{} is affected by {:?}", route, edit);
            }
            prop_assert_eq!(shown.pages(), clean.pages());
            prop_assert_eq!(shown.records(), clean.records());
            for (route, bytes) in &now {
                prop_assert_eq!(&shown.bytes(route), bytes, "{} after {:?}", route, edit);
                prop_assert_eq!(shown.route_info(route), clean.route_info(route));
            }
            prop_assert_eq!(shown.counts(), clean.counts());
            prop_assert_eq!(shown.report(1000, false), clean.report(1000, false));
            before = now;
        }
    }
}
