//! No page has an id twice, and whatever names an id of the page finds it. The prefix `atlas-` is the page's own.

use std::collections::HashSet;

use crate::driver::html::{self, Element};
use crate::program::{Site, copy, files};

/// The attributes that name elements of the page by their ids.
const REFERENCES: [&str; 9] = [
    "for",
    "list",
    "popovertarget",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "headers",
];

/// The names of ids that an element points to.
fn references(element: &Element) -> Vec<String> {
    let named = REFERENCES
        .iter()
        .filter_map(|name| element.attribute(name))
        .flat_map(str::split_whitespace);
    let mut ids: Vec<String> = named.map(str::to_owned).collect();
    if let Some(fragment) = element
        .attribute("href")
        .and_then(|href| href.strip_prefix('#'))
    {
        ids.push(
            percent_encoding::percent_decode_str(fragment)
                .decode_utf8_lossy()
                .into_owned(),
        );
    }
    for (_, value) in &element.attributes {
        ids.extend(
            value
                .split("url(#")
                .skip(1)
                .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())),
        );
    }
    ids
}

/// What is wrong with the ids of a page.
fn mistakes(page: &str) -> Vec<String> {
    let elements = html::elements(page).unwrap_or_else(|words| panic!("{words}: {page}"));
    let (mut ids, mut found) = (HashSet::new(), Vec::new());
    for element in &elements {
        let Some(id) = element.attribute("id") else {
            continue;
        };
        if !ids.insert(id.to_owned()) {
            found.push(format!("two elements with the id {id}"));
        }
        let is_heading = matches!(&*element.tag, "h2" | "h3" | "h4" | "h5" | "h6");
        if !id.starts_with("atlas-") && !is_heading {
            found.push(format!(
                "<{} id={id:?}> is the page's own and has not its prefix",
                element.tag
            ));
        }
    }
    let missing = elements
        .iter()
        .flat_map(references)
        .filter(|id| !ids.contains(id));
    found.extend(missing.map(|id| format!("nothing has the id {id}")));
    found
}

fn expect_ids(site: &Site) {
    site.build().expect_success();
    let mut pages = 0;
    for (route, bytes) in files(&site.path("public")) {
        if route.ends_with(".html") {
            pages += 1;
            let found = mistakes(&String::from_utf8(bytes).expect("UTF-8"));
            assert!(found.is_empty(), "{route}: {found:#?}");
        }
    }
    assert!(pages > 10, "{pages} pages");
}

#[test]
fn every_page_of_the_shipped_atlas_has_an_id_once() {
    expect_ids(&Site::shipped());
}

/// The texts of one page have the same headings, footnotes and raw ids, and these are called like parts of the page.
#[test]
fn texts_share_a_page_without_sharing_an_id() {
    let site = Site::small();
    std::fs::remove_dir_all(site.path("content")).expect("removed");
    copy(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site"),
        &site.path("."),
    );
    let settings = site.read("site.toml");
    let fields = "\n[kinds.person.fields.story]\ntype = \"markdown\"\n\n[kinds.person.fields.notes]\ntype = \"list\"\nof = \"markdown\"\n";
    site.write("site.toml", &(settings + fields));
    let text = "## Content\\n\\n## Menu {#atlas-menu}\\n\\nx[^1] [y](#content)\\n\\n<h2 id=search>z</h2><h3 id=atlas-source-1>u</h3>\
        <h3 id=content>v</h3><h4 id=content>w</h4>\\n\\n[^1]: Нота.\\n";
    let body = text.replace("\\n", "\n");
    let fields = format!("story: \"{text}\"\nnotes: [\"{text}\", \"{text}\"]");
    site.write(
        "content/people/ids.md",
        &format!("---\nname: Иды\n{fields}\n---\n{body}"),
    );
    site.write("content/people/_index.md", &body);
    site.write("content/_index.md", &body);
    expect_ids(&site);
}
