//! What the program may not know: the kinds, relations and terms of the default vocabulary, and any country.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::de::DeTable;

/// The kinds and relations that the program interprets, by the names of their tables, with the other names of those.
const INTERPRETED: [&str; 12] = [
    "region",
    "regions",
    "region_of",
    "sector",
    "sectors",
    "sector_of",
    "source",
    "sources",
    "cited_by",
    "parts",
    "part_of",
    "mentions",
];

/// Words that mean something else where they stand: an element of HTML, a key of a format, a page of the atlas.
const OTHER_MEANINGS: [(&str, &[&str]); 8] = [
    (
        "coordinates",
        &["src/chart/geo/geojson.rs", "src/export/geojson.rs"],
    ),
    (
        "head",
        &["src/chart/heatmap.rs", "src/record/markdown/sanitize.rs"],
    ),
    (
        "host",
        &[
            "src/plan/",
            "src/serve/http/request.rs",
            "src/site/publishing.rs",
        ],
    ),
    ("mentioned_in", &["src/render/view/record.rs"]),
    (
        "network",
        &[
            "src/chart/network/",
            "src/plan/",
            "src/record/model/view_link.rs",
            "src/render/view/",
        ],
    ),
    ("organization", &["src/render/view/citation.rs"]),
    ("other", &["src/render/view/", "src/site/plural_rule.rs"]),
    (
        "policy",
        &["src/render/view/site.rs", "src/site/publishing.rs"],
    ),
];

/// Parts of texts that belong to one country.
const NATIONAL: [&str; 12] = [
    "RUB",
    "EUR",
    "USD",
    "GBP",
    "+7 ",
    "+1 ",
    "+44",
    "Росси",
    "Russia",
    "Москв",
    "Moscow",
    "RU-",
];

/// A literal of the program that names what only a vocabulary or a site may name.
pub(super) fn national_literals<'f>(
    root: &Path,
    files: impl Iterator<Item = (String, &'f str)>,
) -> Vec<String> {
    let terms = terms(root);
    assert!(terms.len() > 100, "{} terms", terms.len());
    let mut found = Vec::new();
    for (file, text) in files {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            for literal in literals(line) {
                let is_term = terms.contains(literal) && !has_other_meaning(literal, &file);
                if is_term || NATIONAL.iter().any(|part| literal.contains(part)) {
                    found.push(format!("{file}:{}: {literal}", number + 1));
                }
            }
        }
    }
    found
}

/// A kind of the default vocabulary that a layout, a style sheet or a script names.
pub(super) fn kinds_in_layouts_and_assets(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join("src/site/vocabulary/default.toml")).expect("a table");
    let table = DeTable::parse(&text).expect("TOML").into_inner();
    let kinds = table["kinds"].get_ref().as_table().expect("a table");
    let names: Vec<String> = kinds
        .keys()
        .map(|kind| kind.get_ref().to_string())
        .collect();
    let names = names
        .iter()
        .filter(|name| !INTERPRETED.contains(&name.as_str()));
    let names: Vec<[String; 3]> = names
        .map(|name| {
            [
                format!("kind-{name}"),
                format!("--{name}"),
                format!("\"{name}\""),
            ]
        })
        .collect();
    let mut found = Vec::new();
    for folder in ["layouts", "assets"] {
        for entry in walkdir::WalkDir::new(root.join(folder)) {
            let path = entry.expect("an entry").into_path();
            let is_code = path
                .extension()
                .is_some_and(|end| ["html", "css", "js"].iter().any(|known| end == *known));
            if !is_code {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a text");
            let named = names
                .iter()
                .flatten()
                .filter(|name| text.contains(name.as_str()));
            found.extend(named.map(|name| format!("{}: {name}", path.display())));
        }
    }
    found
}

fn has_other_meaning(word: &str, file: &str) -> bool {
    let mut others = OTHER_MEANINGS.iter().filter(|(other, _)| *other == word);
    others.any(|(_, files)| files.iter().any(|start| file.starts_with(start)))
}

/// The texts in quotes of a line of code, without those of a comment.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    let comment = line.trim_start().starts_with("//");
    let parts = line.split('"').skip(1).step_by(2);
    parts.filter(move |_| !comment)
}

/// The names of kinds, folders, relations, identifiers, figures, roles and choices of the default vocabulary.
fn terms(root: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(root.join("src/site/vocabulary/default.toml")).expect("a table");
    let table = DeTable::parse(&text).expect("TOML").into_inner();
    let mut terms = BTreeSet::new();
    for name in [
        "kinds",
        "relations",
        "identifiers",
        "figures",
        "roles",
        "fields",
    ] {
        let entries = table[name].get_ref().as_table().expect("a table");
        for (id, entry) in entries {
            let entry = entry.get_ref();
            let text = |key: &str| entry.get(key).and_then(|value| value.get_ref().as_str());
            if name != "fields" {
                terms.insert(text("name").unwrap_or(id.get_ref()).to_owned());
                let others = ["folder", "inverse"].into_iter().filter_map(text);
                terms.extend(others.map(str::to_owned));
            }
            let choices = entry
                .get("choices")
                .and_then(|value| value.get_ref().as_table());
            let choices = choices.into_iter().flatten();
            terms.extend(choices.map(|(id, _)| id.get_ref().to_string()));
        }
    }
    terms.retain(|term| !INTERPRETED.contains(&term.as_str()));
    terms
}
