//! The shipped atlas in the look of `tests/compact`, which is layouts and a style sheet only.

use std::fs;
use std::path::{Path, PathBuf};

use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::{self, Options};
use innovation_atlas::source::{self, File, SourcePath};
use innovation_atlas::text::Day;

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => found.extend(files_below(&path)),
            false => found.push(path),
        }
    }
    found
}

#[test]
fn every_page_can_be_made_in_another_look() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let look = root.join("tests/compact");
    let own = files_below(&look).into_iter().filter_map(|path| {
        let name = path
            .strip_prefix(&look)
            .expect("below")
            .to_str()?
            .to_owned();
        let is_part = name.starts_with("layouts/") || name.starts_with("assets/");
        is_part.then(|| {
            let bytes = fs::read(&path).expect("a file");
            (SourcePath::new(&name), File::new(bytes))
        })
    });
    let shipped = source::scan(root).expect("the shipped atlas");
    let options = Options::new(Day::new(2026, 11, 21), Drafts::Hidden);
    let snapshot = pipeline::snapshot(shipped.with_files(own), None, &options);
    assert!(!snapshot.has_errors(), "{:?}", snapshot.diagnostics.first());
    let renderer = snapshot.renderer();
    let mut pages = 0;
    for (index, page) in snapshot.model.plan.pages.iter().enumerate() {
        if !page.kind.is_content() {
            continue;
        }
        let made = snapshot.render(&renderer, index);
        assert!(made.diagnostics.is_empty(), "{:?}", made.diagnostics);
        let html = String::from_utf8(made.value).expect("a page");
        assert!(html.contains("<header class=\"side\">"), "{}", page.route);
        assert!(!html.contains("site-header"), "{}", page.route);
        pages += 1;
    }
    assert!(pages > 500, "{pages} pages");
}
