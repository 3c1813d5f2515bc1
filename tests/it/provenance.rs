//! Every claim on every page says where it is known from, as `data/atlas.json` does; and every printed count of records is
//! that of the listed records, by status.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;

use crate::driver::html::{plain, select};
use crate::extent;
use crate::program::Site;

/// The maximum number of notes of one claim.
const MAX_NOTES: usize = 8;

/// A built site with its data.
struct Built {
    site: Site,
    atlas: Value,
    /// The ids of records by the addresses of their pages.
    ids: BTreeMap<String, String>,
}

/// How a page tells the sources of its claims.
enum Line {
    /// Each claim has notes; the ids of the sources by their numbers.
    Notes(BTreeMap<String, String>),
    /// All claims have one source.
    One(String),
    /// No claim has a source.
    Unsourced,
}

/// A row of a page as a reader sees it: the sources of its notes, and its marks.
#[derive(Debug, PartialEq)]
struct Shown {
    sources: BTreeSet<String>,
    is_inferred: bool,
    is_unsourced: bool,
}

impl Built {
    fn new(site: Site) -> Built {
        site.build().expect_success();
        let atlas: Value =
            serde_json::from_str(&site.read("public/data/atlas.json")).expect("JSON");
        let records = atlas["records"].as_array().expect("records");
        let text = |record: &Value, key: &str| record[key].as_str().expect(key).to_owned();
        let ids = records
            .iter()
            .map(|record| (text(record, "url"), text(record, "id")));
        let ids = ids.collect();
        Built { site, atlas, ids }
    }

    fn records(&self) -> &[Value] {
        self.atlas["records"].as_array().expect("records")
    }

    /// The id of the record to which a link of a record page leads.
    fn target(&self, row: &str) -> Option<&String> {
        let link = select(row, "a")
            .ok()?
            .into_iter()
            .find(|a| !a.contains("class=\"note\""))?;
        let address = link.split("href=\"").nth(1)?.split('"').next()?;
        let route = address.trim_start_matches("../");
        self.ids.get(route.strip_prefix("en/").unwrap_or(route))
    }

