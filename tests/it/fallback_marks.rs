//! Every text that stands in for one in the page's language says which language it is.
//!
//! The shipped atlas gets a second language in which it has no word. All Cyrillic letters of its pages in that language are then
//! Russian, and a page that says so of all of them has marked every text.

use std::collections::BTreeMap;

use crate::driver::browser::{Element, elements};
use crate::program::{Site, files};

/// A language that neither the program nor the atlas has a word of, but CLDR has.
const LACKING: &str = "eu";

#[test]
fn every_text_of_another_language_is_marked() {
    let site = Site::shipped();
    let settings = site.read("site.toml");
    let languages = "languages = [\"ru\", \"en\"]";
    assert!(settings.contains(languages));
    let with_another = format!("languages = [\"ru\", \"{LACKING}\", \"en\"]");
    site.write("site.toml", &settings.replace(languages, &with_another));
    site.build().expect_success();
    let pages = files(&site.path("public").join(LACKING));
    let has_text = |path: &str| path.ends_with(".html") || path.ends_with(".svg");
    let pages: Vec<_> = pages.iter().filter(|(path, _)| has_text(path)).collect();
    assert!(pages.len() > 300, "{} pages", pages.len());
    let pictures = pages.iter().filter(|(path, _)| path.ends_with(".svg"));
    assert!(pictures.count() > 10);
    let mut unmarked: BTreeMap<String, String> = BTreeMap::new();
    let (mut marked, mut drawn) = (0, 0);
    for (path, bytes) in pages {
        let page = elements(&String::from_utf8_lossy(bytes));
        for (place, element) in page.iter().enumerate() {
            for (name, value) in &element.attributes {
                assert!(!value.contains("<span"), "{path}: {name}=\"{value}\"");
            }
            if !is_cyrillic(&element.text) || is_script(element) {
                continue;
            }
            match language(&page, place) {
                Some("ru") if element.tag.starts_with("svg") => drawn += 1,
                Some("ru") => marked += 1,
                other => {
                    let around = element.parent.map_or("", |parent| &page[parent].tag);
                    let name = format!("{around} > {}", element.tag);
                    let text = element.text.trim().chars().take(80).collect::<String>();
                    unmarked.insert(name, format!("{path}: {text:?} in {other:?}"));
                }
            }
        }
    }
    assert!(unmarked.is_empty(), "{unmarked:#?}");
    assert!(marked > 30_000, "{marked} texts are Russian");
    assert!(drawn > 2_000, "{drawn} texts of drawings are Russian");
}

fn is_cyrillic(text: &str) -> bool {
    text.chars().any(|letter| ('а'..='я').contains(&letter))
}

/// Whether the text is one for programs, or HTML that a browser with scripts does not read.
fn is_script(element: &Element) -> bool {
    ["script", "style", "noscript"].contains(&element.tag.as_str())
}

/// The language of an element: its own, or that of what is around it.
fn language(page: &[Element], place: usize) -> Option<&str> {
    let mut next = Some(place);
    while let Some(element) = next.map(|place| &page[place]) {
        if let Some(language) = element.attribute("lang") {
            return Some(language);
        }
        next = element.parent;
    }
    None
}
