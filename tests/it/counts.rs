//! Every printed count of records is that of the listed records, by status.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::driver::html::{elements, plain, select};
use crate::program::Site;
use crate::provenance::split;
use crate::statuses::{self, resolve};

/// A number of records, and how many of them are planned, proposed and inferred.
type Count = (usize, [usize; 3]);

/// A built site, and what its pages list.
struct Counted {
    site: Site,
    /// The status of each record by the address of its page.
    status: BTreeMap<String, String>,
    /// The kind of each record by the address of its page.
    kind: BTreeMap<String, String>,
    /// The records that the page of a region, a sector or a cell lists.
    listed: BTreeMap<String, BTreeSet<String>>,
    /// The number of compared counts.
    compared: usize,
}

/// The addresses to which the links of a part of a page lead.
fn links(html: &str, route: &str) -> Vec<String> {
    let after = html.split("<a ").skip(1);
    let hrefs = after.filter_map(|link| link.split("href=\"").nth(1)?.split('"').next());
    hrefs.map(|href| resolve(route, href)).collect()
}

impl Counted {
    fn new(site: Site) -> Counted {
        site.build().expect_success();
        let atlas: Value =
            serde_json::from_str(&site.read("public/data/atlas.json")).expect("JSON");
        let records = atlas["records"].as_array().expect("records").iter();
        let text = |record: &Value, key: &str| record[key].as_str().expect(key).to_owned();
        let (mut status, mut kind) = (BTreeMap::new(), BTreeMap::new());
        for record in records {
            status.insert(text(record, "url"), text(record, "status"));
            kind.insert(text(record, "url"), text(record, "kind"));
        }
        let mut counted = Counted {
            site,
            status,
            kind,
            listed: BTreeMap::new(),
            compared: 0,
        };
        let facets: Vec<String> = counted.facets();
        for route in facets.into_iter().chain(counted.cells()) {
            let page = counted.page(&route);
            let rows = select(&page, ".entries li").unwrap_or_default();
            let first = rows.iter().map(|row| links(row, &route).remove(0));
            let listed = first.collect();
            counted.listed.insert(route, listed);
        }
        counted
    }

    fn page(&self, route: &str) -> String {
        self.site.read(&format!("public/{route}"))
    }

    fn facets(&self) -> Vec<String> {
        let is_facet = |kind: &str| kind == "region" || kind == "sector";
        let facets = self.kind.iter().filter(|(_, kind)| is_facet(kind));
        facets.map(|(route, _)| route.clone()).collect()
    }

    fn cells(&self) -> Vec<String> {
        let page = self.page("matrix.html");
        let cells = links(&page, "matrix.html").into_iter();
        cells.filter(|route| route.contains("--")).collect()
    }

