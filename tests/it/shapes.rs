//! Six shapes of data, written by `tests/shapes/make.py` without a layout: each is in order, its list is filtered by a choice of
//! its own, its timeline has its own dated kind, and its regions add up its own numbers.
//!
//! They are built in `target/tmp/shapes`, where `tests/browser/run.mjs` looks at them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use crate::driver::html::{Element, elements, plain, select};
use crate::program::answer_in;

/// The shapes, as the generator calls them.
const SHAPES: [&str; 6] = [
    "landscape",
    "names",
    "projects",
    "grants",
    "startups",
    "conferences",
];

/// A built atlas, and what its generator says that it wrote.
struct Shape {
    name: &'static str,
    root: PathBuf,
    facts: Value,
}

/// All shapes, written and built once.
static BUILT: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("shapes");
    let _ = fs::remove_dir_all(&folder);
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/shapes/make.py");
    let made = Command::new("python3").arg(script).arg(&folder).output();
    let made = made.expect("python3 runs");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    SHAPES
        .into_iter()
        .map(|name| Shape::build(name, folder.join(name)))
        .collect()
});

impl Shape {
    fn build(name: &'static str, root: PathBuf) -> Shape {
        let facts = fs::read_to_string(root.join("facts.json")).expect("facts");
        let shape = Shape {
            name,
            facts: serde_json::from_str(&facts).expect("JSON"),
            root,
        };
        let arguments = ["build", "--base-url", "https://example.org/atlas/"];
        let (code, out) = shape.run(&arguments);
        assert_eq!(code, Some(0), "{name}: {out}");
        shape
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        answer_in(&self.root, arguments)
    }

