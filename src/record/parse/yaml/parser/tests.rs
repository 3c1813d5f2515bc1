//! Tests of the YAML parser: spans, limits, and random front matter.

use std::ops::Range;

use proptest::prelude::*;

use super::*;

fn text_at(source: &str, span: Span) -> &str {
    &source[span.range()]
}

#[test]
fn every_part_knows_its_place() {
    let source =
        "имя: «Зеленоград»\nучастники:\n  - miet\n  - {ref: krz, role: 'a ''b'''}\nпусто:\n";
    let tree = parse(source, 0).expect("YAML");
    let pairs = tree.map().expect("a map");
    assert_eq!(text_at(source, pairs[0].0.span), "имя");
    assert_eq!(text_at(source, pairs[0].1.span), "«Зеленоград»");
    let items = pairs[1].1.items();
    assert_eq!(text_at(source, items[0].span), "miet");
    assert_eq!(
        text_at(source, items[1].span),
        "{ref: krz, role: 'a ''b'''}"
    );
    assert_eq!(items[1].map().expect("a map")[1].1.text(), Some("a 'b'"));
    assert_eq!(pairs[2].1.data, NodeData::Null);
}

#[test]
fn aliases_are_values_up_to_a_limit() {
    let tree = parse("a: &x [1, 2]\nb: *x\n", 0).expect("YAML");
    assert_eq!(tree.map().expect("a map")[1].1.items().len(), 2);
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..10 {
        let line: Vec<String> = (0..10).map(|_| format!("*a{}", i - 1)).collect();
        bomb.push_str(&format!("a{i}: &a{i} [{}]\n", line.join(", ")));
    }
    assert!(parse(&bomb, 0).expect_err("a limit").limit);
}

#[test]
fn depth_is_limited_and_scalars_are_never_guessed() {
    for deep in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "{a: ".repeat(100_000),
    ] {
        assert!(parse(&deep, 0).is_err());
    }
    let tree = parse("a: NO\nb: 010\nc: 1.10\nd: 2021-03-12\ne: 'null'\n", 0).expect("YAML");
    let texts: Vec<_> = tree
        .map()
        .expect("a map")
        .iter()
        .map(|(_, node)| node.text())
        .collect();
    assert_eq!(
        texts,
        [
            Some("NO"),
            Some("010"),
            Some("1.10"),
            Some("2021-03-12"),
            Some("null")
        ]
    );
}

/// Random lines: typical front matter, and syntax that is easily misread.
fn line() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(vec![
        "Кластер «Зеленоград»",
        "RU-MOW",
        "2017-02-21",
        "true",
        "null",
        "~",
        "NO",
        "1.10",
        "a: b",
        "a #b",
        "'a''b'",
        "\"a\\nb\"",
        "\"текст: здесь\"",
        "'x'",
        "[a, b]",
        "[]",
        "{}",
        "{ref: krz, role: учредитель}",
        "[{a: b}, c]",
        "[a, 'b, c']",
        "{a: [b, c], d: \"e\"}",
        "[a,b]",
        "{a: b,}",
        "https://example.org/?a=1",
        "",
        "- a",
        "|",
        ">-",
        "*x",
        "&x a",
        "!t a",
        "@a",
        "%a",
        "x:",
        "[a: b]",
        "{a}",
        "[a",
        "b]",
        "a  ",
        "+7 495",
        "-1",
        "a\tb",
        "ё — ж",
    ]);
    let key = prop::sample::select(vec![
        "name", "region", "members", "since_", "a-b", "имя", "1a", "?", "<<", "- id", "-",
    ]);
    let indent = prop::sample::select(vec![
        "", "  ", "    ", "- ", "  - ", "    - ", " ", "# ", "\t",
    ]);
    prop_oneof![
        6 => (indent.clone(), key, scalar.clone()).prop_map(|(i, k, s)| format!("{i}{k}: {s}")),
        2 => (indent.clone(), scalar).prop_map(|(i, s)| format!("{i}{s}")),
        2 => indent.prop_map(|i| format!("{i}members:")),
        1 => prop::sample::select(vec!["", "---", "...", "# c", "  # c", "\u{feff}a: b", "a: \u{85}b"]).prop_map(str::to_owned),
    ]
}

/// All spans of a node are within the text and on character boundaries.
fn placed(
    text: &str,
    node: &Node<'_>,
    base: usize,
    within: Range<usize>,
) -> Result<(), TestCaseError> {
    let range = node.span.range();
    prop_assert!(
        within.start <= range.start && range.end <= within.end,
        "{range:?} of {within:?} in {text:?}"
    );
    prop_assert!(
        text.get(range.start - base..range.end - base).is_some(),
        "{range:?} in {text:?}"
    );
    match &node.data {
        NodeData::List(items) => items
            .iter()
            .try_for_each(|item| placed(text, item, base, within.clone())),
        NodeData::Map(pairs) => pairs.iter().try_for_each(|(name, value)| {
            prop_assert!(
                text.get(name.span.start as usize - base..).is_some(),
                "{:?} in {text:?}",
                name.span
            );
            placed(text, value, base, within.clone())
        }),
        _ => Ok(()),
    }
}

fn all_placed(text: &str) -> Result<(), TestCaseError> {
    match parse(text, 7) {
        Ok(tree) => placed(text, &tree, 7, 7..7 + text.len()),
        Err(YamlError { span, .. }) => {
            prop_assert!(
                span.start >= 7 && span.range().end <= 7 + text.len(),
                "{span:?} in {text:?}"
            );
            Ok(())
        }
    }
}

proptest! {
    #[test]
    fn every_span_lies_in_the_text(lines in prop::collection::vec(line(), 1..8), last in "\n?") {
        all_placed(&(lines.join("\n") + &last))?;
    }

    #[test]
    fn also_in_mutated_front_matter(at in 0usize..600, with in "[ -~\n«ё:#\\[\\]{},'\"-]{0,3}", cut in 0usize..4) {
        let start = (0..=at.min(MATTER.len())).rev().find(|i| MATTER.is_char_boundary(*i)).unwrap_or(0);
        let end = (start + cut..).find(|i| *i >= MATTER.len() || MATTER.is_char_boundary(*i)).unwrap_or(start).min(MATTER.len());
        all_placed(&format!("{}{with}{}", &MATTER[..start], &MATTER[end.max(start)..]))?;
    }
}

const MATTER: &str = "name: Инновационный кластер «Зеленоград»\nshort: ИТК\naliases: [Кластер, \"ИТК, два\"]\nregion: RU-MOW\n\
    location: {lat: 55.99, lon: 37.21}\nsectors: [microelectronics, biomedicine]\ncoordinator: {ref: krz, source: s-2017}\n\
    members:\n  - sechenov\n  - {ref: miet, role: учредитель, since: 2012}\n  - ref: zitc\n    role: сосед\nfigures:\n- of: companies\n  value: 176\n\
    # конец\nsources: [s-2017]\n";
