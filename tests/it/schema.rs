//! `atlas schema` and the reader of records agree: what one accepts, the other accepts, as far as a schema can say it.
//!
//! A schema does not count days of months, compute check digits, or know other records.

use boon::{Compiler, SchemaIndex, Schemas};
use innovation_atlas::atlas::Drafts;
use innovation_atlas::diagnostic::Severity;
use innovation_atlas::pipeline::{self, Options};
use innovation_atlas::source::{File, SourcePath, Tree};
use innovation_atlas::text::Day;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::extent;
use crate::program::Site;

const SETTINGS: &str = r#"title = "Атлас"
languages = ["ru", "en"]
[kinds.thing]
label = { ru = "Вещь", en = "Thing" }
[kinds.thing.fields]
words = { type = "text" }
whole = { type = "integer" }
decimal = { type = "number" }
part = { type = "share" }
sum = { type = "money" }
flag = { type = "boolean" }
day = { type = "date" }
link = { type = "url" }
post = { type = "email" }
call = { type = "phone" }
dot = { type = "point" }
grade = { type = "choice", choices = ["low", "high"] }
many = { type = "list", of = "integer" }
[relations.ties]
inverse = "tied"
label = { ru = "Связи", en = "Ties" }
inverse_label = { ru = "Связан", en = "Tied" }
"#;

/// Records that references name.
const OTHERS: &str = "- {id: t, name: Цель}\n";
const SOURCES: &str = "- {id: s, name: Источник}\n";

/// The keys with values that are right, wrong or absent.
fn pool() -> Vec<(&'static str, Value)> {
    let text = json!(["a", 5, true, "", null, {"ru": "x"}, {"ru": null, "en": "y"}, {"de": "x"}, ["a"],
        {"ru": ["x"]}, [], [""], {}, "\u{200b}"]);
    let claims = json!([{"value": ""}, {"value": "", "status": "planned"}, {"zzz": 1}, [[]], [], {}, null, " "]);
    let keys = json!({
        "short": text, "summary": text, "sort": text,
        "words": [{"value": "a", "status": "inferred"}, {"value": "a", "status": ""}, {"value": "a", "status": "x"},
            {"value": {"en": "a"}, "source": "s", "note": "n"}, {"value": "a", "sources": ["s", null]},
            {"value": "a", "note": ["n"]}, {"value": "a", "zzz": 1}],
        "whole": [5, "5", "1 000", "1_000", "+5", "x", 1.5, "1,5", [1], {"value": 5}, {"value": 5, "status": "planned"},
            {"value": "x", "status": "planned"}],
        "decimal": [1.5, "1,5", "1,450", "0,450", "1.2.3", "−3", ".5", "5.", "1 234,5", "12,345", "x", true],
        "part": [0.5, "24,5 %", "24.5%", "1,450", "half", {"value": "51 %", "source": "s"}],
        "sum": ["1 500 RUB", "1,500 RUB", "1500", 1500, "5 rub", "1500.50 EUR", "RUB", "1.5000 USD"],
        "flag": [true, false, "да", "yes", "нет", "maybe", "1", [true]],
        "day": [2017, "2017", "2017-02", "2017-02-21", "201X", "2XXX", "2017-21", "2017-13", "2017-21-01",
            "2017-02-21T10:30:00Z", "2017-02-21T10:30:00+03", "2017-02-21T10:30", "2017/..", "../2021", "../..", "/2021",
            "21.02.2017", "02/21/2017", "2017~", "2017?/2018%", "Y17000", "Y170", "-0500", "2017-XX", "2017-XX-XX",
            "2017-02-XX", "2017-2-1", "x", [2017]],
        "link": ["https://example.org", "http://a/b?c#d", "HTTPS://example.org/я", "www.example.org", "https://",
            "https://a b", "https://.org", "ftp://example.org", 5],
        "post": ["a@example.org", "a.b@example.org", "a@", "@b", "a b@example.org", "a@b@c"],
        "call": ["+7 495 123-45-67", "(495) 123-45-67", 84951234567_u64, "123", 123, "abc12345", "7+4951234567"],
        "dot": [{"lat": 55, "lon": 37}, {"lat": "55,5", "lon": "37"}, {"lat": 95, "lon": 37}, {"lat": 55},
            {"value": {"lat": 1, "lon": 2}, "status": "inferred"}, {"lat": 1, "lon": 2, "status": "planned", "note": "n"},
            {"lat": 1, "lon": 2, "zzz": 1}, {"lat": "", "lon": 2}, "55, 37", [55, 37]],
        "grade": ["low", "High", "x", ["low"], {"value": "low", "status": "stated"}, {"value": "x", "status": "stated"}],
        "many": [[1, 2], 5, [1, "x"], [1, null], {"value": [1, 2], "source": "s"}],
        "ids": [{"wikidata": "Q1"}, {"wikidata": null}, {"wikidata": "Q1", "zzz": "1"}, {"wikidata": ["Q1"]}, "Q1"],
        "ties": ["t", ["t"], ["t", null], {"ref": "t"}, {"ref": ""}, {"ref": "", "role": "r"}, {"ref": "t", "role": "r"},
            {"ref": "t", "role": {"ru": "r", "en": "q"}}, {"ref": "t", "role": {"de": "r"}},
            {"ref": "t", "since": 2017, "until": "2018-02"}, {"ref": "t", "since": ""}, {"ref": "t", "since": "x"},
            {"rf": "t"}, [["t"]], {"ref": [["t"]]}, {"ref": "t", "signatory": "t"}, {"ref": "t", "zzz": 1},
            {"ref": "t", "status": "planned", "source": ["s"]}, {"ref": "t", "status": ["planned"]}],
        "sources": ["s", ["s"], [{"ref": "s", "note": "n"}], [["s"]], {"ref": "s", "zzz": 1}],
        "figures": [{"of": "companies", "value": 5}, [{"of": "companies", "value": "~15", "on": 2017}],
            {"of": "zzz", "value": 5}, {"of": "companies"}, {"of": "companies", "value": "1,450"},
            {"of": "companies", "value": "x"}, {"of": "companies", "value": 5, "zzz": 1}, {"of": "", "value": ""},
            {"of": "companies", "value": "24,5 %", "source": "s"}, "x", {"of": "companies", "value": ""},
            {"of": "companies", "value": ">= 5", "on": []}, {"of": "companies", "value": 5, "on": "x"}],
        "status": ["planned", "planed", ["planned"], "stated"],
        "draft": [false, "нет", "maybe"],
        "aliases": ["a", ["a", {"en": "b"}], [["b"]], [{"de": "b"}], {"ru": "a"}],
        "aka": ["old", ["old", "older"], "people/old", "a b", "a/b/c", "-a", {"ru": "a"}, 5],
        "zzz": [1],
    });
    let mut all = Vec::new();
    for (key, values) in keys.as_object().expect("a map") {
        let own = values.as_array().expect("a list").iter().cloned();
        let more = claims.as_array().expect("a list").iter().cloned();
        let name: &'static str = Box::leak(key.clone().into_boxed_str());
        // An unknown key is wrong whatever it holds.
        all.extend(own.chain(more).map(|value| (name, value)));
    }
    all
}

