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

/// Dates are written in words, whatever the language: nobody reads `2017~` or `2021/..`.
#[test]
fn no_page_shows_the_notation_of_dates() {
    for site in [Site::shipped(), Site::elsewhere()] {
        site.build().expect_success();
        let files = files(&site.path("public"));
        let mut found = Vec::new();
        let mut dates = 0;
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
            let page = String::from_utf8(bytes.clone()).expect("UTF-8");
            let elements = html::elements(&page).unwrap_or_else(|words| panic!("{name}: {words}"));
            dates += elements
                .iter()
                .filter(|element| element.tag == "time")
                .count();
            found.extend(notations(&page, &elements).map(|words| format!("{name}: {words}")));
        }
        assert!(dates > 100, "{dates} dates");
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// The words of a page, its tooltips and its labels that have a date in the notation of EDTF.
fn notations<'p>(page: &'p str, elements: &'p [Element]) -> impl Iterator<Item = String> + 'p {
    // BibTeX, addresses for readers and scripts have dates for programs.
    let is_code = |element: &&Element| matches!(&*element.tag, "script" | "style" | "pre" | "code");
    let mut words = String::new();
    let mut end = 0;
    for code in elements.iter().filter(is_code) {
        if code.range.start >= end {
            words.push_str(&page[end..code.range.start]);
            end = code.range.end;
        }
    }
    words.push_str(&page[end..]);
    let words = html::plain(&words);
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let labels = elements.iter().flat_map(|element| {
        let named = |name| element.attribute(name);
        [named("title"), named("aria-label")].into_iter().flatten()
    });
    let labels = labels.flat_map(|label| label.split_whitespace().map(str::to_owned));
    words
        .into_iter()
        .chain(labels)
        .filter(|word| is_notation(word))
}

/// Whether a word is a date of EDTF that people do not write: `2017~`, `201X`, `2017-02`, `2021/..`, `../2021`.
fn is_notation(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', ',', '.', ';', ':', '«', '»', '„', '“', '”']);
    let shape: String = word
        .chars()
        .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
        .collect();
    let is_bare = matches!(
        &*shape,
        "0000/" | "/0000" | "000X" | "00XX" | "0000-00" | "0000-00-00"
    );
    let has_sign = ["0000~", "0000%", "-00~", "-00?", "0000-XX", "00-XX"];
    is_bare || has_sign.iter().any(|sign| shape.contains(sign)) || word.contains("/..")
}

#[test]
fn dates_for_programs_are_recognized() {
    for notation in [
        "2017~",
        "(2017-05~)",
        "201X",
        "2017-02-21",
        "2021/..",
        "1985-04-XX",
    ] {
        assert!(is_notation(notation), "{notation}");
    }
    for words in [
        "2017",
        "2015–2017",
        "«2017»",
        "24,5",
        "2017?",
        "и/или",
        "1,2",
    ] {
        assert!(!is_notation(words), "{words}");
    }
}
