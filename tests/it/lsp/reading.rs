//! What is read of texts that are being typed, and what is found at places of them.

use serde_json::{Value, json};

use super::{Session, marked, site};

const CLUSTER: &str = "content/clusters/zelenograd.md";

fn saved(path: &str) -> String {
    std::fs::read_to_string(site().join(path)).expect("a file")
}

#[test]
fn a_broken_file_keeps_its_last_good_reading_until_it_is_saved() {
    let mut session = Session::start(&site(), "utf-32");
    let text = saved(CLUSTER);
    session.write(CLUSTER, &text);
    let krz = json!({"line": 3, "character": 20});
    let before = session.at("references", CLUSTER, &krz);
    let broken = text.replace("members:\n", "members: [\n  }:\n");
    assert_ne!(broken, text);
    session.write(CLUSTER, &broken);
    assert!(session.codes(CLUSTER).contains(&"bad-yaml".to_owned()));
    let after = session.at("references", CLUSTER, &krz);
    assert_eq!(before, after, "no relation is lost");
    let query = json!({"query": "Кластер"});
    let names = session.request("workspace/symbol", query);
    assert_eq!(names[0]["name"], "Кластер «Зеленоград» · zelenograd");
}

#[test]
fn a_mistake_is_underlined_where_it_is_typed() {
    let mut session = Session::start(&site(), "utf-16");
    let text = saved(CLUSTER).replace("  - miet\n", "  - 🚀 nobody\n  - miet\n");
    session.write(CLUSTER, &text);
    assert_eq!(session.codes(CLUSTER), ["broken-reference"]);
    let (found, _) = &session.diagnostics[&session.uri(CLUSTER)];
    let range = json!({"start": {"line": 5, "character": 4}, "end": {"line": 5, "character": 13}});
    assert_eq!(
        found[0]["range"], range,
        "a pair of surrogates counts twice"
    );
    session.write(CLUSTER, &saved(CLUSTER));
    assert_eq!(session.codes(CLUSTER), Vec::<String>::new());
}

#[test]
fn a_reference_goes_to_its_record_and_back() {
    let mut session = Session::start(&site(), "utf-32");
    let (text, position) = marked(&saved(CLUSTER).replace("  - miet", "  - mi|et"));
    session.write(CLUSTER, &text);
    let definition = session.at("definition", CLUSTER, &position);
    let file = session.uri("content/organizations/miet.md");
    assert_eq!(definition["uri"], file);
    let references = session.at("references", CLUSTER, &position);
    let mut files: Vec<&str> = references
        .as_array()
        .expect("a list")
        .iter()
        .map(|place| place["uri"].as_str().expect("a URI"))
        .map(|uri| uri.rsplit('/').next().expect("a name"))
        .collect();
    files.sort_unstable();
    // The agreement, the member, the link of the text; the record and its translation.
    assert_eq!(
        files,
        [
            "miet-krz.md",
            "miet.en.md",
            "miet.md",
            "zelenograd.md",
            "zelenograd.md"
        ]
    );
    let hover = session.at("hover", CLUSTER, &position);
    let words = hover["contents"]["value"].as_str().expect("words");
    assert!(
        words.starts_with(
            "Национальный исследовательский университет «МИЭТ»\nmiet · организация, Зеленоград"
        ),
        "{words}"
    );
}

#[test]
fn a_key_a_date_and_a_term_are_explained() {
    let mut session = Session::start(&site(), "utf-32");
    let mut hover = |from: &str, to: &str| {
        let (text, position) = marked(&saved(CLUSTER).replace(from, to));
        session.write(CLUSTER, &text);
        let hover = session.at("hover", CLUSTER, &position);
        hover["contents"]["value"].as_str().map(str::to_owned)
    };
    assert_eq!(
        hover("members:", "mem|bers:").as_deref(),
        Some("Участники\n↔ участвует в · организация, площадка, кластер, персона")
    );
    assert_eq!(
        hover("on: 2017-02", "on: 20|17~").as_deref(),
        Some("около 2017\u{a0}г.")
    );
    assert_eq!(hover("founder", "fou|nder").as_deref(), Some("учредитель"));
    assert_eq!(hover("176", "1|76"), None);
}

#[test]
fn a_record_is_renamed_everywhere_in_texts_that_are_open() {
    let mut session = Session::start(&site(), "utf-16");
    let (text, position) = marked(&saved(CLUSTER).replace("  - miet", "  - mi|et"));
    session.write(CLUSTER, &text);
    let document = json!({"uri": session.uri(CLUSTER)});
    let parameters = json!({"textDocument": document, "position": position, "newName": "mietu"});
    let edit = session.request("textDocument/rename", parameters.clone());
    let parts = edit["documentChanges"].as_array().expect("changes");
    let renamed: Vec<&Value> = parts
        .iter()
        .filter(|part| part["kind"] == "rename")
        .collect();
    assert_eq!(renamed.len(), 2, "the record and its translation");
    let own = parts
        .iter()
        .find(|part| part["textDocument"]["uri"] == document["uri"])
        .expect("this file");
    assert_eq!(own["textDocument"]["version"], 1);
    assert_eq!(own["edits"].as_array().map(Vec::len), Some(2));
    let taken = json!({"textDocument": document, "position": position, "newName": "krz"});
    let refusal = session.request("textDocument/rename", taken);
    assert_eq!(
        refusal,
        json!("id «krz» уже есть; слить записи: atlas merge")
    );
}

#[test]
fn symbols_folds_links_and_hints_are_those_of_the_file() {
    let mut session = Session::start(&site(), "utf-32");
    session.write(CLUSTER, &saved(CLUSTER));
    let start = json!({"line": 0, "character": 0});
    let symbols = session.at("documentSymbol", CLUSTER, &start);
    let names = symbols
        .as_array()
        .expect("a list")
        .iter()
        .map(|symbol| symbol["name"].as_str().expect("a name"));
    let wanted = [
        "name",
        "region",
        "coordinator",
        "members",
        "figures",
        "sources",
        "Участники",
        "Планы на будущее",
    ];
    assert_eq!(names.collect::<Vec<_>>(), wanted);
    let folds = session.at("foldingRange", CLUSTER, &start);
    let folds = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|fold| (fold["startLine"].as_u64(), fold["endLine"].as_u64()));
    let wanted = [(0, 10), (4, 6), (7, 8), (13, 15), (17, 19)];
    assert_eq!(
        folds.collect::<Vec<_>>(),
        wanted.map(|(a, b)| (Some(a), Some(b)))
    );
    let links = session.at("documentLink", CLUSTER, &start);
    assert_eq!(links.as_array().map(Vec::len), Some(3));
    let range = json!({"start": start, "end": {"line": 99, "character": 0}});
    let document = json!({"uri": session.uri(CLUSTER)});
    let hints = session.request(
        "textDocument/inlayHint",
        json!({"textDocument": document, "range": range}),
    );
    let labels = hints
        .as_array()
        .expect("a list")
        .iter()
        .map(|hint| hint["label"].as_str().expect("a label"));
    let wanted = ["Зеленоград", "КРЗ", "Устав кластера", "МИЭТ", "Первый мед"];
    assert_eq!(labels.take(5).collect::<Vec<_>>(), wanted);
    let list = "content/technoparks/list.yaml";
    session.write(list, &saved(list));
    let symbols = session.at("documentSymbol", list, &start);
    assert_eq!(symbols[1]["name"], "Зеленоградский инкубатор");
    assert_eq!(symbols[1]["children"][3]["detail"], "Зеленоград");
}
