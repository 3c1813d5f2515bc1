//! Share pictures: which pages have one, and that nothing is drawn twice.

use std::collections::BTreeSet;
use std::fs;

use crate::program::Site;

const SETTINGS: &str =
    "title = \"Atlas\"\nlanguages = [\"en\", \"ru\"]\nbase_url = \"https://example.org/a/\"\n";

fn site(share: &str) -> Site {
    let site = Site::empty();
    site.write("site.toml", &format!("{SETTINGS}[share]\n{share}\n"));
    site.write(
        "content/clusters/mik.md",
        "---\nname: { en: The cluster, ru: Кластер }\n---\n",
    );
    site.write("content/clusters/tokyo.md", "---\nname: 東京\n---\n");
    fs::create_dir_all(site.path("assets")).expect("a folder");
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"/>";
    site.write("assets/share.svg", picture);
    site
}

fn drawn(site: &Site) -> BTreeSet<String> {
    let entries = fs::read_dir(site.path("public/share"))
        .into_iter()
        .flatten();
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

/// Returns the address of the share picture of a page.
fn shown(site: &Site, page: &str) -> Option<String> {
    let html = fs::read_to_string(site.path(&format!("public/{page}"))).expect("a page");
    let (_, rest) = html.split_once("<meta property=\"og:image\" content=\"")?;
    rest.split('"').next().map(str::to_owned)
}

#[test]
fn nothing_is_drawn_unless_the_settings_ask_for_it() {
    let site = site("images = false");
    site.build().expect_success();
    assert_eq!(drawn(&site).len(), 0);
    assert_eq!(shown(&site, "clusters/mik.html"), None);
}

#[test]
fn each_record_has_a_picture_in_each_language_that_its_pages_name() {
    let site = site("images = true\nimage = \"share.svg\"");
    let answer = site.build();
    answer.expect_success();
    assert_eq!(drawn(&site).len(), 2);
    let pages = ["clusters/mik.html", "ru/clusters/mik.html"];
    let named: BTreeSet<String> = pages
        .iter()
        .filter_map(|page| shown(&site, page))
        .filter_map(|url| Some(url.strip_prefix("https://example.org/a/share/")?.to_owned()))
        .collect();
    assert_eq!(named, drawn(&site));
    let of_site = shown(&site, "index.html").expect("a picture");
    assert!(
        of_site.starts_with("https://example.org/a/assets/share."),
        "{of_site}"
    );
    assert_eq!(shown(&site, "clusters/tokyo.html"), Some(of_site));
}

#[test]
fn a_picture_is_drawn_again_only_if_it_shows_something_else() {
    let site = site("images = true");
    site.build().expect_success();
    let before = drawn(&site);
    for name in &before {
        fs::write(site.path(&format!("public/share/{name}")), "drawn").expect("a mark");
    }
    site.write(
        "content/clusters/mik.md",
        "---\nname: { en: The cluster, ru: Кластеры }\n---\nA text.\n",
    );
    site.build().expect_success();
    let after = drawn(&site);
    assert_eq!(after.len(), 2);
    let kept: Vec<&String> = after.intersection(&before).collect();
    assert_eq!(kept.len(), 1);
    let bytes = fs::read(site.path(&format!("public/share/{}", kept[0]))).expect("a file");
    assert_eq!(bytes, b"drawn");
}
