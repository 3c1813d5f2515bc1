//! What the program writes for editors and for machines is read again as the same records.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::{Site, check, files};
use serde_json::{Map, Value, json};

/// `data/atlas.json` of a site.
fn exported(site: &Site) -> Value {
    site.build().expect_success();
    serde_json::from_str(&site.read("public/data/atlas.json")).expect("JSON")
}

/// What is known of a value, without what is not.
fn known(value: &Value) -> bool {
    !matches!(value, Value::Null) && value.as_object().is_none_or(|map| !map.is_empty())
}

/// The value of a field as an editor writes it.
fn written(value: &Value) -> Value {
    match (value.get("amount"), value.get("currency")) {
        (Some(amount), Some(currency)) => json!(format!(
            "{amount} {}",
            currency.as_str().unwrap_or_default()
        )),
        _ => value.clone(),
    }
}

/// The members of a map that an editor would write, by these keys.
fn known_members(map: &Value, keys: &[&str]) -> Map<String, Value> {
    let known_keys = keys.iter().filter(|key| known(&map[**key]));
    known_keys
        .map(|key| ((*key).to_owned(), map[*key].clone()))
        .collect()
}

/// A record of the export as front matter, with its side of the relations.
fn front_matter(record: &Value, relations: &[Value]) -> Value {
    let mut matter = known_members(
        record,
        &["id", "name", "short", "aliases", "summary", "status"],
    );
    if let Some(claim) = record.get("name_provenance") {
        let mut name = own_provenance(claim);
        name.insert("value".to_owned(), record["name"].clone());
        matter.insert("name".to_owned(), Value::Object(name));
    }
    for (name, value) in record["fields"].as_object().expect("fields") {
        matter.insert(name.clone(), field(name, value));
    }
    let figures = record["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .map(|figure| {
            let stated = figure.as_object().expect("a map").clone().into_iter();
            let is_inherited = figure["sources_inherited"] == true;
            Value::Object(
                stated
                    .filter(|(key, value)| {
                        !(["number", "sources_inherited"].contains(&&**key)
                            || key == "sources" && is_inherited)
                            && known(value)
                    })
                    .collect(),
            )
        });
    matter.insert("figures".to_owned(), figures.collect());
    let mut text = String::new();
    let mut sides: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for relation in relations {
        let is_from = relation["from"] == record["id"];
        let stated_in = relation["stated_in"].as_array().expect("ids");
        let id = |end: &str| relation[end].as_str().expect("an id").to_owned();
        match relation["relation"].as_str().expect("its name") {
            // What a record only cites stands in its text.
            "sources" if is_from && relation["derived"] == true => {
                text.push_str(&format!("[^{}] ", id("to")));
            }
            "mentions" if is_from => text.push_str(&format!("[[{}]] ", id("to"))),
            _ if !stated_in.contains(&record["id"]) || known(&relation["via"]) => {}
            name if is_from => {
                let side = sides.entry(name).or_default();
                side.push(reference(relation, "to", relations));
            }
            _ => {
                let inverse = relation["inverse"].as_str().expect("its name");
                let side = sides.entry(inverse).or_default();
                side.push(reference(relation, "from", relations));
            }
        }
    }
    matter.extend(
        sides
            .into_iter()
            .map(|(name, references)| (name.to_owned(), Value::from(references))),
    );
    matter.insert("text".to_owned(), text.into());
    Value::Object(matter)
}

/// A field as an editor writes it, with its provenance.
fn field(name: &str, field: &Value) -> Value {
    let value = written(&field["value"]);
    let own = own_provenance(field);
    if own.is_empty() {
        return value;
    }
    let mut claimed = if name == "location" {
        value
    } else {
        json!({ "value": value })
    };
    claimed.as_object_mut().expect("a map").extend(own);
    claimed
}

