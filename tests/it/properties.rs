//! What holds whatever is written: nothing panics, patterns can be filled in, and no page leaves the output folder.

use std::collections::BTreeMap;

use crate::extent;
use crate::program::{self, Site, check};
use innovation_atlas::atlas::Drafts;
use innovation_atlas::diagnostic::json;
use innovation_atlas::pipeline::{self, Options, Snapshot};
use innovation_atlas::plan::Route;
use innovation_atlas::source::{File, SourcePath, Tree};
use innovation_atlas::text::MessageLanguage;
use proptest::prelude::*;

/// A site of a few records, with one more file.
fn snapshot(path: &str, bytes: Vec<u8>) -> Snapshot {
    snapshot_with([(path, bytes)])
}

/// A site of a few records, with some more files.
fn snapshot_with<'f>(more: impl IntoIterator<Item = (&'f str, Vec<u8>)>) -> Snapshot {
    let mut files = BTreeMap::new();
    for (path, text) in [
        (
            "site.toml",
            "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n",
        ),
        (
            "content/organizations/miet.md",
            "---\nname: МИЭТ\nregion: town\nsectors: [robotics]\n---\n## Раздел\n",
        ),
        ("content/regions/town.md", "---\nname: Город\n---\n"),
        (
            "content/sectors/robotics.md",
            "---\nname: Робототехника\n---\n",
        ),
        // The pages are made by small layouts: what is tried here is the content.
        (
            "layouts/base.html",
            "<!doctype html><title>{{ page.title }}</title>{% block main %}{% endblock %}",
        ),
    ] {
        files.insert(SourcePath::new(path), File::new(text.as_bytes()));
    }
    files.extend(
        more.into_iter()
            .map(|(path, bytes)| (SourcePath::new(path), File::new(bytes))),
    );
    let options = Options::new(
        innovation_atlas::text::Day::new(2026, 11, 21),
        Drafts::Shown,
    );
    pipeline::snapshot(Tree::from_files(files), None, &options)
}

/// Makes every page and every diagnostic's words and places; that nothing panics is what is tried.
fn exhaust(snapshot: &Snapshot) {
    let renderer = snapshot.renderer();
    for page in 0..snapshot.model.plan.pages.len() {
        let made = snapshot.render(&renderer, page);
        assert!(
            made.diagnostics.is_empty(),
            "content never breaks a layout: {:?}",
            made.diagnostics
        );
    }
    let report = json(&snapshot.diagnostics, &snapshot.tree, MessageLanguage::Ru);
    for row in report["diagnostics"].as_array().expect("rows") {
        assert!(row["at"]["line"].as_u64() > Some(0), "{row}");
    }
    for found in &snapshot.diagnostics {
        let pattern = found.code.rule().message.get(MessageLanguage::Ru);
        assert!(
            !pattern.contains('{') || found.message(MessageLanguage::Ru) != pattern,
            "a fact is missing: {found:?}"
        );
    }
}

/// Pieces that files are made of, so that more than the first line is reached.
const PIECES: [&str; 68] = [
    "---\n",
    "name: ",
    "id: ",
    "- ",
    "  ",
    "\n",
    "members: ",
    "[",
    "]",
    "{",
    "}",
    "ref: ",
    "miet",
    "role: ",
    "since: ",
    "2017-02",
    "../2021",
    "figures: ",
    "of: companies",
    "value: ",
    ">60",
    ", ",
    ": ",
    "\"",
    "'",
    "|\n",
    "&a ",
    "*a",
    "!!x ",
    "# ",
    "## Раздел\n",
    "[[miet]]",
    "[[miet#раздел|",
    "]]",
    "[^miet]",
    "[^1]: ",
    "](../organizations/miet.md#",
    ")",
    "![",
    "<b>",
    "<script>",
    "</",
    "| a | b |\n|--|--|\n",
    "- [x] ",
    "```\n",
    "~~",
    "**",
    "_",
    "\\",
    "&amp;",
    "\u{0}",
    "\u{feff}",
    "\u{fdd0}a0\u{fdd1}",
    "й",
    "𝒳",
    "\r\n",
    "\r",
    "\t",
    "http://",
    "javascript:",
    "draft: true\n",
    "aka: [a]\n",
    "text: ",
    "region: town\n",
    "sectors: [robotics]\n",
    "location: {lat: 1, lon: 2}\n",
    "date: ",
    "parts: [miet]\n",
];

/// Files of such pieces, with any text in between.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(&PIECES[..]);
    let any = prop::string::string_regex("\\PC{0,6}").expect("a pattern");
    prop::collection::vec(
        prop_oneof![8 => piece.prop_map(str::to_owned), 1 => any],
        0..60,
    )
    .prop_map(|all| all.concat())
}