    /// Counts records by status.
    fn count<'a>(&self, records: impl IntoIterator<Item = &'a String>) -> Count {
        let mut count = (0, [0; 3]);
        for record in records {
            count.0 += 1;
            let named = ["planned", "proposed", "inferred"];
            if let Some(place) = named.iter().position(|name| *name == self.status[record]) {
                count.1[place] += 1;
            }
        }
        count
    }

    fn of_kind(&self, kind: &str) -> Count {
        self.count(
            self.kind
                .iter()
                .filter(|(_, own)| *own == kind)
                .map(|(route, _)| route),
        )
    }

    /// The records that a page lists, of one kind or of all.
    fn on(&self, page: &str, kind: Option<&str>) -> Count {
        let is_kind = |record: &&String| kind.is_none_or(|kind| self.kind[*record] == kind);
        self.count(self.listed[page].iter().filter(is_kind))
    }

    fn expect(&mut self, printed: &str, expected: Count, place: &str) {
        assert_eq!(split(printed), expected, "{place}: {printed}");
        self.compared += 1;
    }

    /// Compares the rows of a list of regions or sectors: a link to the page, and the count in the words after it.
    fn facet_rows(&mut self, route: &str, selector: &str) {
        let page = self.page(route);
        for row in select(&page, selector).unwrap_or_default() {
            let Some((link, words)) = row.split_once("</a>") else {
                continue;
            };
            let target = links(&format!("{link}</a>"), route).pop();
            let target = target.filter(|target| self.listed.contains_key(target));
            let Some(target) = target else { continue };
            // The rows below this one have counts of their own.
            let words = words.split("<ul").next().unwrap_or_default();
            let words = words.split("<details").next().unwrap_or_default();
            let expected = self.on(&target, None);
            if plain(words).trim().is_empty() {
                assert_eq!(expected.0, 0, "{route} {selector}: {target}");
                continue;
            }
            self.expect(&plain(words), expected, &format!("{route} {selector}"));
        }
    }

    fn home(&mut self) {
        let page = self.page("index.html");
        let folders: BTreeMap<String, String> = self
            .kind
            .iter()
            .map(|(route, kind)| {
                let folder = route.split('/').next().unwrap_or_default();
                (format!("{folder}/index.html"), kind.clone())
            })
            .collect();
        for row in select(&page, ".counts li").expect("counts") {
            let target = links(&row, "index.html").remove(0);
            let expected = self.of_kind(&folders[&target]);
            self.expect(&plain(&row), expected, "index.html .counts");
        }
        for (route, kind) in &folders {
            let kicker = select(&self.page(route), ".page-header .kicker").expect("a kicker");
            let expected = self.of_kind(kind);
            self.expect(&plain(&kicker[0]), expected, route);
        }
    }

    fn matrix(&mut self) {
        let page = self.page("matrix.html");
        for row in select(&page, ".heat tbody tr").expect("rows") {
            let region = links(&select(&row, "th").expect("a region")[0], "matrix.html").remove(0);
            for cell in elements(&row)
                .expect("HTML")
                .iter()
                .filter(|e| e.tag == "a")
            {
                let target = resolve("matrix.html", cell.attribute("href").unwrap_or_default());
                let Some(words) = cell.attribute("aria-label") else {
                    continue;
                };
                let words = words.rsplit_once(": ").map_or(words, |(_, count)| count);
                let expected = self.on(&target, None);
                self.expect(words, expected, "matrix.html cell");
            }
            let total = select(&row, "td.total").expect("a total");
            let expected = self.on(&region, None);
            self.expect(&plain(&total[0]), expected, "matrix.html total");
        }
    }

    /// Compares the table of a map; its columns after the first are counts of kinds.
    fn map(&mut self, kinds: &[&str]) {
        let page = self.page("map.html");
        for row in select(&page, ".plain-table tbody tr").expect("rows") {
            let region = links(&select(&row, "th").expect("a region")[0], "map.html").remove(0);
            let cells = select(&row, "td").expect("counts");
            let columns = std::iter::once(None).chain(kinds.iter().map(|kind| Some(*kind)));
            for (cell, kind) in cells.iter().zip(columns) {
                let expected = self.on(&region, kind);
                self.expect(&plain(cell), expected, "map.html");
            }
        }
    }

    fn timeline(&mut self) {
        let page = self.page("timeline.html");
        let rows = |html: &str| -> Vec<String> {
            let rows = select(html, ".chronicle li").expect("rows");
            rows.iter()
                .map(|row| links(row, "timeline.html").remove(0))
                .collect()
        };
        let all = rows(&page);
        let expected = self.count(&all);
        let kicker = select(&page, ".page-header .kicker").expect("a kicker");
        self.expect(&plain(&kicker[0]), expected, "timeline.html");
        for year in select(&page, "section.year").expect("years") {
            let words = select(&year, "h2 small").expect("a count");
            let expected = self.count(&rows(&year));
            self.expect(&plain(&words[0]), expected, "timeline.html year");
        }
    }

    /// Compares the headings of the quality page with their lists.
    fn quality(&mut self) {
        let page = self.page("quality.html");
        for section in select(&page, ".text section").expect("sections") {
            let (Ok(words), Ok(rows)) =
                (select(&section, "h2 small"), select(&section, ".issues li"))
            else {
                continue;
            };
            let (printed, _) = split(&plain(&words[0]));
            // A long list says how many of its first items it has.
            let is_cut = section.contains("Показаны первые") && rows.len() < printed;
            assert!(is_cut || printed == rows.len(), "quality.html: {printed}");
            self.compared += 1;
        }
        for part in select(&page, ".parts-key li").expect("parts") {
            let Some(anchor) = part.split("href=\"#").nth(1) else {
                continue;
            };
            let anchor = anchor.split('"').next().unwrap_or_default();
            let rows = select(&page, &format!("#{anchor} .issues li")).expect(anchor);
            let words = select(&part, "b").expect("a count");
            let (printed, _) = split(&plain(&words[0]));
            assert!(
                printed == rows.len() || printed > 1_000,
                "{anchor}: {printed}"
            );
            self.compared += 1;
        }
    }

    /// Compares all counts with what is listed. Returns how many there are.
    fn check(mut self, map_kinds: &[&str]) -> usize {
        self.home();
        self.facet_rows("index.html", ".doors .leaders li");
        for index in ["regions/index.html", "sectors/index.html"] {
            for selector in [".leaders li", ".districts h2", ".districts h3", ".tree h2"] {
                self.facet_rows(index, selector);
            }
        }
        for facet in self.facets() {
            self.facet_rows(&facet, ".bars li");
        }
        self.matrix();
        self.map(map_kinds);
        self.timeline();
        self.quality();
        self.compared
    }
}

#[test]
fn every_count_of_the_shipped_atlas_is_that_of_its_list() {
    let kinds = ["cluster", "technopark", "organization", "agreement"];
    let compared = Counted::new(Site::shipped()).check(&kinds);
    assert!(compared > 220, "only {compared} counts");
}

#[test]
fn every_count_of_records_of_all_statuses_is_that_of_its_list() {
    let compared = Counted::new(statuses::site()).check(&["cluster", "agreement"]);
    assert!(compared > 50, "only {compared} counts");
}

/// The number beside the drawing of a record with one neighbour, which has `others` further ones.
fn further(others: usize) -> String {
    let site = Site::small();
    let ids: Vec<String> = (0..others).map(|n| format!("o{n}")).collect();
    let rows: String = ids
        .iter()
        .map(|id| format!("- {{id: {id}, name: Завод {id}}}\n"))
        .collect();
    let members = format!(
        "---\nid: hub\nname: Узел\nmembers: [end, {}]\n---\n",
        ids.join(", ")
    );
    site.write("content/clusters/hub.md", &members);
    site.write(
        "content/organizations/all.yaml",
        &format!("{rows}- {{id: end, name: Край}}\n"),
    );
    site.build().expect_success();
    let page = site.read("public/organizations/end.html");
    let svg = page.split("<svg class=\"figure network column").nth(1);
    let rest = svg
        .and_then(|svg| svg.split("class=\"rest\">").nth(1))
        .expect("a count");
    rest.split('<').next().unwrap_or_default().to_owned()
}

#[test]
fn a_drawing_counts_the_neighbours_that_it_leaves_out() {
    // Three of the second ring have names.
    assert_eq!(further(60), "ещё 57");
    assert_eq!(further(150), "ещё 97+");
}
