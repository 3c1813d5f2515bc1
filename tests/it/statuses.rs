//! Every kind of record with every status: pages and files that show a record show its status.

use std::fmt::Write;

use serde_json::Value;

use crate::driver::html::{Element, elements};
use crate::program::Site;

/// The kinds of the vocabulary with their folders and tables.
pub(crate) const KINDS: [(&str, &str); 13] = [
    ("region", "regions"),
    ("sector", "sectors"),
    ("technology", "technologies"),
    ("cluster", "clusters"),
    ("technopark", "technoparks"),
    ("organization", "organizations"),
    ("person", "people"),
    ("agreement", "agreements"),
    ("event", "events"),
    ("programme", "programmes"),
    ("project", "projects"),
    ("document", "documents"),
    ("source", "sources"),
];

/// The statuses: the last letter of an id, the status, its label, and its word in titles of feeds and calendars.
const STATUSES: [(&str, &str, &str, &str); 4] = [
    ("a", "stated", "", ""),
    ("b", "planned", "запланировано", "[план]"),
    ("c", "proposed", "предложено", "[предложение]"),
    ("d", "inferred", "вывод редакции", "[вывод редакции]"),
];

/// A site with every kind of record in every status, and relations of every status between them.
pub(crate) fn site() -> Site {
    let site = Site::small();
    site.script("rm content/people/a.md").expect_success();
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let borders = std::fs::read_to_string(home.join("assets/ru-regions.geojson"));
    site.write("assets/ru-regions.geojson", &borders.expect("borders"));
    site.write(
        "site.toml",
        "title = \"Атлас\"\nbase_url = \"https://example.org/atlas/\"\nlanguages = [\"ru\", \"en\"]\n\
         [check]\nunused-border = \"off\"\n\
         [data]\ncards = true\njson_pages = true\n\
         [map]\ngeometry = \"assets/ru-regions.geojson\"\ncounts = [\"cluster\", \"agreement\"]\n",
    );
    for (number, (kind, folder)) in KINDS.into_iter().enumerate() {
        let mut all = String::new();
        for (place, (letter, status, _, _)) in STATUSES.into_iter().enumerate() {
            let _ = write!(
                all,
                "- id: {kind}-{letter}\n  name: Запись {kind}-{letter}\n  status: {status}\n"
            );
            all.push_str(&record_fields(kind, number * 4 + place, status));
        }
        site.write(&format!("content/{folder}/all.yaml"), &all);
    }
    site
}

/// The fields of a record besides id, name and status.
fn record_fields(kind: &str, number: usize, status: &str) -> String {
    let codes = ["RU-TOM", "RU-MOW", "RU-SPE", "RU-KDA"];
    let mut fields = match kind {
        "region" => return format!("  code: {}\n", codes[number % 4]),
        "sector" => return String::new(),
        _ => String::from("  region: region-a\n  sectors: [sector-a, sector-b]\n"),
    };
    let _ = writeln!(fields, "  location: {{lat: {}, lon: 85}}", 50 + number % 20);
    if ["agreement", "event", "document", "source"].contains(&kind) {
        fields.push_str("  date: 2016-02-01\n");
    }
    if kind == "organization" {
        let letter = ["a", "b", "c", "d"][number % 4];
        let _ = write!(
            fields,
            "  member_of: [{{ref: cluster-a, status: {status}, source: source-a}}, cluster-{letter}]\n\
             \x20 partners: [{{ref: technopark-{letter}, status: {status}}}]\n"
        );
    }
    if kind == "agreement" {
        fields.push_str(
            "  parties: [organization-a, organization-b, {ref: organization-c, role: хозяин}]\n",
        );
    }
    fields
}