    /// The relations between two records that are claims.
    fn relations<'a>(&'a self, one: &'a str, other: &'a str) -> impl Iterator<Item = &'a Value> {
        let relations = self.atlas["relations"]
            .as_array()
            .expect("relations")
            .iter();
        relations.filter(move |relation| {
            let ends = (relation["from"].as_str(), relation["to"].as_str());
            let is_claim = relation["relation"] != "sources" && relation["relation"] != "mentions";
            is_claim && [(Some(one), Some(other)), (Some(other), Some(one))].contains(&ends)
        })
    }

    /// Compares the rows of a record's page with the data. Returns the number of rows.
    fn check_page(&self, record: &Value, route: &str) -> usize {
        let page = self.site.read(&format!("public/{route}"));
        let line = self.line(&page);
        let id = record["id"].as_str().expect("an id");
        let mut rows = 0;
        for row in select(&page, ".group li").unwrap_or_default() {
            let other = self
                .target(&row)
                .unwrap_or_else(|| panic!("{route}: {row}"));
            let claims: Vec<&Value> = self.relations(id, other).collect();
            // Each further relation to the same record has its own sources and status.
            for (at, part) in row.split("<p class=\"also\">").enumerate() {
                let part = part.trim_end_matches("</li>");
                let part = match at {
                    0 => format!("{part}</li>"),
                    _ => format!("<p>{part}"),
                };
                self.expect_one_of(&claims, &part, &line, route);
                rows += 1;
            }
        }
        for fact in select(&page, "dl.facts div").unwrap_or_default() {
            let label = plain(&select(&fact, "dt").expect("a label")[0]);
            if [
                "Другие названия",
                "Other names",
                "Also known as",
                "Другие имена",
            ]
            .contains(&label.trim())
                || label.contains("выведено")
                || label.contains("derived")
                || label.contains("по месту")
                || label.contains("by ")
            {
                continue;
            }
            for row in select(&fact, "dd").expect("a value") {
                let other = self.target(&row);
                let relations = other
                    .into_iter()
                    .flat_map(|other| self.relations(id, other));
                let fields = record["fields"].as_object().expect("fields").values();
                let claims: Vec<&Value> = relations.chain(fields).collect();
                self.expect_one_of(&claims, &row, &line, route);
                rows += 1;
            }
        }
        for row in select(&page, "dl.figures dd").unwrap_or_default() {
            if row.contains("series-of") {
                continue;
            }
            let claims: Vec<&Value> = record["figures"]
                .as_array()
                .expect("figures")
                .iter()
                .collect();
            self.expect_one_of(&claims, &row, &line, route);
            rows += 1;
        }
        rows
    }

    /// How a page tells its sources.
    fn line(&self, page: &str) -> Line {
        match select(page, ".one-source") {
            Ok(line) => match self.target(&line[0]) {
                Some(_) => {}
                None if line[0].contains("из самой") || line[0].contains("itself") => {}
                None => match select(page, ".one-source a") {
                    Ok(_) => {}
                    Err(_) => return Line::Unsourced,
                },
            },
            Err(_) => {
                let listed = select(page, ".sources li").unwrap_or_default();
                let listed = listed.iter().enumerate();
                let known = listed.map(|(at, row)| {
                    let id = self.target(row).expect("a source");
                    ((at + 1).to_string(), id.clone())
                });
                return Line::Notes(known.collect());
            }
        }
        let listed = select(page, ".sources li").unwrap_or_default();
        let first = listed.first().and_then(|row| self.target(row)).cloned();
        Line::One(first.unwrap_or_default())
    }

    /// Checks that a row shows the sources of one of the claims that it can be.
    fn expect_one_of(&self, claims: &[&Value], row: &str, line: &Line, route: &str) {
        let notes = select(row, ".note").unwrap_or_default();
        let shown = Shown {
            sources: notes
                .iter()
                .map(|note| match line {
                    Line::Notes(known) => known[plain(note).trim()].clone(),
                    Line::One(_) | Line::Unsourced => {
                        panic!("{route}: a note besides the line: {row}")
                    }
                })
                .collect(),
            is_inferred: row.contains("inferred-mark"),
            is_unsourced: row.contains("class=\"unsourced\""),
        };
        let fits = claims.iter().any(|claim| fits(claim, &shown, line));
        assert!(fits, "{route}: {row}\n{shown:?} is none of {claims:#?}");
    }
}

/// Whether a row shows the sources and the status of a claim of the data.
fn fits(claim: &Value, shown: &Shown, line: &Line) -> bool {
    let sources = claim["sources"].as_array().expect("sources");
    let sources: BTreeSet<String> = sources
        .iter()
        .map(|source| source.as_str().expect("an id").to_owned())
        .collect();
    let is_inferred = claim["status"] == "inferred";
    // The mark of a date beside a record is that of the date.
    if is_inferred && !shown.is_inferred {
        return false;
    }
    let needs_none = is_inferred && sources.is_empty();
    match line {
        Line::Notes(_) if sources.len() > MAX_NOTES => shown.sources.is_subset(&sources),
        Line::Notes(_) => {
            shown.sources == sources && shown.is_unsourced == (sources.is_empty() && !is_inferred)
        }
        Line::One(only) => {
            needs_none || sources == BTreeSet::from([only.clone()]) || only.is_empty()
        }
        Line::Unsourced => sources.is_empty(),
    }
}

/// Checks all record pages in the given languages. Returns the number of rows.
fn check_all(built: &Built, prefixes: &[&str]) -> usize {
    let mut rows = 0;
    for record in built.records() {
        for prefix in prefixes {
            let route = format!("{prefix}{}", record["url"].as_str().expect("an address"));
            rows += built.check_page(record, &route);
        }
    }
    rows
}

#[test]
fn every_claim_of_the_shipped_atlas_shows_the_sources_of_the_data() {
    let built = Built::new(Site::shipped());
    let rows = check_all(&built, &["", "en/"]);
    assert!(rows > 2_000, "only {rows} rows");
}