fn ids() -> Vec<Value> {
    let ids = json!([
        "r", "r", "r", "Ы-1", 5, "con", "COM1", "index", "Index", "a b", "-a", "a.b", null
    ]);
    ids.as_array().expect("a list").clone()
}

fn names() -> Vec<Value> {
    let names = json!(["А", "А", "А", 5, {"ru": "А"}, {"value": "А", "status": "planned"}, "", null, ["А"], {"de": "А"},
        {"value": "", "status": "planned"}, {"value": "А", "zzz": 1}, {"ru": null}]);
    names.as_array().expect("a list").clone()
}

/// The schema of the kind, compiled once.
struct Judge {
    schemas: Schemas,
    schema: SchemaIndex,
}

impl Judge {
    fn new() -> Judge {
        let site = Site::small();
        site.write("site.toml", SETTINGS);
        let answer = site.run(&["schema", "thing"]);
        answer.expect_success();
        let schema: Value = serde_json::from_str(&answer.out()).expect("JSON");
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler
            .add_resource("https://example.org/thing.json", schema)
            .expect("a schema");
        let schema = compiler
            .compile("https://example.org/thing.json", &mut schemas)
            .unwrap_or_else(|error| panic!("{error:#}"));
        Judge { schemas, schema }
    }

    fn accepts(&self, file: &Value) -> bool {
        self.schemas.validate(file, self.schema).is_ok()
    }

    /// Fails where the reader and the schema differ about a file.
    fn compare(&self, file: &Value) {
        let errors = errors_of(file);
        assert_eq!(
            self.accepts(file),
            errors.is_empty(),
            "{file}\nthe reader says {errors:?}"
        );
    }
}