    fn read(&self, route: &str) -> String {
        let path = self.root.join("public").join(route);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// A map of the facts with texts as its values.
    fn texts(&self, fact: &str) -> BTreeMap<String, String> {
        let map = self
            .facts
            .pointer(fact)
            .and_then(Value::as_object)
            .expect(fact);
        map.iter()
            .map(|(key, value)| (key.clone(), value.as_str().expect(fact).to_owned()))
            .collect()
    }

    fn text(&self, fact: &str) -> &str {
        self.facts
            .pointer(fact)
            .and_then(Value::as_str)
            .expect(fact)
    }
}

#[test]
fn nothing_is_wrong_with_any_shape() {
    for shape in BUILT.iter() {
        let (code, out) = shape.run(&["check", "--format", "json"]);
        let report: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(
            (code, report["diagnostics"].as_array().map(Vec::len)),
            (Some(0), Some(0)),
            "{}: {out}",
            shape.name
        );
        let layouts = shape.root.join("layouts");
        assert!(!layouts.exists(), "{}", shape.name);
    }
}

#[test]
fn every_list_is_filtered_by_a_choice_of_its_own() {
    for shape in BUILT.iter() {
        let mut wanted: BTreeMap<String, u64> = BTreeMap::new();
        let values = shape.texts("/chosen/values");
        for value in values.values() {
            *wanted.entry(value.clone()).or_default() += 1;
        }
        assert!(wanted.len() > 2, "{}: {wanted:?}", shape.name);
        let page = shape.read(&format!("{}/index.html", shape.text("/chosen/folder")));
        let filter = format!("select[name=choice-{}]", shape.text("/chosen/field"));
        let filter = &select(&page, &filter).expect(shape.name)[0];
        let mut shown: BTreeMap<String, u64> = BTreeMap::new();
        for option in elements(filter).expect("HTML") {
            let value = option.attribute("value").unwrap_or_default();
            if option.tag == "option" && !value.is_empty() {
                shown.insert(value.to_owned(), count_of(&filter[option.range.clone()]));
            }
        }
        assert_eq!(shown, wanted, "{}", shape.name);
    }
}

/// The number in `option (12, of which 3 planned)`.
fn count_of(option: &str) -> u64 {
    let words = plain(option);
    let count = words
        .rsplit_once('(')
        .map_or("", |(_, count)| count)
        .split([',', ')'])
        .next();
    count
        .and_then(|count| count.parse().ok())
        .unwrap_or_else(|| panic!("no count in {words}"))
}

#[test]
fn every_timeline_has_the_records_of_its_own_dated_kind() {
    for shape in BUILT.iter() {
        let dates = shape.texts("/dates");
        let page = shape.read("timeline.html");
        let all = elements(&page).expect("HTML");
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        for (place, section) in all.iter().enumerate() {
            let year = section
                .attribute("id")
                .and_then(|id| id.strip_prefix("atlas-year-"));
            for link in year
                .into_iter()
                .flat_map(|_| links_of_rows(&all, place, section))
            {
                shown.insert(link, year.unwrap_or_default().to_owned());
            }
        }
        let wanted: BTreeMap<String, String> = dates
            .into_iter()
            .map(|(id, date)| (id, date[..4].to_owned()))
            .collect();
        assert_eq!(shown, wanted, "{}", shape.name);
    }
}

/// The ids of the records to which the rows within an element lead.
fn links_of_rows(all: &[Element], place: usize, section: &Element) -> Vec<String> {
    let inside = all[place..]
        .iter()
        .filter(|element| element.range.end <= section.range.end);
    let in_row = |element: &&Element| {
        element.parent.is_some_and(|row| all[row].tag == "div")
            && element
                .parent
                .and_then(|row| all[row].parent)
                .is_some_and(|row| all[row].tag == "li")
    };
    let links = inside
        .filter(in_row)
        .filter_map(|element| element.attribute("href"));
    links
        .filter_map(|href| {
            Some(
                href.rsplit('/')
                    .next()?
                    .trim_end_matches(".html")
                    .to_owned(),
            )
        })
        .collect()
}

/// A sum and the doubtful part of it, in the smallest writing: digits only.
type Sums = BTreeMap<String, (u64, u64)>;

#[test]
fn every_region_adds_up_the_numbers_of_its_records() {
    for shape in BUILT.iter() {
        let parents = shape.facts["regions"].as_object().expect("regions");
        let mut wanted: BTreeMap<&str, Sums> = BTreeMap::new();
        for row in shape.facts["sums"].as_array().expect("sums") {
            let number = row["number"].as_u64().expect("a number");
            let unit = row["unit"].as_str().unwrap_or_default();
            let mut region = row["region"].as_str();
            while let Some(id) = region {
                let sum = wanted
                    .entry(id)
                    .or_default()
                    .entry(unit.to_owned())
                    .or_default();
                sum.0 += number;
                sum.1 += if row["doubtful"] == true { number } else { 0 };
                region = parents[id].as_str();
            }
        }
        assert!(wanted.len() > 10, "{}: {}", shape.name, wanted.len());
        for id in parents.keys() {
            let page = shape.read(&format!("regions/{id}.html"));
            let shown = shown_sums(&page);
            let wanted = wanted.get(id.as_str()).cloned().unwrap_or_default();
            assert_eq!(shown, wanted, "{}: {id}", shape.name);
        }
    }
}

/// The sums of a region's page by unit.
fn shown_sums(page: &str) -> Sums {
    let rows = select(page, ".margin .sums dd").unwrap_or_default();
    let digits = |text: &str| -> u64 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().expect("digits")
    };
    let sum = |row: &String| {
        let (amount, rest) = row.split_once("<small>").unwrap_or((row, ""));
        let amount = plain(amount);
        let unit: String = amount.chars().filter(char::is_ascii_alphabetic).collect();
        let doubtful = rest.split("<small>").nth(1).map_or(0, digits);
        (unit, (digits(&amount), doubtful))
    };
    rows.iter().map(sum).collect()
}

/// A name that another language has too stands once, and one that is the title only there.
#[test]
fn every_name_of_sixteen_thousand_is_shown_with_its_language() {
    let shape = BUILT
        .iter()
        .find(|shape| shape.name == "names")
        .expect("it");
    let names = shape.facts["names"].as_object().expect("names");
    let mut languages = BTreeSet::new();
    let (mut count, mut shared) = (0, 0);
    for (id, wanted) in names {
        let page = shape.read(&format!("territories/{id}.html"));
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        for element in elements(&page).expect("HTML") {
            if matches!(element.tag.as_str(), "dd" | "h1") {
                let language = element.attribute("lang").unwrap_or_default();
                shown.insert(plain(&page[element.range.clone()]), language.to_owned());
            }
        }
        for name in wanted.as_array().expect("names") {
            for (language, text) in name.as_object().expect("a name") {
                let words = text.as_str().expect("text").split_whitespace();
                let words = words.collect::<Vec<_>>().join(" ");
                let found = shown.get(&words);
                let found = found.unwrap_or_else(|| panic!("{id}: {language}: {words}: {shown:?}"));
                if found == language {
                    languages.insert(language);
                    count += 1;
                } else {
                    shared += 1;
                }
            }
        }
    }
    assert!(
        count + shared > 15_000 && languages.len() == 62,
        "{count}, {shared}"
    );
    assert!(
        count > 12_000,
        "{count} have their language, {shared} that of another"
    );
}