/// The provenance that an editor would write: what is not inherited and not the usual.
fn own_provenance(claim: &Value) -> Map<String, Value> {
    let mut own = known_members(claim, &["status", "note", "sources"]);
    own.retain(|key, value| match &**key {
        "status" => value != "stated",
        "sources" => claim["sources_inherited"] == false && value != &json!([]),
        _ => true,
    });
    own
}

/// A relation as its record states it.
fn reference(relation: &Value, other: &str, relations: &[Value]) -> Value {
    let mut reference = Map::from_iter([("ref".to_owned(), relation[other].clone())]);
    reference.extend(known_members(relation, &["role", "since", "until", "on"]));
    reference.extend(own_provenance(relation));
    // Who signed for a party stands with the party.
    let signs =
        |other: &&Value| other["from"] == relation["from"] && other["via"] == relation["to"];
    let signatories: Value = relations
        .iter()
        .filter(signs)
        .map(|other| other["to"].clone())
        .collect();
    if relation["relation"] == "parties" && signatories != json!([]) {
        reference.insert("signatory".to_owned(), signatories);
    }
    Value::Object(reference)
}

/// What is written by somebody, and not concluded. What a record cites follows from its text too, and is compared with it.
fn stated(relations: &Value) -> Vec<Value> {
    let all = relations.as_array().expect("relations").iter();
    all.filter(|relation| relation["derived"] == false && relation["relation"] != "sources")
        .cloned()
        .collect()
}

#[test]
fn the_export_of_the_shipped_atlas_is_read_as_the_same_atlas() {
    let site = Site::shipped();
    let before = exported(&site);
    let relations = stated(&before["relations"]);
    let mut lists: BTreeMap<String, String> = BTreeMap::new();
    for record in before["records"].as_array().expect("records") {
        let url = record["url"].as_str().expect("an address");
        let folder = url.split('/').next().expect("a folder").to_owned();
        // JSON is YAML.
        let all = before["relations"].as_array().expect("relations");
        *lists.entry(folder).or_default() += &format!("- {}\n", front_matter(record, all));
    }
    // The texts are not part of the export, so free pages, which link to their headings, would lead nowhere.
    std::fs::remove_dir_all(site.path("content")).expect("removed");
    for (folder, list) in &lists {
        site.write(&format!("content/{folder}/all.yaml"), list);
    }
    let after = exported(&site);
    let by_id = |atlas: &Value| -> BTreeMap<String, Value> {
        let records = atlas["records"].as_array().expect("records").iter();
        records
            .map(|record| {
                (
                    record["id"].as_str().expect("an id").to_owned(),
                    record.clone(),
                )
            })
            .collect()
    };
    let (before_records, after_records) = (by_id(&before), by_id(&after));
    for (id, record) in &before_records {
        assert_eq!(after_records.get(id), Some(record), "{id}");
    }
    assert_eq!(after_records.len(), before_records.len());
    let all = |relations: &[Value]| -> BTreeSet<String> {
        relations.iter().map(Value::to_string).collect()
    };
    let (before, after) = (all(&relations), all(&stated(&after["relations"])));
    let differ: Vec<&String> = before.symmetric_difference(&after).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

/// A pattern of `atlas new` with every commented line taken in and its example filled.
fn filled(pattern: &str, targets: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for line in pattern.lines() {
        let Some((key, rest)) = line
            .strip_prefix("# ")
            .and_then(|line| line.split_once(':'))
        else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let example = rest.split(" # ").next().unwrap_or_default().trim();
        let value = match (key, example) {
            ("draft", _) => continue,
            ("tile", _) => "[1, 2]".to_owned(),
            ("aliases", _) => "[Другое название]".to_owned(),
            ("region", _) => "[new-region]".to_owned(),
            ("sectors", _) => "[new-sector]".to_owned(),
            ("sources", _) => "[new-source]".to_owned(),
            (_, "{inn: …}") => "{inn: 7707083893}".to_owned(),
            (_, "") => format!("Слово {key}"),
            (_, "[id, {ref: id, role: …}]") => match targets.get(key) {
                Some(target) => format!("[{{ref: {target}, role: роль}}]"),
                None => continue,
            },
            (_, example) => example.to_owned(),
        };
        text.push_str(&format!("{key}: {value}\n"));
    }
    text
}

/// The relations of a pattern that can lead to a person, to whom the small site's only record may be tied.
fn relations_to_a_person(site: &Site, path: &str, pattern: &str) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    for key in pattern
        .lines()
        .filter_map(|line| Some(line.strip_prefix("# ")?.split_once(": [id,")?.0))
    {
        site.write(path, &format!("---\nname: Имя\n{key}: [a]\n---\n"));
        if check(site).is_empty() {
            targets.insert(key.to_owned(), "a".to_owned());
        }
    }
    targets.retain(|key, _| key != "part_of" && key != "parts");
    targets
}