#[test]
fn every_claim_of_synthetic_records_shows_the_sources_of_the_data() {
    let site = Site::small();
    let count = extent::count(200, 10_000);
    let status = ["stated", "planned", "proposed", "inferred"];
    let (mut organizations, mut projects) = (String::new(), String::new());
    for n in 0..count {
        let own = if n % 3 == 0 {
            format!("sources: [s{}, s{}]", n % 7, (n + 1) % 7)
        } else {
            String::new()
        };
        let claim = format!("status: {}, source: s{}", status[n as usize % 4], n % 5);
        let _ = write!(
            organizations,
            "- id: o{n}\n  name: О {n}\n  founded: {{value: 2010, {}}}\n  website: https://example.org/{n}\n  {own}\n",
            if n % 2 == 0 {
                claim.clone()
            } else {
                format!("status: {}", status[n as usize % 4])
            }
        );
        let _ = write!(
            projects,
            "- id: p{n}\n  name: П {n}\n  status: {}\n  members:\n    - {{ref: o{n}, {claim}}}\n    - o{}\n  {}\n",
            status[n as usize % 4],
            (n + 1) % count,
            if n % 2 == 0 {
                format!("sources: [s{}]", n % 7)
            } else {
                String::new()
            }
        );
    }
    let sources: String = (0..7).fold(String::new(), |mut all, n| {
        let _ = writeln!(all, "- {{id: s{n}, name: Источник {n}}}");
        all
    });
    site.write("content/organizations/o.yaml", &organizations);
    site.write("content/projects/p.yaml", &projects);
    site.write("content/sources/s.yaml", &sources);
    let built = Built::new(site);
    let rows = check_all(&built, &[""]);
    assert!(rows > 5 * count as usize, "only {rows} rows");
}

/// The numbers of planned, proposed and inferred records in «13, из них 4 в планах, 9 предложено».
pub(crate) fn split(text: &str) -> (usize, [usize; 3]) {
    let digits = |text: &str| -> usize {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    };
    let mut counts = [0; 3];
    let (total, parts) = text.split_once("из них").unwrap_or((text, ""));
    for part in parts.split(',') {
        for (place, word) in ["в планах", "предложено", "по выводу"]
            .into_iter()
            .enumerate()
        {
            if part.contains(word) {
                counts[place] = digits(part);
            }
        }
    }
    (digits(total), counts)
}

#[test]
fn every_count_of_a_list_is_that_of_its_rows_by_status() {
    let built = Built::new(Site::shipped());
    let status: BTreeMap<&str, &str> = built
        .records()
        .iter()
        .map(|record| {
            (
                record["id"].as_str().expect("an id"),
                record["status"].as_str().expect("a status"),
            )
        })
        .collect();
    let (mut checked, mut doubtful) = (0, 0);
    for record in built.records() {
        if record["kind"] != "region" && record["kind"] != "sector" {
            continue;
        }
        let route = format!("public/{}", record["url"].as_str().expect("an address"));
        let page = built.site.read(&route);
        for section in select(&page, "section").unwrap_or_default() {
            let Ok(count) = select(&section, "h2.marked small") else {
                continue;
            };
            let rows = select(&section, ".entries li").expect("rows");
            let mut counts = [0; 3];
            for row in &rows {
                let id = built.target(row).expect("a record");
                let place = ["planned", "proposed", "inferred"]
                    .iter()
                    .position(|known| *known == status[&**id]);
                if let Some(place) = place {
                    counts[place] += 1;
                    doubtful += 1;
                    let div = &select(row, "div").expect("a name")[0];
                    assert!(
                        div.contains("class=\"badge") || div.contains("inferred-mark"),
                        "{row}"
                    );
                }
            }
            assert_eq!(split(&plain(&count[0])), (rows.len(), counts), "{route}");
            checked += 1;
        }
    }
    assert!(
        checked > 50 && doubtful > 20,
        "{checked} sections, {doubtful} records"
    );
}
