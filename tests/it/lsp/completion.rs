//! What is completed at sixty places: `tests/lsp/completion.md`.

use super::{Session, marked, site};

/// A place, and the first completions there.
struct Place {
    title: String,
    path: String,
    text: String,
    wanted: Vec<String>,
}

/// Reads the document: a heading, a line with the path, the text in a fence, a list of completions.
fn places(document: &str) -> Vec<Place> {
    let sections = document.split("\n### ").skip(1);
    let place = |section: &str| {
        let (title, rest) = section.split_once('\n')?;
        let (path, rest) = rest.trim_start().split_once("\n~~~~\n")?;
        let (text, list) = rest.split_once("\n~~~~\n")?;
        let items = list.lines().filter_map(|line| line.strip_prefix("* "));
        Some(Place {
            title: title.to_owned(),
            path: path.trim().trim_matches('`').to_owned(),
            text: text.to_owned(),
            wanted: items.map(str::to_owned).collect(),
        })
    };
    sections
        .map(|section| place(section).unwrap_or_else(|| panic!("not a place: {section}")))
        .collect()
}

#[test]
fn sixty_places_are_completed() {
    let document = include_str!("../../lsp/completion.md");
    let places = places(document);
    assert!(places.len() >= 60, "only {}", places.len());
    let broken = places
        .iter()
        .filter(|place| place.title.contains("does not parse"));
    assert!(broken.count() >= 20);
    let mut wrong = Vec::new();
    for place in &places {
        let mut session = Session::start(&site(), "utf-32");
        let (text, position) = marked(&place.text);
        session.write(&place.path, &text);
        let answer = session.at("completion", &place.path, &position);
        let items = answer["items"].as_array().expect("items");
        assert!(items.len() <= 100, "{}", place.title);
        let labels = items
            .iter()
            .map(|item| item["label"].as_str().expect("a label"));
        let found: Vec<&str> = labels.take(5).collect();
        if found != place.wanted {
            wrong.push(format!(
                "{}:\n  {found:?}\n  is not\n  {:?}",
                place.title, place.wanted
            ));
        }
        for item in items {
            let range = &item["textEdit"]["range"];
            assert_eq!(
                range["start"]["line"], range["end"]["line"],
                "{}",
                place.title
            );
            assert!(range["start"]["character"].as_u64() <= position["character"].as_u64());
            assert!(range["end"]["character"].as_u64() >= position["character"].as_u64());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