/// Whether the export says of a record what its front matter says under a key.
fn is_exported(
    atlas: &Value,
    record: &Value,
    key: &str,
    targets: &BTreeMap<String, String>,
) -> bool {
    match key {
        "name" | "short" | "summary" | "aliases" | "figures" | "sources" => known(&record[key]),
        "region" => record["regions"] == json!(["new-region"]) || record["kind"] == "region",
        "sectors" => record["sectors"] == json!(["new-sector"]) || record["kind"] == "sector",
        key if targets.contains_key(key) => atlas["relations"]
            .as_array()
            .expect("relations")
            .iter()
            .any(|r| {
                (r["relation"] == key && r["from"] == "filled" && r["to"] == "a")
                    || (r["inverse"] == key && r["to"] == "filled" && r["from"] == "a")
                    || (r["relation"] == key && r["to"] == "filled" && r["from"] == "a")
            }),
        key => known(&record["fields"][key]),
    }
}

/// What is filled in for a kind is what the export says of its record.
#[test]
fn a_pattern_with_every_line_filled_in_is_the_record_that_it_says() {
    let plain = Site::small();
    let schema = plain.run(&["schema", "organization"]);
    assert_eq!(schema.code(), 0, "{}", schema.err());
    let vocabulary = include_str!("../../src/site/vocabulary/default.toml");
    let kinds: Vec<&str> = vocabulary
        .lines()
        .filter_map(|line| line.strip_prefix("[kinds.")?.strip_suffix(']'))
        .collect();
    for kind in kinds.iter().filter(|kind| !kind.contains('.')) {
        let site = Site::small();
        let picture = include_bytes!("../../fuzz/seeds/picture/turned.jpg");
        std::fs::create_dir_all(site.path("assets")).expect("a folder");
        std::fs::write(site.path("assets/name.jpg"), picture).expect("a picture");
        for other in ["region", "sector", "source"] {
            site.run(&["new", other, &format!("new-{other}")])
                .expect_success();
        }
        site.run(&["new", kind, "filled"]).expect_success();
        let path = files(&site.path("content"))
            .into_keys()
            .find(|path| path.ends_with("/filled.md"))
            .expect("a file");
        let path = format!("content/{path}");
        let pattern = site.read(&path);
        let targets = relations_to_a_person(&site, &path, &pattern);
        let stated = filled(&pattern, &targets);
        site.write(&path, &stated);
        let found: Vec<_> = check(&site)
            .into_iter()
            // The pattern has one name for all kinds.
            .filter(|found| !["date-order", "duplicate-name"].contains(&&*found.code))
            .collect();
        assert_eq!(found, [], "{kind}: {}", site.read(&path));
        let atlas = exported(&site);
        let records = atlas["records"].as_array().expect("records");
        let record = records
            .iter()
            .find(|record| record["id"] == "filled")
            .expect("the record");
        let keys: Vec<&str> = stated
            .lines()
            .filter_map(|line| Some(line.split_once(": ")?.0))
            .collect();
        assert!(keys.len() > 10, "{kind}: {keys:?}");
        for key in keys {
            assert!(
                is_exported(&atlas, record, key, &targets),
                "{kind}: {key} in {record:#}"
            );
        }
    }
}
