//! Every page has the Content-Security-Policy of the site as the element right after `<meta charset>`, and nothing that it
//! would refuse.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;

use innovation_atlas::atlas::Drafts;
use innovation_atlas::pipeline::{Options, snapshot};
use innovation_atlas::site::Policy;
use innovation_atlas::source::Tree;

use crate::driver::html::{self, Element};
use crate::program::{Site, check, files};

/// The attributes that browsers take for scripts or styles.
fn is_inline_code(name: &str) -> bool {
    name.starts_with("on") || matches!(name, "style" | "srcdoc")
}

/// Says what is wrong with a page under a policy.
fn fault(page: &str, policy: &str) -> Option<String> {
    let elements = match html::elements(page) {
        Ok(elements) => elements,
        Err(error) => return Some(error),
    };
    let head = elements.iter().position(|element| element.tag == "head")?;
    let [charset, meta] = elements.get(head + 1..head + 3)? else {
        return Some("an empty head".to_owned());
    };
    if charset.attribute("charset") != Some("utf-8") {
        return Some(format!("the head begins with {charset:?}"));
    }
    if meta.attribute("http-equiv") != Some("Content-Security-Policy")
        || meta.attribute("content") != Some(policy)
    {
        return Some(format!("after the charset comes {meta:?}"));
    }
    let inline = |element: &Element| {
        let script =
            element.tag == "script" && element.attribute("type") != Some("application/ld+json");
        let loaded = element.attribute("src").is_some()
            && page[element.range.clone()].ends_with("></script>");
        element.tag == "style"
            || (script && !loaded)
            || element
                .attributes
                .iter()
                .any(|(name, _)| is_inline_code(&name.to_ascii_lowercase()))
    };
    elements
        .iter()
        .find(|element| inline(element))
        .map(|element| page[element.range.clone()].to_owned())
}

/// The pages of a built site, by route.
fn pages(site: &Site) -> BTreeMap<String, String> {
    let pages = files(&site.path("public"))
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"));
    pages
        .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
        .collect()
}

fn expect_policy(pages: &BTreeMap<String, String>, policy: &str) {
    let found = pages
        .iter()
        .filter_map(|(name, page)| Some(format!("{name}: {}", fault(page, policy)?)));
    let found: Vec<String> = found.collect();
    assert!(
        found.is_empty(),
        "{} of {} pages, the first: {}",
        found.len(),
        pages.len(),
        found[0]
    );
}

#[test]
fn every_page_of_the_shipped_atlas_has_the_policy_and_nothing_that_it_refuses() {
    let site = Site::shipped();
    // An old address, too; the atlas has moved no record.
    site.write(
        "content/organizations/moved.yaml",
        "- {id: moved, name: {ru: Переехала, en: Moved}, aka: [was-elsewhere]}\n",
    );
    site.run(&["build", "--base-url", "https://example.org/atlas/"])
        .expect_success();
    let pages = pages(&site);
    for route in [
        "index.html",
        "404.html",
        "map.html",
        "organizations/was-elsewhere.html",
        "embed/mik.html",
        "guide.html",
    ] {
        assert!(pages.contains_key(route), "{route}");
    }
    expect_policy(&pages, Policy::default().header());
}

#[test]
fn a_policy_of_ones_own_stands_on_every_page_whatever_characters_it_has() {
    let site = Site::small();
    let policy = r#"default-src 'self'; script-src 'self' 'unsafe-inline' https://e.org/?a&b="c"><script>; frame-ancestors 'none'; Report-URI /r; sandbox allow-scripts"#;
    let quoted = format!(
        "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n[host]\nname = \"netlify\"\npolicy = {policy:?}\n"
    );
    site.write("site.toml", &quoted);
    site.build().expect_success();
    let pages = pages(&site);
    assert!(pages.len() > 8, "{} pages", pages.len());
    for page in pages.values() {
        let after = page.split_once("<meta charset=\"utf-8\">\n").unwrap().1;
        let line = after.lines().next().unwrap();
        assert_eq!(
            line,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self' 'unsafe-inline' \
             https://e.org/?a&amp;b=&quot;c&quot;>&lt;script>\">"
        );
    }
    assert!(
        site.read("public/_headers")
            .contains(&format!("\n  Content-Security-Policy: {policy}\n")),
        "whole"
    );
}

