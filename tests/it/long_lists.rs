//! Lists of several pages: every page is two links from the first, every letter and group leads to where it begins, and what
//! is too much to draw one by one is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::driver::html::{elements, plain, select};
use crate::program::{Site, files};
use crate::statuses::resolve;

const LETTERS: [&str; 8] = ["А", "Б", "Ё", "Ж", "Л", "С", "Ц", "Я"];

/// A site with long lists of every sort: trees, dated, typed and plain kinds, sources, and members of one region.
fn site() -> Site {
    let site = Site::small();
    site.write(
        "site.toml",
        "title = \"Атлас\"\nlanguages = [\"ru\"]\nrepository = \"https://example.org/git/atlas\"\n\
         [data]\ncards = false\njson_pages = false\n",
    );
    let name = |at: usize| format!("{}-запись {at}", LETTERS[at % LETTERS.len()]);
    let write = |kind: &str, count: usize, more: &dyn Fn(usize) -> String| {
        let mut list = String::new();
        for at in 0..count {
            let _ = writeln!(
                list,
                "- {{id: {kind}-{at}, name: {}{}}}",
                name(at),
                more(at)
            );
        }
        site.write(&format!("content/{kind}/list.yaml"), &list);
    };
    write("regions", 1274, &|at| match at {
        0 => String::new(),
        at if at < 9 => ", part_of: regions-0".to_owned(),
        at => format!(", part_of: regions-{}", 1 + at % 8),
    });
    write("sectors", 120, &|_| String::new());
    write("sources", 230, &|_| String::new());
    write("technologies", 1105, &|_| String::new());
    write("organizations", 620, &|at| {
        let kind = ["company", "university"][at % 2];
        format!(", type: {kind}, region: regions-9, sectors: [sectors-1]")
    });
    write("agreements", 640, &|at| {
        let (year, month) = (2016 + at % 2, 1 + at % 11);
        format!(", date: {year}-{month:02}, parties: [organizations-1, organizations-2]")
    });
    site
}

/// The pages of a built site with the pages to which their links lead.
fn links(site: &Site) -> BTreeMap<String, BTreeSet<String>> {
    let all = files(&site.path("public"));
    let pages = all.iter().filter(|(name, _)| name.ends_with(".html"));
    let links = pages.map(|(name, bytes)| {
        let text = String::from_utf8_lossy(bytes);
        let found = elements(&text).expect("HTML");
        let hrefs = found.iter().filter_map(|element| element.attribute("href"));
        let hrefs = hrefs.filter(|href| !href.contains("://") && !href.starts_with('#'));
        let targets = hrefs.map(|href| resolve(name, href.split('#').next().unwrap_or_default()));
        (name.clone(), targets.collect())
    });
    links.collect()
}