/// The errors that `check` finds in a file: a record is Markdown, a list is YAML.
fn errors_of(file: &Value) -> Vec<String> {
    let (path, text) = match file.as_object() {
        Some(record) if !record.contains_key("records") => {
            let lines = record
                .iter()
                .map(|(key, value)| format!("{key}: {value}\n"));
            let lines: String = lines.collect();
            ("content/thing/r.md", format!("---\n{lines}---\n"))
        }
        _ => ("content/thing/list.yaml", file.to_string()),
    };
    let files = [
        ("site.toml", SETTINGS),
        ("content/thing/others.yaml", OTHERS),
        ("content/sources/s.yaml", SOURCES),
        (path, &text),
    ];
    let files = files.map(|(path, text)| (SourcePath::new(path), File::new(text.as_bytes())));
    let options = Options::new(Day::new(2026, 11, 21), Drafts::Hidden);
    let snapshot = pipeline::snapshot(Tree::from_files(files.into()), None, &options);
    let errors = snapshot.diagnostics.iter();
    errors
        .filter(|found| found.severity == Severity::Error)
        .map(|found| {
            format!(
                "{}: {}",
                found.code.rule().name,
                found.message(innovation_atlas::text::MessageLanguage::En)
            )
        })
        .collect()
}

fn record(id: Option<&Value>, name: &Value, keys: &[(&str, Value)]) -> Value {
    let mut record = Map::new();
    if let Some(id) = id {
        record.insert("id".to_owned(), id.clone());
    }
    record.insert("name".to_owned(), name.clone());
    for (key, value) in keys {
        record.insert((*key).to_owned(), value.clone());
    }
    Value::Object(record)
}

/// Every value alone, in a record and in the defaults of a list.
#[test]
fn the_reader_and_the_schema_agree_about_every_value() {
    let judge = Judge::new();
    let (id, name) = (json!("r"), json!("А"));
    for (key, value) in pool() {
        judge.compare(&json!([record(Some(&id), &name, &[(key, value.clone())])]));
        let shared = !["short", "sort", "aliases", "aka"].contains(&key);
        if shared || !value.is_null() {
            let defaults: Map<String, Value> = [(key.to_owned(), value)].into_iter().collect();
            judge.compare(
                &json!({ "defaults": defaults, "records": [record(Some(&id), &name, &[])] }),
            );
        }
    }
    for id in ids() {
        judge.compare(&json!([record(Some(&id), &name, &[])]));
    }
    for name in names() {
        judge.compare(&json!([record(Some(&id), &name, &[])]));
        judge.compare(&record(None, &name, &[]));
    }
    for file in [
        json!([]),
        json!({"records": null}),
        json!({"records": [], "defaults": null}),
    ] {
        judge.compare(&file);
    }
}

#[test]
fn random_files_are_judged_alike() {
    let judge = Judge::new();
    let (pool, ids, names) = (pool(), ids(), names());
    let indices = || any::<prop::sample::Index>();
    let case = (
        0..3_u8,
        indices(),
        indices(),
        prop::collection::vec(indices(), 0..4),
        indices(),
    );
    let config = ProptestConfig {
        cases: extent::count(300, 5000),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |((form, id, name, keys, default) in case)| {
        let keys: Vec<_> = keys.iter().map(|key| key.get(&pool).clone()).collect();
        let name = name.get(&names);
        let file = match form {
            0 => record(None, name, &keys),
            1 => json!([record(Some(id.get(&ids)), name, &keys)]),
            _ => {
                let (key, value) = default.get(&pool);
                let defaults: Map<String, Value> = [((*key).to_owned(), value.clone())].into_iter().collect();
                json!({ "defaults": defaults, "records": [record(Some(id.get(&ids)), name, &keys)] })
            }
        };
        judge.compare(&file);
    });
}

#[test]
fn a_broken_site_has_no_schema_and_no_new_records() {
    let site = Site::small();
    site.write(
        "site.toml",
        "title = \"Атлас\"\nlanguages = [\"ru\"]\nwrong = 1\n",
    );
    let check = site.run(&["check"]);
    assert_eq!(check.code(), 1);
    for arguments in [
        &["schema", "person"][..],
        &["schema"],
        &["new", "person", "b"],
    ] {
        let answer = site.run(arguments);
        assert_eq!(answer.code(), check.code(), "{arguments:?}");
        assert!(answer.out().is_empty(), "{arguments:?}: {}", answer.out());
        assert_eq!(answer.err(), check.err(), "{arguments:?}");
    }
}
