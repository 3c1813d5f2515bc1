//! Whatever is done to the files, the preview shows what a clean build of them makes, byte for byte.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::Options;
use innovation_atlas::serve::{Change, PreviewSite, SnapshotSite};
use innovation_atlas::text::MessageLanguage;
use proptest::prelude::*;

/// What an editor does next. Records are numbered; what cannot be done is not done.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    Words(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    RenameByCase(usize),
    Break(usize),
    SwapIds(usize, usize),
    Layout(usize),
    Settings(usize),
    Asset(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let (record, variant) = (0..6usize, 0..5usize);
    prop_oneof![
        4 => (record.clone(), variant.clone()).prop_map(|(r, v)| Edit::Write(r, v)),
        4 => (record.clone(), variant.clone()).prop_map(|(r, v)| Edit::Words(r, v)),
        1 => record.clone().prop_map(Edit::Remove),
        1 => (record.clone(), record.clone()).prop_map(|(a, b)| Edit::Rename(a, b)),
        1 => record.clone().prop_map(Edit::RenameByCase),
        2 => record.clone().prop_map(Edit::Break),
        1 => (record.clone(), record).prop_map(|(a, b)| Edit::SwapIds(a, b)),
        1 => variant.clone().prop_map(Edit::Layout),
        1 => variant.clone().prop_map(Edit::Settings),
        1 => variant.prop_map(Edit::Asset),
    ]
}

fn file(record: usize) -> String {
    format!(
        "content/{}/r{record}.md",
        if record.is_multiple_of(2) {
            "clusters"
        } else {
            "organizations"
        }
    )
}

fn text(record: usize, variant: usize) -> String {
    // The record that is referred to may or may not be there.
    let (other, draft) = (
        (record + variant) % 6,
        if variant == 3 { "draft: true\n" } else { "" },
    );
    let members = if record.is_multiple_of(2) {
        format!("members: [r{}]\n", other | 1)
    } else {
        String::new()
    };
    format!(
        "---\nname: Запись {record} «{variant}»\naka: [old-{record}-{variant}]\n{draft}{members}---\nТекст {variant} о [[r{other}]].\n"
    )
}

fn write(root: &Path, path: &str, text: &str) -> Vec<PathBuf> {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
    vec![PathBuf::from(path)]
}

fn rename(root: &Path, from: String, to: String) -> Vec<PathBuf> {
    match fs::rename(root.join(&from), root.join(&to)) {
        Ok(()) => vec![from.into(), to.into()],
        Err(_) => Vec::new(),
    }
}

/// Exchanges the bytes of two files, if both are there.
fn swap(root: &Path, a: String, b: String) -> Vec<PathBuf> {
    match (fs::read(root.join(&a)), fs::read(root.join(&b))) {
        (Ok(first), Ok(second)) => {
            fs::write(root.join(&a), second).unwrap();
            fs::write(root.join(&b), first).unwrap();
            vec![a.into(), b.into()]
        }
        _ => Vec::new(),
    }
}

/// Changes only the words of a record's text.
fn write_words(root: &Path, record: usize, variant: usize) -> Vec<PathBuf> {
    match fs::read_to_string(root.join(file(record))) {
        // Before the link, so that it moves, and after it, with an asset that is there or not.
        Ok(text) if variant.is_multiple_of(2) => write(
            root,
            &file(record),
            &text.replace("Текст ", "Текст и текст "),
        ),
        Ok(text) => {
            let text = format!("{text}\nСлово [x](../../assets/x{variant}.css) {variant}.\n");
            write(root, &file(record), &text)
        }
        Err(_) => Vec::new(),
    }
}

/// Does it, and says which paths a watcher would tell of.
fn apply(root: &Path, edit: &Edit) -> BTreeSet<PathBuf> {
    let write = |path: &str, text: &str| write(root, path, text);
    let paths = match *edit {
        Edit::Write(record, variant) => write(&file(record), &text(record, variant)),
        Edit::Words(record, variant) => write_words(root, record, variant),
        Edit::Remove(record) => {
            _ = fs::remove_file(root.join(file(record)));
            vec![file(record).into()]
        }
        Edit::Rename(from, to) => rename(root, file(from), file(to)),
        Edit::RenameByCase(record) => rename(root, file(record), file(record).replace("/r", "/R")),
        Edit::Break(record) => write(
            &file(record),
            "---\nname: [не закрыто\nkind: {\n---\nтекст\n",
        ),
        Edit::SwapIds(a, b) => swap(root, file(a), file(b)),
        Edit::Layout(0) => write("layouts/record.html", "{{ record.title }} {% if %}"),
        Edit::Layout(1) => {
            _ = fs::remove_dir_all(root.join("layouts"));
            vec!["layouts".into()]
        }
        Edit::Layout(variant) => write(
            "layouts/record.html",
            &format!("{variant} {{{{ record.title }}}}\n"),
        ),
        Edit::Settings(variant) => {
            let languages = if variant % 2 == 0 {
                "[\"ru\"]"
            } else {
                "[\"ru\", \"en\"]"
            };
            write(
                "site.toml",
                &format!("title = \"Атлас {variant}\"\nlanguages = {languages}\n"),
            )
        }
        Edit::Asset(variant) => write("assets/x.css", &format!("p {{ order: {variant} }}\n")),
    };
    paths.into_iter().collect()
}

fn read(root: &Path) -> SnapshotSite {
    let options = Options {
        today: innovation_atlas::text::Day::new(2026, 11, 21),
        drafts: Drafts::Shown,
        base_url: None,
        revision: None,
    };
    SnapshotSite::read(root, options, |_| MessageLanguage::Ru).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::extent::count(12, 200), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_edit(edits in prop::collection::vec(edit(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for record in 0..4 {
            apply(root, &Edit::Write(record, record));
        }
        apply(root, &Edit::Settings(1));
        let mut shown = read(root);
        for edit in edits {
            let paths = apply(root, &edit);
            if let Some(step) = shown.after(&Change::Paths(paths)).unwrap() {
                shown = step.site;
            }
            let clean = read(root);
            prop_assert_eq!(shown.pages(), clean.pages());
            prop_assert_eq!(shown.records(), clean.records());
            for route in clean.pages() {
                prop_assert_eq!(shown.bytes(&route), clean.bytes(&route), "{} after {:?}", route, edit);
                prop_assert_eq!(shown.route_info(&route), clean.route_info(&route));
            }
            prop_assert_eq!(shown.counts(), clean.counts());
            prop_assert_eq!(shown.report(100, false), clean.report(100, false));
        }
    }
}