/// Marks, in every form in which a file can have them, and what stands around marks.
fn marks() -> impl Strategy<Value = String> {
    let forms = [
        "&#xfdd0;",
        "&#xFDD1;",
        "&#64976;",
        "&#0064977;",
        "&#x000fdd0;",
        "\u{fdd0}",
        "\u{fdd1}",
        "a0",
        "n0",
        "c1",
        "&#x22;",
        "&lt;",
        "<b>",
        "</b>",
        "<i title=\"&#xfdd0;\">",
        "</i>",
        "<sub slot-0=0 slot-1='1'>",
        "<sub slot-01=0 slot-0x=1>",
        "</sub>",
        "[[miet]]",
        "[^miet]",
        "[x](https://e.org/)",
        "*",
        "_",
        "`q",
        "\\[^miet]",
        "  ",
        "\n",
        "\n\n",
        "\n\n- ",
        "![y](a.png \"&#xfdd0;\")",
        "~~q",
        "slot-0",
        "slot-00",
    ];
    prop::collection::vec(prop::sample::select(forms.to_vec()), 0..24).prop_map(|all| all.concat())
}

/// Borders that could be, and some that could not: rings of any places, properties of any sort, and cut short.
fn borders() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        0.0,
        -0.0,
        90.0,
        -90.0,
        180.0,
        190.0,
        540.0,
        1e18,
        f64::MAX,
        f64::MIN_POSITIVE,
    ]);
    let lon = prop_oneof![40 => -200.0..200.0f64, 1 => odd.clone()];
    let lat = prop_oneof![40 => -90.0..90.0f64, 1 => odd.clone()];
    let place = prop_oneof![40 => (lon, lat).prop_map(|(lon, lat)| vec![lon, lat]), 1 => prop::collection::vec(odd, 0..4)];
    let ring = prop::collection::vec(place, 3..8).prop_map(|mut ring| {
        ring.extend(ring.first().cloned());
        ring
    });
    let rings = prop::collection::vec(ring, 1..4);
    let some = |usual: &'static [&'static str], odd: &'static [&'static str]| prop_oneof![9 => prop::sample::select(usual), 1 => prop::sample::select(odd)];
    let id = some(&["town", "RU-MOW", "<b>", "\u{202e}"], &["", "town"]);
    let kind = some(
        &["Polygon", "MultiPolygon"],
        &["Point", "GeometryCollection", ""],
    );
    let feature = (id, kind, rings).prop_map(|(id, kind, rings)| {
        let coordinates = if kind == "MultiPolygon" { serde_json::json!([rings]) } else { serde_json::json!(rings) };
        serde_json::json!({
            "type": "Feature", "id": id, "properties": {"iso": id}, "geometry": {"type": kind, "coordinates": coordinates},
        })
    });
    let features = prop::collection::vec(feature, 1..3);
    (features, prop_oneof![9 => Just(1.0), 1 => 0.0..1.0f64]).prop_map(|(features, kept)| {
        let mut text =
            serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
        let end = text.floor_char_boundary((text.len() as f64 * kept) as usize);
        text.truncate(end);
        text
    })
}