/// The id, the status, its label and its word in titles of every record.
fn records() -> impl Iterator<Item = (String, (&'static str, &'static str, &'static str))> {
    KINDS.into_iter().flat_map(|(kind, _)| {
        STATUSES.map(|(letter, status, label, word)| {
            (format!("{kind}-{letter}"), (status, label, word))
        })
    })
}

/// The route to which a link on a page leads, without its fragment.
pub(crate) fn resolve(page: &str, href: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in href.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => drop(parts.pop()),
            "" | "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// All pages of the built site in its first language.
fn pages(site: &Site) -> Vec<String> {
    let found = site.script("cd public && find . -name '*.html' -not -path './en/*' | sort");
    found.expect_success();
    let found = found.out();
    let routes = found.lines().map(|line| line.trim_start_matches("./"));
    routes.map(str::to_owned).collect()
}

/// Whether an element stands in navigation, in a text, or outside the content of its page.
fn is_aside(all: &[Element], element: &Element) -> bool {
    let mut above = element.parent;
    let mut in_main = false;
    while let Some(outer) = above {
        let outer_element = &all[outer];
        let class = outer_element.attribute("class").unwrap_or_default();
        if outer_element.tag == "nav" || class.split(' ').any(|name| name == "prose") {
            return true;
        }
        in_main |= outer_element.tag == "main";
        above = outer_element.parent;
    }
    !in_main
}

#[test]
fn every_link_to_a_record_on_every_page_has_its_status() {
    let site = site();
    site.build().expect_success();
    let mut checked = 0;
    for route in pages(&site) {
        let page = site.read(&format!("public/{route}"));
        let all = elements(&page).expect("HTML");
        for link in all.iter().filter(|element| element.tag == "a") {
            let href = link.attribute("href").unwrap_or_default();
            let is_plain = !href.contains('#') && !href.is_empty();
            let target = resolve(&route, href);
            let known = records().find(|(id, _)| target.ends_with(&format!("/{id}.html")));
            let Some((_, (_, label, _))) =
                known.filter(|_| is_plain && target != route && !target.starts_with("embed/"))
            else {
                continue;
            };
            if label.is_empty() || is_aside(&all, link) || route.starts_with("embed/") {
                continue;
            }
            let inside = &page[link.range.clone()];
            let after = &page[link.range.end..];
            // Notes belong to the row, the next other link does not.
            let after = after.replace("<a class=\"note\"", "<note");
            let row = after.split("<a ").next().unwrap_or_default();
            let row = row.split("</li>").next().unwrap_or_default();
            assert!(
                inside.contains(label) || row.contains(label),
                "{route}: {inside}{row}"
            );
            checked += 1;
        }
    }
    assert!(checked > 300, "only {checked} links");
}

#[test]
fn every_card_of_a_record_has_its_status() {
    let site = site();
    site.build().expect_success();
    for (id, (_, label, _)) in records() {
        let card = site.read(&format!("public/embed/{id}.html"));
        assert!(card.contains(label), "{id}");
    }
}

/// The records of a script of `data/compare/`.
fn list_rows(script: &str) -> Vec<Value> {
    let lines = script.lines().filter(|line| line.starts_with("{\"id\""));
    let rows = lines
        .map(|line| serde_json::from_str(line.trim_end_matches([',', ']', ';'])).expect("JSON"));
    rows.collect()
}

#[test]
fn lists_for_filters_and_the_comparison_have_statuses_and_sources() {
    let site = site();
    site.build().expect_success();
    for (kind, folder) in KINDS.into_iter().skip(2) {
        let rows = list_rows(&site.read(&format!("public/data/compare/{folder}-1.js")));
        assert_eq!(rows.len(), 4, "{kind}");
        for row in rows {
            let id = row["id"].as_str().expect("an id");
            let (_, (status, label, _)) = records().find(|(own, _)| own == id).expect(id);
            let expected = (status != "stated").then_some((status, label));
            let found = (row["status"].as_str(), row["status_label"].as_str());
            assert_eq!(
                found,
                (expected.map(|e| e.0), expected.map(|e| e.1)),
                "{id}"
            );
            let of_regions = row["region_sources"].as_array().expect("sources");
            assert_eq!(
                of_regions.len(),
                row["regions"].as_array().expect("regions").len()
            );
            let facts = row["facts"].as_array().expect("facts");
            assert!(
                facts
                    .iter()
                    .all(|fact| fact[2].is_array() || fact[2].is_null()),
                "{row}"
            );
        }
    }
}

#[test]
fn the_network_has_the_status_of_records_and_relations() {
    let site = site();
    site.build().expect_success();
    let script = site.read("public/data/network.js");
    let json = script.trim().trim_start_matches("self.atlasNetwork=");
    let graph: Value = serde_json::from_str(json.trim_end_matches(';')).expect("JSON");
    let labels: Vec<&str> = STATUSES.iter().map(|(_, _, label, _)| *label).collect();
    assert_eq!(graph["statuses"], serde_json::json!(labels));
    let place = |status: &str| STATUSES.iter().position(|known| known.1 == status);
    let nodes = graph["records"].as_array().expect("records");
    for node in nodes {
        // The name of the file says the id, if it is the same.
        let file = node[1].as_str().and_then(|url| url.rsplit('/').next());
        let id = match node[6].as_str().expect("an id") {
            "" => file
                .and_then(|file| file.strip_suffix(".html"))
                .expect("a file"),
            id => id,
        };
        let (_, (status, _, _)) = records().find(|(own, _)| own == id).expect(id);
        assert_eq!(
            place(status),
            Some(node[7].as_u64().unwrap_or(0) as usize),
            "{id}"
        );
    }
    let is_member =
        |edge: &&Value| graph["relations"][edge[1].as_u64().unwrap_or(0) as usize][0] == "partners";
    // A row is a record, a relation, a status, sources, a period and the other records.
    let edges = graph["edges"].as_array().expect("edges").iter();
    let mut statuses: Vec<u64> = edges
        .filter(is_member)
        .flat_map(|edge| {
            let others = edge.as_array().expect("a row").len() - 5;
            vec![edge[2].as_u64().expect("a status"); others]
        })
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [0, 1, 2, 3]);
}

#[test]
fn search_feeds_and_the_calendar_have_statuses() {
    let site = site();
    site.build().expect_success();
    let found = site.script("cat public/search/ru/c*.js");
    let cards = found.out();
    let (feed, calendar) = (
        site.read("public/feed.xml"),
        site.read("public/data/events.ics"),
    );
    let region_feed = site.read("public/regions/region-a.xml");
    for (id, (status, label, word)) in records() {
        let card = cards
            .split("[\"")
            .find(|card| card.starts_with(&format!("Запись {id}\"")));
        let card = card.expect(&id);
        assert_eq!(
            card.contains(&format!(",\"{label}\"]")),
            !label.is_empty(),
            "{card}"
        );
        if !["agreement-", "event-", "document-"]
            .iter()
            .any(|kind| id.starts_with(kind))
        {
            continue;
        }
        for entries in [&feed, &region_feed] {
            let title = format!("{word} Запись {id}</title>");
            let entry = entries
                .split("<entry>")
                .find(|entry| entry.contains(title.trim()));
            let entry = entry.unwrap_or_else(|| panic!("{title}"));
            let category = format!("<category term=\"{status}\"");
            assert_eq!(entry.contains(&category), status != "stated", "{entry}");
        }
    }
    for (letter, status, _, word) in STATUSES {
        let summary = format!("{word} Запись event-{letter}");
        let events = calendar.split("BEGIN:VEVENT");
        let event = events
            .skip(1)
            .find(|event| event.contains(&format!("SUMMARY:{}", summary.trim())));
        let is_tentative = event.expect(&summary).contains("STATUS:TENTATIVE");
        assert_eq!(is_tentative, status != "stated", "{event:?}");
    }
}

#[test]
fn tables_and_graphs_have_statuses() {
    let site = site();
    site.build().expect_success();
    let json = |path: &str| -> Value {
        serde_json::from_str(&site.read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let (atlas, places) = (
        json("public/data/atlas.json"),
        json("public/data/places.geojson"),
    );
    let (turtle, graph) = (
        site.read("public/data/atlas.ttl"),
        site.read("public/data/network.gexf"),
    );
    let all = atlas["records"].as_array().expect("records");
    let points = places["features"].as_array().expect("features");
    for (id, (status, _, _)) in records() {
        let (kind, _) = id.rsplit_once('-').expect("an id");
        let folder = KINDS
            .iter()
            .find(|known| known.0 == kind)
            .expect("a kind")
            .1;
        let record = all.iter().find(|record| record["id"] == *id).expect(&id);
        assert_eq!(record["status"], status, "{id}");
        let alone = json(&format!("public/{folder}/{id}.json"));
        assert_eq!(alone["record"]["status"], status, "{id}");
        if !["region", "sector"].contains(&kind) {
            let point = points.iter().find(|point| point["id"] == *id).expect(&id);
            assert_eq!(point["properties"]["status"], status, "{id}");
        }
        let table = site.read(&format!("public/data/{folder}.csv"));
        let row = table
            .lines()
            .find(|row| row.starts_with(&format!("{id},")))
            .expect(&id);
        assert_eq!(row.split(',').nth(2), Some(status), "{row}");
        let subject = format!("\n<https://example.org/atlas/{folder}/{id}.html#this> a ");
        let resource = turtle.split_once(&subject).expect(&subject).1;
        let resource = resource.split("\n\n").next().unwrap_or_default();
        let stated = format!("v:status \"{status}\"");
        assert!(
            status == "stated" || resource.contains(&stated),
            "{resource}"
        );
        let node = graph
            .split("<node ")
            .find(|node| node.starts_with(&format!("id=\"{id}\"")));
        let value = format!("for=\"4\" value=\"{status}\"");
        assert!(
            status == "stated" || node.expect(&id).contains(&value),
            "{node:?}"
        );
    }
    relations_have_statuses(&site, &graph);
}

/// Checks the relations of `site` in the graph and in their table.
fn relations_have_statuses(site: &Site, graph: &str) {
    let table = site.read("public/data/relations.csv");
    for (letter, status, _, _) in STATUSES {
        let ends = format!("source=\"organization-{letter}\" target=\"technopark-{letter}\"");
        let turned = format!("source=\"technopark-{letter}\" target=\"organization-{letter}\"");
        let mut edges = graph.split("<edge ").skip(1);
        let edge = edges
            .find(|edge| edge.contains(&ends) || edge.contains(&turned))
            .expect(&ends);
        assert!(
            edge.contains("kind=\"partners\"") && edge.contains("type=\"undirected\""),
            "{edge}"
        );
        let value = format!("for=\"4\" value=\"{status}\"");
        assert!(status == "stated" || edge.contains(&value), "{edge}");
        let is_row = |row: &&str| {
            row.contains("partners") && row.contains(&format!("organization-{letter},"))
        };
        let row = table
            .lines()
            .find(is_row)
            .unwrap_or_else(|| panic!("{letter}: {table}"));
        assert!(row.split(',').any(|cell| cell == status), "{row}");
    }
}