/// The pages of lists after the first, by the first.
fn paged(links: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, Vec<String>> {
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in links.keys() {
        let Some((stem, number)) = name
            .strip_suffix(".html")
            .and_then(|name| name.rsplit_once('-'))
        else {
            continue;
        };
        if number.parse::<u32>().is_err() {
            continue;
        }
        let first = match stem.strip_suffix("/page") {
            Some(folder) => format!("{folder}/index.html"),
            None => format!("{stem}.html"),
        };
        if links.contains_key(&first) {
            lists.entry(first).or_default().push(name.clone());
        }
    }
    lists
}

#[test]
fn every_page_of_a_list_is_two_links_from_its_first_and_none_is_an_orphan() {
    let site = site();
    site.build().expect_success();
    let links = links(&site);
    let lists = paged(&links);
    let counts: BTreeMap<&str, usize> = lists
        .iter()
        .map(|(first, pages)| (first.as_str(), pages.len() + 1))
        .collect();
    // Trees are whole; all other lists have a hundred records a page.
    let expected = [
        ("agreements/index.html", 7),
        ("organizations/index.html", 7),
        ("regions/regions-0/agreements.html", 7),
        ("regions/regions-0/organizations.html", 7),
        ("regions/regions-2/agreements.html", 7),
        ("regions/regions-2/organizations.html", 7),
        ("regions/regions-9/agreements.html", 7),
        ("regions/regions-9/organizations.html", 7),
        ("sectors/sectors-1/organizations.html", 7),
        ("sources/index.html", 3),
        ("technologies/index.html", 12),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    for (first, pages) in &lists {
        let near = &links[first];
        for page in pages {
            let is_near = near.contains(page)
                || near
                    .iter()
                    .any(|other| links.get(other).is_some_and(|links| links.contains(page)));
            assert!(is_near, "{first} does not lead to {page}");
        }
    }
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut next = vec!["index.html".to_owned()];
    while let Some(page) = next.pop() {
        for target in links.get(&page).into_iter().flatten() {
            if reached.insert(target.clone()) {
                next.push(target.clone());
            }
        }
    }
    let lost: Vec<&String> = links
        .keys()
        .filter(|name| *name != "404.html" && !reached.contains(*name))
        .collect();
    assert!(lost.is_empty(), "no link leads to {lost:?}");
    let feeds = files(&site.path("public"));
    let feeds = feeds.keys().filter(|name| name.ends_with(".xml"));
    let unlinked: Vec<&String> = feeds.filter(|name| !reached.contains(*name)).collect();
    assert!(unlinked.is_empty(), "no link leads to {unlinked:?}");
    for folder in ["documents", "projects", "programmes"] {
        let index = format!("{folder}/index.html");
        assert!(!links.contains_key(&index), "{index} lists nothing");
    }
}

#[test]
fn every_letter_of_a_list_links_to_the_page_and_place_where_it_begins() {
    let site = site();
    site.build().expect_success();
    let read = |route: &str| site.read(&format!("public/{route}"));
    let follow = |page: &str, nav: &str| {
        let strip = select(&read(page), nav).expect("a strip");
        let entries = elements(&strip[0]).expect("HTML");
        let links = entries.iter().filter(|element| element.tag == "a");
        links
            .map(|link| {
                let href = link.attribute("href").expect("an address");
                let (file, id) = href.split_once('#').expect("an anchor");
                let file = match file {
                    "" => page.to_owned(),
                    file => resolve(page, file),
                };
                (plain(&strip[0][link.range.clone()]), file, id.to_owned())
            })
            .collect::<Vec<_>>()
    };
    for page in ["technologies/index.html", "technologies/page-7.html"] {
        let letters = follow(page, "nav.letters");
        let titles: Vec<&str> = letters.iter().map(|(title, ..)| title.as_str()).collect();
        // Ё is a variant of Е in the collation, so that it is found there.
        assert_eq!(titles, ["А", "Б", "Е", "Ж", "Л", "С", "Ц", "Я"], "{page}");
        for (title, file, id) in letters {
            let section = select(&read(&file), &format!("#{id}")).expect("a section");
            let heading = select(&section[0], "h2").expect("a heading");
            assert_eq!(plain(&heading[0]), title);
        }
    }
    // Groups by type run over pages: both pages name both, with the counts of the whole list.
    for page in ["organizations/index.html", "organizations/page-5.html"] {
        let groups = follow(page, "nav.jump");
        let titles: Vec<&str> = groups.iter().map(|(title, ..)| title.as_str()).collect();
        assert_eq!(titles, ["Университеты 310", "Компании 310"], "{page}");
        assert_eq!(groups[1].1, "organizations/page-4.html");
    }
    let letters = follow("organizations/page-2.html", ".letter nav.letters");
    assert_eq!(letters.len(), 4, "{letters:?}");
    for (title, file, id) in letters {
        let heading = select(&read(&file), &format!("h3#{id}")).expect("a heading");
        assert_eq!(plain(&heading[0]), title);
    }
}

#[test]
fn a_crowded_year_is_drawn_by_months_that_lead_to_their_lists() {
    let site = site();
    site.build().expect_success();
    let page = site.read("public/timeline/2016.html");
    let bars = select(&page, "svg.bar-chart").expect("bars");
    let found = elements(&bars[0]).expect("SVG");
    let links: Vec<&str> = found
        .iter()
        .filter(|element| element.tag == "a")
        .filter_map(|element| element.attribute("href"))
        .collect();
    assert_eq!(links.len(), 11, "{links:?}");
    for link in links {
        let month = select(&page, link).expect("a month");
        assert_eq!(month.len(), 1, "{link}");
    }
    assert!(!page.contains("figure timeline"));
}

#[test]
fn an_empty_region_has_links_to_others() {
    let site = site();
    site.build().expect_success();
    let main = select(&site.read("public/regions/regions-17.html"), "main").expect("main");
    let found = elements(&main[0]).expect("HTML");
    let hrefs: Vec<&str> = found
        .iter()
        .filter_map(|element| element.attribute("href"))
        .collect();
    for link in [
        "../regions/regions-2.html",
        "../regions/regions-9.html",
        "https://example.org/git/atlas/new/main/content",
    ] {
        assert!(hrefs.contains(&link), "{link}: {hrefs:?}");
    }
    let index = site.read("public/regions/index.html");
    assert!(!plain(&index).lines().any(|line| line.ends_with(" 0")));
}

#[test]
fn drawings_are_files_that_stand_alone() {
    let site = Site::shipped();
    site.build().expect_success();
    let all = files(&site.path("public"));
    let drawings: Vec<(&String, &Vec<u8>)> = all
        .iter()
        .filter(|(name, _)| name.contains("data/charts/"))
        .collect();
    assert!(drawings.len() > 20, "{}", drawings.len());
    for (name, bytes) in drawings {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(
            text.starts_with("<svg lang=\"")
                && text.contains(" xmlns=\"http://www.w3.org/2000/svg\" width="),
            "{name}"
        );
        for wrong in ["class=", "href", "<a ", "style", "<script", "var("] {
            assert!(!text.contains(wrong), "{name}: {wrong}");
        }
        let found = elements(text).expect("well-formed");
        assert!(found.len() > 10, "{name}: {}", found.len());
        assert!(text.contains("Атлас") || text.contains("Atlas"), "{name}");
    }
    for page in ["map.html", "network.html", "timeline.html", "matrix.html"] {
        let name = page.replace(".html", ".svg");
        let links = select(&site.read(&format!("public/{page}")), "a.svg-file").expect("links");
        assert!(
            links[0].contains(&format!("href=\"data/charts/{name}\"")),
            "{links:?}"
        );
    }
}

#[test]
fn a_large_matrix_has_the_largest_regions_and_links_to_the_others() {
    let site = Site::small();
    site.write("site.toml", "title = \"Атлас\"\nlanguages = [\"ru\"]\n");
    let list = |kind: &str, count: usize, more: &dyn Fn(usize) -> String| {
        let mut list = String::new();
        for at in 0..count {
            let more = more(at);
            let _ = writeln!(list, "- {{id: {kind}-{at}, name: {kind} {at}{more}}}");
        }
        site.write(&format!("content/{kind}/list.yaml"), &list);
    };
    list("regions", 30, &|_| String::new());
    list("sectors", 40, &|_| String::new());
    // Of two regions the one with the lower number has more records; sector 0 is in all.
    let owners: Vec<usize> = (0..30)
        .flat_map(|region| vec![region; 31 - region])
        .collect();
    list("organizations", owners.len(), &|at| {
        let (region, sector) = (owners[at], 1 + at % 39);
        format!(", region: regions-{region}, sectors: [sectors-0, sectors-{sector}]")
    });
    site.build().expect_success();
    for path in ["matrix.html", "matrix/organizations.html"] {
        let html = site.read(&format!("public/{path}"));
        let count = elements(&html).expect("HTML").len();
        assert!(
            count < 2000 && html.len() < 100_000,
            "{path}: {count} elements, {} bytes",
            html.len()
        );
        // 300 cells of 24 columns are 12 rows.
        let rows = select(&html, "table.heat tbody th").expect("rows");
        assert_eq!(rows.len(), 12, "{path}");
        for region in 0..30 {
            let is_row = rows
                .iter()
                .any(|row| row.contains(&format!("/regions-{region}.html")));
            assert_eq!(is_row, region < 12, "{path}: region {region}");
        }
        let note = select(&html, "main .section-note").expect("a note");
        assert!(
            note[0].contains("регионов 12 из 30, отраслей 24 из 40"),
            "{path}: {note:?}"
        );
    }
    // What is left out is one link from the page of its region.
    let region = site.read("public/regions/regions-29.html");
    assert!(region.contains("regions-29--sectors-0.html"), "{region}");
}
