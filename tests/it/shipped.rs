//! The atlas that the repository ships is the largest test, and that of another country in other languages the hardest: each
//! is in order, builds to the same bytes whatever the number of threads, and a reader who follows links from the home page
//! comes to every page and never to a dead end.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::driver::html::{self, Element};
use crate::program::{Site, check, files};
use percent_encoding::percent_decode_str;

#[test]
fn nothing_is_wrong_with_it() {
    for site in [Site::shipped(), Site::elsewhere()] {
        let found = check(&site);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn one_thread_and_several_give_the_same_bytes() {
    for site in [Site::shipped(), Site::elsewhere()] {
        compare_threads(&site);
    }
}

fn compare_threads(site: &Site) {
    let build = |threads: &str| {
        let out = format!("public-{threads}");
        let mut command = site.command(&[
            "build",
            "--out",
            &out,
            "--base-url",
            "https://example.org/atlas/",
        ]);
        let output = command
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs");
        assert!(output.status.success());
        files(&site.path(&out))
    };
    let one = build("1");
    assert!(one.len() > 300, "{} files", one.len());
    for threads in ["2", "7"] {
        let several = build(threads);
        assert_eq!(
            one.keys().collect::<Vec<_>>(),
            several.keys().collect::<Vec<_>>()
        );
        let differing: Vec<_> = one
            .keys()
            .filter(|name| one[*name] != several[*name])
            .collect();
        assert!(
            differing.is_empty(),
            "{differing:?} differ with {threads} threads"
        );
    }
}

/// A page with its elements.
struct Page {
    language: String,
    moved: bool,
    anchors: BTreeSet<String>,
    /// Where its links, images and styles lead.
    targets: Vec<String>,
}

fn read(text: &str) -> Result<Page, String> {
    let elements = html::elements(text)?;
    let attribute =
        |name: &'static str| move |element: &Element| element.attribute(name).map(str::to_owned);
    let language = elements
        .iter()
        .find(|element| element.tag == "html")
        .and_then(attribute("lang"));
    let mut anchors = BTreeSet::new();
    for id in elements.iter().filter_map(attribute("id")) {
        if !anchors.insert(id.clone()) {
            return Err(format!("two elements with the id {id}"));
        }
    }
    let targets = elements
        .iter()
        .flat_map(|element| ["href", "src"].map(|name| element.attribute(name)));
    Ok(Page {
        language: language.unwrap_or_default(),
        moved: text.contains("http-equiv=\"refresh\""),
        anchors,
        targets: targets.flatten().map(str::to_owned).collect(),
    })
}

/// The file and anchor that a link of a page means; none where it leaves the site.
fn resolve(page: &str, link: &str) -> Option<(String, Option<String>)> {
    if link
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#']))
    {
        return None;
    }
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (path, anchor) = link
        .split_once('#')
        .map_or((link, None), |(path, anchor)| (path, Some(decoded(anchor))));
    let path = decoded(path.split('?').next().unwrap_or_default());
    if path.is_empty() {
        return Some((page.to_owned(), anchor));
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    // Only the page for lost readers may name the root: nobody knows from where it is shown.
    let path = match path.strip_prefix('/') {
        Some(rest) if page == "404.html" => {
            parts.clear();
            rest
        }
        _ => &path,
    };
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let file = parts.join("/");
    let file = if file.is_empty() || file.ends_with('/') {
        format!("{file}index.html")
    } else {
        file
    };
    Some((file, anchor))
}

/// The pages that a reader can come to by links, beginning with one of them.
fn reached<'p>(pages: &'p BTreeMap<String, Page>, start: &'p str) -> BTreeSet<&'p str> {
    let mut reached = BTreeSet::from([start]);
    let mut next = VecDeque::from([start]);
    while let Some(name) = next.pop_front() {
        for link in &pages[name].targets {
            let Some((file, _)) = resolve(name, link) else {
                continue;
            };
            if let Some((file, page)) = pages.get_key_value(&file)
                && page.language == pages[start].language
                && reached.insert(file)
            {
                next.push_back(file);
            }
        }
    }
    reached
}

#[test]
fn every_link_has_a_target_and_every_page_is_reached_in_both_languages() {
    follow_links(&Site::shipped(), ["ru", "en"]);
}

#[test]
fn every_link_of_another_country_has_a_target_and_every_page_is_reached() {
    follow_links(&Site::elsewhere(), ["de", "fr"]);
}

/// Follows all links of a site in two languages, of which the second has a prefix.
fn follow_links(site: &Site, languages: [&str; 2]) {
    site.build().expect_success();
    let files = files(&site.path("public"));
    let mut pages = BTreeMap::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let page = read(&text).unwrap_or_else(|words| panic!("{name}: {words}"));
        pages.insert(name.clone(), page);
    }
    let mut broken = Vec::new();
    let mut links = 0;
    for (name, page) in &pages {
        for link in &page.targets {
            let Some((file, anchor)) = resolve(name, link) else {
                continue;
            };
            links += 1;
            if !files.contains_key(&file) {
                broken.push(format!("{name}: {link}"));
            } else if let (Some(anchor), Some(there)) = (anchor, pages.get(&file))
                && !there.anchors.contains(&anchor)
            {
                broken.push(format!("{name}: {link} (no such anchor)"));
            }
        }
    }
    assert!(links > 10_000, "{links} links were followed");
    assert!(
        broken.is_empty(),
        "{} of {links} links lead nowhere:\n{}",
        broken.len(),
        broken.join("\n")
    );
    let second = format!("{}/index.html", languages[1]);
    for (language, home) in languages.into_iter().zip(["index.html", &second]) {
        let reached = reached(&pages, home);
        let lost: Vec<&String> = pages
            .iter()
            .filter(|(name, page)| page.language == language && !page.moved && *name != "404.html")
            .map(|(name, _)| name)
            .filter(|name| !reached.contains(name.as_str()))
            .collect();
        assert!(reached.len() > 150, "{} pages in {language}", reached.len());
        assert!(lost.is_empty(), "no link leads to {lost:#?}");
    }
}