proptest! {
    /// Every second piece is a word of its own; all of them are there afterwards, in order, and nothing does harm.
    #[test]
    fn a_text_keeps_its_words_whatever_stands_between_them(between in prop::collection::vec(marks(), 1..8)) {
        let words: Vec<String> = (0..between.len()).map(|number| format!("слово{number}щ")).collect();
        let text: String = between.iter().zip(&words).map(|(marks, word)| format!("{marks} {word} ")).collect();
        crate::cases::text(text.as_bytes());
        let settings = "title = \"Атлас\"\nlanguages = [\"ru\"]\n";
        let site = innovation_atlas::site::read(&[("site.toml", settings)].into_iter().collect()).value;
        let file = File::new(format!("---\nname: А\n---\n{text}").into_bytes());
        let parsed = innovation_atlas::record::parse(&SourcePath::new("content/people/x.md"), &file, &site).value;
        let text = parsed.records[0].texts().next().expect("a text");
        let body = text.body;
        let mut from = 0;
        for word in &words {
            let found = body.text[from..].find(word.as_str());
            prop_assert!(found.is_some(), "{} is not in {:?}", word, body.text);
            from += found.unwrap_or_default() + word.len();
        }
        let mut html = String::new();
        body.write_html(&mut html, |_, _| {});
        prop_assert!(!html.contains(['\u{fdd0}', '\u{fdd1}']), "{}", html);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: extent::count(96, 2000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_file_of_content(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["clusters/x.md", "people/x.yaml", "clusters/x.en.md", "pages/x.md", "_index.md"]),
    ) {
        exhaust(&snapshot(&format!("content/{name}"), bytes));
    }

    #[test]
    fn any_pieces_of_records_are_a_file_of_content(
        text in pieces(),
        start in prop::sample::select(vec!["", "---\nname: Имя\n", "---\nname: Имя\n---\n", "- id: x\n  name: Имя\n  "]),
        name in prop::sample::select(vec!["clusters/x.md", "people/x.yaml", "organizations/miet.en.md", "events/x.md", "pages/x.md"]),
    ) {
        exhaust(&snapshot(&format!("content/{name}"), format!("{start}{text}").into_bytes()));
    }

    #[test]
    fn any_text_is_a_file_of_settings(text in "[a-z\\[\\]{}=\"., \\n]{0,200}") {
        let snapshot = snapshot("site.toml", text.into_bytes());
        json(&snapshot.diagnostics, &snapshot.tree, MessageLanguage::En);
    }

    #[test]
    fn any_borders_can_be_those_of_the_map(borders in borders(), view in "\\[-?[0-9]{1,4}, -?[0-9]{1,4}, -?[0-9]{1,4}, 1e[0-9]{1,3}\\]") {
        let settings = format!(
            "title = \"Атлас\"\nlanguages = [\"ru\", \"en\"]\n[map]\ngeometry = \"assets/borders.json\"\n[map.views.part]\nwindow = {view}\n"
        );
        let made = |settings: &str| {
            let region = "---\nname: Город\ncode: town\ntile: [1, 1]\n---\n";
            snapshot_with([
                ("site.toml", settings.to_owned().into_bytes()),
                ("assets/borders.json", borders.clone().into_bytes()),
                ("content/regions/town.md", region.as_bytes().to_vec()),
            ])
        };
        exhaust(&made(&settings));
        // A view that cannot be is refused, and the map with it; without one the borders themselves are tried.
        exhaust(&made(&settings[..settings.find("[map.views").expect("a view")]));
    }

    #[test]
    fn any_text_can_stand_in_the_words_of_the_interface(text in "[a-z\\[\\]{}=\". \\n]{0,200}") {
        let snapshot = snapshot("layouts/strings.toml", format!("[ru]\nnav_map = \"{{n}}\"\n{text}").into_bytes());
        json(&snapshot.diagnostics, &snapshot.tree, MessageLanguage::En);
        let renderer = snapshot.renderer();
        for page in 0..snapshot.model.plan.pages.len() {
            snapshot.render(&renderer, page);
        }
    }

    #[test]
    fn a_page_never_leaves_the_output_folder(
        id in prop_oneof!["\\PC{1,12}", "[./\\\\:a-zA-Z%~ -]{1,12}", "(\\.\\./){1,3}[a-z]{1,4}"],
        old in prop_oneof!["\\PC{1,12}", "[./\\\\a-z]{1,12}"],
    ) {
        let quoted = |text: &str| serde_json::to_string(text).expect("JSON is YAML");
        let list = format!("- id: {}\n  name: Имя\n  aka: [{}]\n", quoted(&id), quoted(&old));
        let snapshot = snapshot("content/people/x.yaml", list.into_bytes());
        if !snapshot.has_errors() {
            for page in &snapshot.model.plan.pages {
                prop_assert!(stays_inside(&page.route), "{:?} from {id:?} and {old:?}", page.route);
            }
        }
    }
}

/// Whether a route names a file below the folder that it is joined to, on every system.
fn stays_inside(route: &Route) -> bool {
    let route = route.as_str();
    let plain = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.contains(['\\', ':', '\0'])
            && !part.ends_with(['.', ' '])
    };
    route.split('/').all(plain)
}

#[test]
fn the_pattern_of_every_kind_is_right_once_the_name_is_filled_in() {
    let site = Site::small();
    let vocabulary = include_str!("../../src/site/vocabulary/default.toml");
    let kinds = vocabulary
        .lines()
        .filter_map(|line| line.strip_prefix("[kinds.")?.strip_suffix(']'));
    let kinds: Vec<&str> = kinds.filter(|kind| !kind.contains('.')).collect();
    assert!(kinds.len() >= 13, "{kinds:?}");
    for kind in &kinds {
        site.run(&["new", kind, &format!("new-{kind}")])
            .expect_success();
    }
    let mut filled = 0;
    for path in program::files(&site.path("content"))
        .keys()
        .filter(|path| path.contains("/new-"))
    {
        let path = format!("content/{path}");
        let pattern = site.read(&path);
        assert_eq!(pattern.matches("\nname:").count(), 1, "{pattern}");
        let start = pattern.find("\nname:").expect("a name") + "\nname:".len();
        let end = start + pattern[start..].find('\n').expect("the end of its line");
        site.write(
            &path,
            &format!("{} Название{}", &pattern[..start], &pattern[end..]),
        );
        filled += 1;
    }
    assert_eq!(filled, kinds.len());
    assert_eq!(check(&site), []);
}