#[test]
fn a_setting_that_is_no_policy_is_refused() {
    let site = Site::small();
    for policy in [
        "\"a\\nb\"",
        "\"default-src 'self', script-src 'none'\"",
        "\"default-src 'я'\"",
    ] {
        site.write(
            "site.toml",
            &format!("title = \"Атлас\"\nlanguages = [\"ru\"]\n[host]\npolicy = {policy}\n"),
        );
        let found = check(&site);
        assert_eq!(found.len(), 1, "{policy}: {found:?}");
        assert_eq!(
            (&*found[0].code, found[0].line),
            ("bad-setting", 4),
            "{policy}"
        );
    }
}

/// As any setting that is left empty.
#[test]
fn an_empty_policy_is_the_strict_one() {
    let site = Site::small();
    let settings = "title = \"Атлас\"\nlanguages = [\"ru\"]\n";
    site.write("site.toml", settings);
    site.build().expect_success();
    let strict = site.read("public/index.html");
    assert!(strict.contains("script-src 'self'"), "{strict}");
    for policy in ["''", "' '"] {
        site.write(
            "site.toml",
            &format!("{settings}[host]\npolicy = {policy}\n"),
        );
        site.build().expect_success();
        assert_eq!(site.read("public/index.html"), strict);
    }
}

/// The same attribute in both template engines, as it is written in a page.
#[test]
fn a_layout_writes_the_policy_by_one_name_in_both_engines() {
    let written = |layout: &str| {
        let files = [
            (
                "site.toml",
                "title = \"Атлас\"\nlanguages = [\"ru\"]\n[host]\npolicy = \"default-src 'self' \\\"&\\\"\"\n",
            ),
            ("content/events/forum.md", "---\nname: Форум\n---\n"),
            (layout, "<meta content=\"{{ site.policy }}\">"),
        ];
        let options = Options::new(
            innovation_atlas::text::Day::new(2026, 11, 21),
            Drafts::Hidden,
        );
        let snapshot = snapshot(Tree::from_iter(files), None, &options);
        let place = snapshot
            .model
            .plan
            .pages
            .iter()
            .position(|page| page.route.as_str() == "events/forum.html")
            .unwrap();
        let made = snapshot.render(&snapshot.renderer(), place);
        assert_eq!(made.diagnostics, []);
        String::from_utf8(made.value).unwrap()
    };
    let policy = "<meta content=\"default-src 'self' &quot;&amp;&quot;\">";
    assert_eq!(written("layouts/record-event.html"), policy);
    #[cfg(feature = "tera")]
    assert_eq!(written("layouts/record-event.tera.html"), policy);
}

#[test]
fn a_page_that_the_policy_would_refuse_is_found() {
    let page = |inside: &str| {
        let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"x\">";
        format!("<html><head><meta charset=\"utf-8\">{meta}</head><body>{inside}</body></html>")
    };
    assert_eq!(
        fault(
            &page("<script src=\"a.js\"></script><p title=\"style\">x</p>"),
            "x"
        ),
        None
    );
    for wrong in [
        "<script>x</script>",
        "<p onClick=\"x\">x</p>",
        "<p style=\"x\">x</p>",
        "<style>x</style>",
    ] {
        assert!(fault(&page(wrong), "x").is_some(), "{wrong}");
    }
    assert!(fault(&page(""), "y").is_some(), "another policy");
    assert!(
        fault(&page("").replace("<meta charset=\"utf-8\">", ""), "x").is_some(),
        "not after the charset"
    );
}
